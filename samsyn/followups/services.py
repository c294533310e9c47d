"""State what was done because of a report, publish the statement, and withdraw it."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F

from samsyn.audit import services as audit
from samsyn.coding.selectors.codes import themes_in_use
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.refusals import Outdated, Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.followups.models import Followup, FollowupStep, FollowupText
from samsyn.followups.vocabulary import FollowupStepKind
from samsyn.guarding.last_word import OF_A_DOCUMENT, ONLY_PERSONAL_NUMBERS, refuse_certain
from samsyn.guarding.transactions import atomic_when_read

SHORTEST_REASON = 10
"""Letters, as for other reasons."""


LESS = {"link": ONLY_PERSONAL_NUMBERS, "source": OF_A_DOCUMENT}


class FollowupRefused(Refusal):
    """It cannot be stated so; `why` is not_yours, unknown, empty, theme, link, state or reason."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Statement:
    """What is stated; `theme_id` is a primary key in the year's list, None for the report as a whole."""

    year: int
    theme_id: int | None
    said: str
    done: str
    by_function: str
    done_on: date | None = None
    source: str = ""
    link: str = ""


@atomic_when_read
def write_followup(statement: Statement, *, by: Viewer, now: datetime) -> int:
    """Write a statement, which nobody else reads until it is published; its primary key.

    Refuses FollowupRefused and PersonalDataFound.
    """
    kept = _checked(statement, by)
    followup = Followup.objects.create(year=kept.year, theme_id=kept.theme_id)
    _keep(followup.pk, kept, FollowupStepKind.WRITTEN, by, now)
    return followup.pk


@atomic_when_read
def change_followup(
    pk: int, statement: Statement, *, seen_version: int, by: Viewer, now: datetime
) -> None:
    """Give a statement new words; those before stay to be read. What is published shows them at once.

    Refuses FollowupRefused, PersonalDataFound, and Outdated when somebody was first.
    """
    kept = _checked(statement, by)
    _claim(pk, seen_version, year=kept.year, theme_id=kept.theme_id)
    _keep(pk, kept, FollowupStepKind.CHANGED, by, now)


@transaction.atomic
def publish_followup(pk: int, *, seen_version: int, by: Viewer, now: datetime) -> None:
    """Let everybody read a statement. Refuses FollowupRefused (state: it is public), and Outdated."""
    _may(by)
    if _standing(pk).is_public:
        raise FollowupRefused("state")
    _claim(pk, seen_version, published_at=now, withdrawn_at=None)
    _step(pk, FollowupStepKind.PUBLISHED, by, now)


@atomic_when_read
def withdraw_followup(
    pk: int, reason: str, *, seen_version: int, by: Viewer, now: datetime
) -> None:
    """Take a public statement back, and say why to those who come after.

    Refuses FollowupRefused (state: nobody else reads it; reason: too short), PersonalDataFound, Outdated.
    """
    _may(by)
    if not _standing(pk).is_public:
        raise FollowupRefused("state")
    if len(reason.strip()) < SHORTEST_REASON:
        raise FollowupRefused("reason")
    refuse_certain({"reason": reason}, by=by)
    _claim(pk, seen_version, withdrawn_at=now)
    _step(pk, FollowupStepKind.WITHDRAWN, by, now, reason.strip())


@dataclass(frozen=True)
class _Standing:
    is_public: bool


def _standing(pk: int) -> _Standing:
    row = Followup.objects.filter(pk=pk).first()
    if row is None:
        raise FollowupRefused("unknown")
    return _Standing(row.published_at is not None and row.withdrawn_at is None)


def _checked(statement: Statement, by: Viewer) -> Statement:
    """The statement as it is kept, without space around its words."""
    _may(by)
    written = ("said", "done", "by_function", "source", "link")
    kept = replace(statement, **{name: getattr(statement, name).strip() for name in written})
    if not (kept.said and kept.done and kept.by_function):
        raise FollowupRefused("empty")
    if kept.theme_id and kept.theme_id not in {one.id for one in themes_in_use(kept.year)}:
        raise FollowupRefused("theme")
    if kept.link and urlsplit(kept.link).scheme not in {"http", "https"}:
        raise FollowupRefused("link")
    refuse_certain({name: getattr(kept, name) for name in written}, by=by, only=LESS)
    return kept


def _may(by: Viewer) -> None:
    if not by.may(Ability.TELL_FOLLOWUPS):
        raise FollowupRefused("not_yours")


def _claim(pk: int, version: int, **columns: object) -> None:
    rows = Followup.objects.filter(pk=pk, version=version)
    if not rows.update(version=F("version") + 1, **columns):
        raise Outdated


def _keep(pk: int, kept: Statement, kind: FollowupStepKind, by: Viewer, now: datetime) -> None:
    words = {
        name: value for name, value in asdict(kept).items() if name not in {"year", "theme_id"}
    }
    FollowupText.objects.create(
        followup_id=pk, **words, written_at=now, written_by_id=by.user_id or 0
    )
    _step(pk, kind, by, now)


def _step(pk: int, kind: FollowupStepKind, by: Viewer, now: datetime, note: str = "") -> None:
    FollowupStep.objects.create(followup_id=pk, kind=kind, at=now, by_id=by.user_id or 0, note=note)
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="followup",
        object_id=pk,
        label=str(Followup.objects.values_list("year", flat=True).get(pk=pk)),
        details={"what": kind.value},
    )
