"""Leaving a unit, closing the own account, and accounts that nobody uses."""

from datetime import UTC, datetime, timedelta

import pytest

from samsyn.accounts import selectors, services
from samsyn.accounts.models import User
from samsyn.accounts.services import GrantRefused, ManagerMissing
from samsyn.accounts.services.inactive import months_before
from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import Role
from samsyn.mail.models import Letter
from tests.builders import NOW, grant_role, make_user

DAY = timedelta(days=1)


def roles_of(user):
    return [role for one in selectors.choices_for(user, NOW.date()) for role in one.roles]


def test_one_leaves_a_unit_at_once(cast):
    services.leave_role(by=cast.bo, now=NOW, grant=cast.bo.grants.get())
    assert not roles_of(cast.bo)
    event = AuditEvent.objects.get()
    assert (event.actor_id, event.details["change"]) == (cast.bo.pk, "role_left")


def test_one_leaves_only_for_oneself(cast):
    with pytest.raises(GrantRefused, match="not_yours"):
        services.leave_role(by=cast.bo, now=NOW, grant=cast.astrid.grants.get())


def test_the_last_manager_is_warned_and_may_leave(cast):
    grant = grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    with pytest.raises(ManagerMissing) as missing:
        services.leave_role(by=cast.bo, now=NOW, grant=grant)
    assert missing.value.units == ["BUP Tofsvipan"]
    services.leave_role(by=cast.bo, now=NOW, grant=grant, warned=True)
    assert roles_of(cast.bo) == [Role.CASEWORKER]


def test_one_of_two_managers_leaves_without_warning(cast):
    grant = grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    grant_role(make_user(), Role.MANAGER, cast.places.bup)
    services.leave_role(by=cast.bo, now=NOW, grant=grant)
    assert roles_of(cast.bo) == [Role.CASEWORKER]


def test_the_last_administrator_stays(cast):
    with pytest.raises(GrantRefused, match="last"):
        services.leave_role(by=cast.gudmund, now=NOW, grant=cast.gudmund.grants.get(), warned=True)
    with pytest.raises(GrantRefused, match="last"):
        services.close_own_account(by=cast.gudmund, now=NOW, warned=True)
    grant_role(make_user(), Role.ADMINISTRATOR)
    services.close_own_account(by=cast.gudmund, now=NOW)


def test_the_own_account_is_closed_with_all_roles_and_a_letter(cast):
    generation = cast.bo.session_generation
    grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    with pytest.raises(ManagerMissing):
        services.close_own_account(by=cast.bo, now=NOW)
    services.close_own_account(by=cast.bo, now=NOW, warned=True)
    cast.bo.refresh_from_db()
    assert not cast.bo.is_active and cast.bo.session_generation == generation + 1
    assert Letter.objects.get().recipient == cast.bo.email
    services.activate(by=cast.viewer("gudmund"), now=NOW, user=cast.bo)
    assert not roles_of(cast.bo), "who comes back is let in anew"


@pytest.mark.parametrize(
    ("moment", "months", "earlier"),
    [
        ((2026, 3, 9), 18, (2024, 9, 9)),
        ((2026, 1, 31), 2, (2025, 11, 30)),
        ((2024, 3, 31), 1, (2024, 2, 29)),
        ((2026, 12, 1), 12, (2025, 12, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(moment, months, earlier):
    assert months_before(datetime(*moment, tzinfo=UTC), months) == datetime(*earlier, tzinfo=UTC)


def unused(email, days, **more):
    user = make_user(email=email, **more)
    User.objects.filter(pk=user.pk).update(created_at=NOW - days * DAY)
    return user


@pytest.fixture
def only_new(cast):
    """The cast's accounts are of today, so that only those of the test can be old."""
    User.objects.update(created_at=NOW)


def active(user):
    return User.objects.get(pk=user.pk).is_active


@pytest.mark.usefixtures("only_new")
def test_an_unused_account_is_warned_once_and_closed_a_month_later():
    user = unused("lange-sedan@example.com", 560)
    assert services.close_inactive(now=NOW) == (1, 0)
    assert services.close_inactive(now=NOW + DAY) == (0, 0)
    assert Letter.objects.get().kind == "inactive_warning"
    assert active(user)
    assert services.close_inactive(now=NOW + 31 * DAY) == (0, 1)
    assert not active(user)
    assert Letter.objects.latest("pk").kind == "inactive_closed"
    assert AuditEvent.objects.get().details["change"] == "closed_inactive"
    assert services.close_inactive(now=NOW + 60 * DAY) == (0, 0)


@pytest.mark.usefixtures("only_new")
def test_nobody_is_closed_without_a_letter_a_month_before():
    """The job may have stood still for a year: the letter still comes first."""
    user = unused("lange-sedan@example.com", 2000)
    assert services.close_inactive(now=NOW) == (1, 0)
    assert services.close_inactive(now=NOW + 27 * DAY) == (0, 0)
    assert services.close_inactive(now=NOW + 28 * DAY) == (0, 1)
    assert not active(user)


@pytest.mark.usefixtures("only_new")
def test_a_log_in_keeps_the_account():
    user = unused("lange-sedan@example.com", 560)
    services.close_inactive(now=NOW)
    User.objects.filter(pk=user.pk).update(last_login=NOW + 5 * DAY)
    assert services.close_inactive(now=NOW + 40 * DAY) == (0, 0)
    assert active(user)
    assert services.close_inactive(now=NOW + 600 * DAY)[0] >= 1, "and later is warned again"


@pytest.mark.usefixtures("only_new")
def test_who_is_opened_again_is_warned_anew(cast):
    user = unused("lange-sedan@example.com", 2000)
    services.close_inactive(now=NOW)
    services.close_inactive(now=NOW + 28 * DAY)
    user.refresh_from_db()
    services.activate(by=cast.viewer("gudmund"), now=NOW + 30 * DAY, user=user)
    assert services.close_inactive(now=NOW + 31 * DAY) == (1, 0)
    assert active(user)


def test_the_last_administrator_is_warned_and_never_closed(cast):
    User.objects.update(created_at=NOW - 2000 * DAY)
    services.close_inactive(now=NOW)
    services.close_inactive(now=NOW + 40 * DAY)
    assert list(User.objects.filter(is_active=True)) == [cast.gudmund]
