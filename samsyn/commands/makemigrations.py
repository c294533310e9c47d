"""How do the tables follow the models? Django's own command, passed on."""

from django.core.management import call_command

SUMMARY = "write migrations after a change of models (developers)"


def main(arguments: list[str]) -> int:
    call_command("makemigrations", *arguments)
    return 0
