"""Rounds of the yearly follow-up: two that are closed, with what came in, and one that waits for answers."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO
from random import Random

from samsyn.demo.acting import acting_as
from samsyn.domain.access import Everything
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors.groups import groups_on
from samsyn.groups.vocabulary import GroupKind
from samsyn.surveys.selectors.questionnaires import settled_on
from samsyn.surveys.services.importing import import_answers
from samsyn.surveys.services.rounds import RoundContent, send_round, write_round
from samsyn.surveys.vocabulary import Audience

DEMO = Everything("fills the demo")
TEMPLATE = "uppfoljning"
REQUIRED = ("socialtjanst", "skola", "bup", "habilitering", "bumm")
OFTEN = ("elevhalsa", "huslakare", "bvc", "kultur_fritid", "polis", "brukare")
WORDS = {
    "lokal_exempel": (
        "En rutin för SIP och en för övergången mellan förskola och skola.",
        "Hur vi samverkar kring barn som inte går till skolan.",
        "En gemensam väg in för familjer som har kontakt med flera verksamheter.",
    ),
    "sip_mall_kommentar": (
        "Mallen ger en samlad bild men är för lång.",
        "Barnets egna ord får för lite plats.",
        "Informationsmaterialet är bra och används ofta.",
    ),
    "hab_kommentar": (
        "Det är få barn, så vi samordnar i SIP.",
        "Vi saknar en tydlig kontaktväg till habiliteringen.",
    ),
    "avvikelser_kommentar": (
        "Det går lättare nu när svaret kommer tillbaka.",
        "Alla på enheten känner inte till hur man gör.",
        "Vi vill se vad som händer efter svaret.",
    ),
}


@dataclass(frozen=True)
class Chance:
    """How often each answer to a question is given, in one year."""

    code: str
    answers: dict[str, int]
    moving: str = ""
    """The answer that a few more give each year."""


CHANCES = (
    Chance("lokal_overenskommelse", {"ja": 18, "pagar": 9, "nej": 4}, "ja"),
    Chance("sip_mall_kand", {"ja": 27, "nej": 2, "vet_ej": 2}),
    Chance("sip_mall_fungerar", {"bra": 12, "mindre_bra": 9, "vet_ej": 8}, "bra"),
    Chance("hab_kand", {"ja": 20, "nej": 6, "vet_ej": 5}),
    Chance("hab_rutiner", {"ja": 5, "pagar": 6, "nej": 13, "vet_ej": 6}, "pagar"),
    Chance("samordningsansvarig", {"ja": 3, "ibland": 5, "nej": 18, "vet_ej": 5}),
    Chance("avvikelser_kand", {"ja": 24, "nej": 3, "vet_ej": 3}, "ja"),
    Chance("avvikelser_fungerar", {"bra": 9, "mindre_bra": 8, "vet_ej": 12}, "bra"),
)


def ask_the_groups(now: datetime) -> None:
    """Enter two years' closed rounds, and send this year's: half of the groups have answered."""
    rng = Random(2014)  # noqa: S311 - invented data, the same at each making
    today = now.date()
    there = groups_on(today, viewer=DEMO, today=today, kind=GroupKind.LOCAL)
    for back in (2, 1):
        year = today.year - back
        first = date(year, 3, 10)
        silent = set(rng.sample([one.id for one in there], 2 + back))
        answering = [one for one in there if one.id not in silent]
        enter(_rows(answering, year, first, 60, 2 - back, rng), now)
    half = [one for one in there if one.key != "bus-0126" and rng.random() < 0.5]
    first = today - timedelta(12)
    _send(there, today.year, first, now)
    enter(_rows(half, today.year, first, 10, 2, rng), now)


def _send(there: list[GroupCard], year: int, first: date, now: datetime) -> None:
    asks = settled_on(TEMPLATE, viewer=DEMO)
    assert asks is not None
    by, then = acting_as("sekretariat", now), now - timedelta(12)
    content = RoundContent(
        asks_id=asks.id,
        audience=Audience.GROUPS,
        title=f"{asks.asks.title['sv']} {year}",
        title_en=f"{asks.asks.title['en']} {year}",
        year=year,
        opens_on=first,
        closes_on=first + timedelta(40),
        first_reminder_on=first + timedelta(21),
        last_reminder_on=first + timedelta(35),
        group_ids=[one.id for one in there],
    )
    send_round(write_round(content, by=by, now=then), seen_version=1, by=by, now=then)


def enter(rows: Sequence[Mapping[str, object]], now: datetime, template: str = TEMPLATE) -> None:
    """Read some answers in, as a file of them would be."""
    written = StringIO()
    heads = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(written, heads)
    writer.writeheader()
    writer.writerows(rows)
    report = import_answers(written.getvalue(), template, by=None, now=now)
    assert not report.faults, report.faults[0]


def _rows(
    groups: list[GroupCard], year: int, first: date, days: int, later: int, rng: Random
) -> list[dict[str, object]]:
    """One answer for each group, within so many days; `later` moves some answers, year by year."""
    return [
        {
            "year": year,
            "group": one.key,
            "sent_on": first + timedelta(rng.randrange(days)),
            "principals": _principals(one, rng),
            "grupp_finns": "ja",
            "verksamheter": _services(rng),
            **{chance.code: _answer(chance, later, rng) for chance in CHANCES},
            **{
                code: rng.choice(said) if rng.random() < 0.2 else "" for code, said in WORDS.items()
            },
        }
        for one in groups
    ]


def _principals(group: GroupCard, rng: Random) -> str:
    is_city = not group.key.startswith(("bus-0", "bus-jarfalla", "bus-sodertalje"))
    municipal = [] if is_city else sorted(set(group.places))
    found = municipal or ["Stockholm"]
    return "|".join([*found, *(["Region Stockholm"] if rng.random() < 0.6 else [])])


def _services(rng: Random) -> str:
    there = [one for one in REQUIRED if one != "bumm" or rng.random() < 0.85]
    return "|".join([*there, *(one for one in OFTEN if rng.random() < 0.25)])


def _answer(chance: Chance, later: int, rng: Random) -> str:
    weights = dict(chance.answers)
    if chance.moving:
        weights[chance.moving] += 4 * later
    return rng.choices(list(weights), list(weights.values()))[0]
