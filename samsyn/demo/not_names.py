"""Which words has the secretariat said are no names? Invented methods and places, and one taken back."""

from datetime import datetime, timedelta

from samsyn.demo.coded import secretariat
from samsyn.guarding.services import add_not_name, withdraw_not_name

WORDS = ("Vinterljus", "Lilla Torget", "Rosenstunden", "Kompass Ung")
TAKEN_BACK = "Solbritt"
"""Somebody added it for a room that is called so; a colleague is, too."""


def keep_words(now: datetime) -> None:
    """The list as some months of use have left it."""
    first, *others = secretariat(now)
    began = now - timedelta(days=90)
    for day, word in enumerate((*WORDS, TAKEN_BACK)):
        pk = add_not_name(word, by=first, now=began + timedelta(days=9 * day))
    withdraw_not_name(pk, by=others[0] if others else first, now=now - timedelta(days=5))
