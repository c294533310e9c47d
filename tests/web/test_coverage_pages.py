"""Coverage, its list of units and the answers of the county, as pages and as files."""

import io
import re
import zipfile
from datetime import date, timedelta

import pytest
import time_machine

from samsyn.organisations.models import Area, Unit
from samsyn.participation.services import count, state_nothing
from tests.builders import NOW, make_answer, make_deviation, make_unit, make_unit_kind

pytestmark = pytest.mark.django_db
THIS_QUARTER = "2026-01--2026-03"
CAVEAT = "inte vad som har hänt"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counted(cast):
    """One sent and received, one that has stated nothing, and a silent unit with a Swedish letter."""
    make_deviation(cast)
    state_nothing(THIS_QUARTER, by=cast.viewer("cecilia"), now=NOW)
    make_unit("Ängsfågelns mottagning", principal=cast.places.region, area=cast.places.area)
    make_unit("Zeisigens mottagning", principal=cast.places.region, area=cast.places.other_area)
    count(now=NOW)


def file_of(client, path):
    return b"".join(client.get(path).streaming_content).decode("utf-8-sig")


def main_of(text):
    return text.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize("who", ["doris", "gudmund"])
def test_the_county_in_figures_tiles_and_table(client, cast, counted, who):
    text = main_of(client.login_as(getattr(cast, who)).get("/tackning/", queries=14).text)
    assert CAVEAT in text
    assert "5 verksamheter i registret, 2026" in text
    assert ">Trastby</span>" in text
    assert "1 av 3</span>" in text
    assert "kommun=Trastby" in text
    assert "Tillsammans" in text


def test_how_many_different_ones_took_part(client, cast, counted):
    """Each once, however many deviations; a clinic is a unit of the region."""
    make_deviation(cast, to=[cast.places.bup])
    make_deviation(cast, to=[cast.places.bup, cast.places.other_school])
    count(now=NOW)
    text = main_of(client.login_as(cast.doris).get("/tackning/").text)
    table = text.partition("Så många olika har deltagit")[2].partition("</table>")[0]
    lines = {
        re.search(r'<th scope="row">([^<]+)', row)[1]: re.findall(r">(\d+)</td>", row)
        for row in re.findall(r"<tr><th.*?</tr>", table, re.S)
        if "<td" in row
    }
    assert lines == {
        "Har skickat": ["1", "0", "1", "0"],
        "Har fått": ["2", "1", "2", "0"],
        "Har svarat": ["0", "0", "0", "0"],
    }


def test_tiles_can_tell_something_else(client, cast, counted):
    client.login_as(cast.doris)
    assert "1 av 2</span>" in client.get("/tackning/?matt=tysta").text
    assert "0 av 2</span>" in client.get("/tackning/?matt=svarat").text


def test_the_list_begins_with_the_silent_and_sorts_in_swedish(client, cast, counted):
    text = main_of(client.login_as(cast.doris).get("/tackning/verksamheter/", queries=11).text)
    assert text.index("Zeisigens mottagning") < text.index("Ängsfågelns mottagning")
    assert cast.places.social.name not in text
    assert cast.places.other_school.name not in text.partition("</form>")[2]
    assert "2 av 5 verksamheter" in text
    assert "aldrig" in text


def test_the_list_is_narrowed_by_its_address_and_odd_words_narrow_nothing(client, cast, counted):
    client.login_as(cast.doris)

    def listed(words):
        return client.get(f"/tackning/verksamheter/?{words}").text.partition("</form>")[2]

    assert "angivet den 9 mars 2026" in listed("visa=inga")
    assert "Ängsfågelns" not in listed("kommun=Siskaryd")
    assert "Zeisigens" in listed("kommun=Siskaryd")
    assert "Ingen verksamhet här" in listed("visa=svarat")
    assert "Ingen verksamhet här" in listed("visa=inga&period=2025-10--2025-12")
    for odd in ("visa=x", "kommun=%27", "typ=abc", "period=1999", "som=x", "page=99"):
        assert "Ängsfågelns" in listed(odd), odd


def test_the_list_is_paged(client, cast):
    for serial in range(60):
        make_unit(f"BUP {serial:02}", kind=cast.places.bup.kind)
    count(now=NOW)
    client.login_as(cast.doris)
    first = client.get("/tackning/verksamheter/").text
    assert "BUP 10" in first
    assert "BUP 59" not in first
    assert "BUP 59" in client.get("/tackning/verksamheter/?page=2").text


def test_files_hold_what_the_pages_show(client, cast, counted):
    client.login_as(cast.doris)
    whole = file_of(client, "/tackning/tackning.csv")
    assert "Verksamhetstyp;BUP;" in whole
    assert "Kommun;Trastby;3;1;1;0;0;0;1" in whole
    assert CAVEAT in whole
    silent = file_of(client, "/tackning/verksamheter.csv?visa=tysta&kommun=Trastby")
    assert "Ängsfågelns mottagning" in silent
    assert "Zeisigens" not in silent
    book = client.get("/tackning/verksamheter.xlsx?visa=alla")
    sheets = zipfile.ZipFile(io.BytesIO(b"".join(book.streaming_content)))
    assert "xl/worksheets/sheet1.xml" in sheets.namelist()
    assert client.get("/tackning/verksamheter.pdf").status_code == 404


def test_a_coordinator_sees_own_units_only_on_page_and_in_file(client, cast, counted):
    client.login_as(cast.elof)
    for path in ("/tackning/", "/tackning/verksamheter/?visa=alla"):
        text = client.get(path).text
        assert cast.places.bup.name not in text
        assert cast.places.region.name not in main_of(text)
    text = file_of(client, "/tackning/verksamheter.csv?visa=alla")
    assert cast.places.social.name in text
    assert cast.places.bup.name not in text


