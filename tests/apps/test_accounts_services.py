"""Who may open accounts, give and end roles; and is every change in the log?"""

from datetime import date, timedelta

import pytest

from samsyn.accounts import selectors, services
from samsyn.accounts.services import AddressTaken, GrantRefused
from samsyn.audit.models import AuditEvent
from samsyn.domain.access import SCOPE_OF_ROLE, Everything, ScopeKind
from samsyn.domain.vocabulary import Role
from tests.builders import grant_role, make_user


@pytest.fixture
def manager(cast):
    """Bo leads BUP Tofsvipan."""
    grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    return cast.viewer("bo")


def give(by, now, user, role, at=None):
    return services.grant_role(by=by, now=now, user=user, role=role, scope_id=at and at.pk)


def place_of(cast, role):
    return {
        ScopeKind.UNIT: cast.places.bup,
        ScopeKind.PRINCIPAL: cast.places.region,
        ScopeKind.AREA: cast.places.bus_area,
        ScopeKind.COUNTY: None,
    }[SCOPE_OF_ROLE[role]]


@pytest.mark.parametrize("role", list(Role))
def test_the_administrator_gives_every_role_and_it_is_logged(cast, now, role):
    user = make_user()
    grant = give(cast.viewer("gudmund"), now, user, role, place_of(cast, role))
    assert (grant.role, grant.valid_from) == (role, date(2026, 3, 9))
    event = AuditEvent.objects.get()
    assert (event.kind, event.object_label) == ("changed_access", user.name)
    assert event.details["role"] == role


def test_the_administrator_gives_himself_nothing(cast, now):
    with pytest.raises(GrantRefused) as refused:
        give(cast.viewer("gudmund"), now, cast.gudmund, Role.SECRETARIAT)
    assert refused.value.why == "own"


def test_a_manager_gives_and_ends_caseworkers_at_the_own_unit(cast, now, manager):
    grant = give(manager, now, cast.hedda, Role.CASEWORKER, cast.places.bup)
    services.end_role(by=manager, now=now, grant=grant)
    assert len(selectors.choices_for(cast.hedda, date(2026, 3, 9))) == 1


@pytest.mark.parametrize(
    ("role", "unit"), [(Role.MANAGER, "bup"), (Role.CASEWORKER, "social"), (Role.MANAGER, "social")]
)
def test_a_manager_gives_nothing_else(cast, now, manager, role, unit):
    with pytest.raises(GrantRefused, match="not_yours"):
        give(manager, now, make_user(), role, getattr(cast.places, unit))


@pytest.mark.parametrize("name", ["astrid", "doris", "elof", "frej", "hedda", "ivar"])
def test_nobody_else_gives_roles_or_opens_accounts(cast, now, name):
    viewer = cast.viewer(name)
    with pytest.raises(GrantRefused):
        give(viewer, now, make_user(), Role.CASEWORKER, cast.places.social)
    with pytest.raises(GrantRefused):
        services.invite(
            by=viewer,
            now=now,
            email="ny@example.com",
            role=Role.CASEWORKER,
            scope_id=cast.places.other_school.pk,
        )
    with pytest.raises(GrantRefused):
        services.deactivate(by=viewer, now=now, user=cast.bo)


def test_the_wrong_kind_of_place_and_a_second_time_are_refused(cast, now):
    gudmund = cast.viewer("gudmund")
    with pytest.raises(GrantRefused, match="scope"):
        give(gudmund, now, cast.bo, Role.MANAGER)
    with pytest.raises(GrantRefused, match="already"):
        give(gudmund, now, cast.bo, Role.CASEWORKER, cast.places.bup)


def test_an_ended_role_can_be_given_again(cast, now):
    gudmund = cast.viewer("gudmund")
    services.end_role(by=gudmund, now=now, grant=cast.bo.grants.get())
    assert not selectors.choices_for(cast.bo, date(2026, 3, 9))
    give(gudmund, now, cast.bo, Role.CASEWORKER, cast.places.bup)
    assert selectors.choices_for(cast.bo, date(2026, 3, 9))


