"""The page of series: read by those who read statistics, edited by the secretariat."""

import csv
import io

import pytest

from samsyn.coding.selectors.correspondences import codes_in
from samsyn.series.models import PublishedValue, SeriesBreak
from samsyn.series.selectors.breaks import known_breaks
from samsyn.series.selectors.published import history_of, published_values
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
PAGE, FILE = "/statistik/serier/", "/statistik/serier/serie.csv"
VALUES, BREAKS = f"{PAGE}publicerade/", f"{PAGE}seriebrott/"
SIP = "Samordnad individuell plan, SIP"


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.fixture
def secretariat(client, cast):
    return client.login_as(cast.doris)


def theme_key(name, year=2020):
    return next(one.key for one in codes_in(year) if one.code.theme == name)


def new_value(**changed):
    value = {
        "year": 2020,
        "kind": "theme",
        "theme": theme_key("Samordnad individuell plan (SIP)"),
        "scope": "between",
        "counted": "deviations",
        "count": 46,
        "n": 65,
        "source": "BUS-rapport 2020",
    }
    return {name: value for name, value in (value | changed).items() if value is not None}


def lines_in(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_shares_of_four_years_with_their_marks(secretariat, year_2021):
    secretariat.post(f"{VALUES}nytt/", new_value())
    text = secretariat.get(PAGE, {"what": f"theme:{SIP}"}, queries=18).text
    for words in ("43 %", "47 %", "71 %", "51 %", "42–60 %", "59–80 %"):
        assert words in text
    assert "Publicerat värde, inte räknat ur rapporter" in text
    assert "förslag, ej fastställt" in text
    assert "2020: Pandemin" in text
    assert "Andra kända seriebrott under åren" in text


def test_all_themes_stand_beside_each_other(secretariat, year_2021):
    text = secretariat.get(PAGE).text
    assert "n = 106" in text and "54 av 106" in text and "ny kodlista" in text
    assert "Oklara gränser för uppdrag och ansvar" not in text.partition("<table")[2]


def test_the_link_asks_for_just_this(secretariat, year_2021):
    asked = {"what": "answered", "first": 2019, "last": 2021, "count": "events"}
    text = secretariat.get(PAGE, asked).text
    query = "what=answered&amp;first=2019&amp;last=2021&amp;scope=between&amp;count=events"
    assert f"{PAGE}?{query}" in text
    assert secretariat.get(f"{PAGE}?{query.replace('&amp;', '&')}").text.count(query) > 1


def test_the_file_says_the_same(client, cast, year_2021):
    client.login_as(cast.ivar)
    lines = lines_in(client.get(FILE, {"what": f"theme:{SIP}"}))
    assert lines[0][:5] == ["Rubrik", "År", "Antal", "n", "Andel"]
    assert lines[1][:5] == [SIP, "2018", "", "", "43 %"]
    assert lines[2][3:7] == ["76", "47 %", "37 %", "58 %"]
    assert lines[3][:7] == [SIP, "2021", "54", "106", "51 %", "42 %", "60 %"]
    assert "BUS-rapport 2020" in lines[1][8]


def test_small_numbers_of_a_place_are_hidden_here_too(client, cast, year_2021):
    asked = {"reporter_municipality": "Huddinge"}
    assert ">dold<" not in client.login_as(cast.doris).get(PAGE, asked, queries=40).text
    text = client.login_as(cast.hedda).get(PAGE, asked, queries=40).text
    assert "dold" in text
    assert any("dold" in line for line in lines_in(client.get(FILE, asked)))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"first": 2021, "last": 2018}, "Välj ett år som inte är före det första."),
        ({"what": "theme:Finns inte"}, "data-focus"),
        ({"count": "barn"}, "data-focus"),
        ({"first": 1850}, "data-focus"),
    ],
)
def test_what_cannot_be_asked_is_said_at_the_field(secretariat, year_2021, asked, words):
    response = secretariat.get(PAGE, asked)
    assert response.status_code == 422 and words in response.text
    assert secretariat.get(FILE, asked).status_code == 404


def test_the_older_name_in_a_link_still_finds_its_series(secretariat, year_2021):
    text = secretariat.get(PAGE, {"what": "theme:Samordnad individuell plan (SIP)"}).text
    assert "51 %" in text


def test_the_drawing_has_a_name_and_shows_printed_values_hollow(secretariat, year_2021):
    asked = {"what": f"theme:{SIP}"}
    picture = secretariat.get(f"{PAGE}diagram.svg", asked).content.decode()
    assert "<title" in picture and "51 %" in picture
    assert secretariat.get(f"{PAGE}diagram.png", asked).content.startswith(b"\x89PNG")
    assert "chart" in secretariat.fragment(f"{PAGE}diagram/", asked).text


def test_in_english(client, cast, year_2021):
    cast.doris.language = "en"
    cast.doris.save()
    text = client.login_as(cast.doris).get(PAGE).text
    assert "The pandemic" in text and "Pandemin" not in text
    assert "51%" in text and "51 %" not in text


@pytest.mark.parametrize("name", ["gudmund", "frej"])
def test_who_may_not_read_statistics_sees_no_series(client, cast, name):
    client.login_as(getattr(cast, name))
    for address in (PAGE, FILE, f"{PAGE}diagram.svg"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["astrid", "hedda", "ivar", "gudmund"])
def test_only_the_secretariat_enters_anything(client, cast, name):
    client.login_as(getattr(cast, name))
    many = PublishedValue.objects.count(), SeriesBreak.objects.count()
    for address in (VALUES, f"{VALUES}nytt/", BREAKS, f"{BREAKS}nytt/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{VALUES}nytt/", new_value()).status_code == 404
    assert client.post(f"{BREAKS}nytt/", {"year": 2022, "words_sv": "x"}).status_code == 404
    assert (PublishedValue.objects.count(), SeriesBreak.objects.count()) == many


