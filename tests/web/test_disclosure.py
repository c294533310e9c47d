"""The page of limits: read and changed by the secretariat, and nobody else's."""

import pytest

from samsyn.disclosure.models import Decision
from samsyn.disclosure.selectors import limit_for
from samsyn.domain.access import Everything
from samsyn.domain.disclosing import Shown
from samsyn.domain.vocabulary import Dimension

pytestmark = pytest.mark.django_db
PAGE = "/statistik/sma-tal/"
ANYBODY = Everything("test")
WHY = "Beslut i BUSSAM den 3 mars."


def posted(**more):
    return {"shown": "open", "points_out": "area", "limit": "10", "reason": WHY, **more}


def test_the_secretariat_sees_and_changes_a_limit_with_its_reason(client, cast):
    page = client.login_as(cast.doris).get(PAGE, queries=8)
    assert page.text.count("Förslag, ej fastställt") >= 25
    assert "Ingen har ändrat något än." in page.text
    assert client.post(PAGE, posted()).url == PAGE
    page = client.get(PAGE)
    assert "10 och uppåt" in page.text and WHY in page.text
    assert limit_for(Shown.OPEN, [Dimension.REPORTER_MUNICIPALITY], viewer=ANYBODY) == 10


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"limit": "0"}, "Välj ett tal från 3 till 30."),
        ({"limit": "2"}, "Välj ett tal från 3 till 30."),
        ({"reason": "kort"}, "Skriv minst tio tecken."),
        ({"points_out": "everything"}, "everything"),
    ],
)
def test_what_cannot_be_decided_is_said_at_the_field(client, cast, more, said):
    page = client.login_as(cast.doris).post(PAGE, posted(**more))
    assert page.status_code == 422 and said in page.text
    assert not Decision.objects.exists()


@pytest.mark.parametrize("who", ["cecilia", "gudmund", "hedda", "frej"])
def test_others_find_no_such_page_and_decide_nothing(client, cast, who):
    client.login_as(getattr(cast, who))
    assert client.get(PAGE).status_code == client.post(PAGE, posted()).status_code == 404
    assert not Decision.objects.exists()


def test_the_page_in_english(client, cast):
    client.login_as(cast.doris).post("/konto/sprak/", {"language": "en"})
    page = client.get(PAGE)
    assert "Small numbers" in page.text and "Proposal, not adopted" in page.text
