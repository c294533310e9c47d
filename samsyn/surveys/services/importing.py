"""Read answers in from a file: all rows or none, each fault with its line (docs/surveys.md)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.deviations.calendar import STOCKHOLM, day_in_stockholm
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.spider_files import is_by_corner, read_corners
from samsyn.domain.survey_files import (
    FileAnswer,
    FileAnswers,
    FileFault,
    UnreadableFile,
    read_answers,
)
from samsyn.domain.vocabulary import AuditKind
from samsyn.groups.cards import GroupCard
from samsyn.groups.selectors import groups
from samsyn.groups.selectors.asked import forums_at
from samsyn.groups.vocabulary import GroupKind
from samsyn.guarding.last_word import as_certain, found_in
from samsyn.organisations import selectors as organisations
from samsyn.surveys.cards import VersionCard
from samsyn.surveys.models import AnonymousAnswer, GroupAnswer, Invitation, Round, random_key
from samsyn.surveys.selectors.questionnaires import settled_on
from samsyn.surveys.services.answering import Took, keep_took_part, texts_in
from samsyn.surveys.vocabulary import Audience, CameBy, Use

FILES = Everything("reads answers in from a file")
ANONYMOUS = {Use.SPIDER, Use.VOICES}
LONGEST_NAMES = 50
"""Of groups in a round's title."""


@dataclass
class ImportReport:
    """What a file held, and what became of it."""

    read: int = 0
    written: int = 0
    skipped: int = 0
    """Rows that were there already, unchanged."""
    years: Counter[int] = field(default_factory=Counter)
    faults: list[FileFault] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    """A row with who it is about."""

    answer: FileAnswer
    group: GroupCard | None
    forum_id: int | None
    took: tuple[Took, ...]


def import_answers(
    text: str, template: str, *, dry_run: bool = False, by: Viewer | None, now: datetime
) -> ImportReport:
    """Read in answers to the newest settled version of a questionnaire; nothing unless all rows are right.

    A joint answer joins the round of its year, made as closed where there is none, and is skipped when it
    is there already, so that a file may be read in again. Anonymous ones cannot be told apart: each file
    makes rounds of its own, of places that no round of the year has asked. Raises UnreadableFile.
    """
    asks = settled_on(template, viewer=FILES)
    if asks is None:
        raise UnreadableFile(f"there is no questionnaire {template!r}")
    is_named = asks.use not in ANONYMOUS
    read = _read(text, asks)
    report = ImportReport(read=len(read.answers) + len({one.line for one in read.faults}))
    report.faults = read.faults
    rows = _found(read.answers, asks, report, now)
    if not is_named:
        report.faults += _asked_before(rows, asks)
    if report.faults:
        report.faults.sort(key=lambda one: (one.line, one.reason))
        return report
    with transaction.atomic():
        _write(rows, asks, report, by, now, is_named=is_named)
        if dry_run:
            transaction.set_rollback(True)
    return report


def _read(text: str, asks: VersionCard) -> FileAnswers:
    """The rows of a file: one an answer, or of a spider one a corner too."""
    if asks.use is Use.SPIDER and is_by_corner(text):
        return read_corners(text, asks.asks)
    return read_answers(text, asks.asks, is_named=asks.use not in ANONYMOUS)


def _found(
    answers: Iterable[FileAnswer], asks: VersionCard, report: ImportReport, now: datetime
) -> list[_Row]:
    """The rows with the groups and principals that they name; what is not found becomes a fault."""
    today = day_in_stockholm(now)
    by_name = groups_by_name(today)
    principals: dict[str, int | None] = {}
    rows = []
    for one in answers:
        wrong = []
        group = by_name.get(one.group.casefold())
        if one.group and group is None:
            wrong.append(f"group: there is no group {one.group!r}")
        forum = _forum(one, group, wrong)
        for name in one.principals:
            if name not in principals:
                card = organisations.principal_by_any_name(name)
                principals[name] = card.id if card else None
            if principals[name] is None:
                wrong.append(f"principals: there is no principal {name!r}")
        found = found_in(texts_in(asks.asks, one.values), viewer=None)
        wrong += [f"{code}: holds personal data" for code in as_certain(found)]
        report.faults += [FileFault(one.line, reason) for reason in wrong]
        rows.append(_Row(one, group, forum, _took(one, principals)))
    return rows


def groups_by_name(today: date) -> dict[str, GroupCard]:
    """The local groups by name and key in small letters, with and without "BUS "."""
    found: dict[str, GroupCard] = {}
    # Ended groups first: a name that was used again is the newest group's.
    cards = groups.groups_on(None, viewer=FILES, today=today, kind=GroupKind.LOCAL)
    for card in sorted(cards, key=lambda card: card.is_valid_on(today)):
        found[card.name.casefold()] = found[card.key.casefold()] = card
        found[card.name.casefold().removeprefix("bus ")] = card
    return found


def _forum(one: FileAnswer, group: GroupCard | None, wrong: list[str]) -> int | None:
    if not one.level or group is None:
        return None
    found = forums_at([group.id], [one.level], date(one.year, 12, 31))
    if not found:
        wrong.append(f"level: {group.name} has no level {one.level!r}")
        return None
    return found[0][1]


def _took(one: FileAnswer, principals: Mapping[str, int | None]) -> tuple[Took, ...]:
    ids = [pk for name in one.principals if (pk := principals[name])]
    functions = [*one.functions, *[""] * len(ids)]
    return tuple(Took(pk, function) for pk, function in zip(ids, functions, strict=False))


