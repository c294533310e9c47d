"""Plain patterns: what is found for certain, what is masked, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.masking import findings, has_personal_number, masked


@pytest.mark.parametrize(
    "text",
    [
        "191212121212",
        "19121212-1212",
        "19121212–1212",
        "19121212+1212",
        "19121212 1212",
        "19121212\u00a01212",
        "121212-1212",
        "1212121212",
        "1912-12-12-1212",
        "pnr:121212-1212.",
        "(121212-1212)",
        "121272-1219",  # samordningsnummer: the day plus 60
    ],
)
def test_a_personal_number_is_certain(text):
    assert has_personal_number(f"Det gällde {text} och inget annat.")


@pytest.mark.parametrize(
    "text",
    [
        "121212-1213",  # wrong check digit: possible, not certain
        "556036-0793",  # an organisation number
        "dnr 2021-0123",
        "SAM-2026-0001",
        "12 mars 2026",
        "2026-03-12",
        "2026-03-12 10:15",
        "08-123 45 67",
        "070-174 06 05",
        "postnummer 123 45",
        "131313-1212",  # no thirteenth month
        "SOSFS 2011:9",
        "2025:400",
        "100 200 300 400",
    ],
)
def test_other_numbers_never_stop_sending(text):
    assert not has_personal_number(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ring 08-123 45 67 nu", "ring [telefonnummer] nu"),
        ("sms till 070-174 06 05", "sms till [telefonnummer]"),
        ("+46 70 174 06 05", "[telefonnummer]"),
        ("skriv till namn.namn@example.com.", "skriv till [e-postadress]."),
        ("121212-1213 är osäkert", "[personnummer] är osäkert"),
        ("19121212-1212", "[personnummer]"),
    ],
)
def test_the_copy_is_masked(text, expected):
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    ["kl. 10.30 den 3 maj", "2 av 3 möten", "5 000 kronor", "BUP, BUMM och LSS", "2026-03-12"],
)
def test_ordinary_text_is_left_alone(text):
    assert masked(text) == text


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing_more(text):
    once = masked(text)
    assert not any(one.certain for one in findings(once))


@pytest.mark.parametrize("text", ["1" * 5000, "a@" * 2500, "0 1" * 1600, "19-" * 1600])
def test_hostile_text_is_handled(text):
    list(findings(text))
