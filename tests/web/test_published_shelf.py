"""What anybody reads of the published reports: list, search, feed; and never what is not published."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest

from samsyn.domain.report import Section
from tests.builders import NOW, make_edition, make_report

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def reports(cast):
    return [
        make_edition(cast.doris, make_report(2024, sections=(Section("a", "Årets ärenden", ()),))),
        make_edition(cast.doris, make_report(2025)),
    ]


def test_before_the_first_report_the_page_says_what_will_come(client):
    html = client.get("/rapporter/", queries=2).text
    assert "Ingen rapport är publicerad än" in html
    assert 'type="search"' not in html


def test_the_newest_year_first_with_its_findings_and_its_address(client, reports):
    html = client.get("/rapporter/", queries=2).text
    assert html.index("samverkan 2025") < html.index("samverkan 2024")
    assert "SIP gäller 6 av 10 avvikelser, 60 %." in html
    assert 'href="/rapporter/2025/utgava-1/"' in html


def test_search_finds_marks_and_leads_to_the_place(client, reports):
    html = client.get("/rapporter/", {"q": "ÄRENDE"}).text
    assert "<mark>ärenden</mark>" in html
    assert "/rapporter/2024/utgava-1/#a" in html
    assert "1 rapport har det du söker" in html and "samverkan 2025" not in html


@pytest.mark.parametrize("asked", ["arende", "<script>", "_", "(", "a\0b", "x" * 300])
def test_search_for_what_is_nowhere(client, reports, asked):
    html = client.get("/rapporter/", {"q": asked}).text
    assert "Inget passar det du söker" in html and "<script>" not in html.partition("<body")[2]


def test_what_is_not_published_is_nowhere(client, cast):
    edition = make_edition(cast.doris, make_report(2025, title="Hemlig rubrik"), published_at=None)
    assert edition.published_at is None
    pages = ["/rapporter/", "/rapporter/?q=hemlig", "/rapporter/feed.atom", "/datasets/"]
    for page in [*pages, "/rapporter/ni-sa-vi-gjorde/", "/"]:
        assert "Hemlig" not in client.get(page).text, page
    for gone in ("/rapporter/ni-sa-vi-gjorde/2025/", "/datasets/dcat", "/datasets/2025/themes.csv"):
        assert client.get(gone).status_code == 404


def test_published_pages_may_be_found_and_others_not(client, reports):
    noindex = '<meta name="robots" content="noindex">'
    for page in ("/rapporter/", "/rapporter/ni-sa-vi-gjorde/2025/", "/datasets/"):
        assert noindex not in client.get(page).text, page
    for page in ("/rapporter/?q=sip", "/hjalp/", "/konto/logga-in/"):
        assert noindex in client.get(page).text, page


def test_shared_without_anybody_else(client, reports):
    html = client.get("/rapporter/").text
    assert '<meta property="og:url" content="http://localhost:8000/rapporter/">' in html
    assert 'value="http://localhost:8000/rapporter/"' in html
    assert 'href="/rapporter/feed.atom"' in html
    assert "facebook" not in html and "linkedin" not in html


def test_links_from_the_start_page_and_every_foot(client):
    start = client.get("/", queries=0).text
    for path in ("/rapporter/", "/rapporter/ni-sa-vi-gjorde/", "/datasets/"):
        assert f'href="{path}"' in start
    assert 'href="/rapporter/"' in client.get("/hjalp/").text


class TestFeed:
    def entries(self, client):
        response = client.get("/rapporter/feed.atom", queries=1)
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
        return ElementTree.fromstring(response.content)

    def test_each_edition_is_an_entry_with_an_id_that_stays(self, client, reports, cast):
        later = NOW + timedelta(days=30)
        correction = make_edition(
            cast.doris,
            make_report(2024),
            number=2,
            published_at=later,
            errata="En siffra i tabell 3.",
        )
        feed = self.entries(client)
        first, *others = feed.findall(f"{ATOM}entry")
        assert len(others) == 2
        assert first.findtext(f"{ATOM}title") == "Avvikelser i samverkan 2024, utgåva 2 (rättad)"
        assert "En siffra i tabell 3." in first.findtext(f"{ATOM}summary")
        assert datetime.fromisoformat(first.findtext(f"{ATOM}updated")) == later
        assert first.find(f"{ATOM}link").get("href").endswith("/rapporter/2024/utgava-2/")
        ids = [one.findtext(f"{ATOM}id") for one in (first, *others)]
        assert len(set(ids)) == 3
        assert ids[0] == f"tag:localhost,2026:samsyn/report/{correction.report_id}/2"
        assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == later

    def test_an_empty_feed_is_a_feed(self, client):
        feed = self.entries(client)
        assert feed.findall(f"{ATOM}entry") == [] and feed.findtext(f"{ATOM}id")
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None

    def test_who_has_it_is_told_so(self, client, reports):
        first = client.get("/rapporter/feed.atom")
        again = client.get(
            "/rapporter/feed.atom", headers={"If-Modified-Since": first.headers["Last-Modified"]}
        )
        assert again.status_code == 304
        assert not client.cookies