def test_the_last_administrator_stays(cast, now):
    job = Everything("test")
    with pytest.raises(GrantRefused, match="last"):
        services.end_role(by=job, now=now, grant=cast.gudmund.grants.get())
    with pytest.raises(GrantRefused, match="last"):
        services.deactivate(by=job, now=now, user=cast.gudmund)


def test_an_account_is_opened_once_per_address(cast, now):
    job = Everything("test")
    user = services.create_user(by=job, now=now, email="Ny@Example.com ", name="Ny Utter")
    assert (user.email, user.has_usable_password()) == ("ny@example.com", False)
    with pytest.raises(AddressTaken):
        services.create_user(by=job, now=now, email="ny@example.com", name="Ny")


def test_a_closed_account_is_out_everywhere_and_can_be_opened(cast, now):
    gudmund, before = cast.viewer("gudmund"), cast.bo.session_generation
    services.deactivate(by=gudmund, now=now, user=cast.bo)
    cast.bo.refresh_from_db()
    assert (cast.bo.is_active, cast.bo.session_generation) == (False, before + 1)
    services.activate(by=gudmund, now=now, user=cast.bo)
    assert selectors.choices_for(cast.bo, date(2026, 3, 9))


def test_own_settings_are_kept_and_logged(cast, now):
    services.change_own_details(by=cast.bo, now=now, title="Kurator ", phone="08-1")
    services.set_hide_name(by=cast.bo, now=now, hidden=True)
    services.change_language(by=cast.bo, language="en")
    services.log_out_everywhere(by=cast.bo, now=now)
    cast.bo.refresh_from_db()
    assert (cast.bo.title, cast.bo.hide_name, cast.bo.language) == ("Kurator", True, "en")
    changes = [event.details["change"] for event in AuditEvent.objects.order_by("pk")]
    assert changes == ["details", "name_hidden", "logged_out_everywhere"]
    with pytest.raises(ValueError, match="xx"):
        services.change_language(by=cast.bo, language="xx")


def test_people_are_seen_by_administrator_and_by_their_manager(cast, now, manager):
    today = date(2026, 3, 9)

    def names(viewer, **wanted):
        return [user.name for user in selectors.people(viewer=viewer, today=today, **wanted)]

    assert names(manager) == ["Bo Lingonhed"]
    assert len(names(cast.viewer("gudmund"))) == 10
    assert names(cast.viewer("gudmund"), search="RÖNN") == ["Cecilia Rönnskog"]
    for name in ("astrid", "doris", "elof", "frej", "cecilia"):
        assert names(cast.viewer(name)) == []


def test_a_manager_knows_only_roles_at_the_own_unit(cast, now, manager):
    grant_role(cast.hedda, Role.CASEWORKER, cast.places.bup)
    today = date(2026, 3, 9)
    seen = selectors.held_roles(cast.hedda, viewer=manager, today=today)
    assert [(held.role, held.may_end) for held in seen] == [(Role.CASEWORKER, True)]
    assert len(selectors.held_roles(cast.hedda, viewer=cast.viewer("gudmund"), today=today)) == 2


def test_ended_roles_come_last(cast, now):
    gudmund, today = cast.viewer("gudmund"), date(2026, 3, 9)
    ended = grant_role(cast.bo, Role.MANAGER, cast.places.bup, valid_to=today - timedelta(days=1))
    seen = selectors.held_roles(cast.bo, viewer=gudmund, today=today)
    assert [held.is_ended for held in seen] == [False, True]
    assert seen[1].grant == ended and not seen[1].may_end


def test_sign_ins_are_logged_where_the_persons_registrar_sees_them(cast, now):
    services.signed_in(user=cast.astrid, now=now)
    services.sign_in_failed(email="ASTRID@example.com", address="192.0.2.1", step="code", now=now)
    services.sign_in_failed(email="okand@example.com", address="192.0.2.1", step="x", now=now)
    from samsyn.audit.selectors import events

    assert [event.kind for event in events(viewer=cast.viewer("frej"))] == [
        "sign_in_failed",
        "signed_in",
    ]
    unknown = AuditEvent.objects.latest("pk")
    assert (unknown.actor_id, unknown.object_label) == (None, "")
    assert "okand" not in str(unknown.details)
