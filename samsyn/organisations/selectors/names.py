"""What was it called then, and what is it now? (requirement 45)"""

from datetime import date

from samsyn.domain.time_valid import Life, as_now, as_on
from samsyn.organisations.models import Principal, Unit


def _lives(model: type[Unit] | type[Principal]) -> dict[int, Life]:
    rows = model._default_manager.values_list("pk", "valid_from", "valid_to", "successor")
    return {pk: Life(first, last, successor) for pk, first, last, successor in rows}


def successors_of_units() -> dict[int, int]:
    """For every unit with a successor: the unit that it is now. For statistics "as now"."""
    lives = _lives(Unit)
    return {pk: as_now(pk, lives) for pk, life in lives.items() if life.successor}


def names_of_units_now() -> dict[int, str]:
    """For every unit, also those that ended: the name of what it is now."""
    rows = list(Unit.objects.values_list("pk", "name", "valid_from", "valid_to", "successor"))
    lives = {pk: Life(first, last, successor) for pk, _, first, last, successor in rows}
    names = {pk: name for pk, name, *_ in rows}
    return {pk: names[as_now(pk, lives) if life.successor else pk] for pk, life in lives.items()}


def unit_as_now(pk: int) -> int:
    """Primary key of what the unit has become; itself when nobody took over."""
    return as_now(pk, _lives(Unit))


def name_of_unit_on(pk: int, day: date) -> str:
    """The name, on a day, of what carried on the unit's work: "as then" for an old day."""
    return Unit.objects.values_list("name", flat=True).get(pk=as_on(pk, _lives(Unit), day))


def principal_on(pk: int, day: date) -> int:
    """Primary key of what the principal was on a day: a county council before it was a region."""
    return as_on(pk, _lives(Principal), day)


def predecessors_of(pk: int) -> list[int]:
    """Primary keys of the units that went up in this one, the one that ended first at the front."""
    rows = Unit.objects.filter(successor=pk).order_by("valid_to", "pk")
    return list(rows.values_list("pk", flat=True))


def chain_after(pk: int) -> list[int]:
    """Primary keys of the successors one after the other, up to what the unit is now."""
    after = dict(Unit.objects.exclude(successor=None).values_list("pk", "successor"))
    chain: list[int] = []
    following = after.get(pk)
    while following and following not in chain:
        chain.append(following)
        following = after.get(following)
    return chain
