"""Which plain patterns of personal data can be found for certain, and what stands in their place?

The secretariat's copy is masked with this, and a personal number stops sending. It finds patterns,
not names: the privacy guard proper is a later part of the product.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_DASH = "[-–+ \u00a0]"
_PERSONAL_NUMBER = re.compile(
    rf"(?<![\d-])(?:(?:18|19|20)\d{{2}}|\d{{2}})-?\d{{2}}-?\d{{2}}{_DASH}?\d{{4}}(?![\d-])"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,4}")
_PHONE = re.compile(
    r"(?<![\d-])(?:\+46[ -]?(?:\(0\)[ -]?)?|0)[1-9]\d{0,2}[ -]?\d{2,3}(?:[ -]?\d{2,3}){1,2}(?![\d-])"
)


@dataclass(frozen=True)
class Finding:
    """Where something was found (code points), what it is, and what to write instead."""

    start: int
    end: int
    label: str
    replacement: str
    certain: bool


def _luhn_holds(digits: str) -> bool:
    doubled = "".join(str(int(d) * (2 - i % 2)) for i, d in enumerate(digits))
    return sum(map(int, doubled)) % 10 == 0


def _is_date(ten: str) -> bool:
    day = int(ten[4:6])
    try:  # samordningsnummer: the day is raised by 60; the century does not matter, but 29 Feb does
        date(2000 + int(ten[:2]), int(ten[2:4]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True


def _personal_numbers(text: str) -> Iterator[Finding]:
    for match in _PERSONAL_NUMBER.finditer(text):
        ten = re.sub(r"\D", "", match[0])[-10:]
        separated = not match[0][-5].isdigit()
        if _is_date(ten) and (_luhn_holds(ten) or separated):
            certain = _luhn_holds(ten)
            yield Finding(*match.span(), "PERSONNUMMER", "[personnummer]", certain)


def findings(text: str) -> Iterator[Finding]:
    """Personal numbers (certain when date and check digit hold), e-mail addresses and phones, in order."""
    found = list(_personal_numbers(text))
    for pattern, label, replacement in (
        (_EMAIL, "EMAIL", "[e-postadress]"),
        (_PHONE, "PHONE", "[telefonnummer]"),
    ):
        for match in pattern.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Finding(*match.span(), label, replacement, False))
    yield from sorted(found, key=lambda one: one.start)


def masked(text: str) -> str:
    """The text with every finding replaced, as the secretariat's copy holds it."""
    for one in reversed(list(findings(text))):
        text = text[: one.start] + one.replacement + text[one.end :]
    return text


def has_personal_number(text: str) -> bool:
    """True when a certain personal number stands in the text; such a text is never sent (requirement 11)."""
    return any(one.certain for one in findings(text))
