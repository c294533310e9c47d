"""Year by year: our own rounds of the families' voice, and apart from them what others have counted."""

import pytest
from django.utils import timezone

from samsyn.surveys.models import Round
from samsyn.surveys.services.importing import import_answers
from samsyn.surveys.services.official import import_official
from tests.surveys import make_group, shipped_questions

pytestmark = pytest.mark.django_db
COUNTY = "/enkater/familjernas-rost/"
LIMIT = 20
HEADS = "period,area,group,question,option,count,n,source"


@pytest.fixture
def group(cast):
    return make_group(cast.places.bus_area)


def read_in(*rows):
    report = import_official("\n".join([HEADS, *rows]), by=None, now=timezone.now())
    assert not report.faults, report.faults[0]


def year_of(page, year):
    """What stands between a year's heading and the next."""
    return page.partition(f'<h2 id="ar-{year}">')[2].partition("<h2 ")[0]


def test_figures_are_seen_where_there_was_no_round_of_our_own(client, cast, group):
    """Read in without any round: they stood nowhere."""
    read_in("2023,,,Blev du lyssnad på?,Ja,300,411,Uttag 15 januari")
    client.login_as(cast.ivar)
    page = client.get(COUNTY, queries=LIMIT).text
    told = year_of(page, 2023)
    assert "Ingen egen omgång från 2023 är avslutad." in told
    assert "SIP-kollen, hela länet, 2023" in told
    assert "73 % (300 av 411)" in told
    assert "Källa: Uttag 15 januari." in told
    assert "Inga officiella SIP-kollen-resultat är inlästa för 2024." in year_of(page, 2024)


def test_an_own_round_stands_apart_from_the_figures(client, cast, group):
    shipped_questions("familjernas-rost")
    text = "\n".join(["year,group,kande_trygg", *[f"2025,{group.name},ja"] * 6])
    assert not import_answers(text, "familjernas-rost", by=None, now=timezone.now()).faults
    read_in(f"2024H1,,{group.name},Fråga,Ja,8,11,Uttag")
    page = client.login_as(cast.hedda).get(f"{COUNTY}{group.pk}/", queries=LIMIT).text
    assert f"/resultat/{group.pk}/" in year_of(page, 2025)
    assert "Inga officiella SIP-kollen-resultat är inlästa för 2025." in year_of(page, 2025)
    assert "Gruppen har ingen avslutad omgång från 2024." in year_of(page, 2024)
    assert "första halvåret 2024" in year_of(page, 2024)


def test_a_group_is_its_members_and_nothing_lies_unseen(client, cast, group):
    elsewhere = make_group(name="BUS Annorstädes")
    read_in(f"2024,,{elsewhere.name},Fråga,Ja,8,11,Uttag")
    client.login_as(cast.hedda)
    assert client.get(f"{COUNTY}{elsewhere.pk}/").status_code == 404
    assert "8 av 11" not in client.get(COUNTY).text + client.get(f"{COUNTY}{group.pk}/").text
    keepers = client.login_as(cast.doris).get(COUNTY).text
    assert "8 av 11" in year_of(keepers, 2024)
    assert f"{COUNTY}{elsewhere.pk}/" in keepers


def test_nothing_at_all_says_what_is_missing(client, cast):
    page = client.login_as(cast.doris).get(COUNTY).text
    assert "inga officiella SIP-kollen-resultat är inlästa" in page


def test_the_groups_page_tells_of_them_or_that_there_are_none(client, cast, group):
    client.login_as(cast.hedda)
    page = client.get(f"/bus-grupper/{group.pk}/").text
    assert "Inga tal är inlästa för gruppen eller de platser som den arbetar för." in page
    assert f"{COUNTY}{group.pk}/" in page
    read_in(f"2024,,{group.name},Fråga,Ja,8,11,Uttag 15 januari.")
    page = client.get(f"/bus-grupper/{group.pk}/").text
    assert "Det senaste året med tal är 2024, räknade av andra. Källa: Uttag 15 januari." in page
    assert (
        "räknade av andra" not in client.login_as(cast.elof).get(f"/bus-grupper/{group.pk}/").text
    )


def test_another_groups_later_round_does_not_hide_a_groups_year(client, cast, group):
    other = make_group(name="BUS Annorstädes")
    shipped_questions("familjernas-rost")
    for year, name, answers in (
        (2024, group.name, 6),
        (2024, other.name, 9),
        (2025, group.name, 7),
    ):
        rows = ["year,group,kande_trygg", *[f"{year},{name},ja"] * answers]
        assert not import_answers(
            "\n".join(rows), "familjernas-rost", by=None, now=timezone.now()
        ).faults
    latest = Round.objects.get(year=2025)
    page = client.login_as(cast.hedda).get(f"/enkater/{latest.pk}/resultat/{group.pk}/").text
    assert "100 % (6 av 6)" in page
    assert "av 9" not in page
