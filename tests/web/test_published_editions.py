"""Can anybody read a published edition, in every form, and nobody but its writers one that is not?"""

import io
import json
import zipfile
from itertools import pairwise

import openpyxl
import pytest

from samsyn.domain.access import ScopeKind
from samsyn.domain.report import from_json
from samsyn.exports.report_data import csv_of
from samsyn.exports.report_xlsx import xlsx_of
from samsyn.reports.making.forms import FORMS
from samsyn.reports.making.services import make_missing
from samsyn.web.published.editions import ASK_AGAIN, FOR_EVER
from tests.client import all_of, parsed, text_of
from tests.made_report import AREAS
from tests.published_report import make_edition

pytestmark = pytest.mark.django_db
NEWEST, FIRST, SECOND = "/rapporter/2021/", "/rapporter/2021/utgava-1/", "/rapporter/2021/utgava-2/"


def words(response):
    return text_of(all_of(parsed(response.content.decode()), "main")[0])


@pytest.fixture
def edition(cast):
    return make_edition(cast)


def test_anybody_reads_it_whole(client, edition):
    for address in (NEWEST, FIRST):
        response = client.get(address)
        assert response.status_code == 200
        said = words(response)
        assert "Avvikelser 2021" in said and "Redovisning av 2021" in said
        assert "Tabell 1. Avvikelser efter område" in said
        assert "Utgåva 1" in said and "9 mars 2026" in said
        assert edition.fingerprint in said
        assert "nyare" not in said


def test_a_published_edition_may_be_found_and_tells_where_it_stands(client, edition, cast):
    for address in (NEWEST, FIRST):
        html = client.get(address).content.decode()
        assert "noindex" not in html
        assert f'<link rel="canonical" href="http://localhost:8000{FIRST}">' in html
        assert '<meta name="description" content="Flest kom från Norr.">' in html
    make_edition(cast, 2, published=False)
    assert "noindex" in client.login_as(cast.doris).get(SECOND).content.decode()


def test_headings_follow_each_other(client, edition):
    page = parsed(client.get(FIRST).content.decode())
    levels = [
        int(one.tag[-1])
        for one in page.iter()
        if str(one.tag)[-3:-1] == "}h" and one.tag[-1].isdigit()
    ]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_frame_speaks_english_and_the_report_its_own_language(client, edition):
    response = client.get(FIRST, headers={"accept-language": "en"})
    html = response.content.decode()
    assert '<html lang="en"' in html
    said = words(response)
    assert "Download the report" in said and "Tabell 1." in said and "Innehåll" in said
    assert '<span lang="sv">Avvikelser 2021</span>' in html
    assert '<div lang="sv"><div class="report-frame">' in "".join(html.split("\n"))


def test_an_older_edition_says_that_a_newer_one_exists(client, edition, cast):
    make_edition(cast, 2, errata="Tabell 1: 3 var 4.")
    old = words(client.get(FIRST))
    assert "Det finns en nyare utgåva" in old and "Läs utgåva 2" in old
    assert "Rättar: Tabell 1: 3 var 4." in old
    for address in (NEWEST, SECOND):
        new = words(client.get(address))
        assert "Utgåva 2" in new and "nyare utgåva" not in new
        assert "Vad utgåvan rättar" in new


@pytest.mark.parametrize("who", ["anonymous", "astrid", "gudmund", "elof"])
def test_nobody_but_its_writers_reads_what_is_not_published(client, cast, who):
    make_edition(cast, published=False)
    if who != "anonymous":
        client.login_as(getattr(cast, who))
    for address in (NEWEST, FIRST, f"{FIRST}rapport.xlsx", f"{FIRST}tabell/areas.csv"):
        assert client.get(address).status_code == 404
    client.login_as(cast.doris)
    response = client.get(FIRST)
    assert "Utgåvan är inte publicerad" in words(response)
    assert response.headers["Cache-Control"] == "no-store"
    assert client.get(f"{FIRST}rapport.xlsx").headers["Cache-Control"] == "no-store"
    assert client.get(NEWEST).status_code == 404


def test_a_withdrawn_edition_is_nowhere_and_its_number_is_the_next_ones(client, cast):
    make_edition(cast, published=False, withdrawn=True)
    client.login_as(cast.doris)
    assert client.get(FIRST).status_code == 404
    make_edition(cast)
    assert client.get(FIRST).status_code == 200


