"""How does the first person get in? An administrator, who then invites the others."""

import argparse
import getpass
import os
import sys

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from samsyn.accounts.services import AddressTaken, create_user, grant_role
from samsyn.domain.access import Everything
from samsyn.domain.vocabulary import Role

SUMMARY = "open an account for a first administrator (asks for the password)"
SETUP = Everything(reason="./run createadmin")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run createadmin", description=SUMMARY)
    parser.add_argument("email")
    parser.add_argument("--name", required=True)
    parser.epilog = "Without a terminal the password is read from SAMSYN_ADMIN_PASSWORD."
    options = parser.parse_args(arguments)
    password = os.environ.get("SAMSYN_ADMIN_PASSWORD") or getpass.getpass("Password: ")
    try:
        validate_password(password)
        create_administrator(options.email, options.name, password)
    except ValidationError as error:
        print("\n".join(error.messages), file=sys.stderr)
        return 1
    except AddressTaken:
        print(f"{options.email} has an account already.", file=sys.stderr)
        return 1
    print(f"{options.email} may now log in as administrator.")
    return 0


@transaction.atomic
def create_administrator(email: str, name: str, password: str) -> None:
    """Open the account and give it the role, or neither."""
    now = timezone.now()
    user = create_user(by=SETUP, now=now, email=email, name=name, password=password)
    grant_role(by=SETUP, now=now, user=user, role=Role.ADMINISTRATOR)
