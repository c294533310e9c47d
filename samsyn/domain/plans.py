"""What holds for a local group's action plan (requirement 40): what is open, what late, what follows on?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import Listed, MeasureStatus
from samsyn.domain.vocabulary import gettext_noop as _


class BasisKind(Listed):
    """What a priority rests on."""

    STATISTICS = "statistics", _("Statistik")
    SPIDER = "spider", _("Spindelmätning")
    SURVEY = "survey", _("Enkät")
    DEVIATION = "deviation", _("Avvikelse")
    OTHER = "other", _("Annat")


class SchoolCalls(Listed):
    """What the local routine says of school and preschool and the call to a SIP (requirement 44)."""

    MUST = "must", _("Skola och förskola ska kalla till SIP")
    MAY = "may", _("Skola och förskola kan kalla till SIP")


class DocumentKind(Listed):
    """What a document beside the plan is."""

    SIP_ROUTINE = "sip_routine", _("Lokal rutin för SIP")
    OTHER = "other", _("Annat dokument")


class PlanStepKind(Listed):
    """What can happen to a plan and its points; each leaves a row."""

    STARTED = "started", _("Planen påbörjad")
    COPIED = "copied", _("Tagen med från förra årets plan")
    WRITTEN = "written", _("Punkten skriven")
    CHANGED = "changed", _("Punkten ändrad")
    ATTACHED = "attached", _("Dokument tillagt")
    ROUTINE = "routine", _("Rutinen för SIP ändrad")


class PlanRefused(Refusal):
    """A plan may not be so; `why` is not_yours, unknown, empty, theme, basis, year, exists or state."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


OPEN = frozenset({MeasureStatus.PLANNED, MeasureStatus.ONGOING})
"""What is neither done nor dropped."""
NUMBER = re.compile(r"SAM-\d{4}-\d{4,7}")
"""A deviation's number, as people write it."""
OWN_PAGES = {
    BasisKind.STATISTICS: ("/statistik/", "/svarstider/", "/tackning/", "/rapporter/"),
    BasisKind.SPIDER: ("/spindel/", "/enkater/"),
    BasisKind.SURVEY: ("/enkater/",),
}
"""Where Samsyn's own pages of each kind begin."""


@dataclass(frozen=True)
class Basis:
    """One thing that a priority rests on: words for people, and where to find it."""

    kind: BasisKind
    words: str
    leads_to: str = ""
    """A path of Samsyn, a deviation's number, or a web address; empty where words are all."""


@dataclass(frozen=True)
class Aim:
    """What of a point decides whether it is open and late."""

    pk: int
    status: MeasureStatus
    due_on: date | None


def is_open(status: MeasureStatus) -> bool:
    """True for what is still to be done."""
    return status in OPEN


def is_overdue(aim: Aim, today: date) -> bool:
    """True when it should have been done before today; without a day nothing is late."""
    return is_open(aim.status) and aim.due_on is not None and aim.due_on < today


def carried_forward(aims: Iterable[Aim]) -> list[Aim]:
    """What follows into a new year's plan: the open points, in their order, each with its origin."""
    return [one for one in aims if is_open(one.status)]


def is_well_addressed(basis: Basis) -> bool:
    """True when the address leads to what it says: no script, no foreign host behind our own words."""
    if not basis.leads_to:
        return bool(basis.words)
    if basis.kind is BasisKind.DEVIATION:
        return bool(NUMBER.fullmatch(basis.leads_to))
    if basis.kind is BasisKind.OTHER:
        return basis.leads_to.startswith("https://")
    return is_own_page(basis.leads_to) and basis.leads_to.startswith(OWN_PAGES[basis.kind])


def is_own_page(address: str) -> bool:
    """True for a path within Samsyn."""
    is_path = address.startswith("/") and not address.startswith("//")
    return is_path and not any(sign in address for sign in "\\ \t\r\n")
