"""The spider's pages: three years over each other, per group, level and county, and who reads them."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.groups.models import Forum
from samsyn.groups.vocabulary import ForumLevel
from samsyn.surveys.models import AnonymousAnswer, Round
from samsyn.surveys.services.importing import import_answers
from tests.surveys import make_group, shipped_questions, spider_rows

pytestmark = pytest.mark.django_db
COUNTY = "/enkater/spindel/"
THREE_YEARS = Path(__file__).parents[1] / "data/spider_2017_2019.csv"
LIMIT = 30


@pytest.fixture
def group(cast):
    return make_group(cast.places.bus_area, name="BUS Enskede-Årsta-Vantör")


def read_in(text, **more):
    report = import_answers(text, "spindel", by=None, now=timezone.now(), **more)
    assert not report.faults, report.faults[0]
    return report


@pytest.fixture
def measured(group):
    read_in(THREE_YEARS.read_text(encoding="utf-8"))
    return group


def test_three_years_as_they_were_published(client, cast, measured):
    """The first year all nine are higher; the second they are kept in all but one."""
    client.login_as(cast.hedda)
    page = client.get(f"{COUNTY}{measured.pk}/", queries=LIMIT).text
    assert "Hörnen jämfört med 2018: 0 högre, 1 lägre, 8 ungefär lika." in page
    assert "Resurser: 0,7 steg lägre än 2018, från 5,6 till 4,9." in page
    assert "Skillnaden är inte större än att några få svar kan ge den." in page
    assert "2017: n = 12, 2018: n = 13, 2019: n = 11" in page
    assert re.search(r'<svg [^>]*role="img"[^>]*><title[^>]*>Spindelmätning', page)
    assert "Förslag, ej fastställt" in page
    assert "Målformulering 5,0" in page
    Round.objects.filter(year=2019).update(closed_at=None)
    earlier = client.get(f"{COUNTY}{measured.pk}/").text
    assert "Hörnen jämfört med 2017: 9 högre, 0 lägre, 0 ungefär lika." in earlier


def test_it_is_english_in_every_word(client, cast, measured):
    client.login_as(cast.hedda).get(reverse("public:language", args=["en"]))
    page = client.get(f"{COUNTY}{measured.pk}/").text
    assert "The difference is no larger than a few answers can make." in page
    assert "Skillnaden" not in page


def test_the_table_has_what_the_picture_shows(client, cast, measured):
    page = client.login_as(cast.doris).get(f"{COUNTY}{measured.pk}/?niva=steering").text
    row = page[page.index('<th scope="row">Dokumentation</th>') :].split("</tr>")[0]
    for cell in ("Regelverk", "4,6", "6,0", "6,2"):
        assert f">{cell}</td>" in row
    assert "Standardavvikelse 2019" in page


def test_the_county_is_for_all_readers_and_a_group_for_its_own(client, cast, measured):
    elsewhere = make_group(name="BUS Annorstädes")
    client.login_as(cast.ivar)
    assert "Hela länet" in client.get(COUNTY, queries=LIMIT).text
    assert client.get(f"{COUNTY}{measured.pk}/").status_code == 404
    client.login_as(cast.hedda)
    assert client.get(f"{COUNTY}{elsewhere.pk}/").status_code == 404
    assert client.get(f"{COUNTY}{measured.pk}/?niva=working").status_code == 404
    file = client.get(f"{COUNTY}{measured.pk}.docx?niva=steering", unchecked="a file of its own")
    assert file.status_code == 200
    assert client.login_as(cast.cecilia).get(COUNTY).status_code in {403, 404}


def test_four_answers_are_too_few_and_five_enough(client, cast, group):
    client.login_as(cast.hedda)
    read_in(spider_rows([range(1, 10)] * 4, year=2020, group=group.name))
    page = client.get(f"{COUNTY}{group.pk}/").text
    assert "För få svar för att visas" in page
    assert "<title id=" not in page
    read_in(spider_rows([range(1, 10)] * 5, year=2021, group=group.name))
    assert "n = 5" in client.get(f"{COUNTY}{group.pk}/").text


def test_a_small_group_does_not_follow_from_the_county(client, cast, group):
    small = make_group(name="BUS Liten")
    rows = spider_rows([range(1, 10)] * 6, group=group.name)
    rows += "\n" + spider_rows([[9] * 9] * 2, group=small.name).partition("\n")[2]
    read_in(rows)
    page = client.login_as(cast.doris).get(COUNTY).text
    assert "2019: n = 6" in page
    assert "För få svar" in client.get(f"{COUNTY}{small.pk}/").text


def test_nothing_of_who_or_when_is_kept(measured):
    row = AnonymousAnswer.objects.filter(round__year=2017).values().first()
    assert set(row) == {"id", "round_id", "group_id", "forum_id", "values"}
    assert set(row["values"]) == {
        *("regelverk", "dokumentation", "malformulering", "organisation", "resurser"),
        *("forankring", "kunskap", "kommunikation", "synsatt"),
    }
    assert AnonymousAnswer.objects.count() == 36


def two_groups(group, *, other=6):
    """Two groups' spiders of 2019, each in a file of its own, read in one after the other."""
    neighbour = make_group(name="BUS Grannen")
    read_in(spider_rows([[4] * 9] * 6, group=group.name))
    read_in(spider_rows([[8] * 9] * other, group=neighbour.name))
    return neighbour


