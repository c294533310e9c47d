"""How does the life cycle look? Drawn from its one table into ARCHITECTURE.md."""

from enum import StrEnum
from pathlib import Path

from samsyn.domain.lifecycle import STEPS, Step
from samsyn.domain.vocabulary import AddressingState, DeviationState

SUMMARY = "draw the life cycle into ARCHITECTURE.md (developers)"
NEEDS_DJANGO = False
PAGE = Path("ARCHITECTURE.md")
BEGIN, END = "<!-- life cycle: ./run picture -->", "<!-- end of life cycle -->"


def main(arguments: list[str]) -> int:
    PAGE.write_text(with_picture(PAGE.read_text()))
    return 0


def with_picture(page: str) -> str:
    """The page with the picture between its two marks drawn anew."""
    before, rest = page.split(BEGIN)
    return f"{before}{BEGIN}\n{picture()}\n{END}{rest.split(END)[1]}"


def picture() -> str:
    """One diagram of a recipient's states, and one table with every step."""
    return f"{_diagram()}\n\n{_table()}"


def _diagram() -> str:
    lines = [
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {AddressingState.DELIVERED.value} : sent",
    ]
    states = {state.value: state for state in AddressingState}
    for step in STEPS.values():
        # A step that leads to a state has its name; the others leave the state as it is.
        if step.addressing is not None and step.kind.value in states:
            lines += [
                f"    {start.value} --> {step.kind.value} : {_who(step)}"
                for start in AddressingState
                if start in step.addressing and start.value != step.kind.value
            ]
    return "\n".join([*lines, "```"])


def _table() -> str:
    rows = [
        f"| {step.kind.value} | {_who(step)} | {_listed(DeviationState, step.deviation)} "
        f"| {_listed(AddressingState, step.addressing) if step.addressing else 'any'} "
        f"| {'yes' if step.needs_reason else ''} |"
        for step in STEPS.values()
    ]
    head = "| step | from which side | while the deviation is | while the recipient is | reason |"
    return "\n".join([head, "|---|---|---|---|---|", *rows])


def _who(step: Step) -> str:
    return " or ".join(sorted(side.value.replace("_", " ") for side in step.sides))


def _listed(states: type[StrEnum], wanted: object) -> str:
    members = [state.value for state in states if state in wanted]  # type: ignore[operator]
    return ", ".join(members)
