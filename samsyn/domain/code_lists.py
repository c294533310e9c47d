"""How is a list of themes written as text, and read again? A line a theme, subtypes below it with a dash."""

from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_NAME = 160


@dataclass(frozen=True)
class ListedTheme:
    """A theme and its subtypes, in order."""

    name: str
    subtypes: tuple[str, ...] = ()


@dataclass(frozen=True)
class ListFault:
    """What is wrong in a line (counted from 1); `why` is too_long, twice, no_theme or empty (line 0)."""

    line: int
    why: str


def as_text(themes: Iterable[ListedTheme]) -> str:
    """The list as text, which `read_list` reads back."""
    lines = []
    for theme in themes:
        lines += [theme.name, *(f"- {name}" for name in theme.subtypes)]
    return "\n".join(lines)


def read_list(text: str) -> tuple[list[ListedTheme], list[ListFault]]:
    """The themes in their order, and what is wrong; blank lines say nothing."""
    themes: list[tuple[str, list[str]]] = []
    faults: list[ListFault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        name = " ".join(line.split())
        is_subtype = name.startswith(("-", "–"))
        name = name.lstrip("-– ") if is_subtype else name
        if not name:
            continue
        if is_subtype and not themes:
            faults.append(ListFault(number, "no_theme"))
            continue
        beside = themes[-1][1] if is_subtype else [theme for theme, _ in themes]
        if len(name) > LONGEST_NAME:
            faults.append(ListFault(number, "too_long"))
        elif name in beside:
            faults.append(ListFault(number, "twice"))
        if is_subtype:
            themes[-1][1].append(name)
        else:
            themes.append((name, []))
    if not themes:
        faults.append(ListFault(0, "empty"))
    return [ListedTheme(name, tuple(subtypes)) for name, subtypes in themes], faults
