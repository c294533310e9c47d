"""What can be chosen in the form? Agreements with their points."""

from datetime import date

from django.db.models import Prefetch, Q

from samsyn.deviations.models import Agreement, AgreementPoint


def agreements_on(day: date) -> list[Agreement]:
    """The agreements in force on a day, each with its points in order."""
    in_force = Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day)
    points = AgreementPoint.objects.filter(*in_force).order_by("order")
    return list(
        Agreement.objects.filter(*in_force)
        .order_by("pk")
        .prefetch_related(Prefetch("points", points, to_attr="points_now"))
    )


def all_agreements() -> list[Agreement]:
    """Every agreement, for the page where the administrator keeps their times."""
    return list(Agreement.objects.order_by("pk"))
