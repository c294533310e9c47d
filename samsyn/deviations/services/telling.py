"""Tell people, not only mailboxes: as each has chosen, at once, each morning or when something is late.

Derived from the outbox and from what waits, by the worker: sending a deviation costs nothing more for it.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from samsyn.accounts import services as accounts
from samsyn.accounts.readers import (
    Reader,
    latest_summaries,
    readers_at,
    readers_who_chose,
    without_mailbox,
)
from samsyn.deviations.calendar import day_in_stockholm, is_red_day
from samsyn.deviations.models import Addressing, Deviation
from samsyn.deviations.selectors.figures import Figures, figures_of_units
from samsyn.domain.deadlines import is_working_day
from samsyn.domain.vocabulary import LetterChoice
from samsyn.mail import services as mail
from samsyn.mail.letters import Addressee, summary_letter
from samsyn.mail.services.copying import LetterToCopy, letters_to_copy, post_copies
from samsyn.organisations import selectors as organisations

TO_DO = "/att-gora/"
LOOKS_BACK = timedelta(days=14)
"""Somebody who never got a summary hears of what became late in the last two weeks."""
KEPT = timedelta(days=90)


def tell_people(*, now: datetime, at_most: int = 200) -> int:
    """Post to people what their unit's mailbox got: if they want it, or if the mailbox does not work."""
    today = day_in_stockholm(now)
    posted = 0
    for letter in letters_to_copy(now=now, at_most=at_most):
        readers = readers_at(_units_behind(letter), today)
        if letter.reaches:
            wanted = [one for one in readers if one.choice is LetterChoice.AT_ONCE]
        else:
            wanted = without_mailbox(readers)
        to = {Addressee(one.address, one.language) for one in wanted}
        posted += post_copies(letter.id, to=to, now=now)
    return posted


def _units_behind(letter: LetterToCopy) -> list[int]:
    """The parties of the letter's deviation that have the mailbox; two units can share one."""
    parties = list(
        Addressing.objects.filter(deviation__number=letter.number, redirected_at=None).values_list(
            "unit_id", flat=True
        )
    )
    reporters = Deviation.objects.filter(number=letter.number)
    parties += reporters.values_list("reporter_unit_id", flat=True)
    cards = organisations.units_by_pk(parties)
    mailbox = letter.recipient.lower()
    return [pk for pk, card in cards.items() if card.function_mailbox.lower() == mailbox]


def send_summaries(*, now: datetime) -> int:
    """Post this morning's summaries; how many. None on a red day, none without news, one a day each."""
    today = day_in_stockholm(now)
    if not is_working_day(today, is_red_day):
        return 0
    accounts.forget_summaries(before=today - KEPT)
    people = readers_who_chose([LetterChoice.DAILY, LetterChoice.OVERDUE], today)
    figures = figures_of_units({one.unit_id for one in people}, today)
    before = latest_summaries(one.user_id for one in people)
    by_person: dict[int, list[Reader]] = defaultdict(list)
    for one in people:
        by_person[one.user_id].append(one)
    sent = 0
    for user_id, places in by_person.items():
        together = sum((figures[one.unit_id] for one in places), Figures())
        since = before.get(user_id, today - LOOKS_BACK)
        if _is_news(places[0].choice, together, since):
            sent += _post_summary(places[0], together, today, now)
    return sent


def _is_news(choice: LetterChoice, figures: Figures, since: date) -> bool:
    if choice is LetterChoice.DAILY:
        return not figures.is_empty
    return figures.is_late_since(since)


@transaction.atomic
def _post_summary(reader: Reader, figures: Figures, today: date, now: datetime) -> int:
    if not accounts.summarised(reader.user_id, on=today):
        return 0
    letter = summary_letter(figures, f"{settings.BASE_URL}{TO_DO}", reader.language)
    mail.post_letter(
        kind="summary",
        to=reader.address,
        subject=letter.subject,
        body=letter.body,
        language=reader.language,
        now=now,
    )
    return 1
