"""What does `--where DIM=VALUE` mean in the database? Several are AND; a recipient's holds for any."""

from collections.abc import Callable, Collection, Iterable

from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import Combinable

from samsyn.coding import selectors as coding
from samsyn.deviations.selectors.counted import (
    counted_recipients,
    is_answered,
    reporters_called,
)
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import Dimension, Naming, Sector, YesOrNo
from samsyn.organisations import selectors as organisations
from samsyn.statistics.dimensions import JUDGED, Names, missing, outcome_word

type Condition = Q | Combinable
"""What `filter` takes: a condition on columns, or an expression that is true or false."""


class UnknownValue(Refusal):
    """A condition names something that does not exist; `known` lists what there is, when it is short."""

    def __init__(self, dimension: Dimension, value: str, known: Iterable[str] = ()) -> None:
        self.dimension, self.value, self.known = dimension, value, tuple(known)
        known_words = f" (known: {', '.join(self.known)})" if self.known else ""
        super().__init__(f"{dimension.value}: {value!r} is not known{known_words}")


def condition(
    dimension: Dimension, text: str, names: Names, *, viewer: Viewer | Everything
) -> Condition:
    """The condition that a deviation must meet; an empty text or the residual's name means missing.

    Refuses (UnknownValue) what does not exist, so that a slip of the pen is not read as a zero.
    """
    value = text.strip()
    is_missing = not value or value.casefold() == missing(dimension).label.casefold()
    return CONDITIONS[dimension](None if is_missing else value, names, viewer)


def _any_recipient(viewer: Viewer | Everything, **meets: object) -> Exists:
    return Exists(counted_recipients(viewer=viewer).filter(deviation=OuterRef("pk"), **meets))


def _kind(dimension: Dimension, value: str | None, names: Names) -> int:
    kind = organisations.unit_kind_by_any_name(value or "")
    if kind is None:
        raise UnknownValue(dimension, value or "", names.kind_labels.values())
    return kind.id


def _reporter_service(value: str | None, names: Names, viewer: object) -> Q:
    return Q(reporter_kind_id=_kind(Dimension.REPORTER_SERVICE, value, names))


def _recipient_service(value: str | None, names: Names, viewer: Viewer | Everything) -> Condition:
    if value is None:
        return ~_any_recipient(viewer)
    return _any_recipient(viewer, kind_id=_kind(Dimension.RECIPIENT_SERVICE, value, names))


def _recipient_services(value: str | None, names: Names, viewer: object) -> Q:
    labels = [one for one in (value or "").split(";") if one.strip()]
    wanted = {_kind(Dimension.RECIPIENT_SERVICES, one, names) for one in labels}
    mask = sum(1 << place for place, kind in enumerate(names.kinds) if kind.id in wanted)
    return Q(services=mask) if mask else Q(services=None)


def _unit_id(dimension: Dimension, value: str | None) -> int:
    unit = organisations.unit_by_any_name(value or "")
    if unit is None:
        raise UnknownValue(dimension, value or "")
    return unit.id


def _units_now(dimension: Dimension, value: str | None, names: Names) -> list[int]:
    """Every unit that is now the one of this name, or the one that the unit of this name became."""
    wanted = value
    if value not in names.units_now.values():
        wanted = names.units_now[_unit_id(dimension, value)]
    return [pk for pk, name in names.units_now.items() if name == wanted]


def _reporter_unit(value: str | None, names: Names, viewer: Viewer | Everything) -> Q:
    if names.naming is Naming.NOW:
        return Q(reporter_unit_id__in=_units_now(Dimension.REPORTER_UNIT, value, names))
    # The name that stood in the report comes first, as the rows of a table show it.
    if reporters_called(value or "", viewer=viewer):
        return Q(reporter_name_then=value)
    return Q(reporter_unit_id=_unit_id(Dimension.REPORTER_UNIT, value))


def _recipient_unit(value: str | None, names: Names, viewer: Viewer | Everything) -> Condition:
    if value is None:
        return ~_any_recipient(viewer)
    if names.naming is Naming.NOW:
        return _any_recipient(
            viewer, unit_id__in=_units_now(Dimension.RECIPIENT_UNIT, value, names)
        )
    if counted_recipients(viewer=viewer).filter(name_then=value).exists():
        return _any_recipient(viewer, name_then=value)
    return _any_recipient(viewer, unit_id=_unit_id(Dimension.RECIPIENT_UNIT, value))


def _principal(value: str | None, names: Names, viewer: object) -> Q:
    principal = organisations.principal_by_any_name(value or "")
    if principal is None:
        known = [card.name for card in names.principals.values()]
        raise UnknownValue(Dimension.REPORTER_PRINCIPAL, value or "", known)
    if names.naming is Naming.THEN:
        return Q(reporter_principal_id=principal.id)
    now = names.principal(principal.id)
    same = [pk for pk in names.principals if names.principal(pk) == now]
    return Q(reporter_principal_id__in=same)


