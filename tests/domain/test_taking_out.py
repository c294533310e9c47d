"""A proposed quote has neither names of the registry nor what the guard finds, and still is its passage."""

import pytest

from samsyn.domain.known_names import Known, KnownNames, redacted
from samsyn.domain.redaction import LEFT_OUT, pieces_of
from samsyn.domain.taking_out import taken_out
from samsyn.guard import Finding

NAMES = KnownNames(
    [
        Known("Huddinge", "[aktuell kommun]", is_place=True),
        Known("BUP Lommen", "[aktuell BUP]"),
    ],
    {},
)


def proposed(text, *found):
    """The text with these words taken as findings: (words, label's suggestion)."""
    findings = [
        Finding(text.index(words), text.index(words) + len(words), "PERSON", "possible", instead)
        for words, instead in found
    ]
    made = redacted(text, taken_out(text, NAMES.found_in(text), findings))
    assert pieces_of(text, made) is not None, made
    return made


@pytest.mark.parametrize(
    ("text", "found", "made"),
    [
        ("Alva väntade.", [("Alva", "[barnet]")], "[barnet] väntade."),
        ("Alvas mamma ringde.", [("Alva", "[barnet]")], "[barnet]s mamma ringde."),
        ("N:s mamma ringde.", [("N", "[barnet]")], "[barnet]:s mamma ringde."),
        ("Alva-ärendet ligger still.", [("Alva", "[person]")], "[person]-ärendet ligger still."),
        ("Ring Ida på BUP Lommen.", [("Ida", "[person]")], "Ring [person] på [aktuell BUP]."),
        ("Den röde väntade.", [("röde", "[den röde]")], "Den [namn] väntade."),
        ("Pnr0512 saknas.", [("0512", "[personnummer]")], "[personnummer] saknas."),
        ("Se Alvarsson idag.", [("Alva", "[person]")], "Se [person] idag."),
        ("Vi bad BUP Lommen.", [], "Vi bad [aktuell BUP]."),
    ],
)
def test_what_stands_instead(text, found, made):
    assert proposed(text, *found) == made


@pytest.mark.parametrize(
    ("text", "found", "made"),
    [
        ("Bor på Svängen 2, 141 41 Huddinge nu.", [("Svängen 2, 141 41 Huddinge", "[bostadsadress]")],
         "Bor på [bostadsadress] nu."),
        ("Vi bad BUP Lommen.", [("Lommen", "[person]")], "Vi bad [aktuell BUP]."),
        ("Det sa Ada Huddinge.", [("Ada Huddinge", "[person]")], "Det sa [person]."),
        ("Det sa Ada BUP Lommen.", [("Ada BUP", "[person]")], "Det sa [aktuell BUP]."),
    ],
)  # fmt: skip
def test_of_two_that_overlap_nothing_is_left(text, found, made):
    assert proposed(text, *found) == made


def test_what_is_longer_than_a_placeholder_may_be_is_left_out():
    link = "https://video.exempel.example/a/b/c/d/e/f?g=1&h=2"
    assert proposed(f"Se {link} nu.", (link, "[länk]")) == f"Se {LEFT_OUT} nu."
