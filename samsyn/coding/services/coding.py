"""What is a deviation about? Said by its writer, or by the secretariat afterwards."""

from collections.abc import Collection, Container
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Subquery

from samsyn.audit import services as audit
from samsyn.coding.models import SECRETARIAT, Coding, Opinion, Subtype, Theme
from samsyn.coding.selectors import code_books_for
from samsyn.coding.services.opinions import say
from samsyn.deviations import services as deviations
from samsyn.deviations.content import PaperReport, Submission
from samsyn.deviations.selectors.counted import parties_and_year
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read


class CodingRefused(Refusal):
    """A theme that the deviation's year does not have, or a viewer that may not say."""


@transaction.atomic
def code_deviation(
    *,
    deviation_id: int,
    theme_id: int | None,
    subtype_ids: Collection[int] = (),
    source: str,
    by: Viewer | Everything,
    now: datetime,
) -> None:
    """Say what a deviation is about, in the words of its year's list; anew replaces what was said.

    The writing unit and the secretariat may, the unit as long as the secretariat has not. Refuses
    (CodingRefused) a theme of another list and a subtype of another theme. `theme_id` None leaves it
    unclassified.
    """
    parties = parties_and_year(deviation_id, viewer=by)
    if isinstance(by, Viewer) and not _may_code(by, parties.reporter_unit_id):
        raise CodingRefused
    theme, subtypes = checked_codes(theme_id, subtype_ids, parties.year)
    if source == SECRETARIAT:
        say(deviation_id, theme, subtypes, by=by, now=now)
    elif Opinion.objects.filter(deviation_id=deviation_id).exists():
        raise CodingRefused
    else:
        write_coding(deviation_id, theme, subtypes, source=source, by=by, now=now)
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="deviation",
        object_id=deviation_id,
        label=parties.number,
        details={"coded": theme.key if theme else None, "subtypes": [one.key for one in subtypes]},
    )


def _may_code(by: Viewer, reporter_unit_id: int) -> bool:
    is_writer = by.unit_id == reporter_unit_id and by.may(Ability.WRITE_DEVIATION)
    return is_writer or by.may(Ability.CODE)


def checked_codes(
    theme_id: int | None, subtype_ids: Collection[int], year: int
) -> tuple[Theme | None, list[Subtype]]:
    """The theme and its subtypes, of the list that the year uses; refuses CodingRefused."""
    themes = Theme.objects.filter(code_book=code_books_for(year)[:1])
    theme = themes.filter(pk=theme_id).first() if theme_id else None
    if theme_id and theme is None:
        raise CodingRefused
    return theme, _checked_subtypes(subtype_ids, theme_id or 0)


def _checked_subtypes(subtype_ids: Collection[int], theme_id: int) -> list[Subtype]:
    wanted = set(subtype_ids)
    subtypes = list(Subtype.objects.filter(pk__in=wanted, theme_id=theme_id)) if wanted else []
    if len(subtypes) != len(wanted):
        raise CodingRefused
    return subtypes


def write_coding(
    deviation_id: int,
    theme: Theme | None,
    subtypes: Collection[Subtype],
    *,
    source: str,
    by: Viewer | Everything | None,
    now: datetime,
) -> None:
    """Store what has been checked."""
    facts: dict[str, Any] = {
        "theme": theme,
        "source": source,
        "coded_at": now,
        "coded_by_id": by.user_id if isinstance(by, Viewer) else None,
    }
    coding, _ = Coding.objects.update_or_create(deviation_id=deviation_id, defaults=facts)
    coding.subtypes.set(subtypes)


@atomic_when_read
def send_and_code(
    *,
    submission_key: UUID,
    submission: Submission,
    theme_id: int | None,
    subtype_ids: Collection[int] = (),
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Any:
    """Send a deviation and say what it is about, both or neither; the same key sends it only once.

    Refuses what `send_deviation` refuses, and CodingRefused. Returns the deviation.
    """
    deviation = deviations.send_deviation(
        submission_key=submission_key, submission=submission, by=by, now=now, decided=decided
    )
    if theme_id:
        _code_once(deviation, theme_id, subtype_ids, by=by, now=now)
    return deviation


@atomic_when_read
def register_and_code(
    *,
    submission_key: UUID,
    report: PaperReport,
    theme_id: int | None,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> Any:
    """Register a paper report and say what it is about, both or neither; the same key does it once.

    Refuses what `register_paper` refuses, and CodingRefused. Returns the deviation.
    """
    deviation = deviations.register_paper(
        submission_key=submission_key, report=report, by=by, now=now, decided=decided
    )
    if theme_id:
        # What the paper says is its writer's word, whoever types it: the desk still codes it.
        _code_once(deviation, theme_id, (), by=by, now=now)
    return deviation


def _code_once(
    deviation: Any, theme_id: int, subtype_ids: Collection[int], *, by: Viewer, now: datetime
) -> None:
    """Store what the writer says; sent again, the deviation keeps what was said the first time."""
    of_the_year = Theme.objects.filter(pk=theme_id, code_book=code_books_for(deviation.year)[:1])
    said = Coding(
        deviation_id=deviation.pk,
        # Looked up by the INSERT itself, so that a theme costs sending one query and not three.
        theme_id=Subquery(of_the_year.values("pk")),
        source="writer",
        coded_at=now,
        coded_by_id=by.user_id,
    )
    try:
        with transaction.atomic():
            said.save(force_insert=True)
    except IntegrityError:
        return
    if said.theme_id is None:  # another year's, or nobody's
        raise CodingRefused
    if subtype_ids:
        said.subtypes.add(*_checked_subtypes(subtype_ids, said.theme_id))
