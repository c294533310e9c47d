"""Which three letters and three signs are a car's plate, and which a room, a law or a form?"""

import re
from collections.abc import Iterator

from samsyn.guard.finding import Finding, found
from samsyn.guard.lists import words_in

_PLATE = re.compile(
    r"(?<![\w/-])(?P<letters>[A-HJ-PR-UW-Za-hj-pr-uw-z]{3})[ \u00a0.-]?"
    r"\d{2}[\dA-HJ-NPR-UW-Za-hj-npr-uw-z](?![\w/-])(?![.,:]\d)(?! \d{2,})"
)
_CAR = re.compile(
    r"(?i)(?:\bbil|bil(?:en|ar)?\b|reg\.?\s?-?n(?:umme)?r|registrering|\btaxi|skjuts"
    r"|färdtjänst|\bbuss(?!am)|moped|\bmc\b|volvo"
    r"|\bkör|parker|\bskylt|fordon|husvagn|\bvan\b|skoter|transport)"
)
_ROOM = re.compile(
    r"(?i)(?:\brum|\bsal|\blokal|\bhus|kurs|blankett|avsnitt|avdelning|kod|version|paragraf"
    r"|standard|modell|\bgrupp)\w{0,3}\s$"
)
_NOT_LETTERS = words_in("not_plates.words")


def plates(text: str) -> Iterator[Finding]:
    """Plates of cars; in small letters only near a word for a car."""
    for match in _PLATE.finditer(text):
        letters = match["letters"]
        around = text[max(0, match.start() - 60) : match.end() + 30]
        near_car = bool(_CAR.search(around))
        if letters.upper() in _NOT_LETTERS or not (near_car or letters.isupper()):
            continue
        if not near_car and _ROOM.search(text, max(0, match.start() - 20), match.start()):
            continue
        yield found(*match.span(), "PLATE", certain=near_car)
