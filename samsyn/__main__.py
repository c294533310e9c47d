"""`./run COMMAND`: finds the command and runs it."""
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
import django
from django.core.management import call_command, execute_from_command_line
execute_from_command_line(["samsyn", *sys.argv[1:]])
