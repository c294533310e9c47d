"""For what can somebody act, and in which words is it said?"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from samsyn.accounts import selectors
from samsyn.accounts.models import RoleGrant
from samsyn.domain.access import SCOPE_OF_ROLE, ScopeKind
from samsyn.domain.vocabulary import Role
from tests.builders import grant_role, make_user

TODAY = date(2026, 3, 9)


def choices(user, today=TODAY):
    return selectors.choices_for(user, today)


def test_every_kind_of_place_is_named_in_words(cast):
    places, user = cast.places, make_user()
    grant_role(user, Role.SECRETARIAT)
    grant_role(user, Role.COORDINATOR, places.municipality)
    grant_role(user, Role.SIP_COORDINATOR, places.bus_area)
    grant_role(user, Role.MANAGER, places.bup)
    assert [choice.acting_for for choice in choices(user)] == [
        "BUP Tofsvipan",
        "Trastby kommun (samordnare)",
        "BUS Trastby (SIP-samordnare)",
        "BUS-sekretariatet",
    ]


def test_roles_at_one_unit_add_up(cast):
    grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    (only,) = choices(cast.bo)
    assert only.roles == {Role.CASEWORKER, Role.MANAGER}
    assert (only.unit_id, only.home_principal_id) == (cast.places.bup.pk, cast.places.region.pk)


def test_nobody_is_administrator_and_secretariat_at_once(cast):
    grant_role(cast.gudmund, Role.SECRETARIAT)
    assert [choice.roles for choice in choices(cast.gudmund)] == [
        {Role.ADMINISTRATOR},
        {Role.SECRETARIAT},
    ]


def test_a_registrar_who_coordinates_chooses_which(cast):
    grant_role(cast.frej, Role.COORDINATOR, cast.places.municipality)
    keys = {choice.key for choice in choices(cast.frej)}
    pk = cast.places.municipality.pk
    assert keys == {f"principal:{pk}:coordinator", f"principal:{pk}:registrar"}


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (date(2026, 3, 9), None, True),
        (date(2026, 3, 10), None, False),
        (None, date(2026, 3, 9), True),
        (None, date(2026, 3, 8), False),
    ],
)
def test_a_role_holds_from_and_to_its_days_inclusive(cast, valid_from, valid_to, holds):
    user = make_user()
    grant_role(user, Role.CASEWORKER, cast.places.bup, valid_from=valid_from, valid_to=valid_to)
    assert bool(choices(user)) is holds


def test_the_chosen_one_is_found_and_an_ended_choice_forgotten(cast):
    grant_role(cast.bo, Role.CASEWORKER, cast.places.social)
    chosen = f"unit:{cast.places.social.pk}"
    assert selectors.viewer_for(cast.bo, chosen, TODAY).unit_id == cast.places.social.pk
    assert selectors.viewer_for(cast.bo, "unit:0", TODAY).unit_id == cast.places.bup.pk
    assert selectors.viewer_for(make_user(), None, TODAY) is None


def test_closed_accounts_act_for_nothing(cast):
    cast.bo.is_active = False
    cast.bo.save()
    assert choices(cast.bo) == ()


def test_it_takes_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        choices(cast.elof)


def test_a_role_is_held_once_at_a_time(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        grant_role(cast.gudmund, Role.ADMINISTRATOR)
    with pytest.raises(IntegrityError), transaction.atomic():
        grant_role(cast.bo, Role.CASEWORKER, cast.places.bup)


def test_the_database_refuses_a_role_at_the_wrong_kind_of_place(cast):
    for role in Role:
        for column, at in (("unit", cast.places.bup), ("area", cast.places.area), ("", None)):
            if column == SCOPE_OF_ROLE[role] or (
                not column and SCOPE_OF_ROLE[role] is ScopeKind.COUNTY
            ):
                continue
            where = {column: at} if column else {}
            with pytest.raises(IntegrityError), transaction.atomic():
                RoleGrant.objects.create(user=cast.ivar, role=role, **where)


def test_sessions_of_another_generation_are_not_accepted(cast):
    before = cast.bo.get_session_auth_hash()
    cast.bo.session_generation += 1
    assert cast.bo.get_session_auth_hash() != before


def test_a_hidden_name_is_not_shown(cast):
    assert cast.bo.shown_name == "Bo Lingonhed"
    cast.bo.hide_name = True
    assert cast.bo.shown_name == ""
