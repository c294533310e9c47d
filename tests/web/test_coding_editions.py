"""Lists of themes over the years: older ones stand, the next begins as a copy and can be changed."""

import pytest
import time_machine

from samsyn.coding.models import CodeBook, Coding, Correspondence, Subtype, Theme
from samsyn.coding.selectors import themes_in_use
from samsyn.coding.services import code_deviation, ensure_theme
from samsyn.coding.services.editing import EditionRefused, change_edition, start_edition
from samsyn.domain.code_lists import ListedTheme
from samsyn.series.models import PublishedValue
from tests.builders import NOW, make_deviation

pytestmark = pytest.mark.django_db
LISTS = "/kodning/listor/"


@pytest.fixture(autouse=True)
def _in_march_2026():
    with time_machine.travel(NOW, tick=False):
        yield


def say(deviation, theme, cast):
    code_deviation(
        deviation_id=deviation.pk,
        theme_id=theme.id,
        subtype_ids=[theme.subtypes[0].id],
        source="writer",
        by=cast.viewer("astrid"),
        now=NOW,
    )


def stored(year):
    return list(Theme.objects.filter(code_book__year=year).values()), list(
        Subtype.objects.filter(theme__code_book__year=year).values()
    )


def test_the_years_are_told_and_old_lists_cannot_be_changed(client, cast):
    page = client.login_as(cast.doris).get(LISTS, queries=12)
    assert "Gäller till och med 2020." in page.text
    assert "Gäller från 2021 och tills vidare." in page.text
    assert "Oklara gränser för uppdrag och ansvar" in page.text
    assert "Ändra listan" not in page.text
    for year in (2020, 2021, 2022):
        assert client.get(f"{LISTS}{year}/").status_code == 404
        assert client.post(f"{LISTS}{year}/", {"themes": "Annat"}).status_code == 404


def test_the_next_list_is_a_copy_that_is_changed_by_its_lines(client, cast):
    before = stored(2021)
    started = client.login_as(cast.doris).post(f"{LISTS}ny/")
    assert started.url == f"{LISTS}2026/"
    names = [theme.name for theme in themes_in_use(2026)]
    assert names == [theme.name for theme in themes_in_use(2025)]
    page = client.get(started.url)
    assert "- Uteblivet remissvar" in page.text
    client.post(started.url, {"themes": "Övergångar\n- Till vuxen\nRemisshantering"})
    assert [(one.name, len(one.subtypes)) for one in themes_in_use(2026)] == [
        ("Övergångar", 1),
        ("Remisshantering", 0),
    ]
    assert len(themes_in_use(2025)) == 5
    assert stored(2021) == before
    assert "Gäller 2021 till och med 2025." in client.get(LISTS).text


def test_a_year_that_has_begun_to_be_coded_keeps_its_list(cast):
    deviation = make_deviation(cast)
    say(deviation, themes_in_use(2026)[0], cast)
    assert start_edition(by=cast.viewer("doris"), now=NOW) == 2027
    assert themes_in_use(2026) == themes_in_use(2021)
    with pytest.raises(EditionRefused):
        start_edition(by=cast.viewer("doris"), now=NOW)


def test_what_is_coded_keeps_its_name_and_place_for_more_is_free(client, cast):
    client.login_as(cast.doris).post(f"{LISTS}ny/")
    sip = themes_in_use(2026)[0]
    say(make_deviation(cast), sip, cast)
    before = Coding.objects.values().get()
    page = client.post(f"{LISTS}2026/", {"themes": "Övergångar"})
    assert page.status_code == 422
    assert sip.name in page.text and sip.subtypes[0].name in page.text
    assert len(themes_in_use(2026)) == 5
    client.post(
        f"{LISTS}2026/", {"themes": f"Övergångar\n{sip.name}\n- Ny\n- {sip.subtypes[0].name}"}
    )
    assert [one.name for one in themes_in_use(2026)] == ["Övergångar", sip.name]
    assert [one.name for one in themes_in_use(2026)[1].subtypes] == ["Ny", sip.subtypes[0].name]
    assert Coding.objects.values().get() == before


@pytest.mark.parametrize("text", ["", "- Utan tema", "SIP\nSIP", "x" * 161])
def test_what_is_wrong_is_said_and_nothing_stored(client, cast, text):
    client.login_as(cast.doris).post(f"{LISTS}ny/")
    before = stored(2026)
    page = client.post(f"{LISTS}2026/", {"themes": text})
    assert page.status_code == 422
    assert "data-focus" in page.text
    assert stored(2026) == before


@pytest.mark.parametrize("name", ["astrid", "elof", "gudmund", "ivar"])
def test_nobody_else_makes_or_changes_lists(cast, name):
    ensure_theme(year=2026, name="SIP")
    for change in (
        lambda by: start_edition(by=by, now=NOW),
        lambda by: change_edition(year=2026, themes=[ListedTheme("X")], by=by, now=NOW),
    ):
        with pytest.raises(EditionRefused):
            change(cast.viewer(name))
    assert [one.name for one in themes_in_use(2026)] == ["SIP"]


def test_without_any_list_the_page_offers_the_first_one(client, cast):
    PublishedValue.objects.all().delete()
    Correspondence.objects.all().delete()
    for book in CodeBook.objects.all():
        for theme in book.themes.all():
            theme.subtypes.all().delete()
        book.themes.all().delete()
        book.delete()
    page = client.login_as(cast.doris).get("/kodning/listor/")
    assert "Gör en lista från" in page.text
