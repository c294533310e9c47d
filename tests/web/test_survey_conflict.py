"""Two people write the group's answer at once: both answers are shown, and nothing typed is lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from samsyn.domain.vocabulary import Role
from samsyn.surveys.models import GroupAnswer, Round
from samsyn.surveys.services.rounds import send_round
from tests.builders import grant_role, make_user
from tests.surveys import WHOLE, make_group, make_round

pytestmark = pytest.mark.django_db
OWN, OTHERS = "Vi använder mallen varje gång.", "Mallen är för lång."


@pytest.fixture
def colleague(cast):
    found = make_user("Signe Rönnholm")
    grant_role(found, Role.GROUP_CONTACT, cast.places.bus_area)
    return found


@pytest.fixture
def url(cast):
    group, day = make_group(cast.places.bus_area), timezone.localdate()
    made = make_round([group], opens_on=day, closes_on=day + timedelta(9))
    send_round(made.pk, seen_version=1, by=cast.viewer("doris"), now=timezone.now())
    return f"/enkater/{made.pk}/svar/{group.pk}/"


def typed(cast, **more):
    return {**WHOLE, f"took_part_{cast.places.region.pk}": "Enhetschef", **more}


def field(page, name):
    """A question with what stands beside it, to the next question."""
    return page.partition(f'name="{name}"')[2].partition('class="ds-f')[0]


def test_both_answers_are_shown_and_saved_on_the_newer_version(client, cast, colleague, url):
    client.login_as(cast.hedda).get(url)
    client.login_as(colleague).get(url)
    others = {"hab_kand": "nej", "sip_mall_kommentar": OTHERS, "hab_kommentar": "Sällan."}
    assert client.post(url, {**others, "save": 1})["Location"] == url
    client.login_as(cast.hedda)
    page = client.post(url, typed(cast, sip_mall_kommentar=OWN, send=1))
    assert page.status_code == 409
    assert "En kollega hann före" in page.text
    assert f"{OWN}</textarea>" in page.text
    assert OTHERS in field(page.text, "sip_mall_kommentar")
    assert re.search(r'name="hab_kand" value="ja"[^>]*checked', page.text)
    assert page.text.count("En kollega har sparat ett annat svar") == 2
    assert "Sällan.</textarea>" in page.text, "where nothing was typed the colleague's stands"
    assert 'Enhetschef"' in page.text
    assert GroupAnswer.objects.get().values["sip_mall_kommentar"] == OTHERS
    again = typed(cast, sip_mall_kommentar=f"{OWN} {OTHERS}", hab_kommentar="Sällan.", version=2)
    assert client.post(url, {**again, "send": 1}).status_code == 302
    kept = GroupAnswer.objects.get()
    assert kept.sent_at
    assert kept.values["sip_mall_kommentar"] == f"{OWN} {OTHERS}"
    assert kept.values["hab_kommentar"] == "Sällan."


def test_what_was_typed_is_kept_also_when_it_could_not_be_sent_yet(client, cast, colleague, url):
    """Too little to send, and a colleague has sent meanwhile: the comparison comes first."""
    assert client.login_as(colleague).post(url, typed(cast, send=1)).status_code == 302
    page = client.login_as(cast.hedda).post(url, {"hab_kommentar": "Halvt", "save": 1})
    assert page.status_code == 409
    assert "Halvt</textarea>" in page.text
    assert 'name="version" value="2"' in page.text
    assert GroupAnswer.objects.get().version == 2


def test_the_same_words_twice_are_no_conflict(client, cast, colleague, url):
    for who in (colleague, cast.hedda, cast.hedda):
        assert client.login_as(who).post(url, typed(cast, send=1)).status_code == 302
    assert GroupAnswer.objects.count() == 1


def test_a_press_on_a_button_of_the_guard_keeps_the_whole_answer(client, cast, url):
    """Without scripts the panel's buttons send the form."""
    words = "Ring 070-123 45 67 till oss."
    press = {"guard": "replace:hab_kommentar:070-123 45 67"}
    client.login_as(cast.hedda)
    page = client.post(url, typed(cast, hab_kommentar=words, **press))
    assert page.status_code == 200
    assert "Ring [telefonnummer] till oss.</textarea>" in page.text
    assert re.search(r'name="hab_kand" value="ja"[^>]*checked', page.text)
    assert 'value="Enhetschef"' in page.text


def test_what_comes_after_the_close_is_shown_to_be_copied(client, cast, url):
    Round.objects.update(closed_at=timezone.now())
    page = client.login_as(cast.hedda).post(url, typed(cast, hab_kommentar=OWN, send=1))
    assert page.status_code == 422
    assert "Det är inte sparat. Kopiera det du vill behålla." in page.text
    assert OWN in page.text
    assert "Enhetschef" in page.text


def test_a_log_in_that_ran_out_keeps_the_words(client, cast, url):
    client.login_as(cast.hedda).get(url)
    client.logout()
    page = client.post(url, typed(cast, hab_kommentar=OWN, send=1))
    assert page.status_code == 403
    assert "Du hade blivit utloggad" in page.text
    assert OWN in page.text
    assert 'name="send" value="1"' in page.text
