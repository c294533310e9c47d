"""How does a database come up to this version? Django's own command, passed on."""

from django.conf import settings
from django.core.management import call_command

from samsyn.database.planner import refresh_statistics

SUMMARY = "bring the database up to this version"


def main(arguments: list[str]) -> int:
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", "--no-input", *arguments)
    if not {"--plan", "--check", "--fake"} & set(arguments):
        refresh_statistics()
    return 0