def test_groups_share_a_year_each_with_its_own_file(client, cast, group):
    neighbour = two_groups(group)
    titles = Round.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["Spindelmätning 2019", "Spindelmätning 2019: BUS Grannen"]
    client.login_as(cast.doris)
    for url, people, mean in (
        (f"{COUNTY}{group.pk}/", 6, "4,0"),
        (f"{COUNTY}{neighbour.pk}/", 6, "8,0"),
        (COUNTY, 12, "6,0"),
    ):
        page = client.get(url).text
        assert f"2019: n = {people}" in page
        assert page.count(f">{mean}</td>") == 9


def test_a_groups_second_file_of_a_year_is_refused_and_counts_once(client, cast, group):
    neighbour = two_groups(group)
    both = spider_rows([[9] * 9] * 6, group=neighbour.name)
    both += "\n" + spider_rows([[9] * 9] * 6, group=group.name, year=2020).partition("\n")[2]
    report = import_answers(both, "spindel", by=None, now=timezone.now())
    assert [one.line for one in report.faults] == [2]
    assert "group: BUS Grannen was asked in 2019 already" in report.faults[0].reason
    assert AnonymousAnswer.objects.count() == 12
    client.login_as(cast.doris)
    assert "2019: n = 12" in client.get(COUNTY).text


def test_a_level_is_a_place_of_its_own_and_a_whole_group_holds_its_levels(group):
    Forum.objects.create(group=group, level=ForumLevel.WORKING)
    read_in(spider_rows([[4] * 9] * 6, group=group.name, forum="BUS styrgrupp"))
    read_in(spider_rows([[5] * 9] * 6, group=group.name, forum="BUS arbetsgrupp"))
    for forum in ("BUS styrgrupp", ""):
        text = spider_rows([[6] * 9], group=group.name, forum=forum)
        assert import_answers(text, "spindel", by=None, now=timezone.now()).faults


def test_a_few_of_a_later_file_are_not_counted_into_the_county(client, cast, group):
    neighbour = two_groups(group, other=4)
    client.login_as(cast.doris)
    assert "2019: n = 6" in client.get(COUNTY).text
    assert "För få svar" in client.get(f"{COUNTY}{neighbour.pk}/").text


def test_nothing_is_written_unless_every_row_is_right(group):
    wrong = spider_rows([range(1, 10)] * 5, group=group.name).replace(
        "Synsätt och kunskap,9", "X,9", 1
    )
    report = import_answers(wrong, "spindel", by=None, now=timezone.now())
    assert [one.line for one in report.faults] == [10]
    assert read_in(spider_rows([range(1, 10)], group=group.name), dry_run=True).written == 1
    assert not Round.objects.exists()


def test_changed_questions_break_the_lines(client, cast, measured):
    version = shipped_questions("spindel")
    content = version.content
    content["parts"][1]["questions"][2]["text"]["sv"] = "Vi har pengar."
    Round.objects.filter(year=2019).update(asks=another(version, content))
    page = client.login_as(cast.doris).get(f"{COUNTY}{measured.pk}/").text
    assert "Resurser: frågan är en annan än 2018" in page
    assert "Frågan är en annan 2019 än 2017 i Resurser" in page
    assert "1 går inte att jämföra" in page


def another(version, content):
    version.pk, version.number, version.content = None, 2, content
    version.save(force_insert=True)
    return version


def test_an_empty_page_says_what_to_wait_for(client, cast):
    page = client.login_as(cast.hedda).get(COUNTY).text
    assert "Ingen spindelmätning är avslutad än" in page


def test_a_later_round_of_the_year_adds_five_answers_or_none(client, cast, group):
    """Who looks before and after a small round closes learns nothing of its two answers."""
    read_in(spider_rows([[5] * 9] * 6, year=2019, group=group.name))
    client.login_as(cast.hedda)
    for url in (COUNTY, f"{COUNTY}{group.pk}/"):
        assert "2019: n = 6" in client.get(url).text
    read_in(spider_rows([[10] * 9] * 2, year=2020, group=group.name))
    Round.objects.filter(year=2020).update(year=2019)
    for url in (COUNTY, f"{COUNTY}{group.pk}/"):
        page = client.get(url).text
        assert "2019: n = 6" in page
        assert ">5,0</td>" in page
