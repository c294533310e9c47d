"""Charts: what is drawn of a table, that a drawing hides what the table hides, and that it is kept."""

import itertools
import re
import struct
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from django.core.cache import caches
from django.utils import translation

from samsyn.domain.tables import Question, Row, Table, Value
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.exports import charts
from samsyn.exports.chart_look import BAR, ON_A_PAGE
from samsyn.exports.charts import Chart, page_svg_if_drawn, page_svg_of, png_of, svg_of
from samsyn.exports.charts_of_lines import Break, Line, Point, chart_of_lines
from samsyn.exports.charts_of_tables import chart_of_table, what_is_shown

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def own_drawings(settings, tmp_path):
    settings.CACHES = {
        **settings.CACHES,
        "charts": {**settings.CACHES["charts"], "LOCATION": tmp_path / "charts"},
    }
    caches["charts"].clear()


def value(text):
    return Value(None, "Ej klassificerad") if text is None else Value(text, text)


def table(by, counts, *, n=106, years=(2021,), count=Counted.DEVIATIONS, where=()):
    rows = tuple(
        Row(tuple(map(value, key if isinstance(key, tuple) else (key,))), number, n)
        for key, number in counts.items()
    )
    return Table(Question(years, Scope.BETWEEN, count, by, where), n, rows, 0)


THEMES = table((Dimension.THEME,), {"SIP": 54, "Remiss": 22, "Hemlig": None, None: 1})
MONTHS = table((Dimension.MONTH,), {"2021-01": 3, "2021-02": None, "2021-05": 7, "2021-04": 2})


def data_of(chart):
    return chart.spec["data"]["values"]


def words_of(svg):
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text")]


def test_a_bar_says_its_number_and_its_share():
    chart = chart_of_table(THEMES)
    assert [row["words"] for row in data_of(chart)] == ["54 (51 %)", "22 (21 %)", "dold", "1 (1 %)"]
    assert chart.title == "Rapporter efter tema"
    assert chart.spec["title"]["subtitle"] == [
        "Mellan huvudmän, 2021 (n = 106)",
        "Små tal är dolda",
    ]
    assert "SIP: 54 (51 %)" in chart.description and "Hemlig: dold" in chart.description


def test_bars_begin_at_zero_and_the_axis_says_the_counting_unit():
    chart = chart_of_table(replace(THEMES, question=replace(THEMES.question, count=Counted.EVENTS)))
    amount = chart.spec["layer"][0]["encoding"]["x"]
    assert amount["scale"]["zero"] is True
    assert amount["title"] == ["Händelser"]


def test_conditions_stand_below_the_title():
    asked = table((Dimension.THEME,), {"SIP": 9}, where=((Dimension.RECIPIENT_SERVICE, "BUP"),))
    assert "Mottagande verksamhet: BUP" in chart_of_table(asked).spec["title"]["subtitle"]


def test_what_was_not_classified_is_told_apart_without_colour():
    looks = [row["look"] for row in data_of(chart_of_table(THEMES))]
    assert looks == ["value", "value", "value", "residual"]
    fill = chart_of_table(THEMES).spec["layer"][0]["encoding"]["fill"]["scale"]
    assert fill["range"][fill["domain"].index("residual")] == "#ffffff"


def test_time_is_a_line_with_zero_where_nothing_was_counted_and_a_gap_where_it_is_hidden():
    points = {row["at"]: (row["value"], row["words"]) for row in data_of(chart_of_table(MONTHS))}
    assert points == {
        "januari 2021": (3, "3"),
        "februari 2021": (None, "dold"),
        "mars 2021": (0, "0"),
        "april 2021": (2, "2"),
        "maj 2021": (7, "7"),
    }


def test_between_years_that_were_not_asked_for_there_is_no_zero():
    apart = table(
        (Dimension.MONTH,), {"2019-12": 1, "2021-01": 2, "2021-02": 2}, years=(2019, 2021)
    )
    assert [row["at"] for row in data_of(chart_of_table(apart))] == [
        "december 2019", "januari 2021", "februari 2021",
    ]  # fmt: skip


def test_two_dimensions_are_small_multiples_with_one_axis():
    keys = itertools.product(["SIP", "Remiss"], ["BUP", "BUMM", "Skola"])
    both = table((Dimension.THEME, Dimension.RECIPIENT_SERVICE), dict.fromkeys(keys, 4))
    chart = chart_of_table(both)
    assert {row["panel"] for row in data_of(chart)} == {"SIP", "Remiss"}
    assert "resolve" not in chart.spec, "panels with axes of their own cannot be compared"
    assert all(row["words"] == "4" for row in data_of(chart))


def test_a_hidden_cell_of_two_dimensions_is_hidden_and_a_missing_one_is_zero():
    both = table(
        (Dimension.THEME, Dimension.ANSWERED),
        {("SIP", "ja"): None, ("SIP", "nej"): 9, ("A", "ja"): 7},
    )
    said = {
        row["name"].partition("\t")[2] + row["panel"]: row["words"]
        for row in data_of(chart_of_table(both))
    }
    assert said == {"SIPja": "dold", "SIPnej": "9", "Aja": "7", "Anej": "0"}