def test_a_local_report_does_not_stand_at_the_countys_address(client, cast):
    make_edition(cast, scope=ScopeKind.PRINCIPAL, scope_id=cast.places.region.pk)
    make_edition(cast, language="en")
    for address in (NEWEST, FIRST):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/rapporter/2020/",
        "/rapporter/2021/utgava-9/",
        f"{FIRST}rapport.exe",
        f"{FIRST}tabell/nothing.csv",
        f"{FIRST}tabell/areas.xml",
    ],
)
def test_what_is_not_there_is_404(client, edition, address):
    assert client.get(address).status_code == 404


def test_every_form_is_offered_and_can_be_fetched(client, edition):
    page = client.get(FIRST).content.decode()
    for form in FORMS.values():
        address = f"{FIRST}rapport.{form.key}"
        assert f'href="{address}"' in page
        response = client.get(address)
        assert response.status_code == 200
        assert response.headers["Content-Type"].startswith(form.media_type)
        assert response.headers["Content-Disposition"] == (
            f'attachment; filename="samsyn-rapport-2021-utgava-1.{form.suffix}"'
        )
        assert len(body(response)) > 100
    assert {"xlsx", "zip", "json"} <= set(FORMS)


def test_a_made_file_is_the_same_as_one_made_on_the_way(client, edition, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    before = body(client.get(f"{FIRST}rapport.xlsx"))
    assert not list(tmp_path.rglob("*.xlsx")), "reading writes nothing"
    make_missing(edition.pk)
    assert list(tmp_path.rglob("*.xlsx"))
    after = body(client.get(f"{FIRST}rapport.xlsx"))
    assert before == after == xlsx_of(from_json(edition.content))
    book = openpyxl.load_workbook(io.BytesIO(after))
    assert book["1 areas"]["B4"].value == 1200
    assert "kB" in words(client.get(FIRST)) or "KB" in words(client.get(FIRST))


def test_every_table_can_be_fetched_alone(client, edition):
    report = from_json(edition.content)
    page = client.get(FIRST).content.decode()
    for table in report.tables():
        for ending in ("csv", "json"):
            assert f'href="{FIRST}tabell/{table.key}.{ending}"' in page
    response = client.get(f"{FIRST}tabell/areas.csv")
    assert response.content == csv_of(report, AREAS)
    assert 'filename="2021-areas.csv"' in response.headers["Content-Disposition"]
    told = json.loads(client.get(f"{FIRST}tabell/areas.json").content)
    assert told["report"]["edition"] == 1
    archive = zipfile.ZipFile(io.BytesIO(body(client.get(f"{FIRST}rapport.zip"))))
    assert archive.read("2021-areas.csv") == response.content


def test_files_are_kept_for_ever_and_the_page_is_asked_for_again(client, edition):
    for address, kept in ((f"{FIRST}tabell/areas.csv", FOR_EVER), (FIRST, ASK_AGAIN)):
        response = client.get(address)
        assert response.headers["Cache-Control"] == kept
        again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
        assert again.status_code == 304
        assert again.headers["Cache-Control"] == kept
    assert "Cookie" in client.get(FIRST).headers["Vary"]


def test_a_newer_edition_makes_the_older_page_another(client, edition, cast):
    etag = client.get(FIRST).headers["ETag"]
    make_edition(cast, 2, errata="3 var 4.")
    response = client.get(FIRST, headers={"if-none-match": etag})
    assert response.status_code == 200
    assert response.headers["ETag"] != etag


def test_another_language_is_another_page(client, edition):
    etag = client.get(FIRST).headers["ETag"]
    response = client.get(FIRST, headers={"if-none-match": etag, "accept-language": "en"})
    assert response.status_code == 200


def test_whoever_has_an_account_gets_a_page_that_no_browser_keeps(client, edition, cast):
    client.login_as(cast.astrid)
    response = client.get(FIRST)
    assert response.headers["Cache-Control"] == "no-store"
    etag = response.headers.get("ETag", "none")
    assert client.get(FIRST, headers={"if-none-match": etag}).status_code == 200


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content
