"""How does one get from one page of figures to the next?"""

from django import template
from django.utils.translation import gettext

from samsyn.web.statistics.neighbours import neighbours

register = template.Library()


@register.inclusion_tag("components/tabs.html", takes_context=True)
def statistics_pages(context):
    """{% statistics_pages %}: the strip of the pages about figures that the viewer may open."""
    return {"name": gettext("Sidor om statistik"), "tabs": neighbours(context["request"])}
