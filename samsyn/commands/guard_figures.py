"""How much does the guard find in the repository's texts? Kept for the page of figures (`guard figures`)."""

from pathlib import Path

from samsyn.guard.figures import FILE, as_json
from samsyn.guard.measuring import measured_sets

TEXTS = Path("tests/data/guard")


def write_figures() -> int:
    """Measure both sets of texts, keep the figures in the package, and print them in short."""
    figures = measured_sets(TEXTS)
    FILE.write_text(as_json(figures), encoding="utf-8")
    for name, one in figures.items():
        for kind, part in (("usual", one.usual), ("hard", one.hard)):
            total = part.total
            print(
                f"{name:<9}{kind:<6} found {total.found:>4} of {total.standing:<4} "
                f"({total.found / total.standing:.1%})  wrong {total.wrong:>3} of {total.marks:<4} "
                f"({total.wrong / total.marks:.1%})  clean texts marked {part.clean_marked} of {part.clean}"
            )
    return 0
