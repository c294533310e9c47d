"""Does the tally stay true when everything about the same deviations happens at the same moment?"""

import itertools
import uuid

import pytest
from django.db import transaction

from samsyn.coding.models import CodeBook, Coding, Theme
from samsyn.deviations.models import Addressing, Deviation
from samsyn.domain.access import Everything
from samsyn.tally.checking import is_kept, wrongly_counted
from samsyn.tally.models import Balance
from samsyn.tally.selectors import tally
from samsyn.tally.services import carry_forward
from tests.apps.test_trust import at_once, cast, send
from tests.builders import NOW, make_deviation

__all__ = ["cast"]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TIMES = 15


def test_answering_coding_sending_and_summing_at_once(cast):
    """No change may be missed that comes while the balances are brought up to date, by two at once."""
    book = CodeBook.objects.create(year=1999, name="Trängsel")
    themes = [Theme.objects.create(code_book=book, key=key, name=key) for key in ("ras", "rost")]
    sent = [make_deviation(cast).pk for _ in range(3)]
    for pk in sent:
        Coding.objects.create(deviation_id=pk, source="writer", coded_at=NOW)

    def code():
        for theme, pk in itertools.islice(
            zip(itertools.cycle(themes), itertools.cycle(sent)), TIMES
        ):
            Coding.objects.filter(deviation_id=pk).update(theme=theme)

    def answer():
        for time, pk in zip(range(TIMES), itertools.cycle(sent), strict=False):
            with transaction.atomic():  # as each step does it: the deviation's row first
                Deviation.objects.select_for_update().get(pk=pk)
                Addressing.objects.filter(deviation_id=pk).update(
                    answered_at=NOW if time % 2 else None, outcome="partly" if time % 2 else ""
                )

    def write():
        for _ in range(TIMES):
            send(cast, uuid.uuid4())

    def add_up():
        for _ in range(TIMES):
            carry_forward(from_marks=1)

    results = at_once(code, code, answer, answer, write, add_up, add_up)
    assert results == [None] * 7
    assert wrongly_counted() == 0
    carry_forward(from_marks=1)
    assert wrongly_counted() == 0
    total = sum(number for _, number in tally("year", viewer=Everything("test")))
    assert total == Deviation.objects.count() == len(sent) + TIMES
    assert not Balance.objects.filter(number__lt=0).exists()


def test_the_triggers_survive_the_emptying_of_all_tables(cast):
    assert is_kept()
    make_deviation(cast)
    assert wrongly_counted() == 0
