"""What does `--where DIM=VALUE` mean to the tally? Several are AND; a recipient's holds for any."""

from collections.abc import Callable, Iterable, Mapping

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import Dimension, Naming, Sector, YesOrNo
from samsyn.organisations import selectors as organisations
from samsyn.statistics.dimensions import JUDGED, Names, missing, outcome_word
from samsyn.tally.conditions import Both, Condition, Holds, In, SomeRecipient, some_outcome
from samsyn.tally.selectors import tally


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


def _kind(dimension: Dimension, value: str | None, names: Names) -> int:
    kind = organisations.unit_kind_by_any_name(value or "", among=names.kinds)
    if kind is None:
        raise UnknownValue(dimension, value or "", names.kind_labels.values())
    return kind.id


def _reporter_service(value: str | None, names: Names, viewer: object) -> Condition:
    return In("reporter_kind_id", (_kind(Dimension.REPORTER_SERVICE, value, names),))


def _recipient_service(value: str | None, names: Names, viewer: object) -> Condition:
    if value is None:
        return In("services", ("",))
    return Holds("services", (_kind(Dimension.RECIPIENT_SERVICE, value, names),))


def _recipient_services(value: str | None, names: Names, viewer: object) -> Condition:
    labels = [one for one in (value or "").split(";") if one.strip()]
    wanted = {_kind(Dimension.RECIPIENT_SERVICES, one, names) for one in labels}
    return In("services", (" ".join(map(str, sorted(wanted))),))


def _unit_id(dimension: Dimension, value: str | None) -> int:
    unit = organisations.unit_by_any_name(value or "")
    if unit is None:
        raise UnknownValue(dimension, value or "")
    return unit.id


def _units_now(dimension: Dimension, value: str | None, names: Names) -> tuple[int, ...]:
    """Every unit that is now the one of this name, or the one that the unit of this name became."""
    wanted = value
    if value not in names.units_now.values():
        wanted = names.units_now[_unit_id(dimension, value)]
    return tuple(pk for pk, name in names.units_now.items() if name == wanted)


def _unit(
    dimension: Dimension, side: str, value: str | None, names: Names, viewer: Viewer | Everything
) -> In | Both:
    """The unit of one side; the name that stood in the report comes first, as a table's rows show it."""
    if names.naming is Naming.NOW:
        return In(f"{side}_unit_id", _units_now(dimension, value, names))
    column, called = f"{side}_unit_id", In(f"{side}_name", (value,))
    of_recipient = side == "recipient"
    units = value and tally(column, where=[called], per_recipient=of_recipient, viewer=viewer)
    if not units:
        return In(column, (_unit_id(dimension, value),))
    one, *more = sorted(pk for pk, _ in units)
    return called if more else Both(In(column, (one,)), called)


def _reporter_unit(value: str | None, names: Names, viewer: Viewer | Everything) -> Condition:
    return _unit(Dimension.REPORTER_UNIT, "reporter", value, names, viewer)


def _recipient_unit(value: str | None, names: Names, viewer: Viewer | Everything) -> Condition:
    if value is None:
        return In("services", ("",))
    return SomeRecipient(_unit(Dimension.RECIPIENT_UNIT, "recipient", value, names, viewer))


def _principal(value: str | None, names: Names, viewer: object) -> Condition:
    known = names.principals.values()
    principal = organisations.principal_by_any_name(value or "", among=known)
    if principal is None:
        called = [card.name for card in known]
        raise UnknownValue(Dimension.REPORTER_PRINCIPAL, value or "", called)
    wanted = names.principal(principal.id)
    same = tuple(pk for pk in names.principals if names.principal(pk) == wanted)
    return In("reporter_principal_id", same)


def _sector(value: str | None, names: Names, viewer: object) -> Condition:
    known = {each.value for each in Sector} | {each.label for each in Sector}
    if value not in known:
        raise UnknownValue(Dimension.REPORTER_SECTOR, value or "", [each.value for each in Sector])
    keys = tuple(pk for pk in names.principals if value.casefold() == names.sector(pk).key)
    return In("reporter_principal_id", keys)


def _area(
    dimension: Dimension, place: Callable[[Names, int | None], str | None]
) -> Callable[..., Condition]:
    def meets(value: str | None, names: Names, viewer: object) -> Condition:
        wanted = value.casefold() if value else ""
        if value and names.naming is Naming.NOW:
            # "Älvsjö" as it is now is what Älvsjö has become.
            then = [pk for pk, area in names.areas.items() if area.name.casefold() == wanted]
            wanted = next(((place(names, pk) or "").casefold() for pk in then), wanted)
        keys = tuple(
            pk for pk in (0, *names.areas) if (place(names, pk) or "").casefold() == wanted
        )
        if not keys:
            raise UnknownValue(dimension, value or "")
        return In("reporter_area_id", keys)

    return meets


def _keys_named(dimension: Dimension, value: str, known: Mapping[int, str]) -> tuple[int, ...]:
    keys = tuple(pk for pk, name in known.items() if name.casefold() == value.casefold())
    if not keys:
        raise UnknownValue(dimension, value, sorted(set(known.values())))
    return keys


def _theme(value: str | None, names: Names, viewer: object) -> Condition:
    if value is None:
        return In("is_coded", (False,))
    return In("theme_id", _keys_named(Dimension.THEME, value, names.themes))


def _subtype(value: str | None, names: Names, viewer: object) -> Condition:
    if value is None:
        return In("subtypes", ("",))
    return Holds("subtypes", _keys_named(Dimension.SUBTYPE, value, names.subtypes))


def _outcome(value: str | None, names: Names, viewer: object) -> Condition:
    if value is None:
        return some_outcome(None)
    by_word = {outcome_word(one): one for one in JUDGED} | {one.value: one for one in JUDGED}
    if value.casefold() not in by_word:
        raise UnknownValue(Dimension.OUTCOME, value, [outcome_word(one) for one in JUDGED])
    return some_outcome(by_word[value.casefold()])


def _answered(value: str | None, names: Names, viewer: object) -> Condition:
    words = {one.value: one for one in YesOrNo} | {one.label.casefold(): one for one in YesOrNo}
    words |= {"ja": YesOrNo.YES, "nej": YesOrNo.NO}
    answer = words.get((value or "").casefold())
    if answer is None:
        raise UnknownValue(Dimension.ANSWERED, value or "", ["yes", "no"])
    return In("answered", (answer is YesOrNo.YES,))


def _month(value: str | None, names: Names, viewer: object) -> Condition:
    *year, month = (value or "").split("-")
    is_right = len(year) < 2 and all(part.isdecimal() for part in (*year, month))
    if not is_right or not 1 <= int(month) <= 12:
        raise UnknownValue(Dimension.MONTH, value or "", ["2021-03", "3"])
    in_month = In("month", (int(month),))
    return Both(In("year", (int(year[0]),)), in_month) if year else in_month


def _year(value: str | None, names: Names, viewer: object) -> Condition:
    if not (value or "").isdecimal():
        raise UnknownValue(Dimension.YEAR, value or "", ["2021"])
    return In("year", (int(value or 0),))


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
    Dimension.THEME: _theme,
    Dimension.SUBTYPE: _subtype,
    Dimension.OUTCOME: _outcome,
    Dimension.ANSWERED: _answered,
    Dimension.MONTH: _month,
    Dimension.YEAR: _year,
}