def _asked_before(rows: Iterable[_Row], asks: VersionCard) -> list[FileFault]:
    """A fault for each place that a round of the row's year has asked already (ADR 0054)."""
    there: dict[tuple[int, int | None], set[int | None]] = {}
    asked = Invitation.objects.filter(
        round__asks__questionnaire__key=asks.key, round__sent_at__isnull=False, is_personal=False
    )
    for year, group, forum in asked.values_list("round__year", "group", "forum"):
        there.setdefault((year, group), set()).add(forum)
    faults: dict[tuple[int, int | None], FileFault] = {}
    for row in rows:
        if row.answer.group and row.group is None:
            continue  # told already: there is no such group
        place = (row.answer.year, row.group.id if row.group else None)
        forums = there.get(place, set())
        # A whole group holds its levels.
        if place not in faults and forums and (not row.forum_id or forums & {None, row.forum_id}):
            faults[place] = FileFault(row.answer.line, _already(row))
    return list(faults.values())


def _already(row: _Row) -> str:
    column, whose = ("group", row.group.name) if row.group else ("year", "the county")
    words = "anonymous answers cannot be told apart, so none are added"
    return f"{column}: {whose} was asked in {row.answer.year} already; {words}"


def _write(
    rows: list[_Row],
    asks: VersionCard,
    report: ImportReport,
    by: Viewer | None,
    now: datetime,
    *,
    is_named: bool,
) -> None:
    by_year: dict[int, list[_Row]] = {}
    for row in rows:
        by_year.setdefault(row.answer.year, []).append(row)
    for year, some in sorted(by_year.items()):
        found = _round(year, some, asks, by, now, is_named=is_named)
        written = _write_named(found, some, now) if is_named else _write_unnamed(found, some)
        report.years[year] += written
        report.written += written
        report.skipped += len(some) - written
        audit.record(
            AuditKind.IMPORTED,
            by=by,
            now=now,
            object_kind="survey_round",
            object_id=found.pk,
            label=found.title,
            details={"answers": written},
        )


def _round(
    year: int,
    rows: list[_Row],
    asks: VersionCard,
    by: Viewer | None,
    now: datetime,
    *,
    is_named: bool,
) -> Round:
    """A closed round with the days of its answers; of joint answers the year's own, if there is one."""
    there = Round.objects.filter(asks__questionnaire__key=asks.key, year=year).order_by("pk")
    if is_named and (found := there.first()):
        return found
    whose = _whose(rows, there.count())
    days = [row.answer.sent_on for row in rows if row.answer.sent_on]
    first, last = min(days, default=date(year, 1, 1)), max(days, default=date(year, 12, 31))
    made = Round.objects.create(
        asks_id=asks.id,
        audience=Audience.GROUPS if is_named else Audience.LINK,
        title=f"{asks.asks.title['sv']} {year}{whose}",
        title_en=f"{asks.asks.title.get('en', '')} {year}{whose}".strip(),
        year=year,
        opens_on=first,
        closes_on=last,
        sent_at=now,
        closed_at=now,
        written_at=now,
        written_by_id=by.user_id if by else None,
    )
    _ask(made, rows, is_named=is_named)
    return made


def _whose(rows: list[_Row], before: int) -> str:
    """What tells a round from others of its year, in its title: its groups, or its number."""
    if not before:
        return ""
    names = ", ".join(sorted({row.group.name for row in rows if row.group}))
    return f": {names}" if 0 < len(names) <= LONGEST_NAMES else f" ({before + 1})"


def _ask(made: Round, rows: list[_Row], *, is_named: bool) -> None:
    """Note whom the round asked: every local group of its last day, or those that the file names."""
    places = {(row.group.id if row.group else None, row.forum_id) for row in rows}
    if is_named:
        there = groups.groups_on(
            made.closes_on, viewer=FILES, today=made.closes_on, kind=GroupKind.LOCAL
        )
        places |= {(card.id, None) for card in there}
    Invitation.objects.bulk_create(
        Invitation(round=made, group_id=group, forum_id=forum, asked_on=made.opens_on)
        for group, forum in sorted(places, key=lambda place: (place[0] or 0, place[1] or 0))
    )


def _write_named(found: Round, rows: list[_Row], now: datetime) -> int:
    there: dict[int, list[GroupAnswer]] = {}
    for one in GroupAnswer.objects.filter(round=found).order_by("serial"):
        there.setdefault(one.group_id, []).append(one)
    written = 0
    for row in rows:
        if row.group is None or row.answer.sent_on is None:
            continue  # cannot be: faults stop before
        own = there.setdefault(row.group.id, [])
        values = {code: _plain(value) for code, value in row.answer.values.items()}
        sent_at = datetime.combine(row.answer.sent_on, time(12), STOCKHOLM)
        if any(one.values == values and one.sent_at == sent_at for one in own):
            continue
        made = GroupAnswer.objects.create(
            round=found,
            group_id=row.group.id,
            serial=1 + max((one.serial for one in own), default=0),
            values=values,
            came_by=CameBy.FILE,
            started_at=now,
            changed_at=now,
            sent_at=sent_at,
        )
        keep_took_part(made.pk, row.took)
        own.append(made)
        written += 1
    return written


def _write_unnamed(found: Round, rows: list[_Row]) -> int:
    keys: set[int] = set()
    while len(keys) < len(rows):
        keys.add(random_key())
    AnonymousAnswer.objects.bulk_create(
        AnonymousAnswer(
            id=key,
            round=found,
            group_id=row.group.id if row.group else None,
            forum_id=row.forum_id,
            values=row.answer.values,
        )
        for key, row in zip(keys, rows, strict=True)
    )
    return len(rows)


def _plain(value: object) -> object:
    """A value as JSON gives it back."""
    return list(value) if isinstance(value, tuple) else value
