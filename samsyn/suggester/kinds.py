"""Which kind of unit is meant by a name? By what the name holds, so that any wording is understood."""

KINDS = {
    "elevhalsa": ("elevhals", "skolhals", "skollakar", "skolskoters"),
    "forskola": ("forskol",),
    "skola": ("skola", "skolor", "gymnasi", "rektor"),
    "socialtjanst": ("social", "lss", "stadsdel"),
    "bup": ("bup", "ungdomspsyk", "barnpsyk"),
    "bumm": ("bumm", "ungdomsmedicin"),
    "habilitering": ("habilit",),
    "sjukhus": ("sjukhus", "alb", "sachs"),
    "vardcentral": ("vardcentral", "forsta linjen", "husl"),
    "bvc": ("bvc", "barnhals", "barnavard"),
    "beroendevard": ("beroende", "maria ungdom", "minimaria"),
    "ungdomsmottagning": ("ungdomsmott",),
    "logopedi": ("logoped",),
}


def kinds_of(name: str) -> set[str]:
    """The kinds that a folded name of a service speaks of; a preschool is no school."""
    found = {kind for kind, marks in KINDS.items() if any(mark in name for mark in marks)}
    return found - {"skola"} if "forskola" in found else found