def test_what_does_not_fit_is_counted_and_left_to_the_table():
    many = table((Dimension.REPORTER_UNIT,), {f"Enhet {n:02d}": 60 - n for n in range(40)})
    shown = what_is_shown(many)
    assert (len(shown.rows), shown.left_out) == (25, 15)
    assert "15 rader till står i tabellen" in chart_of_table(many).spec["title"]["subtitle"]


@pytest.mark.parametrize(
    "nothing",
    [
        table((), {(): 106}),
        table((Dimension.THEME,), {}),
        table((Dimension.THEME,), {"A": None}, n=None),
    ],
)
def test_where_there_is_nothing_to_draw_there_is_no_chart(nothing):
    assert chart_of_table(nothing) is None


def test_a_line_is_broken_where_a_break_is_known():
    points = tuple(Point(str(year), year - 2000) for year in range(2018, 2022))
    chart = chart_of_lines(
        [Line("SIP", points)],
        title="T",
        subtitle=["S"],
        unit="Andel",
        breaks=[Break("2020", "Pandemin")],
    )
    parts = [row["part"] for row in data_of(chart)]
    assert parts[0] == parts[1] != parts[2] == parts[3]
    assert "1. Pandemin" in chart.spec["title"]["subtitle"]


def test_lines_differ_by_dash_and_shape_as_well_as_colour():
    lines = [Line(name, (Point("2020", 1), Point("2021", 2))) for name in "abcdef"]
    chart = chart_of_lines(lines, title="T", subtitle=[], unit="U")
    marks = [layer["encoding"] for layer in chart.spec["layer"] if "mark" in layer]
    for channel in ("stroke", "strokeDash", "shape"):
        ranges = [one[channel]["scale"]["range"] for one in marks if channel in one]
        assert ranges and len(set(map(str, ranges[0]))) == len(lines), channel


def test_a_chart_is_known_by_what_it_shows():
    chart = chart_of_table(THEMES)
    more = table((Dimension.THEME,), {"SIP": 54, "Remiss": 22, "Hemlig": 3, None: 1})
    assert chart.key == chart_of_table(THEMES).key
    assert chart.key != chart_of_table(more).key
    with translation.override("en"):
        assert chart.key != chart_of_table(THEMES).key


@pytest.mark.slow
def test_a_drawing_has_a_name_a_description_and_no_style():
    chart = chart_of_table(THEMES)
    svg = svg_of(chart)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    named = {
        each.get("id"): each.text for each in root if each.tag in {f"{SVG}title", f"{SVG}desc"}
    }
    assert named == {
        root.get("aria-labelledby"): chart.title,
        root.get("aria-describedby"): chart.description,
    }
    assert not re.search(r"\sstyle=|<style|<script|href=|aria-roledescription|graphics-", svg)
    assert {"54 (51 %)", "dold", "Rapporter efter tema"} <= set(words_of(svg))


@pytest.mark.slow
def test_words_of_a_name_are_words_in_the_drawing():
    evil = r"</title><script>alert(1)</script> & \1 'dold'"
    svg = svg_of(chart_of_table(table((Dimension.REPORTER_UNIT,), {evil: 9})))
    ET.fromstring(svg)
    assert "<script" not in svg


@pytest.mark.slow
def test_a_drawing_in_a_page_takes_the_colours_of_the_page():
    svg = page_svg_of(chart_of_table(THEMES))
    assert ON_A_PAGE[BAR] in svg
    assert not re.search(r'(fill|stroke)="(#|white|black)', svg)


@pytest.mark.slow
def test_a_drawing_is_made_once(monkeypatch):
    chart = chart_of_table(THEMES)
    assert page_svg_if_drawn(chart) is None
    drawn = svg_of(chart)
    monkeypatch.setattr(charts, "_engine", None)
    assert svg_of(chart) == drawn
    assert page_svg_if_drawn(chart) == page_svg_of(chart)


@pytest.mark.slow
def test_a_full_disk_costs_time_and_no_picture(monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(caches["charts"]), "set", full)
    assert "<svg" in svg_of(chart_of_table(THEMES))


@pytest.mark.slow
def test_a_png_has_two_pixels_for_each_point_and_the_words_are_drawn():
    chart = chart_of_table(THEMES)
    png = png_of(chart)
    width, _height = struct.unpack(">II", png[16:24])
    assert width == 2 * float(ET.fromstring(svg_of(chart)).get("width"))
    without = Chart(
        chart.title, chart.description, {**chart.spec, "layer": chart.spec["layer"][:1]}
    )
    assert len(png) > 1.1 * len(png_of(without)), "a typeface that is not found draws no words"


@pytest.mark.slow
def test_nothing_is_fetched_from_elsewhere():
    spec = {**chart_of_table(THEMES).spec, "data": {"url": "http://127.0.0.1:9/x.json"}}
    with pytest.raises(ValueError, match="External data url not allowed"):
        svg_of(Chart("a", "b", spec))
