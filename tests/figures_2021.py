"""The published figures of 2021 as questions, whoever is asked: the selectors, the command or the page.

What is asked stands in the `check` rules of tests/data/2021.json and nowhere else. An `ask` takes a
`Question` and returns `(n, rows)`, each row the tuple of its keys and its count.
"""

import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from tests.year_2021 import DATA

Rows = list[tuple[tuple[str | None, ...], int]]
Ask = Callable[[Question], tuple[int, Rows]]
Condition = tuple[Dimension, str]

YEAR = (2021,)
SCOPES = {"alla": Scope.ALL, "mellan": Scope.BETWEEN, "inom": Scope.WITHIN}
FACTS = [fact for fact in json.loads((DATA / "2021.json").read_text())["facts"] if fact["check"]]
CONSISTENT = [fact for fact in FACTS if fact["consistent"]]
"""What the report itself does not contradict: the figures that every door must give."""

DISTINCT = {
    "distinct:area_kommun": Dimension.REPORTER_MUNICIPALITY,
    "distinct:reporter_unit": Dimension.REPORTER_UNIT,
    "distinct:theme": Dimension.THEME,
}
SIMPLE = {
    ("reporter_unit", "eq"): Dimension.REPORTER_UNIT,
    ("reporter_principal", "eq"): Dimension.REPORTER_PRINCIPAL,
    ("recipient_services", "has"): Dimension.RECIPIENT_SERVICE,
    ("theme", "eq"): Dimension.THEME,
    ("subtype", "has"): Dimension.SUBTYPE,
    ("answer_outcome", "eq"): Dimension.OUTCOME,
}


def is_as_published(fact: dict[str, Any], ask: Ask) -> bool:
    """Whether the door that is asked gives the fact's number, and its share where one is published."""
    check = fact["check"]
    value = value_of(check, ask)
    tolerance = fact["tolerance_pp"]
    agreed = []
    if fact["value"] is not None:
        agreed.append(agrees(value, fact["value_op"], fact["value"], tolerance))
    if fact["percent_published"] is not None and check.get("of"):
        whole = check["of"]
        percent = 100 * value / counted(whole, SCOPES[whole.get("scope", check["scope"])], ask)
        rounded = round(percent) if fact["percent_op"] == "eq" else percent
        agreed.append(agrees(rounded, fact["percent_op"], fact["percent_published"], tolerance))
    assert agreed, f"{fact['id']} says nothing that can be compared"
    return all(agreed)


def value_of(check: dict[str, Any], ask: Ask) -> Any:
    scope, kind = SCOPES[check["scope"]], check["agg"]
    if kind == "count":
        return counted(check, scope, ask)
    if kind in DISTINCT:
        return different(check, scope, DISTINCT[kind], ask)
    if kind == "addressings":
        by_service = ask(Question(YEAR, scope, Counted.RECIPIENTS, (Dimension.RECIPIENT_SERVICE,)))
        return sum(count for _, count in by_service[1])
    if kind == "rank:reporter_service":
        _, rows = ask(Question(YEAR, by=(Dimension.REPORTER_SERVICE,)))
        return [keys[0] for keys, _ in rows][:3]
    assert kind == "services_at_least:6", kind
    _, rows = ask(Question(YEAR, count=Counted.RECIPIENTS, by=(Dimension.RECIPIENT_SERVICE,)))
    return min(count for _, count in rows if count >= 6)


def counted(check: dict[str, Any], scope: Scope, ask: Ask) -> int:
    return sum(
        sign * ask(Question(YEAR, scope, where=where))[0]
        for sign, where in signed_conditions(check["where"])
    )


def different(check: dict[str, Any], scope: Scope, dimension: Dimension, ask: Ask) -> int:
    """How many different values there are; a difference of conditions is a difference of values."""
    keys: set[str | None] = set()
    for sign, where in sorted(signed_conditions(check["where"]), reverse=True):
        _, rows = ask(Question(YEAR, scope, by=(dimension,), where=where))
        found = {values[0] for values, _ in rows if values[0]}
        keys = keys | found if sign > 0 else keys - found
    return len(keys)


def signed_conditions(
    wheres: list[dict[str, Any]],
) -> Iterator[tuple[int, tuple[Condition, ...]]]:
    """A check's conditions as sums and differences of what our dimensions can ask."""
    for chosen in itertools.product(*(alternatives(where) for where in wheres)):
        sign = 1
        for each, _ in chosen:
            sign *= each
        yield sign, tuple(pair for _, pairs in chosen for pair in pairs)


def alternatives(where: dict[str, Any]) -> list[tuple[int, tuple[Condition, ...]]]:
    field, op, value = where["field"], where["op"], where["value"]
    if (field, op) in SIMPLE:
        return [(1, ((SIMPLE[field, op], value),))]
    if op == "in":
        dimension = {"reporter_service": Dimension.REPORTER_SERVICE, "theme": Dimension.THEME}
        return [(1, ((dimension[field], one),)) for one in value]
    if (field, op) == ("reporter_principal", "ne"):
        return [(1, ()), (-1, ((Dimension.REPORTER_PRINCIPAL, value),))]
    if (field, op, value) == ("area", "prefix", "Stockholm/"):
        city = (Dimension.REPORTER_MUNICIPALITY, "Stockholm")
        return [(1, (city,)), (-1, (city, (Dimension.REPORTER_DISTRICT, "")))]
    if (field, op) == ("answered_at", "nonempty"):
        return [(1, ((Dimension.ANSWERED, "yes"),))]
    assert (field, op) == ("theme", "nonempty"), where
    return [(1, ()), (-1, ((Dimension.THEME, ""),))]


def agrees(computed: Any, op: str | None, published: Any, tolerance: float | None = None) -> bool:
    if op in {"eq", None}:
        return computed == published
    if op == "gt":
        return computed > published
    if op == "approx":
        return abs(computed - published) <= (tolerance or 0)
    if op == "drygt":
        return published < computed <= published * 1.1
    assert op == "knappt", op
    return published - (tolerance or 0) <= computed < published
