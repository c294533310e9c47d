"""What may whoever asks for a scan rely on: places, order, levels, brackets, names that are none?"""

import subprocess
import sys
from dataclasses import FrozenInstanceError

import pytest

from samsyn.guard import Finding, scan

LETTER = "Kurator Birgitta Wallin ringde 070-174 06 38 om Elsa, f. 12 mars 2011, dnr SN 2022/0412."


def words(text, **given):
    return [text[one.start : one.end] for one in scan(text, **given)]


def test_findings_are_in_order_and_say_what_to_write():
    assert [(one.label, one.level, one.suggestion) for one in scan(LETTER)] == [
        ("PERSON", "certain", "[kurator]"),
        ("PHONE", "certain", "[telefonnummer]"),
        ("PERSON", "certain", "[person]"),
        ("DATE_OF_BIRTH", "certain", "[ålder]"),
        ("CASE_NUMBER", "certain", "[ärendenummer]"),
    ]
    assert words(LETTER) == [
        "Birgitta Wallin",
        "070-174 06 38",
        "Elsa",
        "12 mars 2011",
        "SN 2022/0412",
    ]


def test_a_finding_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        Finding(0, 1, "PERSON", "certain", "[person]").start = 2


def test_places_are_code_points():
    assert words("😀😀 Elsas mamma 👩‍👧 ringde 070-174 06 38") == ["Elsa", "070-174 06 38"]


def test_letters_with_marks_of_their_own_are_read_as_one():
    assert words("Vi har tra\u0308ffat A\u030asa Bjo\u0308rk i dag.") == ["A\u030asa Bjo\u0308rk"]


@pytest.mark.parametrize(
    "text",
    [
        "Ett papper med patientuppgifter låg framme.",
        "Brev med elevuppgifterna kom bort.",
        "Det gällde en lista med klientuppgifter.",
    ],
)
def test_two_words_written_together_are_nobody(text):
    assert scan(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "[Elsa] kom",
        "[070-174 06 38]",
        "[kurator Annika Berg] ringde [20081201-2391]",
        "[Elsa, 7 år]",
    ],
)
def test_what_stands_in_brackets_is_never_touched(text):
    assert scan(text) == ()


def test_an_address_in_disguise_is_no_placeholder():
    assert words("Nås på lotta.norr[at]exempel[punkt]se nu.") == ["lotta.norr[at]exempel[punkt]se"]


@pytest.mark.parametrize(
    ("text", "not_names"),
    [
        ("Ekorren Alma har stängt.", ["Ekorren Alma"]),
        ("Vi väntar på Almas svar.", ["Alma"]),
        ("vi frågade alma igen", ["Alma"]),
        ("Gåsens BUP Lovisa svarade.", {"Gåsens BUP Lovisa"}),
    ],
)
def test_what_the_caller_calls_no_name_is_none(text, not_names):
    assert scan(text, not_names=not_names) == ()


def test_that_changes_nothing_but_names():
    assert words("Alma har 070-174 06 38.", not_names=["Alma", "070-174 06 38"]) == [
        "070-174 06 38"
    ]


def test_the_package_needs_no_django_and_opens_nothing_after_its_lists():
    script = (
        "import sys, builtins\n"
        "from samsyn.guard import scan\n"
        "scan('Anna Öberg, lgh 1202, Tallstigen 9. Asa Ostberg bor pa Lindvagen 4')\n"
        "def opened(*a, **k): raise SystemExit('opened a file')\n"
        "import io; builtins.open = io.open = opened\n"
        "assert len(scan('Elsa Berg fyller 9 år den 3 maj, ring 070-174 06 38, dnr 2022/123')) == 4\n"
        "assert not {'django', 'socket', 'phonenumbers', 'hunspell'} & set(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
