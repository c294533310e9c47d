"""Which services are missing from a group, absent from a meeting, and how often do they come?"""

from datetime import date

import pytest

from samsyn.domain.report import Part
from samsyn.domain.representing import Seated, Service, absent, attended, missing, represented

DAY = date(2026, 3, 9)
SCHOOL = Service("skola", "Skola och förskola", frozenset({"skola", "forskola"}))
BUMM = Service("bumm", "BUMM", frozenset({"bumm"}))
INDEPENDENT = Service(
    "fristaende", "Fristående skolor", frozenset({"skola"}), "independent", is_required=False
)
SERVICES = (SCHOOL, BUMM, INDEPENDENT)


def seat(kind, principal="municipality", *, ordinary=True, first=None, last=None):
    return Seated(kind, principal, ordinary, first, last)


def keys(services):
    return [one.key for one in services]


def test_any_one_of_a_services_kinds_is_enough():
    assert keys(missing(SERVICES, [seat("forskola")], DAY)) == ["bumm"]


def test_a_substitute_alone_leaves_the_service_missing():
    seats = [seat("skola"), seat("bumm", "region", ordinary=False)]
    assert keys(missing(SERVICES, seats, DAY)) == ["bumm"]


@pytest.mark.parametrize(
    ("first", "last", "is_missing"),
    [
        (None, None, False),
        (DAY, DAY, False),
        (date(2026, 3, 10), None, True),
        (None, date(2026, 3, 8), True),
    ],
)
def test_a_seat_counts_on_its_days(first, last, is_missing):
    seats = [seat("skola"), seat("bumm", first=first, last=last)]
    assert bool(missing(SERVICES, seats, DAY)) is is_missing


def test_what_is_only_asked_for_is_never_missing():
    told = represented(SERVICES, [seat("skola")], DAY)[-1]
    assert not told.ordinary and not told.is_missing and not told.lacks_substitute


def test_independent_schools_are_known_by_their_principal():
    seats = [seat("skola"), seat("skola", "independent")]
    school, _, independent = represented(SERVICES, seats, DAY)
    assert (school.ordinary, independent.ordinary) == (2, 1)


def test_who_has_a_seat_and_nobody_there_is_absent():
    seats = [seat("skola"), seat("skola", ordinary=False)]
    assert keys(absent(SERVICES, seats, [], DAY)) == ["skola"]
    assert keys(absent(SERVICES, seats, [("skola", "municipality")], DAY)) == []


def test_who_has_no_seat_is_not_absent():
    assert keys(absent(SERVICES, [seat("skola")], [("skola", "municipality")], DAY)) == []


def test_attendance_is_told_with_its_n():
    meetings = [{("skola", "municipality")}, {("bumm", "region"), ("skola", "independent")}, set()]
    assert attended(SERVICES, meetings) == {
        "skola": Part(2, 3),
        "bumm": Part(1, 3),
        "fristaende": Part(1, 3),
    }
    assert attended((BUMM,), []) == {"bumm": Part(0, 0)}
