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
