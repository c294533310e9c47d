"""What is a local report about, and who may have it? (issue 5, point 6)

The secretariat may have every one; a coordinator the own principal's, a unit its own, a local group its
area's. A report is passed on, so it hides small numbers whoever asks for it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from samsyn.disclosure.selectors import limit_for
from samsyn.domain.access import Everything, ScopeKind, Viewer
from samsyn.domain.disclosing import Shown
from samsyn.domain.refusals import Refusal
from samsyn.domain.tables import Own
from samsyn.domain.vocabulary import Dimension, Listed, OwnSide
from samsyn.domain.vocabulary import gettext_noop as _
from samsyn.organisations import selectors as organisations
from samsyn.statistics.local import Place
from samsyn.statistics.permissions import has_own, sees_all


class AboutKind(Listed):
    """What kind of thing a local report is about."""

    AREA = "area", _("Kommun, stadsdelsområde eller lokal grupp")
    PRINCIPAL = "principal", _("Huvudman")
    SERVICE = "kind", _("Verksamhetstyp")
    UNIT = "unit", _("Enhet")


class NoSuchReport(Refusal):
    """There is no such thing to report about, or the viewer's role does not give its report."""


SCOPES: dict[AboutKind, ScopeKind] = {
    AboutKind.AREA: ScopeKind.AREA,
    AboutKind.PRINCIPAL: ScopeKind.PRINCIPAL,
    AboutKind.UNIT: ScopeKind.UNIT,
}
POINTS_OUT: dict[AboutKind, Dimension] = {
    AboutKind.AREA: Dimension.REPORTER_MUNICIPALITY,
    AboutKind.PRINCIPAL: Dimension.REPORTER_PRINCIPAL,
    AboutKind.UNIT: Dimension.REPORTER_UNIT,
    AboutKind.SERVICE: Dimension.REPORTER_SERVICE,
}


@dataclass(frozen=True)
class About:
    """What a report is about."""

    kind: AboutKind
    pk: int
    name: str

    @property
    def key(self) -> str:
        """As address and command write it: "principal:12"."""
        return f"{self.kind.value}:{self.pk}"

    @property
    def place(self) -> Place:
        """Its own deviations on both sides, as the statistics count them."""
        if self.kind is AboutKind.SERVICE:
            return Place({}, self.name)
        return Place({side: Own(side, SCOPES[self.kind], self.pk) for side in OwnSide})


def about_of(words: str, *, viewer: Viewer | Everything) -> About:
    """What "principal:KEY" (area, kind, unit) means; KEY is a primary key, the registry's key or a name.

    Refuses NoSuchReport, in the same way for what does not exist and for what the viewer may not have.
    """
    kind, _colon, key = words.partition(":")
    if kind not in list(AboutKind):
        raise NoSuchReport
    found = FIND[AboutKind(kind)](key.strip())
    if found is None:
        raise NoSuchReport
    about = About(AboutKind(kind), *found)
    if not may_have(about, viewer=viewer):
        raise NoSuchReport
    return about


def may_have(about: About, *, viewer: Viewer | Everything) -> bool:
    """Whether the viewer's role gives the report about this."""
    if sees_all(viewer):
        return True
    if not isinstance(viewer, Viewer) or not has_own(viewer):
        return False
    return viewer.scope is SCOPES.get(about.kind) and viewer.scope_id == about.pk


def choices(*, viewer: Viewer | Everything) -> dict[AboutKind, list[About]]:
    """What the viewer may have reports about; units are too many to list for whoever may have all."""
    if sees_all(viewer):
        return {
            AboutKind.AREA: [
                About(AboutKind.AREA, card.id, card.name) for card in organisations.areas_on(None)
            ],
            AboutKind.PRINCIPAL: [
                About(AboutKind.PRINCIPAL, card.id, card.name)
                for card in organisations.principals_on(None)
            ],
            AboutKind.SERVICE: [
                About(AboutKind.SERVICE, card.id, card.short_label)
                for card in organisations.kinds_in_order()
            ],
        }
    if not isinstance(viewer, Viewer) or not has_own(viewer):
        return {}
    kind = next(kind for kind, scope in SCOPES.items() if scope is viewer.scope)
    return {kind: [about_of(f"{kind.value}:{viewer.scope_id}", viewer=viewer)]}


def least_shown_of(about: About, *, viewer: Viewer | Everything) -> int:
    """The smallest number that a report about this shows; 0 when it shows all."""
    is_group = about.kind is AboutKind.AREA
    return limit_for(Shown.LOCAL, [POINTS_OUT[about.kind]], viewer=viewer, of_group=is_group)


type Found = tuple[int, str] | None


def _area(key: str) -> Found:
    cards = organisations.areas_on(None)
    # Of several that were called so in other times the one that still is.
    found = [card for card in cards if key in {str(card.id), card.key, card.name}]
    found.sort(key=lambda card: (card.valid_to is not None, -card.id))
    return (found[0].id, found[0].name) if found else None


def _principal(key: str) -> Found:
    known = organisations.principals_on(None)
    by_key = (card for card in known if key in {str(card.id), card.key})
    card = next(by_key, None) or organisations.principal_by_any_name(key)
    return (card.id, card.name) if card else None


def _service(key: str) -> Found:
    known = organisations.kinds_in_order()
    by_key = (card for card in known if key in {str(card.id), card.key})
    card = next(by_key, None) or organisations.unit_kind_by_any_name(key)
    return (card.id, card.short_label) if card else None


def _unit(key: str) -> Found:
    card = organisations.unit_by_pk(int(key)) if key.isdecimal() else None
    card = card or organisations.unit_by_key(key) or organisations.unit_by_any_name(key)
    return (card.id, card.name) if card else None


FIND: dict[AboutKind, Callable[[str], Found]] = {
    AboutKind.AREA: _area,
    AboutKind.PRINCIPAL: _principal,
    AboutKind.SERVICE: _service,
    AboutKind.UNIT: _unit,
}
