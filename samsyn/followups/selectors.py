"""What was done because of a year's reports: the statements, and how far the promised measures have come?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Prefetch, Q, QuerySet

from samsyn.coding.selectors.codes import theme_names
from samsyn.deviations.selectors.measures import counted_measures
from samsyn.disclosure.selectors import limit_for
from samsyn.domain.access import Ability, Everything, Viewer
from samsyn.domain.disclosing import Shown
from samsyn.domain.vocabulary import Dimension, MeasureStatus, Scope
from samsyn.followups.models import Followup, FollowupStep, FollowupText
from samsyn.followups.vocabulary import FollowupStepKind

PUBLIC = Q(published_at__isnull=False, withdrawn_at=None)
READERS = Everything("everybody may know how many")
COMING = (MeasureStatus.PLANNED, MeasureStatus.ONGOING, MeasureStatus.DONE, MeasureStatus.DROPPED)


@dataclass(frozen=True)
class Told:
    """A statement in its newest words."""

    pk: int
    year: int
    theme_id: int | None
    theme: str
    said: str
    done: str
    by_function: str
    done_on: date | None
    source: str
    link: str
    published_at: datetime | None
    changed_at: datetime | None
    """When words that were public got new ones."""
    is_public: bool
    version: int


@dataclass(frozen=True)
class Happened:
    """One step in a statement's history, with the words that it left behind."""

    kind: FollowupStepKind
    at: datetime
    by: str
    note: str
    words: FollowupText | None


@dataclass(frozen=True)
class Promised:
    """The measures of one theme (its name, "" without one); a hidden number is None."""

    theme: str
    total: int | None
    by_status: dict[MeasureStatus, int | None]


def public_followups(year: int) -> list[Told]:
    """What everybody may read about a year, the latest done first and what goes on last."""
    told = _told(Followup.objects.filter(PUBLIC, year=year))
    return sorted(told, key=lambda one: (one.done_on or date.min, one.pk), reverse=True)


def public_year_of(pk: int) -> int | None:
    """The report's year under which everybody reads a statement; None while nobody does."""
    return Followup.objects.filter(PUBLIC, pk=pk).values_list("year", flat=True).first()


def years_told() -> list[int]:
    """The years with something for everybody to read, newest first."""
    years = Followup.objects.filter(PUBLIC).values_list("year", flat=True)
    return sorted(set(years), reverse=True)


def all_followups(*, viewer: Viewer) -> list[Told]:
    """Every statement, the newest year first, for those who write them; else nothing."""
    if not viewer.may(Ability.TELL_FOLLOWUPS):
        return []
    return _told(Followup.objects.order_by("-year", "-pk"))


def followup(pk: int, *, viewer: Viewer) -> Told | None:
    """One statement, for those who write them."""
    if not viewer.may(Ability.TELL_FOLLOWUPS):
        return None
    return next(iter(_told(Followup.objects.filter(pk=pk))), None)


def history_of(pk: int, *, viewer: Viewer) -> list[Happened]:
    """What happened to a statement, newest first, for those who write them."""
    if not viewer.may(Ability.TELL_FOLLOWUPS):
        return []
    # Words and the step that they came with are written in one transaction, at one moment.
    words = {one.written_at: one for one in FollowupText.objects.filter(followup=pk)}
    steps = FollowupStep.objects.filter(followup=pk).select_related("by").order_by("-pk")
    writing = {FollowupStepKind.WRITTEN, FollowupStepKind.CHANGED}
    return [
        Happened(
            FollowupStepKind(one.kind),
            one.at,
            one.by.name,
            one.note,
            words.get(one.at) if one.kind in writing else None,
        )
        for one in steps
    ]


def promised_in(year: int) -> list[Promised]:
    """How far the measures have come that recipients promised, by theme, the most first; between principals.

    Small numbers are hidden as on open pages: a theme's total stays as long as it is no small number.
    """
    counted = counted_measures(years=[year], scope=Scope.BETWEEN, viewer=READERS)
    each = {one.value: Count("pk", filter=Q(came_to=one.value)) for one in COMING}
    by_theme = counted.annotate(theme=F("addressing__deviation__coding__theme")).values("theme")
    names = theme_names()
    below = limit_for(Shown.OPEN, [Dimension.THEME], viewer=READERS)
    found = [
        _promised(names.get(theme, ""), dict(zip(COMING, numbers, strict=True)), below)
        for theme, *numbers in by_theme.annotate(**each).values_list("theme", *each)
    ]
    return sorted(found, key=lambda one: (one.theme == "", -(one.total or 0), one.theme))


def _promised(theme: str, numbers: dict[MeasureStatus, int], below: int) -> Promised:
    """The numbers as they may be shown. No sums of columns are shown, so nothing follows from other rows."""
    total = sum(numbers.values())
    is_small = any(0 < number < below for number in numbers.values())
    hidden: dict[MeasureStatus, int | None] = dict.fromkeys(numbers)
    return Promised(
        theme,
        None if 0 < total < below else total,
        hidden if is_small else dict(numbers),
    )


def _told(rows: QuerySet[Followup]) -> list[Told]:
    texts = Prefetch("texts", FollowupText.objects.order_by("pk"))
    names = theme_names()
    return [_card(row, list(row.texts.all()), names) for row in rows.prefetch_related(texts)]


def _card(row: Followup, texts: list[FollowupText], names: dict[int, str]) -> Told:
    newest = texts[-1]
    return Told(
        pk=row.pk,
        year=row.year,
        theme_id=row.theme_id,
        theme=names.get(row.theme_id or 0, ""),
        said=newest.said,
        done=newest.done,
        by_function=newest.by_function,
        done_on=newest.done_on,
        source=newest.source,
        link=newest.link,
        published_at=row.published_at,
        changed_at=_changed_in_public(row, texts),
        is_public=row.published_at is not None and row.withdrawn_at is None,
        version=row.version,
    )


def _changed_in_public(row: Followup, texts: Iterable[FollowupText]) -> datetime | None:
    after = [
        one.written_at for one in texts if row.published_at and one.written_at > row.published_at
    ]
    return max(after, default=None)