def test_what_ships_is_listed_with_its_source(secretariat):
    text = secretariat.get(VALUES).text
    assert "Följer med Samsyn" in text and "BUS-rapport 2020" in text
    assert len(published_values()) == 5


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"theme": None}, "Välj temat."),
        ({"kind": "total"}, "Bara ett temas värde har ett tema."),
        ({"kind": "total", "theme": None}, "utan andel och n"),
        ({"count": None}, "Skriv andelen eller antalet."),
        ({"count": 66}, "Antalet kan inte vara större än n."),
        ({"percent": 70}, "Andelen stämmer inte med antalet och n."),
        ({"source": None}, "Skriv vilken rapport värdet står i."),
        ({"year": 2019, "count": 36, "n": 76}, "Året har redan ett sådant värde."),
        ({"year": 1999}, "data-focus"),
        ({"year": 2099}, "Skriv ett år som är slut."),
        ({"percent": 101}, "data-focus"),
    ],
)
def test_what_is_wrong_in_a_value_is_said_at_the_field(secretariat, changed, words):
    many = PublishedValue.objects.count()
    response = secretariat.post(f"{VALUES}nytt/", new_value(**changed))
    assert response.status_code == 422 and words in response.text
    assert PublishedValue.objects.count() == many


def test_a_theme_must_be_of_the_years_own_list(secretariat):
    key = theme_key(SIP, 2021)
    response = secretariat.post(f"{VALUES}nytt/", new_value(theme=key))
    assert response.status_code == 422 and "Välj ett tema ur årets lista." in response.text


def test_a_correction_is_a_new_row_with_its_reason(secretariat):
    old = next(one for one in published_values() if one.year == 2018)
    address = f"{VALUES}{old.pk}/"
    page = secretariat.get(address)
    assert 'value="43"' in page.text
    sent = {"percent": 44, "source": old.figure.source, "reason": ""}
    assert "Skriv varför värdet rättas." in secretariat.post(address, sent).text
    assert secretariat.post(address, {**sent, "reason": "Tryckfel"}).url == VALUES
    new = next(one for one in published_values() if one.year == 2018 and one.code == old.code)
    assert new.figure.percent == 44 and new.reason == "Tryckfel"
    assert [one.figure.percent for one in history_of(new)] == [44, 43]
    assert PublishedValue.objects.get(pk=old.pk).replaced_at is not None


def test_the_second_to_correct_is_told_and_keeps_the_words(secretariat):
    old = published_values()[-1]
    sent = {"percent": 40, "source": "x", "reason": "Den första"}
    secretariat.post(f"{VALUES}{old.pk}/", sent)
    response = secretariat.post(f"{VALUES}{old.pk}/", {**sent, "reason": "Den andra"})
    assert response.status_code == 422
    assert "Någon annan har rättat värdet" in response.text and "Den andra" in response.text
    new = published_values()[-1]
    assert f'action="{VALUES}{new.pk}/"' in response.text and new.reason == "Den första"


def test_a_value_can_be_taken_out_and_entered_anew(secretariat):
    total = next(one for one in published_values() if one.year == 2019 and one.code is None)
    sent = {"source": total.figure.source, "reason": "Fel år", "is_void": "on"}
    secretariat.post(f"{VALUES}{total.pk}/", sent)
    assert total.pk not in {one.pk for one in published_values()}
    assert len(published_values()) == 4
    sent = new_value(year=2019, kind="total", theme=None, count=75, n=None)
    assert secretariat.post(f"{VALUES}nytt/", sent).url == VALUES


def test_a_break_is_entered_changed_and_taken_away(secretariat, year_2021):
    sent = {"year": 2021, "words_sv": "Ny blankett", "words_en": "New form"}
    assert secretariat.post(f"{BREAKS}nytt/", sent).url == BREAKS
    assert "2021: Ny blankett" in secretariat.get(PAGE).text
    card = next(one for one in known_breaks() if one.words_sv == "Ny blankett")
    address = f"{BREAKS}{card.pk}/"
    sent = {**sent, "version": card.version, "words_sv": "Ny mall", "dimensions": ["outcome"]}
    secretariat.post(address, sent)
    text = secretariat.get(PAGE).text
    assert text.index("Andra kända seriebrott") < text.index("2021: Ny mall")
    late = secretariat.post(address, {**sent, "words_sv": "För sent"})
    assert late.status_code == 422 and "Någon annan har ändrat" in late.text
    assert "För sent" in late.text and 'name="version" value="2"' in late.text
    secretariat.post(f"{address}ta-bort/", {"version": 1})
    assert "Ny mall" in secretariat.get(BREAKS).text
    secretariat.post(f"{address}ta-bort/", {"version": 2})
    assert "Ny mall" not in secretariat.get(BREAKS).text
    assert SeriesBreak.objects.get(pk=card.pk).removed_at is not None
    assert secretariat.get(address).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"year": 2021},
        {"words_sv": "Utan år"},
        {"year": 2021, "words_sv": "Fel dag", "day": "2022-01-01"},
    ],
)
def test_what_is_wrong_in_a_break_is_said(secretariat, sent):
    many = SeriesBreak.objects.count()
    response = secretariat.post(f"{BREAKS}nytt/", sent)
    assert response.status_code == 422 and "data-focus" in response.text
    assert SeriesBreak.objects.count() == many


def test_known_breaks_ship(secretariat):
    text = secretariat.get(BREAKS).text
    for words in ("Pandemin", "1 juni 2022", "Remisshantering", "1 juli 2023", "Alla serier"):
        assert words in text
