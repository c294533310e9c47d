"""What of a plan's point is said in which words?"""

from datetime import date

from django import template
from django.utils.translation import gettext

from samsyn.plans.content import PlanContent, PlanPoint

register = template.Library()


@register.filter
def is_late(point: PlanPoint, today: date) -> bool:
    """{{ point|is_late:today }}: open although its day has passed."""
    return point.is_overdue(today)


@register.filter
def facts_of_point(content: PlanContent) -> list[tuple[str, str]]:
    """The written parts of a point that say something, in the order of the template."""
    facts = (
        (gettext("Mål"), content.goal),
        (gettext("Aktivitet"), content.activity),
        (gettext("Ansvarig"), content.responsible),
        (gettext("Indikator"), content.indicator),
        (gettext("Uppföljning"), content.follow_up),
    )
    return [(words, value) for words, value in facts if value]
