"""The page that tells what older codes are in the next list, and the form that decides it."""

import pytest

from samsyn.coding.selectors.correspondences import codes_in, decisions_about
from samsyn.coding.services import ensure_theme
from samsyn.domain.correspondences import Code

pytestmark = pytest.mark.django_db
PAGE = "/kodning/listor/2020/motsvarigheter/"
UNCLEAR = "Oklara gränser för uppdrag och ansvar"


def key_of(year, theme):
    return next(one.key for one in codes_in(year) if one.code == Code(year, theme))


def current(key):
    return next(one for one in decisions_about(key, 2021) if one.is_current)


def test_the_lists_lead_there_and_what_is_open_stands_first(client, cast):
    ensure_theme(year=2020, name="Ännu ett tema")
    client.login_as(cast.doris)
    assert f'href="{PAGE}"' in client.get("/kodning/listor/").text
    text = client.get(PAGE, queries=12).text
    assert "1 är inte beslutad och står först." in text
    assert "5 är förslag, ej fastställda." in text
    assert text.index("Ännu ett tema") < text.index("Samordnad individuell plan (SIP)")
    assert "Var ett eget tema 2020" in text


def test_a_decision_is_made_without_javascript(client, cast):
    key = key_of(2020, UNCLEAR)
    page = client.login_as(cast.doris).get(f"{PAGE}{key}/")
    assert "Inte jämförbar" in page.text and "gäller nu" in page.text
    targets = [key_of(2021, "Samverkan på strukturell nivå"), key_of(2021, "Remisshantering")]
    sent = {
        "seen_decision": current(key).pk,
        "kind": "many",
        "targets": targets,
        "words": "Läst på nytt.",
    }
    assert client.post(f"{PAGE}{key}/", {**sent, "named": targets[0]}).url == PAGE
    text = client.get(PAGE).text
    assert "Läst på nytt." in text and "Tidsserier räknar den under" in text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Välj hur de hör ihop."),
        ({"kind": "one", "words": "Ord"}, "Välj precis en motsvarighet."),
        ({"kind": "many", "words": "Ord"}, "Välj minst två motsvarigheter."),
        ({"kind": "none"}, "Skriv varför"),
        ({"kind": "none", "words": "Se 20121212-2384"}, "personnummer"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(client, cast, sent, words):
    key = key_of(2020, UNCLEAR)
    before = current(key)
    response = client.login_as(cast.doris).post(
        f"{PAGE}{key}/", {"seen_decision": before.pk, **sent}
    )
    assert response.status_code == 422
    assert words in response.text and "data-focus" in response.text
    assert current(key).pk == before.pk


def test_the_second_is_told_keeps_the_words_and_may_save_again(client, cast):
    key = key_of(2020, UNCLEAR)
    seen = current(key).pk
    sent = {"seen_decision": seen, "kind": "none", "words": "Den första"}
    client.login_as(cast.doris).post(f"{PAGE}{key}/", sent)
    response = client.post(f"{PAGE}{key}/", {**sent, "words": "Den andra"})
    assert response.status_code == 422
    assert "Någon annan har beslutat" in response.text and "Den andra" in response.text
    assert current(key).words == "Den första"
    assert f'name="seen_decision" value="{current(key).pk}"' in response.text
    client.post(f"{PAGE}{key}/", {**sent, "seen_decision": current(key).pk, "words": "Den andra"})
    assert current(key).words == "Den andra"


@pytest.mark.parametrize("address", ["2021/motsvarigheter/", "2019/motsvarigheter/"])
def test_there_is_no_page_without_a_next_list(client, cast, address):
    assert client.login_as(cast.doris).get(f"/kodning/listor/{address}").status_code == 404


@pytest.mark.parametrize("key", ["t0", "s0", "x", "t"])
def test_there_is_no_page_for_a_code_of_another_list(client, cast, key):
    assert client.login_as(cast.doris).get(f"{PAGE}{key}/").status_code == 404
    other = key_of(2021, "Remisshantering")
    assert client.get(f"{PAGE}{other}/").status_code == 404
