"""How is a row of the permission table written? The people of the cast, and who may."""

from dataclasses import dataclass, field

CAST = ("astrid", "bo", "berit", "cecilia", "doris", "elof", "frej", "gudmund", "hedda", "ivar")
EVERY_PERSON = frozenset({*CAST, "nobody", "manager"})
EVERYBODY = EVERY_PERSON | {"anonymous", "guest"}
NOBODY = frozenset()


def people(names):
    chosen = frozenset(names.split())
    assert chosen <= EVERYBODY, chosen - EVERYBODY
    return chosen


@dataclass(frozen=True)
class Row:
    who: frozenset
    args: tuple = ()
    post: frozenset | None = None
    data: dict = field(default_factory=dict)
    own_way: bool = False


def row(who, *args, **more):
    who = people(who) if isinstance(who, str) else who
    if isinstance(more.get("post"), str):
        more["post"] = people(more["post"])
    return [Row(who, args, **more)]
