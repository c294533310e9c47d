"""Asking to join: the address first, then the decision of the one whose turn it is."""

import re
from datetime import timedelta

import pytest

from samsyn.accounts import selectors, services
from samsyn.accounts.models import Invitation, JoiningRequest
from samsyn.accounts.services import AlreadyDecided, AskedTooOften, GrantRefused, LinkOver
from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import DeclinedJoining, Role
from samsyn.mail.models import Letter
from tests.builders import NOW, grant_role, make_unit, make_user, viewer_of

WEEK = timedelta(days=7)


@pytest.fixture
def manager(cast):
    """Bo leads BUP Tofsvipan."""
    grant_role(cast.bo, Role.MANAGER, cast.places.bup)
    return cast.viewer("bo")


def ask(unit, email="vendela@example.com", now=NOW, name="Vendela Snårbo", language="sv"):
    services.ask_to_join(
        now=now, unit_id=unit.pk, email=email, name=name, title="Kurator", language=language
    )


def last_token():
    return re.search(r"/bekrafta/(\S+)/", Letter.objects.latest("pk").body)[1]


def confirmed(unit, now=NOW, **asked):
    ask(unit, now=now, **asked)
    return services.confirm_joining(token=last_token(), now=now)


def waiting(viewer, now=NOW):
    return [request.email for request in selectors.requests_for(viewer=viewer, now=now)]


def test_nobody_is_disturbed_before_the_address_is_confirmed(cast, manager):
    ask(cast.places.bup)
    assert [letter.recipient for letter in Letter.objects.all()] == ["vendela@example.com"]
    assert not waiting(manager) and not AuditEvent.objects.exists()
    services.confirm_joining(token=last_token(), now=NOW)
    assert waiting(manager) == ["vendela@example.com"]
    assert Letter.objects.latest("pk").recipient == cast.bo.email


def test_with_and_without_account_the_same_happens(cast, manager):
    """Nobody outside can tell from page, letter or rows whether an address has an account."""
    for email in ("astrid@example.com", "nobody@example.com"):
        ask(cast.places.bup, email=email)
    one, other = Letter.objects.order_by("pk")
    blank = re.compile(r"bekrafta/\S+")
    assert blank.sub("", one.body) == blank.sub("", other.body)
    assert list(JoiningRequest.objects.values_list("user", flat=True)) == [None, None]


def test_a_link_confirms_once_and_in_time(cast, manager, settings):
    ask(cast.places.bup)
    token, late = last_token(), NOW + timedelta(hours=settings.JOINING_CONFIRM_HOURS)
    for text, now, why in (("x", NOW, "unknown"), (token, late, "expired")):
        with pytest.raises(LinkOver) as over:
            services.confirm_joining(token=text, now=now)
        assert over.value.why == why
    services.confirm_joining(token=token, now=NOW)
    with pytest.raises(LinkOver, match="used"):
        services.confirm_joining(token=token, now=NOW)
    assert Letter.objects.filter(kind="joining_asked").count() == 1


def test_two_requests_for_one_unit_wait_as_one(cast, manager):
    confirmed(cast.places.bup)
    with pytest.raises(LinkOver, match="used"):
        confirmed(cast.places.bup)
    assert len(waiting(manager)) == 1


def test_an_address_gets_only_so_many_letters_a_day(cast, settings):
    for _ in range(settings.JOINING_PER_ADDRESS + 2):
        ask(cast.places.bup)
    assert Letter.objects.count() == settings.JOINING_PER_ADDRESS
    ask(cast.places.bup, now=NOW + timedelta(days=1, seconds=1))
    assert Letter.objects.count() == settings.JOINING_PER_ADDRESS + 1


def test_the_turn_is_the_managers_first(cast, manager):
    confirmed(cast.places.bup)
    region = make_user(email="region@example.com")
    grant_role(region, Role.COORDINATOR, cast.places.region)
    coordinator, gudmund = viewer_of(region), cast.viewer("gudmund")
    for now, turns in ((NOW, 1), (NOW + WEEK, 2), (NOW + 2 * WEEK, 3)):
        seen = [bool(waiting(viewer, now)) for viewer in (manager, coordinator, gudmund)]
        assert seen == [True, turns > 1, turns > 2]


def test_without_manager_it_is_the_coordinators_turn(cast):
    confirmed(cast.places.social)
    elof, gudmund = cast.viewer("elof"), cast.viewer("gudmund")
    assert waiting(elof) and not waiting(gudmund)
    assert waiting(gudmund, NOW + WEEK)
    assert Letter.objects.latest("pk").recipient == cast.elof.email


def test_without_anybody_it_is_the_administrators_turn(cast):
    confirmed(cast.places.other_school)
    assert waiting(cast.viewer("gudmund"))
    assert Letter.objects.latest("pk").recipient == cast.gudmund.email


def test_with_manager_and_no_coordinator_the_administrator_is_next(cast, manager):
    confirmed(cast.places.bup)
    gudmund = cast.viewer("gudmund")
    assert not waiting(gudmund) and waiting(gudmund, NOW + WEEK)


