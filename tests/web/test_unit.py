"""How a unit answers: its page, the strip on Att göra, the coordinator's tables."""

import re
from datetime import timedelta

import pytest
import time_machine

from samsyn.domain.vocabulary import Role
from samsyn.participation.services import count
from tests.builders import NOW, grant_role, make_answer, make_deviation, make_unit, make_user

pytestmark = pytest.mark.django_db
THIS_QUARTER = "2026-01--2026-03"


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def answered(cast):
    """Eight to BUP, six of them answered after three days; as many, unanswered, to three others."""
    others = [make_unit(f"BUP Nummer {serial}", kind=cast.places.bup.kind) for serial in range(3)]
    for serial in range(8):
        deviation = make_deviation(cast, now=NOW - timedelta(days=40))
        make_deviation(cast, to=others)
        if serial < 6:
            make_answer(deviation, by=cast.viewer("bo"), now=NOW - timedelta(days=37))
    count(now=NOW)


def test_own_figures_stand_beside_those_of_the_kind_each_with_its_number(client, cast, answered):
    text = client.login_as(cast.bo).get("/enheten/", queries=21).text
    assert "6 av 8 (75" in text
    assert "6 av 32 (19" in text
    assert "3 dagar" in text
    assert text.count("n = 6") == 4
    assert "Beräknat i dag kl. 12.00" in text
    assert "visas inte" not in text


def test_what_waits_stands_by_age(client, cast, answered):
    text = client.login_as(cast.bo).get("/enheten/").text
    assert "2 avvikelser väntar på ert svar" in text
    steps = re.findall(r"dagar</th><td class=\"table__number\">(\d+)</td>", text)
    assert steps == ["0", "0", "2", "0"]


def test_few_others_are_not_shown(client, cast):
    make_deviation(cast)
    count(now=NOW)
    text = client.login_as(cast.bo).get("/enheten/").text
    assert "0 av 1" in text
    assert "%" not in text.partition("<main")[2]
    assert "Jämförelsen visas inte" in text


def test_another_year_is_chosen_by_its_address(client, cast, answered):
    make_deviation(cast, now=NOW - timedelta(days=400))
    count(now=NOW)
    client.login_as(cast.bo)
    assert "0 av 1" in client.get("/enheten/?ar=2025").text
    for odd in ("ar=1999", "ar=x", "ar=2025%27"):
        assert "6 av 8" in client.get(f"/enheten/?{odd}").text


def test_before_the_first_night_the_page_says_so(client, cast):
    for who in ("bo", "elof"):
        assert (
            "Siffrorna är inte räknade än"
            in client.login_as(getattr(cast, who)).get("/enheten/").text
        )
    assert "Siffrorna är inte räknade än" in client.login_as(cast.doris).get("/tackning/").text


def test_the_strip_on_the_first_page(client, cast, answered):
    text = client.login_as(cast.bo).get("/att-gora/").text
    assert "6 av 8 (75" in text
    assert "alla BUP: 6 av 32 (19" in text
    assert "Så svarar ni, senaste" not in client.login_as(cast.astrid).get("/att-gora/").text


def test_a_coordinator_sees_the_principals_units_by_name_and_no_others(client, cast, answered):
    make_unit("BUP Alfågeln", kind=cast.places.bup.kind, principal=cast.places.region)
    coordinator = make_user("Ragna Tall")
    grant_role(coordinator, Role.COORDINATOR, cast.places.region)
    text = client.login_as(coordinator).get("/enheten/").text
    assert text.index("BUP Alfågeln") < text.index("BUP Tofsvipan")
    assert "6 av 8 (75" in text
    assert "BUP Nummer" not in text


@pytest.mark.parametrize("who", ["doris", "frej", "gudmund", "hedda", "ivar"])
def test_it_does_not_exist_for_other_roles(client, cast, who):
    assert client.login_as(getattr(cast, who)).get("/enheten/").status_code == 404


def test_nothing_to_report_is_stated_and_taken_back_on_the_page(client, cast):
    client.login_as(cast.astrid)
    path = f"/enheten/inget/{THIS_QUARTER}/"
    assert f'action="{path}"' in client.get("/enheten/").text
    text = client.post(path, follow=True).text
    assert "angivet den 9 mars 2026 av Astrid" in text
    assert f'action="{path}"' not in text
    text = client.post(f"{path}aterta/", follow=True).text
    assert "Uppgiften är återtagen" in text
    assert "Uppgiften var redan återtagen" in client.post(f"{path}aterta/", follow=True).text
    assert client.post("/enheten/inget/2020-01--2020-03/").status_code == 404


def test_a_period_with_a_sent_one_is_refused_in_words_and_a_later_one_voids(client, cast):
    client.login_as(cast.astrid)
    path = f"/enheten/inget/{THIS_QUARTER}/"
    client.post(path)
    make_deviation(cast)
    assert "Gäller inte längre" in client.get("/enheten/").text
    client.post(f"{path}aterta/")
    text = client.post(path, follow=True).text
    assert "så där går det inte att ange inga" in text
    assert "Ni har skickat avvikelser under perioden." in text


@pytest.mark.parametrize("many", [1, 30])
def test_queries_grow_neither_with_units_nor_with_deviations(client, cast, many):
    for serial in range(many):
        unit = make_unit(f"BUP Nummer {serial}", kind=cast.places.bup.kind)
        make_deviation(cast, to=[unit, cast.places.bup])
    count(now=NOW)
    for who, path, limit in (
        ("bo", "/enheten/", 21),
        ("elof", "/enheten/", 12),
    ):
        client.login_as(getattr(cast, who)).get("/vem-gor-vad/")
        client.get(path, queries=limit)
