"""What stands around every page: the navigation this viewer may use, and the version."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samsyn.domain.access import Ability
from samsyn.web.mailbox.visits import join_path
from samsyn.web.templatetags.samsyn import frame_path

READER = {Ability.READ_DEVIATIONS}


@dataclass(frozen=True)
class Item:
    """One line of the navigation: where it leads, and the abilities of which one opens it."""

    url_name: str
    words: str
    icon: str
    abilities: set[Ability]


NAVIGATION = [
    ("", [Item("todo:start", _("Att göra"), "todo", set(Ability))]),
    (
        _("Avvikelser"),
        [
            Item("inbox:inbox", _("Inkorg"), "inbox", READER),
            Item("inbox:sent", _("Skickade"), "send", READER),
            Item(
                "inbox:drafts",
                pgettext_lazy("several", "Utkast"),
                "edit",
                {Ability.WRITE_DEVIATION},
            ),
            Item("waiting:list", _("Obesvarade"), "clock", {Ability.READ_WAITING}),
            Item("lifts:list", _("Lyfta frågor"), "upload", {Ability.READ_LIFTS}),
        ],
    ),
    (
        _("Kunskap"),
        [
            Item("unit:show", _("Så svarar ni"), "check-double", READER),
            Item("statistics:start", _("Statistik"), "chart", {Ability.READ_STATISTICS}),
            Item("unit:answers", _("Svar och tider"), "clock", {Ability.READ_STATISTICS}),
            Item("unit:coverage", _("Täckning"), "building", {Ability.READ_COVERAGE}),
        ],
    ),
    (
        _("Lokalt arbete"),
        [
            Item("groups:list", _("BUS-grupper"), "people", {Ability.READ_GROUPS}),
            Item("plans:list", _("Handlingsplan"), "check-circle", {Ability.READ_PLANS}),
            Item("surveys:list", _("Enkäter"), "list", {Ability.READ_SURVEYS}),
        ],
    ),
    (
        _("Sekretariat"),
        [
            Item("inbox:copies", _("Kopior"), "copy", {Ability.READ_COPIES}),
            Item("coding:pile", _("Kodning"), "list", {Ability.CODE}),
            Item("events:list", _("Samma händelse"), "check-double", {Ability.LINK_EVENTS}),
            Item("notice:start", _("Sticker ut"), "alert", {Ability.NOTICE}),
            Item("paper:register", _("Registrera"), "file", {Ability.REGISTER_PAPER}),
            Item("reports:list", _("Årsrapporter"), "book", {Ability.WRITE_REPORTS}),
            Item(
                "followups:list", _("Ni sa – vi gjorde"), "check-circle", {Ability.TELL_FOLLOWUPS}
            ),
            Item("disclosure:show", _("Små tal"), "lock", {Ability.DECIDE_DISCLOSURE}),
        ],
    ),
    (
        _("Förvaltning"),
        [
            Item("registry:units", _("Register"), "building", {Ability.KEEP_REGISTRY}),
            Item("agreements:list", _("Överenskommelser"), "file", {Ability.KEEP_REGISTRY}),
            Item("account:people", _("Konton"), "key", {Ability.KEEP_PEOPLE}),
            Item("push:webhooks", _("Webhooks"), "upload", {Ability.KEEP_ACCOUNTS}),
            Item("letters:backlog", _("Brev"), "mail", {Ability.KEEP_RUNNING}),
            Item("jobs:show", _("Jobb"), "clock", {Ability.KEEP_RUNNING}),
            Item("account:joining", _("Ansökningar"), "people", {Ability.LET_IN}),
            Item("guarding:words", _("Ej namn"), "shield", {Ability.KEEP_NOT_NAMES}),
            Item("audit:log", _("Logg"), "log", {Ability.READ_AUDIT}),
        ],
    ),
    ("", [Item("registry:who", _("Vem gör vad"), "who", set(Ability))]),
]


def frame(request):
    return {
        "navigation": SimpleLazyObject(lambda: navigation_of(request)),
        "may_search": viewer_may(request, Ability.READ_DEVIATIONS)
        and not getattr(request, "visit", None),
        "guest": SimpleLazyObject(lambda: guest_of(request)),
        "samsyn_version": settings.VERSION,
        "demo": settings.DEMO,
    }


def guest_of(request) -> dict | None:
    """Where a guest is and what leads on; None for everybody else."""
    visit = getattr(request, "visit", None)
    if visit is None:
        return None
    return {"door": visit.door, "until": visit.until, "join": join_path(visit.door.unit_id)}


def viewer_may(request, ability: Ability) -> bool:
    viewer = getattr(request, "viewer", None)
    return bool(viewer and viewer.may(ability))


def navigation_of(request) -> list[dict]:
    """The groups and lines that the viewer may use."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or request.visit:
        return []
    groups = []
    for heading, items in NAVIGATION:
        lines = [
            line(item, request.path)
            for item in items
            if any(viewer.may(ability) for ability in item.abilities)
        ]
        if lines:
            groups.append({"heading": heading, "lines": lines})
    return only_nearest(groups)


def only_nearest(groups: list[dict]) -> list[dict]:
    """The groups with one line marked as current: /statistik/ leads to /statistik/sticker-ut/ too."""
    marked = [line for group in groups for line in group["lines"] if line["current"]]
    for line in sorted(marked, key=lambda line: len(line["url"]))[:-1]:
        line["current"] = ""
    return groups


def line(item: Item, path: str) -> dict:
    """A line with its mark: the page itself, or a page below it."""
    url = frame_path(item.url_name)
    current = "page" if path == url else "true" if path.startswith(url) and url != "/" else ""
    return {"url": url, "words": item.words, "icon": item.icon, "current": current}
