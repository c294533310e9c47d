"""What the statistics page can be asked, how it answers what does not exist, and its files and charts."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import openpyxl
import pytest

from samsyn.domain.vocabulary import Dimension
from samsyn.exports import charts
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
PAGE, NARROW = "/statistik/", "/statistik/begransa/"
PART, SVG, PNG = "/statistik/diagram/", "/statistik/diagram.svg", "/statistik/diagram.png"
SIP = "Samordnad individuell plan, SIP"
CSV, XLSX = "/statistik/statistik.csv", "/statistik/statistik.xlsx"


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def own_drawings(settings, tmp_path):
    kept = {**settings.CACHES["charts"], "LOCATION": tmp_path / "charts"}
    settings.CACHES = {**settings.CACHES, "charts": kept}


@pytest.fixture
def drawn_at_once(monkeypatch):
    """An engine that draws nothing but says what it was given; loading the real one takes a second."""

    class Engine:
        @staticmethod
        def vegalite_to_svg(spec, **_settings):
            return (
                f'<svg xmlns="http://www.w3.org/2000/svg" width="10"><g>{len(str(spec))}</g></svg>'
            )

        @staticmethod
        def vegalite_to_png(spec, **_settings):
            return b"\x89PNG" + str(len(str(spec))).encode()

    monkeypatch.setattr(charts, "_engine", lambda: Engine)


def file_of(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_conditions_are_and_and_can_be_taken_away_one_by_one(cast, client, year_2021):
    client.login_as(cast.doris)
    client.get("/")  # the first page of a log-in also keeps its session
    narrow = {"recipient_service": ["BUP", "BUMM"], "answered": ["yes"]}
    # One query for each condition on a service, whose aliases are looked up.
    text = client.get(PAGE, {"scope": "all", **narrow}, queries=8).text
    both = re.search(r"Andelarna är av (\d+) rapport", text)
    one = re.search(
        r"Andelarna är av (\d+) rapport", client.get(f"{PAGE}?scope=all&recipient_service=BUP").text
    )
    assert both and one and 0 < int(both[1]) < int(one[1])
    assert text.count("filters__chip") == 3
    without = re.findall(r'class="filters__chip" href="\?([^"]*)"', text)[0].replace("&amp;", "&")
    shown = client.get(f"{PAGE}?{without}").text
    assert shown.count("filters__chip") == 2 and "Mottagande verksamhet: BUP<" not in shown


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("theme", "Trollkarlar"),
        ("recipient_service", "BUPP"),
        ("reporter_unit", "Ingenstans"),
        ("month", "13"),
    ],
)
def test_what_does_not_exist_is_told_at_its_field(cast, client, year_2021, name, value):
    client.login_as(cast.doris)
    response = client.get(PAGE, {name: value, "answered": "yes"})
    assert response.status_code == 422
    text = response.text
    assert f"”{value}” finns inte" in text
    assert f'href="#id_{name}"' in text and f'id="id_{name}"' in text
    assert f'<input type="hidden" name="{name}"' not in text
    assert '<input type="hidden" name="answered" value="yes">' in text, "what was right is kept"
    for file in (CSV, XLSX, SVG, PNG, PART):
        assert client.get(file, {name: value}).status_code == 404


def test_what_can_be_chosen_is_what_exists(cast, client, year_2021):
    client.login_as(cast.doris)
    text = client.get(f"{NARROW}?scope=all&theme=Strukturell", queries=12).text
    for dimension in set(Dimension) - {Dimension.YEAR, Dimension.RECIPIENT_SERVICES}:
        assert f'name="{dimension.value}"' in text
    assert '<option value="Samordnad individuell plan, SIP">' in text
    assert '<option value="Ej klassificerad">' in text
    assert '<input type="hidden" name="scope" value="all">' in text
    assert '<input type="hidden" name="theme" value="Strukturell">' in text
    client.login_as(cast.ivar)
    assert 'name="reporter_unit"' not in client.get(NARROW).text


def test_every_value_that_can_be_chosen_is_understood(cast, client, year_2021):
    client.login_as(cast.doris)
    page = client.get(NARROW).text
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', page, re.S):
        values = [value for value in re.findall(r'value="([^"]*)"', options) if value]
        assert values, name
        for value in {values[0], values[-1]}:
            assert client.get(PAGE, {name: value}).status_code == 200, (name, value)


def test_the_link_asks_the_same_again(cast, client, year_2021):
    client.login_as(cast.doris)
    asked = {"scope": "all", "by": "month", "also_by": "theme", "naming": "now", "count": "events"}
    text = client.get(PAGE, {**asked, "theme": SIP}).text
    link = re.search(r'id="lank"[^>]*value="([^"]*)"', text)[1].replace("&amp;", "&")
    assert "year=2021" in link, "the newest year is another one next year"
    again = client.get(link.removeprefix("http://testserver")).text
    assert re.findall(r"<td.*?</td>", again) == re.findall(r"<td.*?</td>", text)


def test_files_hold_the_table_with_every_note(cast, client, year_2021):
    client.login_as(cast.doris)
    asked = {"by": "theme", "recipient_service": "BUP"}
    rows = file_of(client.get(CSV, asked))
    assert rows[0] == ["Tema", "Rapporter", "Andel", "n"]
    flat = [cell for row in rows for cell in row]
    assert "Rapporter, mellan huvudmän, 2021" in flat
    assert "Mottagande verksamhet: BUP" in flat
    assert "Siffrorna visar vilka som rapporterar, inte vad som har hänt." in flat
    book = openpyxl.load_workbook(io.BytesIO(client.get(XLSX, asked).content))
    cells = [[cell for cell in row if cell is not None] for row in book.active.values]
    assert [[str(cell) for cell in row] for row in cells] == [
        [cell for cell in row if cell] for row in rows
    ]


def test_files_say_that_a_number_is_hidden(cast, client, year_2021):
    client.login_as(cast.hedda)
    asked = {"by": "reporter_municipality", "scope": "all"}
    page, rows = client.get(PAGE, asked).text, file_of(client.get(CSV, asked))
    hidden = [row for row in rows if "dold" in row]
    assert hidden and page.count(">dold<") == len(hidden)
    assert all(row[2] == "" for row in hidden), "a share would tell the number"
    book = openpyxl.load_workbook(io.BytesIO(client.get(XLSX, asked).content))
    assert sum("dold" in row for row in book.active.values) == len(hidden)


def test_the_page_does_not_wait_for_the_drawing(cast, client, year_2021, monkeypatch):
    monkeypatch.setattr(charts, "_engine", None)
    client.login_as(cast.doris)
    text = client.get(PAGE).text
    assert "Diagrammet ritas" in text and f'data-hx-get="{PART}?' in text
    assert f'<noscript><img class="chart__picture" src="{PNG}?' in text
    assert "Samordnad individuell plan, SIP: 54" in text, "the picture's text says what it shows"


def test_a_drawn_chart_lies_in_the_page_with_its_table(cast, client, year_2021, drawn_at_once):
    client.login_as(cast.doris)
    part = client.fragment(f"{PART}?scope=all").text
    text = client.get(f"{PAGE}?scope=all", queries=8).text
    assert re.search(r"<svg.*</svg>", part)[0] in text
    assert "Diagrammet ritas" not in text and "<table" in text


def test_a_drawing_of_another_viewers_numbers_is_never_found(
    cast, client, year_2021, drawn_at_once
):
    """F10/F11: the place is known by the numbers, so who sees fewer of them gets another drawing."""
    asked = {"by": "reporter_municipality", "scope": "all"}
    client.login_as(cast.doris)
    of_secretariat = client.get(SVG, asked).text
    client.login_as(cast.hedda)
    text = client.get(PAGE, asked).text
    assert "Diagrammet ritas" in text, "Doris's drawing is not the one of what Hedda may see"
    of_group = client.get(SVG, asked).text
    assert "dold" in of_group and "dold" not in of_secretariat
    title = ET.fromstring(of_secretariat)[1].text
    assert title and title not in of_group


@pytest.mark.parametrize("path", [SVG, PNG])
def test_pictures_leave_as_files_that_can_do_nothing(cast, client, year_2021, drawn_at_once, path):
    client.login_as(cast.doris)
    response = client.get(path)
    ending = path.rpartition(".")[2]
    assert response["Content-Disposition"].startswith("attachment")
    assert f".{ending}" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", [PAGE, NARROW, PART, SVG, PNG, CSV, XLSX])
@pytest.mark.parametrize("asked", ["by=reporter_unit", "also_by=recipient_unit"])
def test_no_address_gives_units_to_who_may_not_see_them(cast, client, year_2021, path, asked):
    for name in ("astrid", "hedda", "ivar"):
        client.login_as(getattr(cast, name))
        assert client.get(f"{path}?{asked}").status_code == (422 if path == PAGE else 404)


@pytest.mark.parametrize("path", [PAGE, CSV])
def test_a_condition_on_a_unit_narrows_nothing_for_who_may_not_see_units(
    cast, client, year_2021, path
):
    """The address is not understood, so that not even the existence of a name is told."""
    client.login_as(cast.ivar)
    for value in ("BUP Skärholmen", "Ingenstans"):
        response = client.get(path, {"reporter_unit": value})
        assert response.status_code == 200
        if path == PAGE:
            main = response.text.partition("<main")[2]
            assert "Andelarna är av 106 rapporter" in main and value not in main


def test_long_tables_are_cut_on_the_page_and_whole_in_the_file(
    cast, client, year_2021, monkeypatch
):
    monkeypatch.setattr("samsyn.web.statistics.views.MOST_ROWS", 3)
    client.login_as(cast.doris)
    asked = {"by": "reporter_unit", "scope": "all"}
    text = client.get(PAGE, asked).text
    left = int(re.search(r"(\d+) rader till finns i filen", text)[1])
    rows = file_of(client.get(CSV, asked))
    assert rows.index([]) - 1 == left + 3


def test_the_strip_leads_to_what_the_viewer_may_open(cast, client, year_2021):
    client.login_as(cast.doris)
    assert (
        'href="/tackning/"'
        in re.search(r'<ul class="tabs">.*?</ul>', client.get(PAGE).text, re.S)[0]
    )
    client.login_as(cast.ivar)
    assert (
        'href="/tackning/"'
        not in re.search(r'<ul class="tabs">.*?</ul>', client.get(PAGE).text, re.S)[0]
    )


def test_codes_of_the_address_are_said_in_words(cast, client, year_2021):
    client.login_as(cast.doris)
    text = client.get(PAGE, {"answered": "no", "month": "3", "reporter_sector": "kommunal"}).text
    for words in ("Besvarad: Inte besvarad", "Månad: mars", "Rapportörens sektor: Kommunal"):
        assert words in text


def test_english(cast, client, year_2021):
    client.login_as(cast.doris)
    client.cookies["samsyn_language"] = "en"
    text = client.get(f"{PAGE}?by=outcome&scope=all&recipient_service=BUP").text
    assert 'lang="en"' in text
    for words in ("Diagram<", "Begränsa", "Länk till", "Fråga", "efter utfall", "Tabellen intill"):
        assert words not in text
