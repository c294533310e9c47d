"""Invented numbers: the serials 238 and 239, and the telephones that are kept for fiction."""

import random
from datetime import date, timedelta

from samsyn.guard.personal_numbers import luhn_holds


def a_birthday(chance: random.Random) -> date:
    """Any day of the last hundred years."""
    return date(1925, 1, 1) + timedelta(days=chance.randrange(36_000))


def check_digit(nine: str) -> str:
    """The digit that makes ten hold."""
    return next(digit for digit in "0123456789" if luhn_holds(nine + digit))


def a_personal_number(chance: random.Random) -> tuple[str, str, str]:
    """Century, birth date and last four digits of a number that holds; some are coordination numbers."""
    day = a_birthday(chance)
    raised = day.day + 60 * (chance.random() < 0.2)
    six = f"{day:%y%m}{raised:02d}"
    serial = chance.choice(("238", "239"))
    return f"{day:%Y}"[:2], six, serial + check_digit(six + serial)


def a_phone(chance: random.Random) -> str:
    """The digits of a number that PTS keeps for books and films."""
    return chance.choice(("0701740", "0317510", "084650040", "0980319"))[:7].ljust(7, "0") + (
        f"{chance.randrange(605, 700)}"
    )


def a_plate(chance: random.Random) -> str:
    """Three letters, two digits and a last sign."""
    letters = "".join(chance.choice("DEFGHJKMNPRTUWYZ") for _ in range(3))
    return (
        letters + f"{chance.randrange(100):02d}" + chance.choice("0123456789ABCDEFGHJKLMNPRSTUWXYZ")
    )
