"""What does a person change about the own account?"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from samsyn.accounts import selectors
from samsyn.accounts.models import User
from samsyn.accounts.services.traces import account_changed
from samsyn.domain.vocabulary import LetterChoice


@transaction.atomic
def change_own_details(*, by: User, now: datetime, title: str, phone: str) -> None:
    """Change one's own title and telephone; the name is the administrator's to change."""
    by.title, by.phone = title.strip(), phone.strip()
    by.save(update_fields=["title", "phone"])
    account_changed(by, selectors.as_person(by), now, change="details")


@transaction.atomic
def set_hide_name(*, by: User, now: datetime, hidden: bool) -> None:
    """Show oneself by role and unit everywhere, or by name again (requirement 56)."""
    by.hide_name = hidden
    by.save(update_fields=["hide_name"])
    change = "name_hidden" if hidden else "name_shown"
    account_changed(by, selectors.as_person(by), now, change=change)


@transaction.atomic
def choose_letters(*, by: User, choice: LetterChoice, now: datetime) -> None:
    """Choose how to hear of the own units' deviations."""
    if by.letters == choice:
        return
    by.letters = choice
    by.save(update_fields=["letters"])
    account_changed(by, selectors.as_person(by), now, change="letters")


def change_language(*, by: User, language: str) -> None:
    """Keep the language of pages and letters. Refuses one that Samsyn does not speak."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError(language)
    by.language = language
    by.save(update_fields=["language"])


@transaction.atomic
def log_out_everywhere(*, by: User, now: datetime) -> None:
    """End every session of the person; the caller may renew the one it stands in."""
    User.objects.filter(pk=by.pk).update(session_generation=F("session_generation") + 1)
    by.refresh_from_db(fields=["session_generation"])
    account_changed(by, selectors.as_person(by), now, change="logged_out_everywhere")
