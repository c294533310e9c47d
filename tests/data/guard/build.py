"""Write dev.jsonl and held_out.jsonl from the texts that stand beside this file.

A text is one line, `tags | text`, with what the guard should find marked where it stands:
`Mötet gällde {PERSON:Alva}s mamma.` So the offsets are always right. `\\n` is a new line, `@pnr10`
and the other SLOTS become a number that belongs to nobody. All texts are invented.

    python tests/data/guard/build.py
"""

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
SETS = ("dev", "held_out")
KINDS = ("clean", "normal", "hard")

MARK = re.compile(r"\{([A-Z_]+):([^{}]+)\}")
SLOT = re.compile(r"@([a-z]+\d*[a-z]*)(?![\w.])")

Item = dict[str, object]


def check_digit(nine: str) -> str:
    """The last digit of a personal number (Luhn, Skatteverket SKV 704)."""
    total = 0
    for place, digit in enumerate(nine):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled // 10 + doubled % 10
    return str(-total % 10)


def personal_number(rng: random.Random, *, day_plus: int = 0, wrong: bool = False) -> str:
    """Twelve digits. Serials 238 and 239 are Skatteverket's for tests: nobody has been given one."""
    date = f"{rng.randint(2005, 2018)}{rng.randint(1, 12):02}{rng.randint(1, 28) + day_plus:02}"
    serial = rng.choice(("238", "239"))
    digit = check_digit(date[2:] + serial)
    return date + serial + (str((int(digit) + rng.randint(1, 9)) % 10) if wrong else digit)


def mobile(rng: random.Random) -> str:
    """A number that PTS keeps for books and films: 070-1740605 to 070-1740699."""
    return f"07017406{rng.randint(5, 99):02}"


def landline(rng: random.Random) -> str:
    """A number that PTS keeps for books and films: 08-46500400 to 08-46500499."""
    return f"08465004{rng.randint(0, 99):02}"


def _grouped(number: str, pattern: str) -> str:
    """The digits put where the pattern has a 9: `999-999 99 99`."""
    digits = iter(number)
    return "".join(next(digits) if mark == "9" else mark for mark in pattern)


def _personal(pattern: str, *, day_plus: int = 0, wrong: bool = False) -> Callable[..., str]:
    length = pattern.count("9")

    def slot(rng: random.Random) -> str:
        number = personal_number(rng, day_plus=day_plus, wrong=wrong)
        return _grouped(number[-length:], pattern)

    return slot


def _phone(kind: Callable[[random.Random], str], pattern: str, skip: int = 0) -> Callable[..., str]:
    return lambda rng: _grouped(kind(rng)[skip:], pattern)


SLOTS: dict[str, Callable[[random.Random], str]] = {
    "pnr10": _personal("999999-9999"),
    "pnr12": _personal("99999999-9999"),
    "pnr10plain": _personal("9999999999"),
    "pnr12plain": _personal("999999999999"),
    "pnr10space": _personal("999999 9999"),
    "pnr12space": _personal("99999999 9999"),
    "pnr10hard": _personal("999999\u00a09999"),
    "pnr10dash": _personal("999999–9999"),
    "pnr12dash": _personal("99999999–9999"),
    "pnr10plus": _personal("999999+9999"),
    "pnriso": _personal("9999-99-99-9999"),
    "pnrisospace": _personal("9999-99-99 9999"),
    "pnrloose": _personal("999999 - 9999"),
    "pnrspread": _personal("99 99 99-9999"),
    "wrong10": _personal("999999-9999", wrong=True),
    "wrong12": _personal("99999999-9999", wrong=True),
    "sam10": _personal("999999-9999", day_plus=60),
    "sam12": _personal("99999999-9999", day_plus=60),
    "sam12plain": _personal("999999999999", day_plus=60),
    "mobile": _phone(mobile, "999-999 99 99"),
    "mobileplain": _phone(mobile, "9999999999"),
    "mobilespaced": _phone(mobile, "999 999 99 99"),
    "mobileodd": _phone(mobile, "9999-99 99 99"),
    "mobiledots": _phone(mobile, "999.999.99.99"),
    "mobilepairs": _phone(mobile, "99 99 99 99 99"),
    "mobilethrees": _phone(mobile, "999 9999 999"),
    "mobileslash": _phone(mobile, "999/999 99 99"),
    "intl": _phone(mobile, "+46 99 999 99 99", 1),
    "intlplain": _phone(mobile, "+46999999999", 1),
    "intlzero": _phone(mobile, "+46 (0)99-999 99 99", 1),
    "intlzeros": _phone(mobile, "0046 99 999 99 99", 1),
    "landline": _phone(landline, "99-999 999 99"),
    "landlineplain": _phone(landline, "9999999999"),
    "landlinespaced": _phone(landline, "99 999 999 99"),
    "landlineodd": _phone(landline, "99-99 99 99 99"),
}


def marked(line: str, rng: random.Random) -> tuple[str, list[dict[str, object]]]:
    """The text without its marks, and where they stood."""
    filled = SLOT.sub(lambda slot: SLOTS[slot[1]](rng), line).replace("\\n", "\n")
    text, spans, last = "", list[dict[str, object]](), 0
    for mark in MARK.finditer(filled):
        text += filled[last : mark.start()]
        spans.append({"start": len(text), "end": len(text) + len(mark[2]), "label": mark[1]})
        text, last = text + mark[2], mark.end()
    return text + filled[last:], spans


def items(name: str) -> Iterator[Item]:
    """The texts of a set, first the clean, then the normal, then the hard ones."""
    number = 0
    for kind in KINDS:
        for line in (HERE / name / f"{kind}.txt").read_text(encoding="utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            number += 1
            tags, _, written = line.partition(" | ")
            text, spans = marked(written, random.Random(f"{name} {number}"))
            yield {
                "id": f"{name}-{number:03}",
                "text": text,
                "spans": spans,
                "tags": tags.split(","),
                "hard": kind == "hard",
            }


def jsonl(name: str) -> str:
    """The set as it stands in its file."""
    return "".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items(name))


if __name__ == "__main__":
    for each in SETS:
        (HERE / f"{each}.jsonl").write_text(jsonl(each), encoding="utf-8")
