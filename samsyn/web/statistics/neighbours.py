"""Which pages are there about figures? One strip at the top of each."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsyn.domain.access import Ability
from samsyn.web.context import Item
from samsyn.web.templatetags.samsyn import frame_path

NEIGHBOURS = (
    Item("statistics:start", pgettext_lazy("verb", "Fråga"), "chart", {Ability.READ_STATISTICS}),
    Item("series:show", _("Serier över år"), "chart", {Ability.READ_STATISTICS}),
    Item("notice:start", _("Sticker ut"), "alert", {Ability.NOTICE}),
    Item("unit:coverage", _("Täckning"), "building", {Ability.READ_COVERAGE}),
    Item("unit:answers", _("Svar och tider"), "clock", {Ability.READ_STATISTICS}),
    Item("local_reports:show", _("Lokala rapporter"), "file", {Ability.READ_STATISTICS}),
)


def neighbours(request) -> list[dict]:
    """The pages that this viewer may open, as components/tabs.html wants them."""
    viewer = getattr(request, "viewer", None)
    found = [
        {"url": frame_path(item.url_name), "words": item.words, "count": None}
        for item in NEIGHBOURS
        if viewer and any(viewer.may(ability) for ability in item.abilities)
    ]
    return [{**one, "current": request.path == one["url"]} for one in found]
