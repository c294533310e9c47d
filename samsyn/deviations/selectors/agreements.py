"""What does the administrator keep of agreements? Every one with its points, in force or not."""

from django.db.models import Count, Exists, OuterRef

from samsyn.deviations.models import Agreement, AgreementPoint, Deviation


def all_agreements() -> list[Agreement]:
    """Every agreement, those without an end first, each with `is_used` and `points_kept` (a number)."""
    rows = Agreement.objects.annotate(
        is_used=Exists(Deviation.objects.filter(agreement=OuterRef("pk"))),
        points_kept=Count("points"),
    )
    return sorted(rows, key=lambda one: (one.valid_to is not None, one.pk))


def agreement_by_key(key: str) -> Agreement | None:
    """One agreement with `is_used` and `points_kept`, or None."""
    return next((one for one in all_agreements() if one.key == key), None)


def points_of(agreement: Agreement) -> list[AgreementPoint]:
    """An agreement's points of all times, in the order of the form, each with `is_used`."""
    rows = AgreementPoint.objects.filter(agreement=agreement).annotate(
        is_used=Exists(Deviation.objects.filter(agreement_point=OuterRef("pk")))
    )
    return list(rows.order_by("order", "pk"))
