"""A plan as a document: an overview in a table, then each point; the forms of reports make Word and PDF."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samsyn.domain.report import Block, Prose, Report, ReportTable, Section
from samsyn.plans.content import PlanPoint
from samsyn.plans.documents import RoutineCard
from samsyn.plans.selectors import PlanPage


def plan_report(
    page: PlanPage, year: int, routine: RoutineCard | None, *, language: str, today: date
) -> Report:
    """The plan of a year in the reader's language; what people have written stays as it is."""
    with translation.override(language):
        points = tuple(_point(at, one, today) for at, one in enumerate(page.points, start=1))
        about = [_("Planen gäller i stället för en lokal överenskommelse.")]
        if routine:
            about.append(f"{_(routine.calls.label)} ({_day(routine.decided_on)}).")
        first = Prose("about", "\n\n".join(about))
        blocks: tuple[Block, ...] = (first, *_overview(page.points, today))
        return Report(
            title=_("Handlingsplan %(year)s: %(group)s") % {"year": year, "group": page.group.name},
            subtitle=_("Lokal handlingsplan, utskriven %(day)s") % {"day": _day(today)},
            language=language,
            year=year,
            sections=(Section("overview", _("Översikt"), blocks), *points),
        )


def _overview(points: tuple[PlanPoint, ...], today: date) -> tuple[ReportTable, ...]:
    if not points:
        return ()
    rows = tuple(
        (
            one.content.priority,
            one.content.responsible or "–",
            _day(one.content.due_on) or "–",
            _status(one, today),
        )
        for one in points
    )
    heads = (_("Prioriterat område"), _("Ansvarig"), _("Klar senast"), _("Status"))
    return (ReportTable("points", _("Planens punkter"), heads, rows, None),)


def _point(at: int, point: PlanPoint, today: date) -> Section:
    content = point.content
    said = [
        (_("Mål"), content.goal),
        (_("Aktivitet"), content.activity),
        (_("Ansvarig"), content.responsible),
        (_("Klar senast"), _day(content.due_on)),
        (_("Indikator"), content.indicator),
        (_("Status"), _status(point, today)),
        (_("Uppföljning"), content.follow_up),
        (_("Från planen för"), str(point.origin_year or "")),
    ]
    text = "\n\n".join(f"**{words}:** {_plain(value)}" for words, value in said if value)
    bases = "\n".join(
        f"- {_(one.kind.label)}: {_plain(' '.join(filter(None, (one.words, one.leads_to))))}"
        for one in content.bases
    )
    if bases:
        text += f"\n\n**{_('Underlag')}:**\n\n{bases}"
    return Section(f"point-{at}", content.priority, (Prose(f"point-{at}", text),))


def _status(point: PlanPoint, today: date) -> str:
    word, late = _(point.content.status.label), _("försenad")
    return f"{word}, {late}" if point.is_overdue(today) else word


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#+-!|"})


def _plain(text: str) -> str:
    """Written words as they are: none of their signs is Markdown."""
    return " ".join(text.split()).translate(_MARKS)
