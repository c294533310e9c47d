"""A meeting on paper: the pack before it and the minutes after it, in the house's model of a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from samsyn.domain.report import Block, Part, Prose, Report, ReportTable, Section, Standing
from samsyn.groups.calling import name_of
from samsyn.groups.models import Meeting
from samsyn.groups.selectors.attendance import Attends, Representation
from samsyn.groups.selectors.meetings import DecisionCard, ItemCard, TaskCard
from samsyn.groups.vocabulary import Seat

ESCAPED = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_{}[]()#+-.!|<>~"})


@dataclass(frozen=True)
class Pack:
    """What the members get before a meeting."""

    meeting: Meeting
    items: Sequence[tuple[ItemCard, Sequence[str]]]
    """Each item with the lines that the system says beside it."""
    tasks: Sequence[TaskCard]
    representation: Sequence[Representation]
    answering: tuple[Part | None, Part | None]
    """The area's answer rate and the county's."""
    more: Mapping[str, Sequence[str]]
    """Lines of other areas (plan, spider, survey) under their headings."""
    made_on: date


def pack_of(pack: Pack) -> Report:
    """The pack: agenda with what is known, open tasks, and the group beside the county."""
    sections = [Section("agenda", gettext("Dagordning"), sections=_agenda(pack))]
    if pack.tasks:
        sections.append(Section("tasks", gettext("Öppna uppgifter"), (_tasks(pack.tasks),)))
    if figures := _beside_county(pack):
        sections.append(Section("county", gettext("Gruppen bredvid länet"), (figures,)))
    sections += [
        Section(f"more-{place}", heading, (_lines(f"more-{place}", lines),))
        for place, (heading, lines) in enumerate(pack.more.items())
    ]
    return _report(pack.meeting, gettext("Underlag till möte"), sections, pack.made_on)


def minutes_of(
    meeting: Meeting,
    attendance: Sequence[Attends],
    items: Sequence[ItemCard],
    free: Sequence[DecisionCard],
    tasks: Sequence[TaskCard],
    made_on: date,
) -> Report:
    """The minutes: who came, what was said and decided, and who does what."""
    sections = [Section("attendance", gettext("Närvaro"), (_attendance(attendance),))]
    sections += [
        Section(f"item-{one.id}", one.heading, _said(one))
        for one in items
        if one.minutes or one.decisions
    ]
    if free:
        decided = tuple(_decision(one) for one in free)
        sections.append(Section("decisions", gettext("Andra beslut"), decided))
    if tasks:
        sections.append(Section("tasks", gettext("Uppgifter"), (_tasks(tasks),)))
    is_draft = meeting.minutes_at is None
    title = gettext("Protokoll, utkast") if is_draft else gettext("Protokoll")
    return _report(meeting, title, sections, made_on, number=0 if is_draft else 1)


def escaped(text: str) -> str:
    """Words as Markdown that says exactly them; a line stays a line."""
    return "\n\n".join(line.translate(ESCAPED) for line in text.splitlines() if line.strip())


def _report(
    meeting: Meeting, title: str, sections: list[Section], made_on: date, *, number: int = 0
) -> Report:
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    when = f"{date_format(starts, 'j F Y H.i')}–{date_format(ends, 'H.i')}"
    where = " / ".join(filter(None, [meeting.place, meeting.digital_place]))
    return Report(
        title=f"{title}: {name_of(meeting)}",
        subtitle=", ".join(filter(None, [when, where])),
        language=(get_language() or "sv")[:2],
        year=starts.year,
        sections=tuple(sections),
        standing=Standing(number=number, day=made_on.isoformat()),
    )


def _agenda(pack: Pack) -> tuple[Section, ...]:
    return tuple(
        Section(f"item-{item.id}", item.heading, _told(item, lines)) for item, lines in pack.items
    )


def _told(item: ItemCard, lines: Sequence[str]) -> tuple[Block, ...]:
    texts = [*filter(None, [item.help_text, *lines]), *item.note.splitlines()]
    return (_lines(f"item-{item.id}", texts),) if texts else ()


def _lines(key: str, lines: Sequence[str]) -> Prose:
    return Prose(key, "\n\n".join(escaped(line) for line in lines if line.strip()))


def _said(item: ItemCard) -> tuple[Block, ...]:
    said: list[Block] = [_lines(f"said-{item.id}", [item.minutes])] if item.minutes else []
    return (*said, *(_decision(one) for one in item.decisions))


def _decision(one: DecisionCard) -> Prose:
    return Prose(f"decision-{one.id}", f"**{gettext('Beslut')}:** {escaped(one.text)}")


def _tasks(tasks: Sequence[TaskCard]) -> ReportTable:
    heads = (gettext("Uppgift"), gettext("Ansvarig"), gettext("Klart senast"))
    rows = tuple(
        (one.text, one.responsible, date_format(one.due_on, "j F Y") if one.due_on else "–")
        for one in tasks
    )
    return ReportTable("tasks", gettext("Uppgifter"), heads, rows, None)


def _attendance(attendance: Sequence[Attends]) -> ReportTable:
    heads = (
        gettext("Verksamhet"),
        gettext("Ledamot"),
        pgettext("in a group", "Plats"),
        gettext("Närvaro"),
    )
    rows = tuple(
        (
            one.member.kind_label,
            one.member.name or "–",
            gettext(Seat(one.member.seat).label),
            gettext(one.presence.label) if one.presence else "–",
        )
        for one in attendance
    )
    return ReportTable("attendance", gettext("Närvaro"), heads, rows, None)


def _beside_county(pack: Pack) -> ReportTable | None:
    rows = [
        (one.service.label, in_words(one.own), in_words(one.beside))
        for one in pack.representation
        if one.county.n
    ]
    own, county = pack.answering
    if own or county:
        rows.insert(0, (gettext("Besvarade"), in_words(own), in_words(county)))
    if not rows:
        return None
    heads = (gettext("De senaste tolv månaderna"), gettext("Gruppen"), gettext("Länet"))
    note = gettext(
        "Besvarade: andel av mottagna delar. Verksamheter: andel av protokollförda möten."
    )
    return ReportTable(
        "county", gettext("Gruppen bredvid länet"), heads, tuple(rows), None, (note,)
    )


def in_words(part: Part | None) -> str:
    """A part with its n, "3 av 4 (75 %)"; a dash where there is none."""
    if part is None or not part.n:
        return "–"
    return gettext("%(value)d av %(n)d (%(percent)d %%)") % {
        "value": part.value,
        "n": part.n,
        "percent": part.percent or 0,
    }
