"""Names at the ends of lines: beside their lines, never over each other."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.exports.charts_of_lines import HEIGHT, LINE_OF_TEXT, Line, Point, chart_of_lines


@settings(deadline=None)
@given(st.lists(st.integers(min_value=0, max_value=100), min_size=2, max_size=6))
def test_names_at_the_ends_of_lines_never_lie_on_each_other(values):
    lines = [
        Line(f"Tema {place}", (Point("2020", value), Point("2021", value)))
        for place, value in enumerate(values)
    ]
    spec = chart_of_lines(lines, title="t", subtitle=(), unit="Andel", percent=True).spec
    (names,) = [
        one["data"]["values"] for one in spec["layer"] if "name_at" in str(one.get("encoding"))
    ]
    stand = sorted((row["name_at"], row["value"]) for row in names)
    gap = LINE_OF_TEXT / HEIGHT * (max(values) or 1)
    assert len(stand) == len(values) and all(low >= 0 for low, _ in stand)
    for (lower, below), (upper, above) in pairwise(stand):
        assert upper - lower >= gap * 0.999
        assert below <= above, "names stand in the order of their lines"
