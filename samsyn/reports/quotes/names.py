"""From the registry to what must not be left in a quote, and what stands in its place."""

from collections.abc import Iterable, Iterator

from samsyn.domain.known_names import Known, KnownNames, folded_words
from samsyn.domain.vocabulary import AreaKind, PrincipalKind
from samsyn.organisations.cards import KindCard
from samsyn.organisations.selectors import kinds_in_order
from samsyn.organisations.selectors.called import Called, all_names

OF_KIND = {
    "bup": "[aktuell BUP]",
    "bumm": "[aktuell BUMM]",
    "habilitering": "[aktuell habilitering]",
    "alb": "[aktuellt sjukhus]",
    "sachsska": "[aktuellt sjukhus]",
    "huslakarmottagning": "[aktuell vårdcentral]",
    "socialtjanst": "[aktuell socialtjänst]",
    "skola": "[aktuell skola]",
    "forskola": "[aktuell förskola]",
    "elevhalsa": "[aktuell elevhälsa]",
}
OF_ANY_KIND = "[aktuell verksamhet]"
OF_ONE = frozenset({"alb", "sachsska"})
"""Kinds that are a single hospital: what they are called is that unit's name."""
OF_AREA = {
    AreaKind.COUNTY: "[aktuellt län]",
    AreaKind.MUNICIPALITY: "[aktuell kommun]",
    AreaKind.DISTRICT: "[aktuell stadsdel]",
    AreaKind.BUS: "[aktuell BUS-grupp]",
}
OF_PRINCIPAL = {
    PrincipalKind.REGION: "[aktuell region]",
    PrincipalKind.MUNICIPALITY: "[aktuell kommun]",
}
OF_ANY_PRINCIPAL = "[aktuell huvudman]"

NO_PLACES = frozenset(
    {
        *("norra", "södra", "östra", "västra", "inre", "yttre", "innerstaden", "upplands"),
        *("och", "i", "på", "för", "av", "län", "läns", "landsting", "region", "kommun", "stad"),
        *("barn", "unga", "ungdom", "familj", "enhet", "enheten", "mottagning", "mottagningen"),
        *("centrum", "center", "team", "teamet", "skola", "skolan", "förskola", "förskolan"),
        *("barnsjukhus", "barnsjukhuset", "habiliteringscenter", "stadsdelsförvaltning", "bus"),
        *("nord", "syd", "öst", "väst", "nordost", "nordväst", "sydost", "sydväst"),
    }
)
"""Words inside names that point at nothing by themselves."""
SHORTEST_PART = 4


def registry_names(also: Iterable[str] = ()) -> KnownNames:
    """Every name of the registry, what is left of it without the kind of service, and these too."""
    kinds = [kind for kind in kinds_in_order() if kind.key not in OF_ONE]
    says_kind = {tuple(folded_words(name)) for kind in kinds for name in _spelled(kind)}
    general = NO_PLACES | words_of_the_field()
    called = [*all_names(), *(Called(name, unit_kind="*") for name in also)]
    known = (
        one
        for each in called
        if tuple(folded_words(each.name)) not in says_kind  # it does not say which one
        for one in _known(each, general)
    )
    return KnownNames(known, _services(kinds))


def words_of_the_field() -> frozenset[str]:
    """The words that kinds of services are called by: they name nobody, with or without a capital."""
    kinds = (kind for kind in kinds_in_order() if kind.key not in OF_ONE)
    names = (name for kind in kinds for name in (kind.name, *_spelled(kind)))
    return frozenset(word for name in names for word in folded_words(name))


def _spelled(kind: KindCard) -> tuple[str, ...]:
    return kind.short_label, *kind.aliases


def _services(kinds: Iterable[KindCard]) -> dict[str, str]:
    """One word for a service, also with its article, and its placeholder: skolan i Farsta."""
    found = {}
    for kind in kinds:
        for name in _spelled(kind):
            words = folded_words(name)
            if len(words) == 1:
                placeholder = OF_KIND.get(kind.key, OF_ANY_KIND)
                found[words[0]] = placeholder
                found.setdefault(words[0] + ("n" if words[0].endswith("a") else "en"), placeholder)
    return found


def _known(called: Called, general: frozenset[str]) -> Iterator[Known]:
    placeholder = _placeholder(called)
    if called.area:
        yield Known(called.name, placeholder, is_place=called.area is not AreaKind.BUS)
    else:
        yield Known(called.name, placeholder)
    if called.area not in (AreaKind.BUS, AreaKind.COUNTY):
        yield from _parts(called, general, placeholder)


def _parts(called: Called, general: frozenset[str], placeholder: str) -> Iterator[Known]:
    """Kista of Rinkeby-Kista, Globen of BUP Globen: what has a capital of its own inside a name."""
    at_first = called.area is not None
    words = _written(called.name)
    for place, word in enumerate(words if len(words) > 1 else ()):
        may_be = at_first or (place > 0 and len(word) >= SHORTEST_PART)
        if may_be and word.istitle() and word.casefold() not in general:
            yield Known(word, placeholder, is_place=at_first, is_part=not at_first)


def _written(name: str) -> list[str]:
    for sign in "-–/,&()":
        name = name.replace(sign, " ")
    return name.split()


def _placeholder(called: Called) -> str:
    if called.area:
        return OF_AREA[called.area]
    if called.principal:
        return OF_PRINCIPAL.get(called.principal, OF_ANY_PRINCIPAL)
    return OF_KIND.get(called.unit_kind, OF_ANY_KIND)
