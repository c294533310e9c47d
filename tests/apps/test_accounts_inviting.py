"""The one way in: who may invite whom to what, and how often does a link work?"""

import re
from datetime import timedelta

import pytest

from samsyn.accounts import selectors, services
from samsyn.accounts.models import Invitation, User
from samsyn.accounts.services import AddressTaken, GrantRefused, JustSent, LinkOver
from samsyn.accounts.tokens import Purpose, hash_of, new_token
from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import Role
from samsyn.mail.models import Letter
from tests.builders import NOW, grant_role, make_unit, make_user, viewer_of

NEW = {"name": "Vendela Snårbo", "title": "Kurator", "password": "tre gamla tallar"}
LATER = NOW + timedelta(minutes=11)


@pytest.fixture
def manager(cast):
    """Bo leads BUP Tofsvipan."""
    grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    return cast.viewer("bo")


def invite(by, *, email="vendela@example.com", role=Role.CASEWORKER, at=None, now=NOW, **more):
    scope_id = at and at.pk
    return services.invite(by=by, now=now, email=email, role=role, scope_id=scope_id, **more)


def token_of(letter=None):
    letter = letter or Letter.objects.latest("pk")
    return re.search(r"/konto/inbjudan/(\S+)/", letter.body)[1]


def why(service, **arguments):
    with pytest.raises((GrantRefused, LinkOver)) as refused:
        service(**arguments)
    return refused.value.why


def accept(token, now=NOW, **changed):
    return services.accept_with_new_account(token=token, now=now, **NEW | changed)


def test_a_manager_invites_and_the_invited_opens_the_account(cast, manager):
    invite(manager, email=" Vendela@Example.com", at=cast.places.bup)
    user = accept(token_of())
    assert (user.email, user.name, user.title) == ("vendela@example.com", *list(NEW.values())[:2])
    assert user.check_password(NEW["password"])
    assert [one.acting_for for one in selectors.choices_for(user, NOW.date())] == ["BUP Tofsvipan"]
    changes = [event.details["change"] for event in AuditEvent.objects.order_by("pk")]
    assert changes == ["invited", "account_opened", "invitation_accepted"]


def test_the_letter_says_unit_role_and_link_in_the_chosen_language(cast, manager):
    invite(manager, at=cast.places.bup, language="sv")
    letter = Letter.objects.get()
    assert letter.recipient == "vendela@example.com" and letter.kind == "invitation"
    assert "handläggare" in letter.body.lower() and "BUP Tofsvipan" in letter.body
    assert letter.body.count("http") == 1


def test_the_database_does_not_know_the_link(cast, manager):
    invitation = invite(manager, at=cast.places.bup)
    assert token_of().split(".")[0] not in str(Invitation.objects.values().get())
    assert hash_of(token_of(), Purpose.INVITATION) == invitation.token_hash


@pytest.mark.parametrize("text", ["", "x", "a.b", "a.b.c"])
def test_a_guess_is_turned_away(db, text):
    assert hash_of(text, Purpose.INVITATION) is None
    assert why(accept, token=text) == "unknown"


def test_a_link_for_one_purpose_opens_no_other_door(db):
    token = new_token(Purpose.JOINING)
    assert hash_of(token.text, Purpose.JOINING) == token.hash
    assert hash_of(token.text, Purpose.INVITATION) is None


def test_a_link_works_once(cast, manager):
    invite(manager, at=cast.places.bup)
    accept(token_of())
    assert why(accept, token=token_of()) == "used"
    assert User.objects.filter(email="vendela@example.com").count() == 1


def test_a_link_expires(cast, manager, settings):
    invite(manager, at=cast.places.bup)
    last = NOW + timedelta(days=settings.INVITATION_DAYS)
    assert services.invitation_that_holds(token_of(), last - timedelta(seconds=1))
    assert why(accept, token=token_of(), now=last) == "expired"


def test_a_withdrawn_invitation_opens_nothing(cast, manager):
    invitation = invite(manager, at=cast.places.bup)
    services.withdraw(by=manager, now=NOW, invitation_id=invitation.pk)
    assert why(accept, token=token_of()) == "withdrawn"
    assert not selectors.invitations_for(viewer=manager)


def test_a_new_letter_makes_the_old_link_void(cast, manager):
    invitation = invite(manager, at=cast.places.bup)
    old = token_of()
    with pytest.raises(JustSent):
        services.send_again(by=manager, now=NOW, invitation_id=invitation.pk)
    services.send_again(by=manager, now=LATER, invitation_id=invitation.pk)
    assert why(accept, token=old, now=LATER) == "unknown"
    assert accept(token_of(), now=LATER)


def test_inviting_twice_is_one_invitation_and_one_letter(cast, manager):
    first = invite(manager, at=cast.places.bup)
    assert invite(manager, at=cast.places.bup) == first
    assert Letter.objects.count() == 1
    assert invite(manager, at=cast.places.bup, now=LATER) == first
    assert Letter.objects.count() == 2


