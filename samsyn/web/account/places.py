"""At which places can a role be given, among those whose name holds the words?"""

from datetime import date

from samsyn.domain.access import SCOPE_OF_ROLE, ScopeKind
from samsyn.domain.vocabulary import AreaKind, Role
from samsyn.organisations import selectors as organisations
from samsyn.organisations.cards import AreaCard, PrincipalCard

AT_MOST = 20


def places_for(
    role: Role, words: str, today: date, *, principal_id: int | None = None
) -> list[tuple[int, str]]:
    """Primary key and name of units, principals or BUS areas, whichever the role is held for.

    With a principal only its units, which are few enough to be shown without a word.
    """
    scope = SCOPE_OF_ROLE[role]
    if scope is ScopeKind.UNIT and principal_id is not None:
        wanted = organisations.Filter(text=words, principal=principal_id, day=today, historic=False)
        return [(unit.id, unit.name) for unit in organisations.filtered_units(wanted)[:AT_MOST]]
    if scope is ScopeKind.UNIT:
        found = organisations.find_units(words, on=today, limit=AT_MOST)
        return [(unit.id, f"{unit.name}, {unit.principal_name}") for unit in found]
    if scope is ScopeKind.PRINCIPAL:
        cards: list[PrincipalCard] | list[AreaCard] = organisations.principals_on(today)
    elif scope is ScopeKind.AREA:
        cards = organisations.areas_on(today, kind=AreaKind.BUS)
    else:
        return []
    part = words.casefold()
    return [(card.id, card.name) for card in cards if part in card.name.casefold()][:AT_MOST]
