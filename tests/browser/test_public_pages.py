"""What anybody reads: reports, search, what was done, open data. Axe light and dark, wide and on 320 px."""

import pytest
from django.urls import get_resolver

from samsyn.followups.services import Statement, publish_followup, write_followup
from tests.builders import NOW, make_answer, make_deviation, make_edition, make_report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
PAGES = {
    "public:start": "/",
    "public:help": "/hjalp/",
    "public:accessibility": "/tillganglighet/",
    "public:privacy": "/personuppgifter/",
    "published:list": "/rapporter/?q=avvikelser",
    "published:latest_followed": "/rapporter/ni-sa-vi-gjorde/",
    "published:edition": "/rapporter/2025/utgava-1/",
    "open_data:start": "/datasets/",
}
SAME_PAGE = {"published:newest", "published:followed"}
NO_PAGE = {
    *("public:language", "published:feed", "published:form", "published:table"),
    *("open_data:dcat", "open_data:csv", "open_data:json"),
}


@pytest.fixture
def published(cast):
    """Two years' reports, one corrected, something that was promised and something that was done."""
    for year in (2024, 2025):
        make_edition(cast.doris, make_report(year))
    make_edition(cast.doris, make_report(2025), number=2, errata="Tabell 1: 6 var 5.")
    make_answer(make_deviation(cast), by=cast.viewer("bo"))
    said = Statement(
        year=2025,
        theme_id=None,
        said="Var tredje kallelse kom inte fram.",
        done="Kallelser går nu till funktionsbrevlådan.",
        by_function="BUSSAM",
        done_on=NOW.date(),
    )
    pk = write_followup(said, by=cast.viewer("doris"), now=NOW)
    publish_followup(pk, seen_version=1, by=cast.viewer("doris"), now=NOW)


def test_every_public_page_stands_in_the_list():
    public = {
        f"{space}:{name}"
        for space in ("public", "published", "open_data")
        for name in get_resolver().namespace_dict[space][1].reverse_dict
        if isinstance(name, str)
    }
    assert public == {*PAGES, *SAME_PAGE, *NO_PAGE}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_public_pages_are_accessible(published, page, live_server, assert_accessible, size):
    page.set_viewport_size(size)
    faults = []
    words = {"/hjalp/", "/tillganglighet/", "/personuppgifter/"}  # alike at every width
    paths = [*PAGES.values(), "/rapporter/", "/rapporter/?q=finnsinte"]
    for path in [one for one in paths if size == WIDE or one not in words]:
        page.goto(live_server.url + path)
        try:
            assert_accessible()
        except AssertionError as fault:
            faults.append(f"{path}: {fault}")
    assert not faults, "\n".join(faults)


def test_the_way_from_the_front_page_to_a_table_of_a_report(published, page, live_server):
    page.goto(live_server.url)
    page.get_by_role("main").get_by_role("link", name="Rapporter").click()
    page.get_by_label("Sök i rapporterna").fill("sip")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="samverkan 2025").click()
    page.wait_for_url("**/rapporter/2025/utgava-2/")
    assert page.get_by_role("main").get_by_role("table").first.is_visible()
