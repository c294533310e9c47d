"""Somebody asks to join a unit: first the address is confirmed, then somebody there decides.

What the page answers never depends on whether an address has an account: the same row is made, the
same letter is written, and the account is looked for when the letter has been answered.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from samsyn.accounts import selectors
from samsyn.accounts.models import WAITING, JoiningRequest, User
from samsyn.accounts.services.granting import opened_grant
from samsyn.accounts.services.inviting import invite
from samsyn.accounts.services.letters import write, write_to
from samsyn.accounts.services.refusals import (
    AlreadyDecided,
    AskedTooOften,
    GrantRefused,
    LinkOver,
)
from samsyn.accounts.services.traces import account_changed, joining_changed
from samsyn.accounts.tokens import Purpose, new_token
from samsyn.domain.access import Everything, Viewer
from samsyn.domain.vocabulary import DeclinedJoining, Role

OUTSIDE = Everything(reason="asked to join, address confirmed")
"""Somebody without an account who has shown that the address is theirs."""


@transaction.atomic
def ask_to_join(
    *, now: datetime, unit_id: int, email: str, name: str, title: str, language: str
) -> None:
    """Keep what somebody asks from outside, and write to the address so that its owner confirms it.

    Says nothing back. An address that has been given too often in a day gets no further letter.
    """
    email = email.strip().lower()
    if selectors.asked_lately(email, now) >= settings.JOINING_PER_ADDRESS:
        return
    token = new_token(Purpose.JOINING)
    request = JoiningRequest.objects.create(
        unit_id=unit_id,
        email=email,
        name=name.strip(),
        title=title.strip(),
        language=language,
        created_at=now,
        token_hash=token.hash,
        confirm_until=now + timedelta(hours=settings.JOINING_CONFIRM_HOURS),
    )
    write(
        "joining_confirm",
        to=email,
        language=language,
        now=now,
        secret=True,
        path=f"/konto/ansok/bekrafta/{token.text}/",
        place=request.unit.name,
        hours=settings.JOINING_CONFIRM_HOURS,
    )


def request_to_confirm(token: str, now: datetime) -> JoiningRequest:
    """The request whose link this is, to be shown; refuses (LinkOver) one that opens nothing."""
    request = selectors.request_by_token(token)
    if request is None:
        raise LinkOver("unknown")
    if request.confirmed_at:
        raise LinkOver("used")
    if request.confirm_until <= now:
        raise LinkOver("expired")
    return request


@transaction.atomic
def confirm_joining(*, token: str, now: datetime) -> JoiningRequest:
    """The address is its owner's: ask those who decide. Refuses a link that is over.

    A second request for the same unit by the same address waits as one with the first.
    """
    request = request_to_confirm(token, now)
    account = selectors.account_with(request.email)
    unconfirmed = JoiningRequest.objects.filter(pk=request.pk, confirmed_at=None)
    try:
        with transaction.atomic():
            if not unconfirmed.update(confirmed_at=now, user=account):
                raise LinkOver("used")
    except IntegrityError as error:
        raise LinkOver("used") from error
    request.refresh_from_db()
    joining_changed(request, OUTSIDE, now, change="joining_asked")
    _tell_deciders(request, now)
    return request


@transaction.atomic
def ask_to_join_as(*, user: User, now: datetime, unit_id: int) -> JoiningRequest:
    """A signed-in person asks to join another unit.

    Refuses a role that is held there, a request that waits already, and too many in a day.
    """
    held = selectors.valid_grants(today=timezone.localdate(now))
    if held.filter(user=user, role=Role.CASEWORKER, unit_id=unit_id).exists():
        raise GrantRefused("already")
    if selectors.asked_lately(user.email, now) >= settings.JOINING_PER_ADDRESS:
        raise AskedTooOften
    try:
        with transaction.atomic():
            request = JoiningRequest.objects.create(
                unit_id=unit_id,
                email=user.email,
                name=user.name,
                title=user.title,
                language=user.language,
                user=user,
                created_at=now,
                confirm_until=now,
                confirmed_at=now,
            )
    except IntegrityError as error:
        raise GrantRefused("already") from error
    joining_changed(request, selectors.as_person(user), now, change="joining_asked")
    _tell_deciders(request, now)
    return request


@transaction.atomic
def approve_joining(*, by: Viewer, now: datetime, request_id: int) -> JoiningRequest:
    """Let somebody in as caseworker: at once with an account, else by an invitation.

    Refuses what is not the viewer's to decide or has been decided, and a closed account.
    """
    request = _decided(by, now, request_id, approved=True)
    user = request.user or selectors.account_with(request.email)
    if user is None:
        invite(
            by=by,
            now=now,
            email=request.email,
            role=Role.CASEWORKER,
            scope_id=request.unit_id,
            language=request.language,
            name=request.name,
            title=request.title,
            letter="joining_approved_new",
        )
    else:
        _let_in(user, request, by, now)
    joining_changed(request, by, now, change="joining_approved")
    return request


@transaction.atomic
def decline_joining(
    *, by: Viewer, now: datetime, request_id: int, reason: DeclinedJoining
) -> JoiningRequest:
    """Say no, with a reason that is told by letter. Refuses as approve_joining does."""
    request = _decided(by, now, request_id, approved=False, decline_reason=reason)
    write(
        "joining_declined",
        to=request.email,
        language=request.language,
        now=now,
        place=request.unit.name,
        reason=reason,
    )
    joining_changed(request, by, now, change="joining_declined")
    return request


def _let_in(user: User, request: JoiningRequest, by: Viewer, now: datetime) -> None:
    if not user.is_active:
        raise GrantRefused("closed")
    column = {"unit_id": request.unit_id}
    grant = opened_grant(user, Role.CASEWORKER, column, timezone.localdate(now))
    account_changed(user, by, now, grant=grant, change="role_given")
    write_to(user, "joining_approved", now=now, place=request.unit.name, path="/")


def _decided(
    by: Viewer, now: datetime, request_id: int, *, approved: bool, decline_reason: str = ""
) -> JoiningRequest:
    """The request, decided by this call and no other."""
    request = selectors.requests_for(viewer=by, now=now).filter(pk=request_id).first()
    if request is None:
        raise AlreadyDecided
    changed = JoiningRequest.objects.filter(WAITING, pk=request.pk).update(
        decided_at=now,
        decided_by=by.user_id,
        approved=approved,
        decline_reason=decline_reason,
    )
    if not changed:
        raise AlreadyDecided
    request.decline_reason = decline_reason
    return request


def _tell_deciders(request: JoiningRequest, now: datetime) -> None:
    for address, language in selectors.deciders_of(request, now):
        write(
            "joining_asked",
            to=address,
            language=language,
            now=now,
            path="/konto/ansokningar/",
            place=request.unit.name,
        )
