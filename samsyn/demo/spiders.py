"""Spiders of three years: the contact's own steering group, and some groups beside it. Made up."""

from datetime import datetime
from random import Random

from samsyn.demo.acting import acting_as
from samsyn.demo.surveys import DEMO, enter
from samsyn.domain.questionnaires import Questionnaire
from samsyn.groups.selectors.groups import groups_on, local_group_of_area
from samsyn.groups.vocabulary import GroupKind
from samsyn.surveys.selectors.questionnaires import settled_on

TEMPLATE = "spindel"
GROUPS = 5
"""Besides the contact's own."""
LEANS = {"resurser": -1.2, "kommunikation": 0.9, "kunskap": 0.6, "dokumentation": -0.5}
"""Where groups commonly stand over or under the middle."""


def measure(now: datetime) -> None:
    """Enter three closed years of spiders, each a little farther out but in one corner."""
    asks = settled_on(TEMPLATE, viewer=DEMO)
    assert asks is not None
    rng = Random(42)  # noqa: S311 - invented data, the same at each making
    today = now.date()
    there = groups_on(today, viewer=DEMO, today=today, kind=GroupKind.LOCAL)
    contact = acting_as("kontaktperson", now)
    assert contact.area_id is not None
    own = local_group_of_area(contact.area_id, viewer=contact, today=today)
    others = rng.sample([one for one in there if one.id != own], GROUPS)
    for back in (3, 2, 1):
        rows = []
        for group in (*(one for one in there if one.id == own), *others):
            many = rng.randrange(7, 14) if group.id == own else rng.randrange(3, 12)
            level = "steering" if group.id == own else ""
            told = {"year": today.year - back, "group": group.key, "level": level}
            rows += [{**told, **_answer(asks.asks, back, rng)} for _one in range(many)]
        enter(rows, now, TEMPLATE)


def _answer(asks: Questionnaire, back: int, rng: Random) -> dict[str, int]:
    """One person's nine numbers; resources fall back in the last year."""
    moved = {3: 0.0, 2: 1.3, 1: 1.5}[back]
    found = {}
    for one in asks.questions():
        fell = 0.8 if (one.code, back) == ("resurser", 1) else 0.0
        value = rng.gauss(5.2 + LEANS.get(one.code, 0) + moved - fell, 1.5)
        found[one.code] = max(one.low, min(one.high, round(value)))
    return found
