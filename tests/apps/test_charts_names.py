"""Names at the ends of lines: beside their lines, never over each other."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.exports.charts_of_lines import HEIGHT, LINE_OF_TEXT, Line, Point, chart_of_lines


def test_a_lone_value_of_an_earlier_time_stands_only_in_the_table():
    """Its name would lie across the others' lines; alone, or at the end, it is drawn."""
    years = ("2020", "2021", "2022")

    def line(name, *values):
        return Line(name, tuple(map(Point, years, values)))

    def drawn(*lines):
        chart = chart_of_lines(lines, title="t", subtitle=(), unit="Andel", percent=True)
        names = {row["line"] for row in chart.spec["data"]["values"]}
        return names, "står bara i tabellen" in str(chart.spec["title"])

    whole, new, old = line("A", 40, 42, 45), line("B", None, None, 9), line("C", 15, None, None)
    assert drawn(whole, new, old) == ({"A", "B"}, True)
    assert drawn(whole, new) == ({"A", "B"}, False)
    assert drawn(old) == ({"C"}, False)
    assert drawn(whole, line("D", 3, 4, None)) == ({"A", "D"}, False)


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
