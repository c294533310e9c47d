"""What can be chosen in the form? Agreements with their points."""

from datetime import date

from django.db.models import F, FilteredRelation, Q

from samsyn.deviations.models import Agreement, AgreementPoint
from samsyn.domain.time_valid import is_valid_on


def agreements_on(day: date) -> list[Agreement]:
    """The agreements in force on a day, each with its points in order as `points_now`; one query."""
    agreements: dict[int, Agreement] = {}
    rows = Agreement.objects.filter(_in_force(day)).annotate(
        point=FilteredRelation("points", condition=_in_force(day, "points__")),
        point_pk=F("point__pk"),
        point_key=F("point__key"),
        point_name=F("point__name"),
        point_order=F("point__order"),
    )
    for row in rows.order_by("pk", "point__order", "point__pk"):
        agreement = agreements.setdefault(row.pk, row)
        if agreement is row:
            agreement.points_now = []
        if row.point_pk:
            facts = {"key": row.point_key, "name": row.point_name, "order": row.point_order}
            agreement.points_now.append(
                AgreementPoint(pk=row.point_pk, agreement=agreement, **facts)
            )
    return list(agreements.values())


def agreement_on(day: date, agreement_id: int, point_id: int | None) -> Agreement | None:
    """The agreement, if it is in force on the day, and its point too if one is asked for; one query."""
    if point_id is None:
        agreement = Agreement.objects.filter(pk=agreement_id).first()
        return agreement if _holds_on(day, agreement) else None
    points = AgreementPoint.objects.select_related("agreement")
    point = points.filter(pk=point_id, agreement=agreement_id).first()
    if point and _holds_on(day, point) and _holds_on(day, point.agreement):
        return point.agreement
    return None


def _holds_on(day: date, one: Agreement | AgreementPoint | None) -> bool:
    return one is not None and is_valid_on(one.valid_from, one.valid_to, day)


def _in_force(day: date, prefix: str = "") -> Q:
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": day})
    not_over = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": day})
    return begun & not_over