def _sector(value: str | None, names: Names, viewer: object) -> Q:
    known = {each.value for each in Sector} | {each.label for each in Sector}
    if value not in known:
        raise UnknownValue(Dimension.REPORTER_SECTOR, value or "", [each.value for each in Sector])
    keys = [pk for pk in names.principals if value.casefold() == names.sector(pk).key]
    return Q(reporter_principal_id__in=keys)


def _area(
    dimension: Dimension, place: Callable[[Names, int | None], str | None]
) -> Callable[..., Q]:
    def meets(value: str | None, names: Names, viewer: object) -> Q:
        wanted = value.casefold() if value else None
        if value and names.naming is Naming.NOW:
            # "Älvsjö" as it is now is what Älvsjö has become.
            then = [pk for pk, area in names.areas.items() if area.name.casefold() == wanted]
            wanted = next(((place(names, pk) or "").casefold() for pk in then), wanted)
        keys = [pk for pk in names.areas if (place(names, pk) or "").casefold() == (wanted or "")]
        if wanted is None:
            return Q(reporter_area_id=None) | Q(reporter_area_id__in=keys)
        if not keys:
            raise UnknownValue(dimension, value or "")
        return Q(reporter_area_id__in=keys)

    return meets


def _code(
    dimension: Dimension,
    column: str,
    known: Callable[[Names], dict[int, str]],
    coded: Callable[[Collection[int]], object],
) -> Callable[..., Q]:
    def meets(value: str | None, names: Names, viewer: object) -> Q:
        if value is None:
            return Q(**{f"{column}__isnull": True})
        keys = [pk for pk, name in known(names).items() if name.casefold() == value.casefold()]
        if not keys:
            raise UnknownValue(dimension, value, sorted(set(known(names).values())))
        # A second join would count a deviation once per subtype: ask for the deviations instead.
        return Q(pk__in=coded(keys))

    return meets


def _outcome(value: str | None, names: Names, viewer: Viewer | Everything) -> Condition:
    if value is None:
        return ~_any_recipient(viewer, outcome__in=JUDGED)
    by_word = {outcome_word(one): one for one in JUDGED} | {one.value: one for one in JUDGED}
    if value.casefold() not in by_word:
        raise UnknownValue(Dimension.OUTCOME, value, [outcome_word(one) for one in JUDGED])
    return _any_recipient(viewer, outcome=by_word[value.casefold()])


def _answered(value: str | None, names: Names, viewer: Viewer | Everything) -> Condition:
    words = {one.value: one for one in YesOrNo} | {one.label.casefold(): one for one in YesOrNo}
    words |= {"ja": YesOrNo.YES, "nej": YesOrNo.NO}
    answer = words.get((value or "").casefold())
    if answer is None:
        raise UnknownValue(Dimension.ANSWERED, value or "", ["yes", "no"])
    answered = is_answered(viewer=viewer)
    return answered if answer is YesOrNo.YES else ~answered


def _month(value: str | None, names: Names, viewer: object) -> Q:
    parts = (value or "").split("-")
    if not all(part.isdecimal() for part in parts) or not 1 <= int(parts[-1]) <= 12:
        raise UnknownValue(Dimension.MONTH, value or "", ["2021-03", "3"])
    in_month = Q(month=int(parts[-1]))
    return in_month & Q(year=int(parts[0])) if len(parts) == 2 else in_month


def _year(value: str | None, names: Names, viewer: object) -> Q:
    if not (value or "").isdecimal():
        raise UnknownValue(Dimension.YEAR, value or "", ["2021"])
    return Q(year=int(value or 0))


CONDITIONS: dict[Dimension, Callable[..., Condition]] = {
    Dimension.REPORTER_SERVICE: _reporter_service,
    Dimension.REPORTER_UNIT: _reporter_unit,
    Dimension.REPORTER_PRINCIPAL: _principal,
    Dimension.REPORTER_SECTOR: _sector,
    Dimension.REPORTER_MUNICIPALITY: _area(Dimension.REPORTER_MUNICIPALITY, Names.municipality),
    Dimension.REPORTER_DISTRICT: _area(Dimension.REPORTER_DISTRICT, Names.district),
    Dimension.RECIPIENT_SERVICE: _recipient_service,
    Dimension.RECIPIENT_SERVICES: _recipient_services,
    Dimension.RECIPIENT_UNIT: _recipient_unit,
    Dimension.THEME: _code(
        Dimension.THEME,
        "coding__theme",
        lambda names: names.themes,
        coding.deviations_with_theme,
    ),
    Dimension.SUBTYPE: _code(
        Dimension.SUBTYPE,
        "coding__subtypes",
        lambda names: names.subtypes,
        coding.deviations_with_subtype,
    ),
    Dimension.OUTCOME: _outcome,
    Dimension.ANSWERED: _answered,
    Dimension.MONTH: _month,
    Dimension.YEAR: _year,
}
