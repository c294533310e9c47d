"""The pages of same event: proposals, linking, taking back, and that no party notices."""

import pytest

from samsyn.events.models import EventLink
from tests.builders import make_deviation

pytestmark = pytest.mark.django_db
LIST = "/samma-handelse/"
TEXT = "Läkaren uteblev från planeringsmötet trots kallelse och utan ersättare."


@pytest.fixture
def two(cast, before_the_guard):
    one = make_deviation(cast, title="Ring 08-123 45 67", what_happened=TEXT)
    other = make_deviation(
        cast, by=cast.viewer("cecilia"), title="Läkaren kom inte", what_happened=TEXT
    )
    return one, other


@pytest.fixture
def doris(client, cast):
    return client.login_as(cast.doris)


def test_from_a_proposal_to_one_event_and_back(doris, two):
    one, other = two
    page = doris.get(LIST, queries=14).text
    assert "Inga rapporter har länkats än." in page and other.number in page
    assert "många gemensamma ord" in page and "av 7" in page
    assert "08-123" not in page
    page = doris.get(f"{LIST}{one.number}/", queries=20).text
    assert 'type="checkbox" name="numbers"' in page
    moved = doris.post(f"{LIST}{one.number}/lanka/", {"numbers": [other.number]})
    assert moved.headers["Location"] == f"{LIST}{one.number}/"
    copy = doris.get(f"/avvikelser/{one.number}/").text
    assert other.number in copy and "Samma händelse" in copy
    assert "Länkade" in doris.get(LIST, queries=18).text
    doris.post(f"{LIST}{one.number}/ta-bort/")
    assert not EventLink.objects.filter(unlinked_at=None).exists()


def test_a_number_can_be_typed_and_an_unknown_one_is_said(doris, two):
    one, other = two
    address = f"{LIST}{one.number}/lanka/"
    for data, words in (
        ({"number": "SAM-2026-9999"}, "Det finns ingen avvikelse med numret SAM-2026-9999"),
        ({}, "Välj minst en avvikelse"),
        ({"number": one.number}, "Välj minst en avvikelse"),
    ):
        response = doris.post(address, data)
        assert response.status_code == 422 and words in response.text
    doris.post(address, {"number": other.number.lower()})
    assert EventLink.objects.count() == 2


def test_a_pair_is_settled_from_the_list(doris, two):
    one, other = two
    page = doris.get(LIST).text
    assert "Inte samma" in page
    answer = {"numbers": [other.number], "from_list": "1"}
    moved = doris.post(f"{LIST}{one.number}/inte-samma/", answer)
    assert moved.headers["Location"] == LIST
    assert "Inga förslag just nu" in doris.get(LIST).text
    response = doris.post(f"{LIST}{one.number}/inte-samma/", {})
    assert response.status_code == 422 and "Välj minst en avvikelse." in response.text


def test_no_party_notices(client, cast, two):
    one, other = two
    client.login_as(cast.doris).post(f"{LIST}{one.number}/lanka/", {"numbers": [other.number]})
    for person in (cast.astrid, cast.bo):
        client.login_as(person)
        page = client.get(f"/avvikelser/{one.number}/").text
        assert "Samma händelse" not in page
        assert client.get(LIST).status_code == 404
        assert client.get(f"{LIST}{one.number}/").status_code == 404
    client.login_as(cast.astrid)
    assert other.number not in client.get(f"/avvikelser/{one.number}/").text


def test_the_figures_say_what_they_count(client, cast, two):
    one, other = two
    client.login_as(cast.doris).post(f"{LIST}{one.number}/lanka/", {"numbers": [other.number]})
    page = client.get("/statistik/?count=events&scope=all").text
    assert "Andelarna är av 1 händelse (n)." in page
    assert "räknas en gång" in page