def test_an_expired_invitation_is_sent_anew(cast, manager):
    first = invite(manager, at=cast.places.bup)
    again = NOW + timedelta(days=100)
    assert invite(manager, at=cast.places.bup, now=again) == first
    assert accept(token_of(), now=again)


def test_the_owner_of_an_account_takes_the_role_by_own_consent(cast, manager):
    invite(manager, email=cast.astrid.email, at=cast.places.bup)
    assert not cast.astrid.grants.filter(unit=cast.places.bup).exists()
    assert why(services.accept_as, token=token_of(), user=cast.cecilia, now=NOW) == "other"
    services.accept_as(token=token_of(), user=cast.astrid, now=NOW)
    assert cast.astrid.grants.filter(unit=cast.places.bup).count() == 1
    assert why(services.accept_as, token=token_of(), user=cast.astrid, now=NOW) == "used"


def test_nobody_takes_an_account_over_by_an_invitation(cast, manager):
    invite(manager, email=cast.astrid.email, at=cast.places.bup)
    with pytest.raises(AddressTaken):
        accept(token_of())
    services.accept_as(token=token_of(), user=cast.astrid, now=NOW)  # the refusal cost nothing


def test_who_may_no_longer_invite_lets_nobody_in(cast, manager):
    invite(manager, at=cast.places.bup)
    cast.bo.grants.filter(role=Role.MANAGER).update(valid_to=NOW.date() - timedelta(days=1))
    assert why(accept, token=token_of()) == "inviter"


@pytest.mark.parametrize(
    ("who", "role", "place", "may"),
    [
        ("gudmund", Role.ADMINISTRATOR, None, True),
        ("gudmund", Role.REGISTRAR, "region", True),
        ("gudmund", Role.MANAGER, "bup", True),
        ("manager", Role.CASEWORKER, "bup", True),
        ("manager", Role.MANAGER, "bup", False),
        ("manager", Role.CASEWORKER, "social", False),
        ("manager", Role.SECRETARIAT, None, False),
        ("elof", Role.CASEWORKER, "social", True),
        ("elof", Role.MANAGER, "social", True),
        ("elof", Role.CASEWORKER, "bup", False),
        ("elof", Role.REGISTRAR, "municipality", False),
        ("elof", Role.COORDINATOR, "municipality", False),
        ("astrid", Role.CASEWORKER, "social", False),
        ("doris", Role.SECRETARIAT, None, False),
        ("frej", Role.REGISTRAR, "municipality", False),
    ],
)
def test_who_may_invite_to_what(cast, manager, who, role, place, may):
    by = manager if who == "manager" else cast.viewer(who)
    at = getattr(cast.places, place) if place else None
    if may:
        invitation = invite(by, role=role, at=at)
        assert list(selectors.invitations_for(viewer=by)) == [invitation]
    else:
        assert why(invite, by=by, role=role, at=at) == "not_yours"
        assert not Letter.objects.exists()


def test_nobody_invites_oneself_or_who_is_there(cast, manager):
    assert why(invite, by=manager, email=cast.bo.email, at=cast.places.bup) == "own"
    colleague = make_user(email="rut@example.com")
    grant_role(colleague, Role.CASEWORKER, cast.places.bup)
    assert why(invite, by=manager, email="RUT@example.com", at=cast.places.bup) == "already"


def test_invitations_of_others_are_not_ones_own(cast, manager):
    theirs = invite(cast.viewer("gudmund"), at=cast.places.other_school)
    for service in (services.withdraw, services.send_again):
        assert why(service, by=manager, now=LATER, invitation_id=theirs.pk) == "not_yours"
    assert not selectors.invitations_for(viewer=manager)
    assert not selectors.invitations_for(viewer=cast.viewer("elof"))
    assert not selectors.invitations_for(viewer=cast.viewer("astrid"))


def test_a_coordinator_reaches_each_unit_of_the_principal(cast):
    elof = cast.viewer("elof")
    school = make_unit("Härmsångarens skola", principal=cast.places.municipality)
    invite(elof, role=Role.MANAGER, at=school)
    user = accept(token_of())
    assert viewer_of(user, school).roles == {Role.MANAGER}


def test_what_is_over_is_cleared_out(cast, manager, settings):
    invite(manager, at=cast.places.bup)
    accept(token_of())
    invite(manager, email="saga@example.com", at=cast.places.bup)  # will have expired
    kept = NOW + timedelta(days=settings.ENTRY_KEPT_DAYS)
    assert services.clear_entries(now=kept) == 0
    assert services.clear_entries(now=kept + timedelta(days=1)) == 1
    assert services.clear_entries(now=kept + timedelta(days=settings.INVITATION_DAYS + 1)) == 1
    assert User.objects.filter(email="vendela@example.com").exists()
