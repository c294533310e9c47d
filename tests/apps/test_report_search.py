"""Words are found where they stand in a report, and in no other."""

import pytest

from samsyn.domain.report import Part, Prose, Quote, Report, ReportTable, Section, Sentence
from samsyn.exports.report_search import places_in, words_in

TABLE = ReportTable(
    "reporters",
    "Verksamheter som har rapporterat",
    ("Verksamhet", "Rapporter", "Andel"),
    (("Elevhälsa", 4, Part(4, 10)), ("Socialtjänst", 6, Part(6, 10))),
    10,
)
REPORT = Report(
    title="Avvikelser i samverkan 2025",
    subtitle="",
    language="sv",
    year=2025,
    sections=(
        Section(
            "background",
            "Bakgrund",
            (
                Prose(
                    "prose", "Kallelsen till **mötet** kom [för sent](https://example.com/arende)."
                ),
            ),
        ),
        Section(
            "themes",
            "Teman",
            (
                Sentence("s", "SIP gäller 54 av 106 avvikelser."),
                Quote("Ingen från BUP kom."),
                TABLE,
            ),
            (Section("theme-sip", "SIP", (Prose("prose", "Ö-läge: ålderdomlig rutin."),)),),
        ),
    ),
)


def chapters(asked):
    return [one.chapter for one in places_in(REPORT, words_in(asked))]


@pytest.mark.parametrize(
    ("asked", "chapter"),
    [
        ("kallelse", "Bakgrund"),
        ("KALLELSEN", "Bakgrund"),
        ("bup", "Teman"),
        ("elevhälsa", "Teman"),
        ("ELEVHÄLSA", "Teman"),
        ("ålderdomlig", "SIP"),
        ("Ö-läge", "SIP"),
        ("mötet sent", "Bakgrund"),
        ("a\u030alderdomlig", "SIP"),
    ],
)
def test_a_word_is_found_whatever_its_case_and_ending(asked, chapter):
    assert chapter in chapters(asked)


@pytest.mark.parametrize(
    "asked",
    ["", "   ", "elevhalsa", "alderdomlig", "else", "arende", "**", "kallelse hubbar", "(", "."],
)
def test_nothing_else_is_found(asked):
    assert chapters(asked) == []


def test_words_may_stand_in_different_chapters_and_the_best_places_are_shown_in_reading_order():
    assert chapters("kallelse elevhälsa") == ["Bakgrund", "Teman"]


def test_an_excerpt_marks_whole_words_and_loses_none():
    (place,) = places_in(REPORT, ["kallelse", "sent"])
    assert [one.text for one in place.pieces if one.is_found] == ["Kallelsen", "sent"]
    assert "".join(one.text for one in place.pieces) == "Kallelsen till mötet kom för sent."
    assert place.anchor == "background"


def test_a_long_text_is_cut_between_words():
    text = "ord " * 100 + "nålen " + "slut " * 100
    report = Report("", "", "sv", 2025, (Section("a", "A", (Prose("prose", text),)),))
    (place,) = places_in(report, ["nål"])
    joined = "".join(one.text for one in place.pieces)
    assert joined.startswith("…ord ") and joined.endswith("slut…") and len(joined) < 220


def test_one_word_inside_another_is_marked_once():
    report = Report("", "", "sv", 2025, (Section("a", "A", (Sentence("s", "Samordnare."),)),))
    (place,) = places_in(report, ["sam", "samordnare"])
    assert "".join(one.text for one in place.pieces) == "Samordnare."