@pytest.mark.parametrize("name", ["astrid", "cecilia", "doris", "frej", "hedda", "ivar", "elof"])
def test_nobody_else_sees_or_decides(cast, manager, name):
    request, viewer = confirmed(cast.places.bup), cast.viewer(name)
    assert not waiting(viewer, NOW + 9 * WEEK)
    with pytest.raises(AlreadyDecided):
        services.approve_joining(by=viewer, now=NOW, request_id=request.pk)


def test_approved_without_account_is_an_invitation_with_the_name(cast, manager):
    request = confirmed(cast.places.bup)
    services.approve_joining(by=manager, now=NOW, request_id=request.pk)
    invitation, letter = Invitation.objects.get(), Letter.objects.latest("pk")
    assert (invitation.name, invitation.unit) == ("Vendela Snårbo", cast.places.bup)
    assert letter.recipient == "vendela@example.com" and "/konto/inbjudan/" in letter.body
    assert "godkänd" in letter.subject


def test_approved_with_account_works_at_once(cast, manager):
    request = confirmed(cast.places.bup, email=cast.astrid.email)
    assert request.user == cast.astrid
    services.approve_joining(by=manager, now=NOW, request_id=request.pk)
    assert viewer_of(cast.astrid, cast.places.bup).roles == {Role.CASEWORKER}
    assert Letter.objects.latest("pk").recipient == cast.astrid.email
    assert not Invitation.objects.exists()


def test_a_closed_account_is_not_opened_by_a_request(cast, manager):
    cast.astrid.is_active = False
    cast.astrid.save()
    request = confirmed(cast.places.bup, email=cast.astrid.email)
    with pytest.raises(GrantRefused, match="closed"):
        services.approve_joining(by=manager, now=NOW, request_id=request.pk)
    assert waiting(manager), "the refusal decides nothing"


def test_declined_with_a_reason_in_the_persons_language(cast, manager):
    request = confirmed(cast.places.bup, language="en")
    reason = DeclinedJoining.OTHER_UNIT
    services.decline_joining(by=manager, now=NOW, request_id=request.pk, reason=reason)
    letter = Letter.objects.latest("pk")
    assert letter.recipient == "vendela@example.com" and letter.language == "en"
    assert not waiting(manager)
    event = AuditEvent.objects.latest("pk")
    assert event.details == {
        "change": "joining_declined",
        "unit": cast.places.bup.pk,
        "reason": "other_unit",
    }


def test_a_decision_is_taken_once(cast, manager):
    request = confirmed(cast.places.bup)
    services.approve_joining(by=manager, now=NOW, request_id=request.pk)
    for decide in (
        lambda: services.approve_joining(by=manager, now=NOW, request_id=request.pk),
        lambda: services.decline_joining(
            by=manager, now=NOW, request_id=request.pk, reason=DeclinedJoining.LEFT
        ),
    ):
        with pytest.raises(AlreadyDecided):
            decide()
    assert Letter.objects.filter(recipient="vendela@example.com").count() == 2


def test_a_signed_in_person_asks_without_confirming(cast, manager):
    request = services.ask_to_join_as(user=cast.astrid, now=NOW, unit_id=cast.places.bup.pk)
    assert waiting(manager) == [cast.astrid.email]
    assert list(selectors.requests_of(cast.astrid)) == [request]
    with pytest.raises(GrantRefused, match="already"):
        services.ask_to_join_as(user=cast.astrid, now=NOW, unit_id=cast.places.bup.pk)
    with pytest.raises(GrantRefused, match="already"):
        services.ask_to_join_as(user=cast.astrid, now=NOW, unit_id=cast.places.social.pk)


def test_nobody_decides_on_oneself(cast):
    """The coordinator of the principal may ask for a unit, but another one lets in."""
    request = services.ask_to_join_as(user=cast.elof, now=NOW, unit_id=cast.places.social.pk)
    assert not waiting(cast.viewer("elof"))
    with pytest.raises(AlreadyDecided):
        services.approve_joining(by=cast.viewer("elof"), now=NOW, request_id=request.pk)


def test_a_signed_in_person_asks_so_often_a_day(cast, settings):
    for _ in range(settings.JOINING_PER_ADDRESS):
        services.ask_to_join_as(user=cast.astrid, now=NOW, unit_id=make_unit().pk)
    with pytest.raises(AskedTooOften):
        services.ask_to_join_as(user=cast.astrid, now=NOW, unit_id=make_unit().pk)


def test_what_is_over_is_cleared_out_and_what_waits_is_kept(cast, manager, settings):
    ask(cast.places.bup, email="aldrig@example.com")
    decided = confirmed(cast.places.bup)
    confirmed(cast.places.bup, email="saga@example.com")
    services.decline_joining(
        by=manager, now=NOW, request_id=decided.pk, reason=DeclinedJoining.LEFT
    )
    services.clear_entries(now=NOW + timedelta(days=11))
    assert JoiningRequest.objects.count() == 2
    services.clear_entries(now=NOW + timedelta(days=settings.ENTRY_KEPT_DAYS + 1))
    assert waiting(manager) == ["saga@example.com"]
