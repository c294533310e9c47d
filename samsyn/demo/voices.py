"""The families' voice: two closed years for some groups, and this year's round with its links. Made up."""

from datetime import datetime, timedelta
from random import Random

from samsyn.demo.acting import acting_as
from samsyn.demo.surveys import DEMO, enter
from samsyn.groups.selectors.groups import groups_on, local_group_of_area
from samsyn.groups.vocabulary import GroupKind
from samsyn.surveys.selectors.questionnaires import settled_on
from samsyn.surveys.services.languages import offer_languages
from samsyn.surveys.services.rounds import RoundContent, send_round, write_round
from samsyn.surveys.vocabulary import Audience

TEMPLATE = "familjernas-rost"
GROUPS = 4
"""Besides the contact's own."""
WEIGHTS = {"ja": 6, "delvis": 3, "nej": 2, "vet_ej": 1, "": 1}
"""How often each answer is given; empty for a question that was skipped."""
SELDOM_YES = {"har_borjat", "vet_vem"}


def ask_families(now: datetime) -> None:
    """Enter two years' closed rounds, and open this year's for anybody with a link."""
    asks = settled_on(TEMPLATE, viewer=DEMO)
    assert asks is not None
    rng = Random(147)  # noqa: S311 - invented data, the same at each making
    today, contact = now.date(), acting_as("kontaktperson", now)
    assert contact.area_id is not None
    own = local_group_of_area(contact.area_id, viewer=contact, today=today)
    there = groups_on(today, viewer=DEMO, today=today, kind=GroupKind.LOCAL)
    others = rng.sample([one for one in there if one.id != own], GROUPS)
    groups = [*(one for one in there if one.id == own), *others]
    for back in (2, 1):
        rows = [
            {
                "year": today.year - back,
                "group": group.key,
                **{one.code: _answer(one.code, rng) for one in asks.asks.questions()},
            }
            for group in groups
            for _one in range(rng.randrange(9, 20) if group.id == own else rng.randrange(3, 16))
        ]
        enter([row for row in rows if len({*row.values()}) > 3], now, TEMPLATE)
    by, then = acting_as("sekretariat", now), now - timedelta(20)
    content = RoundContent(
        asks_id=asks.id,
        audience=Audience.LINK,
        title=f"Familjernas röst {today.year}",
        title_en=f"The families' voice {today.year}",
        year=today.year,
        opens_on=then.date(),
        closes_on=today + timedelta(30),
        group_ids=[one.id for one in groups],
    )
    pk = write_round(content, by=by, now=then)
    # All of them, to be looked at; a real round speaks a proposal when somebody has read it.
    offer_languages(pk, asks.asks.languages, seen_version=1, by=by, now=then)
    send_round(pk, seen_version=2, by=by, now=then)


def _answer(code: str, rng: Random) -> str:
    weights = {**WEIGHTS, "ja": 2} if code in SELDOM_YES else WEIGHTS
    return rng.choices(list(weights), list(weights.values()))[0]
