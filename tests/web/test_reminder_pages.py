"""The administrator sets each agreement's ladder of reminders and its pauses; nobody else does."""

import pytest
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.deviations.selectors.ladders import ladder_of
from samsyn.domain.reminders import DEFAULT_RULES, Pause, Rule
from samsyn.domain.vocabulary import Deadline, Rung

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client, cast):
    return client.login_as(cast.gudmund)


def page(name, cast):
    return reverse(f"agreements:{name}", args=[cast.agreement.key])


def typed(prefix, **fields):
    return {f"{prefix}-{name}": value for name, value in fields.items()}


def test_the_ladder_is_told_in_words(cast, admin):
    text = admin.get(page("reminders", cast)).text
    assert "5 dagar före sista dagen att svara" in text
    assert "På sista dagen att kvittera" in text
    assert "Lokala BUS-gruppens kontaktperson" in text
    assert "förslag, ej fastställt" in text


def test_a_step_is_added_once_and_taken_away(cast, admin):
    step = typed("rule", deadline="answer", side="-1", days="10", rung="unit")
    for _twice in range(2):
        assert admin.post(page("add_rule", cast), step).status_code == 302
    new = Rule(Deadline.ANSWER, -10, Rung.UNIT)
    assert set(ladder_of(cast.agreement.pk).rules) == {*DEFAULT_RULES, new}
    assert AuditEvent.objects.filter(object_kind="agreement").count() == 1
    for _twice in range(2):
        assert (
            admin.post(page("remove_reminder", cast), {"code": "answer-10:unit"}).status_code == 302
        )
    assert set(ladder_of(cast.agreement.pk).rules) == set(DEFAULT_RULES)
    assert AuditEvent.objects.filter(object_kind="agreement").count() == 2


def test_a_pause_is_added_and_taken_away(cast, admin):
    july = typed("pause", first_day="1", first_month="7", last_day="31", last_month="7")
    admin.post(page("add_pause", cast), july)
    assert ladder_of(cast.agreement.pk).pauses == (Pause((7, 1), (7, 31)),)
    assert "1 juli–31 juli varje år" in admin.get(page("reminders", cast)).text
    admin.post(page("remove_reminder", cast), {"code": "07-01--07-31"})
    assert ladder_of(cast.agreement.pk).pauses == ()


@pytest.mark.parametrize(
    ("name", "fields", "said"),
    [
        (
            "add_rule",
            {"deadline": "answer", "side": "1", "days": "", "rung": "unit"},
            "hur många dagar",
        ),
        ("add_rule", {"deadline": "answer", "side": "1", "days": "999", "rung": "unit"}, "999"),
        (
            "add_pause",
            {"first_day": "31", "first_month": "4", "last_day": "1", "last_month": "5"},
            "finns inte i den månaden",
        ),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_kept(cast, admin, name, fields, said):
    before = ladder_of(cast.agreement.pk)
    response = admin.post(page(name, cast), typed(name.removeprefix("add_"), **fields))
    assert response.status_code == 422
    assert said in response.text
    assert ladder_of(cast.agreement.pk) == before


def test_nobody_else_sees_or_changes_it(cast, client):
    client.login_as(cast.astrid)
    assert client.get(page("reminders", cast)).status_code == 404
    step = typed("rule", deadline="answer", side="1", days="1", rung="unit")
    assert client.post(page("add_rule", cast), step).status_code == 404
    assert set(ladder_of(cast.agreement.pk).rules) == set(DEFAULT_RULES)
