"""A plan's points: what is late, what follows into the new year, and what a basis may lead to."""

from datetime import date

import pytest

from samsyn.domain.plans import (
    Aim,
    Basis,
    BasisKind,
    carried_forward,
    is_overdue,
    is_well_addressed,
)
from samsyn.domain.vocabulary import MeasureStatus

PLANNED, ONGOING, DONE, DROPPED = MeasureStatus
TODAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("status", "due_on", "late"),
    [
        (PLANNED, date(2026, 3, 8), True),
        (ONGOING, date(2026, 3, 8), True),
        (ONGOING, TODAY, False),
        (ONGOING, None, False),
        (DONE, date(2026, 1, 1), False),
        (DROPPED, date(2026, 1, 1), False),
    ],
)
def test_late_is_what_is_open_after_its_day(status, due_on, late):
    assert is_overdue(Aim(1, status, due_on), TODAY) is late


def test_only_open_points_follow_in_their_order():
    aims = [Aim(pk, status, None) for pk, status in enumerate((ONGOING, DONE, PLANNED, DROPPED))]
    assert [one.pk for one in carried_forward(aims)] == [0, 2]


@pytest.mark.parametrize(
    ("kind", "address", "words", "good"),
    [
        (BasisKind.STATISTICS, "/statistik/?year=2025&by=theme", "", True),
        (BasisKind.STATISTICS, "/statistik/sticker-ut/7/", "", True),
        (BasisKind.STATISTICS, "/avvikelser/SAM-2026-0001/", "", False),
        (BasisKind.STATISTICS, "//example.com/statistik/", "", False),
        (BasisKind.STATISTICS, "https://example.com/statistik/", "", False),
        (BasisKind.STATISTICS, "/\\example.com", "", False),
        (BasisKind.DEVIATION, "SAM-2026-0001", "", True),
        (BasisKind.DEVIATION, "Avvikelsen om NN", "", False),
        (BasisKind.OTHER, "https://example.com/protokoll", "", True),
        (BasisKind.OTHER, "javascript:alert(1)", "x", False),
        (BasisKind.OTHER, "http://example.com", "x", False),
        (BasisKind.SURVEY, "", "Årets enkät, fråga 4", True),
        (BasisKind.SURVEY, "", "", False),
    ],
)
def test_a_basis_leads_to_what_it_says(kind, address, words, good):
    assert is_well_addressed(Basis(kind, words, address)) is good
