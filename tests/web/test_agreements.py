"""The administrator sets the times of agreements; nobody else, and nothing sent is moved."""

import pytest

from samsyn.audit.models import AuditEvent
from tests.builders import make_deviation

pytestmark = pytest.mark.django_db
TIMES = {"acknowledge_working_days": "3", "answer_days": "20", "ceiling_days": "40"}


def edit_url(cast):
    return f"/overenskommelser/{cast.agreement.key}/"


def test_times_are_changed_for_what_is_sent_later(cast, client):
    deviation = make_deviation(cast)
    promised = deviation.addressings.get().answer_by
    client.login_as(cast.gudmund)
    assert "30" in client.get("/overenskommelser/").text
    assert client.get(edit_url(cast)).status_code == 200
    client.post(edit_url(cast), TIMES)
    cast.agreement.refresh_from_db()
    assert (cast.agreement.answer_days, cast.agreement.is_proposal) == (20, False)
    assert deviation.addressings.get().answer_by == promised
    assert make_deviation(cast).addressings.get().answer_by < promised
    event = AuditEvent.objects.get(object_kind="agreement")
    assert event.details["answer_days"] == [30, 20]


def test_a_limit_before_the_answer_is_refused_and_kept(cast, client):
    client.login_as(cast.gudmund)
    response = client.post(edit_url(cast), {**TIMES, "ceiling_days": "10"})
    assert response.status_code == 422
    assert "Tidsgränsen kan inte vara kortare" in response.text
    cast.agreement.refresh_from_db()
    assert cast.agreement.ceiling_days == 60


@pytest.mark.parametrize("name", ["astrid", "cecilia", "doris", "elof", "frej"])
def test_nobody_else_sees_the_page(cast, client, name):
    client.login_as(getattr(cast, name))
    assert client.get("/overenskommelser/").status_code == 404
    assert client.post(edit_url(cast), TIMES).status_code == 404
    cast.agreement.refresh_from_db()
    assert cast.agreement.answer_days == 30