def test_a_local_group_learns_whether_and_not_how_many(client, cast, counted):
    make_deviation(cast)
    count(now=NOW)
    client.login_as(cast.hedda)
    text = main_of(client.get("/tackning/verksamheter/?visa=skickat").text)
    assert cast.places.social.name in text
    assert ">ja<" in text
    assert ">2<" not in text.partition("<tbody")[2]
    line = file_of(client, "/tackning/verksamheter.csv?visa=skickat").splitlines()[1]
    assert line.endswith(";ja;nej;nej;nej;")
    assert cast.places.other_school.name not in client.get("/tackning/verksamheter/?visa=alla").text


@pytest.mark.parametrize("who", ["astrid", "frej", "ivar"])
@pytest.mark.parametrize(
    "path",
    [
        "/tackning/",
        "/tackning/tackning.csv",
        "/tackning/verksamheter/",
        "/tackning/verksamheter.csv",
    ],
)
def test_coverage_is_for_nobody_else(client, cast, counted, who, path):
    assert client.login_as(getattr(cast, who)).get(path).status_code == 404


def test_a_unit_sees_itself_among_all_of_its_kind(client, cast, counted):
    for serial in range(4):
        make_unit(f"BUP Nummer {serial}", kind=cast.places.bup.kind)
    count(now=NOW)
    text = client.login_as(cast.bo).get("/enheten/").text
    assert "Ni har skickat 0, fått 1 och svarat på 0." in text
    assert "Av länets 7 verksamheter av slaget BUP har 0 skickat, 1 fått" in text
    assert CAVEAT in text


@pytest.fixture
def answered(cast):
    """Three BUP with eight parts each, of which Bo answers six; one BUMM with four."""
    others = [make_unit(f"BUP Nummer {serial}", kind=cast.places.bup.kind) for serial in range(3)]
    bumm = make_unit("BUMM Ett", kind=make_unit_kind("BUMM"))
    for serial in range(8):
        deviation = make_deviation(
            cast, to=[cast.places.bup, *others], now=NOW - timedelta(days=40)
        )
        if serial < 6:
            make_answer(deviation, by=cast.viewer("bo"), now=NOW - timedelta(days=37))
        if serial < 4:
            make_deviation(cast, to=[bumm])
    count(now=NOW)


def test_answers_of_the_county_by_kind_for_the_secretariat(client, cast, answered):
    client.login_as(cast.doris)
    text = main_of(client.get("/svarstider/", queries=10).text)
    assert "6 av 32 (19" in text
    assert "0 av 4" in text
    assert "6 av 36 (17" in text
    assert CAVEAT in text
    days = main_of(client.get("/svarstider/?matt=svar").text)
    assert "3 dagar" in days
    assert "n = 6" in days
    # Two Wednesdays and a Saturday: the third day after a Wednesday is the second working day.
    assert "2 arbetsdagar" in main_of(client.get("/svarstider/?matt=kvittens").text)
    assert cast.places.region.name in client.get("/svarstider/?dela=huvudman").text
    assert cast.places.bus_area.name in client.get("/svarstider/?dela=bus").text


def test_others_see_small_kinds_together_and_nobody_elses_principal(client, cast, answered):
    client.login_as(cast.ivar)
    text = main_of(client.get("/svarstider/").text)
    assert "i sammanslagna" in text
    assert "0 av 4<" not in text
    assert "Sammanslagna 2026: BUP, BUMM" in text
    assert cast.places.region.name not in main_of(client.get("/svarstider/?dela=huvudman").text)
    file = file_of(client, "/svarstider/svarstider.csv")
    assert "BUP + BUMM;2026;36" in file
    assert "\nBUMM;" not in file


def test_a_unit_sees_its_own_years_beside_the_county(client, cast, answered):
    text = main_of(client.login_as(cast.bo).get("/svarstider/").text)
    assert "Era egna" in text
    assert cast.places.bup.name in text
    assert "6 av 8 (75" in text


def test_before_the_first_night_the_pages_say_so(client, cast):
    client.login_as(cast.doris)
    for path in ("/tackning/", "/tackning/verksamheter/", "/svarstider/"):
        assert "Siffrorna är inte räknade än" in client.get(path).text


def test_a_time_without_units_says_what_to_do(client, cast, counted):
    make_deviation(cast, now=NOW - timedelta(days=400))
    Unit.objects.update(valid_from=date(2026, 1, 1))
    count(now=NOW)
    text = client.login_as(cast.doris).get("/tackning/?period=2025").text
    assert "Inga verksamheter i registret då" in text


@pytest.mark.parametrize("many", [1, 40])
def test_queries_grow_neither_with_units_places_nor_deviations(client, cast, many):
    for serial in range(many):
        area = Area.objects.create(
            key=f"ort-{serial}",
            name=f"Ort {serial}",
            kind="municipality",
            parent=cast.places.county,
        )
        unit = make_unit(f"BUP Nummer {serial}", kind=cast.places.bup.kind, area=area)
        make_deviation(cast, to=[unit, cast.places.bup])
    count(now=NOW)
    for who, path, limit in (
        ("doris", "/tackning/", 14),
        ("hedda", "/tackning/", 17),
        ("doris", "/tackning/verksamheter/?visa=alla", 11),
        ("doris", "/svarstider/", 10),
        ("bo", "/svarstider/", 15),
        ("elof", "/svarstider/", 15),
        ("hedda", "/svarstider/", 18),
    ):
        client.login_as(getattr(cast, who)).get("/vem-gor-vad/")
        client.get(path, queries=limit)
