"""What is never answered about areas: not offered, and said in plain words with what can be asked instead."""

import re

import pytest
from django.urls import reverse

from samsyn.domain.vocabulary import Dimension
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
PAGE, NARROW = "/statistik/", "/statistik/begransa/"
TOWN, MONTH, THEME = "reporter_municipality", "month", "theme"


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def offered(text, name):
    select = re.search(rf'<select[^>]*name="{name}".*?</select>', text, re.S)[0]
    return set(re.findall(r'value="([^"]*)"', select))


@pytest.fixture
def everybody(client, cast, year_2021):
    client.login_as(cast.ivar)
    return client


@pytest.mark.parametrize(
    "asked",
    [
        f"by={TOWN}&also_by={MONTH}",
        f"by={MONTH}&also_by={TOWN}",
        f"by={TOWN}&count=events",
        f"by={THEME}&{TOWN}=Huddinge&month=3",
    ],
)
def test_it_says_why_and_what_can_be_asked_instead(everybody, asked):
    text = everybody.get(f"{PAGE}?scope=all&{asked}").text
    assert "Inga rapporter stämmer" not in text and "Den fördelningen visas inte" in text
    assert "beror inte på att rapporter saknas" in text
    ways = re.search(r'id="i-stallet".*?</ul>', text, re.S)[0]
    links = [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+)"', ways)]
    assert len(links) >= 2
    for link in links:
        answer = everybody.get(f"{PAGE}{link}").text
        assert "<table" in answer or "Alla siffror är dolda" in answer, link
        assert "Den fördelningen visas inte" not in answer, link


def test_a_table_of_hidden_numbers_alone_is_not_shown(everybody):
    text = everybody.get(f"{PAGE}?scope=all&by={TOWN}&also_by={THEME}").text
    assert "Alla siffror är dolda" in text
    assert "<table" not in text and ">dold<" not in text and "diagrammet" not in text
    ways = re.search(r'id="i-stallet".*?</ul>', text, re.S)[0]
    links = [one.replace("&amp;", "&") for one in re.findall(r'href="([^"]+)"', ways)]
    assert len(links) == 2
    for link in links:
        assert "<table" in everybody.get(f"{PAGE}{link}").text


def test_what_is_never_answered_is_not_offered(everybody):
    text = everybody.get(f"{PAGE}?scope=all&by={TOWN}").text
    assert offered(text, "also_by") == {"", TOWN, THEME}
    assert offered(text, "count") == {"deviations", "answers"}
    every = {one.value for one in Dimension if "unit" not in one.value}
    assert offered(text, "by") == every
    assert MONTH not in offered(everybody.get(f"{PAGE}?by={THEME}&also_by={TOWN}").text, "by")
    assert TOWN not in offered(everybody.get(f"{PAGE}?by={MONTH}").text, "also_by")
    assert offered(everybody.get(f"{PAGE}?by={THEME}").text, "also_by") == {"", *every}


def test_conditions_that_would_leave_no_answer_are_not_offered(everybody):
    text = everybody.get(f"{NARROW}?by={MONTH}").text
    assert 'name="theme"' in text and f'name="{TOWN}"' not in text
    text = everybody.get(f"{NARROW}?by={THEME}").text
    assert f'name="{TOWN}"' in text
    text = everybody.get(f"{NARROW}?by={TOWN}").text
    assert 'name="theme"' not in text


def test_every_offered_change_of_one_field_is_answered(everybody):
    for by in (THEME, TOWN, MONTH, "reporter_principal"):
        text = everybody.get(f"{PAGE}?scope=all&by={by}").text
        for also in offered(text, "also_by"):
            answer = everybody.get(f"{PAGE}?scope=all&by={by}&also_by={also}")
            assert "Den fördelningen visas inte" not in answer.text, (by, also)


def test_the_secretariat_and_ones_own_are_offered_all(client, cast, year_2021):
    client.login_as(cast.doris)
    text = client.get(f"{PAGE}?scope=all&by={TOWN}").text
    assert {MONTH, "reporter_unit"} <= offered(text, "also_by")
    client.login_as(cast.astrid)
    assert MONTH in offered(client.get(f"{PAGE}?by={TOWN}&mine=sent").text, "also_by")


def test_in_english_too(everybody):
    everybody.get(reverse("public:language", args=["en"]))
    text = everybody.get(f"{PAGE}?by={TOWN}&also_by={MONTH}").text
    for words in ("This breakdown is not shown", "Ask instead", "Month in the whole county"):
        assert words in text
