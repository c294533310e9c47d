"""The page where the secretariat registers a report that came on paper."""

from datetime import timedelta

import pytest
import time_machine

from samsyn.deviations.models import Deviation
from samsyn.deviations.selectors.choices import agreements_on
from samsyn.mail.models import Letter
from tests.builders import NOW

pytestmark = pytest.mark.django_db
PAGE = "/registrera/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def typed(client, cast):
    client.login_as(cast.doris)
    form = client.get(PAGE, queries=12).context["form"]
    (agreement, *_rest) = agreements_on(NOW.date())
    point = agreement.points_now[0].pk if agreement.points_now else ""
    return {
        "submission_key": str(form["submission_key"].value()),
        "reported_on": (NOW - timedelta(3)).date().isoformat(),
        "reporter": cast.places.social.name,
        "recipients": f"{cast.places.bup.name}\n\n{cast.places.external_bup.name}\n",
        "point": f"{agreement.pk}-{point}",
        "level": "individual",
        "title": "Kallelse saknades",
        "what_happened": "Som på papperet.",
        "way": "vidare",
    }


def test_from_paper_to_the_copy_once(client, cast, typed):
    moved = client.post(PAGE, typed)
    deviation = Deviation.objects.get()
    assert moved.headers["Location"] == f"/avvikelser/{deviation.number}/"
    client.post(PAGE, typed)
    assert Deviation.objects.count() == 1 and Letter.objects.count() == 3
    page = client.get(moved.headers["Location"]).text
    assert "Kom på papper" in page and "Registrerad av BUS-sekretariatet" in page
    assert "avidentifierade kopia" in page
    client.login_as(cast.bo)
    assert 'lang="sv">Kom på papper<' in client.get("/inkorg/").text
    page = client.get(moved.headers["Location"]).text
    assert "Kom på papper" in page and "Registrerad av BUS-sekretariatet" in page


def test_an_old_one_with_its_answer(client, cast, typed):
    typed |= {
        "reported_on": "2021-03-02",
        "way": "avslutad",
        "outcome": "resolved",
        "answered_on": "2021-04-02",
        "answer_text": "Vi ringer i stället.",
    }
    client.post(PAGE, typed)
    page = client.get(f"/avvikelser/{Deviation.objects.get().number}/").text
    assert "Vi ringer i stället." in page and "Löst genom kommunikation" in page
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reporter": "Koltrasten"}, "Menade du: Koltrastens socialtjänst"),
        ({"recipients": "Ingenstans"}, "ingen verksamhet som hette ”Ingenstans”"),
        ({"recipients": " \n"}, "Till vilka?"),
        ({"reported_on": "2019-01-01"}, "äldre än överenskommelsens tidsgräns"),
        ({"reported_on": "2030-01-01"}, "Datumet har inte varit än"),
        ({"what_happened": "19121212-1212"}, "innehåller ett personnummer"),
        ({"outcome": "resolved"}, "har inget svar än"),
        ({"way": "avslutad", "outcome": "resolved"}, "både ett utfall och en dag"),
        ({"theme": "999999"}, "Välj ett"),
        ({"submission_key": "x"}, "behöver rättas"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, typed, changed, words):
    response = client.post(PAGE, typed | changed)
    assert response.status_code == 422 and words in response.text
    assert typed["title"] in response.text
    assert not Deviation.objects.exists()


@pytest.fixture
def registered(client, typed, before_the_guard):
    client.post(PAGE, typed | {"what_happened": "Ring 08-123 45 67 i maj."})
    return Deviation.objects.get()


def test_the_transcription_is_corrected_and_the_parties_see_what_changed(client, cast, registered):
    way = f"{PAGE}{registered.number}/ratta/"
    assert way in client.get(f"/avvikelser/{registered.number}/").text
    form = client.get(way, queries=14).context["form"]
    assert form["what_happened"].value() == "Ring [telefonnummer] i maj."
    right = {
        "version": registered.version,
        "title": "Kallelse kom sent",
        "what_happened": form["what_happened"].value(),
        "reason": "Fel rubrik.",
    }
    assert client.post(way, right | {"reason": ""}).status_code == 422
    same = client.post(way, right | {"title": registered.title})
    assert same.status_code == 422 and "Inget är ändrat" in same.text
    stale = client.post(way, right | {"version": "99"})
    assert stale.status_code == 409 and "Kallelse kom sent" in stale.text
    client.post(way, right)
    page = client.get(f"/avvikelser/{registered.number}/").text
    assert "Avskriften rättad av BUS-sekretariatet" in page and "Kallelse kom sent" in page
    client.login_as(cast.bo)
    page = client.get(f"/avvikelser/{registered.number}/").text
    assert "Kallelse <del>saknades</del><ins>kom sent</ins>" in page and "Fel rubrik." in page
    assert "Ring 08-123 45 67 i maj." in page


def test_no_other_may_and_nobody_once_the_unit_has_its_own_words(client, cast, registered):
    way = f"{PAGE}{registered.number}/ratta/"
    for who in (cast.astrid, cast.bo, cast.gudmund, cast.hedda):
        client.login_as(who)
        assert client.get(way).status_code == client.post(way, {}).status_code == 404
        assert way not in client.get(f"/avvikelser/{registered.number}/").text
    client.login_as(cast.astrid)
    client.post(
        f"/avvikelser/{registered.number}/ratta/",
        {
            "version": registered.version,
            "direct_contact": "yes",
            "title": "Vår rubrik",
            "happened_on": "2026-01-02",
            "what_happened": "Våra ord",
            "what_was_expected": "Annat",
            "consequence": "none",
            "reason": "Våra ord.",
        },
    )
    assert registered.versions.count() == 2
    client.login_as(cast.doris)
    assert client.get(way).status_code == 404
    assert way not in client.get(f"/avvikelser/{registered.number}/").text
