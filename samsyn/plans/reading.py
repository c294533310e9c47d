"""How do stored plans become cards? For what has been found through samsyn.plans.selectors already."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import F, Prefetch, QuerySet

from samsyn.coding.selectors.codes import theme_names
from samsyn.domain.plans import Basis, BasisKind, DocumentKind, PlanStepKind
from samsyn.domain.vocabulary import MeasureStatus
from samsyn.plans.content import DocumentCard, PlanCard, PlanContent, PlanHappened, PlanPoint
from samsyn.plans.models import (
    Plan,
    PlanBasis,
    PlanDocument,
    PlanItem,
    PlanItemVersion,
    PlanStep,
)


def plan_cards(group_id: int) -> list[PlanCard]:
    """Every plan of a group, the newest year first."""
    rows = Plan.objects.filter(group=group_id).select_related("copied_from").order_by("-year")
    return [card_of(row, is_newest=place == 0) for place, row in enumerate(rows)]


def points_in(plans: Iterable[int]) -> dict[int, list[PlanPoint]]:
    """The points of some plans as they stand, in the order that they were written, by plan."""
    newest = PlanItemVersion.objects.filter(number=F("item__version"), item__plan__in=list(plans))
    return _points(newest.order_by("item__pk"))


def versions_of(item_id: int) -> list[PlanPoint]:
    """Everything that a point has said, the newest first."""
    rows = PlanItemVersion.objects.filter(item=item_id).order_by("-number")
    return [one for points in _points(rows).values() for one in points]


def place_of_item(item_id: int) -> tuple[int, int] | None:
    """Primary keys of the plan and the group that a point belongs to."""
    return PlanItem.objects.filter(pk=item_id).values_list("plan", "plan__group").first()


def steps_of(plan_id: int) -> list[PlanHappened]:
    """What happened to a plan, the newest first."""
    rows = PlanStep.objects.filter(plan=plan_id).select_related("by").order_by("-pk")
    return [PlanHappened(PlanStepKind(one.kind), one.at, one.by.name, one.item_id) for one in rows]


def document_cards(group_id: int) -> list[DocumentCard]:
    """The documents beside a group's plan, the newest first."""
    rows = PlanDocument.objects.filter(group=group_id).select_related("added_by").order_by("-pk")
    return [
        DocumentCard(
            pk=one.pk,
            kind=DocumentKind(one.kind),
            name=one.name,
            size=one.size,
            added_at=one.added_at,
            added_by=one.added_by.name,
        )
        for one in rows
    ]


def _points(rows: QuerySet[PlanItemVersion]) -> dict[int, list[PlanPoint]]:
    """Versions as points, by the plan that they are in."""
    bases = Prefetch("bases", PlanBasis.objects.order_by("pk"))
    names: dict[int, str] | None = None
    found: dict[int, list[PlanPoint]] = defaultdict(list)
    for row in rows.select_related("item__origin__plan", "written_by").prefetch_related(bases):
        if row.theme_id and names is None:
            names = theme_names()
        found[row.item.plan_id].append(_point(row, (names or {}).get(row.theme_id or 0, "")))
    return found


def _point(row: PlanItemVersion, theme: str) -> PlanPoint:
    origin = row.item.origin
    return PlanPoint(
        pk=row.item_id,
        number=row.number,
        content=PlanContent(
            priority=row.priority,
            goal=row.goal,
            activity=row.activity,
            responsible=row.responsible,
            due_on=row.due_on,
            indicator=row.indicator,
            status=MeasureStatus(row.status),
            follow_up=row.follow_up,
            theme_id=row.theme_id,
            began_on=row.began_on,
            bases=tuple(
                Basis(BasisKind(one.kind), one.words, one.leads_to) for one in row.bases.all()
            ),
        ),
        theme=theme,
        written_at=row.written_at,
        written_by=row.written_by.name,
        origin_id=origin.pk if origin else None,
        origin_year=origin.plan.year if origin else None,
    )


def card_of(row: Plan, *, is_newest: bool) -> PlanCard:
    """A plan without its points."""
    return PlanCard(
        pk=row.pk,
        group_id=row.group_id,
        year=row.year,
        started_at=row.started_at,
        copied_from_year=row.copied_from.year if row.copied_from else None,
        is_newest=is_newest,
    )
