"""A list of themes as text: read back as it was written, and wrong lines named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.domain.code_lists import ListedTheme, ListFault, as_text, read_list

NAME = st.from_regex(r"[a-zå(]{1,6}( [a-zå,)]{1,6})?", fullmatch=True)
NAMES = st.lists(NAME, max_size=3, unique=True).map(tuple)
THEMES = st.lists(
    st.builds(ListedTheme, NAME, NAMES), min_size=1, max_size=4, unique_by=lambda one: one.name
)


@given(THEMES)
def test_what_is_written_is_read_again(themes):
    assert read_list(as_text(themes)) == (themes, [])


def test_blanks_and_long_dashes_are_what_people_type():
    themes, faults = read_list("\n  SIP \r\n–  Ej  deltagit\n-\n- Sen\n\nRemiss")
    assert themes == [ListedTheme("SIP", ("Ej deltagit", "Sen")), ListedTheme("Remiss")]
    assert faults == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- Ej deltagit", ListFault(1, "no_theme")),
        ("SIP\nRemiss\nSIP", ListFault(3, "twice")),
        ("SIP\n- Sen\n- Sen", ListFault(3, "twice")),
        ("a" * 161, ListFault(1, "too_long")),
        (" \n-", ListFault(0, "empty")),
    ],
)
def test_wrong_lines_are_named(text, fault):
    assert fault in read_list(text)[1]
