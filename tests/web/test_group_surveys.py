"""A group's page and agenda: spider, families' voice and follow-up beside what stands there (41)."""

import pytest
from django.utils import timezone

from samsyn.surveys.services.importing import import_answers
from tests.builders import make_deviation
from tests.grouping import make_local_group
from tests.surveys import followup_version, make_group, shipped_questions, spider_rows

pytestmark = pytest.mark.django_db
LIMIT = 26
WORST, BETTER = [3, 4, 5, 6, 7, 8, 2, 9, 5], [5, 6, 7, 8, 9, 10, 2, 10, 7]


@pytest.fixture
def group(cast):
    return make_local_group(cast)


def read_in(text, key):
    report = import_answers(text, key, by=None, now=timezone.now())
    assert not report.faults, report.faults[0]


@pytest.fixture
def surveyed(group):
    name = group.forum.group.name
    for key in ("spindel", "familjernas-rost"):
        shipped_questions(key)
    read_in(spider_rows([WORST] * 6, year=2023, group=name), "spindel")
    read_in(spider_rows([BETTER] * 6, year=2024, group=name), "spindel")
    voices = ["year,group,kande_trygg,har_borjat"]
    voices += [f"2025,{name},ja,nej"] * 4 + [f"2025,{name},ja,ja"] * 2
    read_in("\n".join(voices), "familjernas-rost")
    heads = "year,group,sent_on,grupp_finns"
    followup_version()
    read_in(f"{heads}\n2025,{name},2025-03-12,ja", "uppfoljning")
    return group


def test_all_of_it_stands_beside_the_rest(client, cast, surveyed):
    page = client.login_as(cast.hedda).get(f"/bus-grupper/{surveyed.pk}/", queries=LIMIT).text
    assert "Spindelmätningen 2024 (n = 6): högst Kommunikation 10,0, lägst Kunskap 2,0" in page
    assert "Hörnen jämfört med 2023: 8 högre, 0 lägre, 1 ungefär lika." in page
    assert "flest ja på Kände sig trygg (6 av 6), minst på Har börjat hända (2 av 6)" in page
    assert "gruppen svarade 12 mars 2025" in page
    for url in (f"/enkater/spindel/{surveyed.pk}/", f"/resultat/{surveyed.pk}/"):
        assert url in page


def test_the_same_year_stands_side_by_side_in_the_report(client, cast, group):
    make_deviation(cast)
    url = f"/rapporter/lokal/?about=area%3A{cast.places.bus_area.pk}"
    page = client.login_as(cast.hedda).get(f"/bus-grupper/{group.pk}/", queries=LIMIT).text
    assert f'href="{url}"' in page
    assert cast.places.bus_area.name in client.get(url).text
    assert url not in client.login_as(cast.elof).get(f"/bus-grupper/{group.pk}/").text


def test_it_is_not_there_for_who_reads_no_surveys(client, cast, surveyed):
    page = client.login_as(cast.elof).get(f"/bus-grupper/{surveyed.pk}/").text
    assert "Spindelmätningen 2024" not in page
    assert "flest ja" not in page


def test_too_few_say_so_and_nothing_more(client, cast, group):
    name = group.forum.group.name
    shipped_questions("familjernas-rost")
    other = make_group(name="BUS Annorstädes")
    rows = ["year,group,kande_trygg", *[f"2025,{name},ja"] * 4, *[f"2025,{other.name},nej"] * 9]
    read_in("\n".join(rows), "familjernas-rost")
    page = client.login_as(cast.hedda).get(f"/bus-grupper/{group.pk}/", queries=LIMIT).text
    assert "för få svar för att visas, gränsen är 5" in page
    assert "av 9" not in page


def test_the_agenda_says_it_too(client, cast, surveyed):
    meeting = surveyed.meeting(days=7)
    page = client.login_as(cast.hedda).get(f"/bus-grupper/moten/{meeting}/").text
    assert "Hörnen jämfört med 2023: 8 högre" in page
