"""When do a sentence and the data part ways?"""

import pytest

from samsyn.domain.report_sentences import Parted, parted, says

TEXT = "SIP gäller 54 av 106 avvikelser, 51 %, mot 71 % 2020."
FIGURES = {"many": "54", "n": "106", "share": "51 %"}


@pytest.mark.parametrize(
    ("text", "figure", "is_said"),
    [
        (TEXT, "54", True),
        (TEXT, "51 %", True),
        ("Det är 51\u00a0% av alla.", "51 %", True),
        ("Det är 154 av 1061.", "54", False),
        ("Det är 154 av 1061.", "106", False),
        ("Det kom 1 234 avvikelser.", "1 234", True),
        ("Det kom 1\u202f234 avvikelser.", "1 234", True),
        ("mindre än 1 % av alla", "mindre än 1 %", True),
        ("några få av alla", "mindre än 1 %", False),
    ],
)
def test_a_figure_is_said_as_a_whole_number(text, figure, is_said):
    assert says(text, figure) is is_said


def test_a_sentence_that_says_what_the_data_say_is_not_apart():
    assert parted(TEXT, FIGURES, FIGURES) == ()
    assert parted("Av 106 avvikelser rörde 54 (51 %) SIP.", FIGURES, FIGURES) == ()


def test_changed_data_are_told():
    assert parted(TEXT, FIGURES, FIGURES | {"many": "55"}) == (Parted("54", "55"),)


def test_data_that_are_gone_are_told():
    assert parted(TEXT, {"many": "54"}, None) == (Parted("54", ""),)


def test_a_figure_written_over_by_hand_is_told():
    changed = TEXT.replace("54", "57")
    assert parted(changed, FIGURES, FIGURES) == (Parted(changed, "54"),)
