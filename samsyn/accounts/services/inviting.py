"""The one way in: a letter with a link that works once, for a role at a place.

Opening the link changes nothing, since mail filters open links too; pressing the button does.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samsyn.accounts import selectors
from samsyn.accounts.models import OPEN, Invitation, RoleGrant, User
from samsyn.accounts.services.granting import column_of, opened_grant
from samsyn.accounts.services.keeping import opened_account
from samsyn.accounts.services.letters import write
from samsyn.accounts.services.refusals import GrantRefused, JustSent, LinkOver
from samsyn.accounts.services.traces import account_changed, invitation_changed
from samsyn.accounts.tokens import Purpose, new_token
from samsyn.domain.access import Viewer, may_invite
from samsyn.domain.vocabulary import Role

MOMENT = timedelta(minutes=10)
"""Between two letters of one invitation: a second press sends nothing."""


@transaction.atomic
def invite(
    *,
    by: Viewer,
    now: datetime,
    email: str,
    role: Role,
    scope_id: int | None,
    language: str = "sv",
    name: str = "",
    title: str = "",
    letter: str = "invitation",
) -> Invitation:
    """Invite an address to a role at a place; an open invitation to the same is sent anew.

    Whether the address has an account is not asked: its owner takes the role by own consent. Refuses
    what the viewer may not invite to, the own address, and a role that the address holds there.
    """
    email = email.strip().lower()
    column = column_of(role, scope_id)
    open_one = Invitation.objects.filter(OPEN, email=email, role=role, **column).first()
    invitation = open_one or Invitation(
        email=email, role=role, language=language, name=name, title=title, created_at=now, **column
    )
    _must_be_invited(invitation, by, now)
    if open_one and open_one.sent_at > now - MOMENT:
        return open_one
    _send(invitation, by, now, letter=letter)
    invitation_changed(invitation, by, now, change="sent_again" if open_one else "invited")
    return invitation


@transaction.atomic
def send_again(*, by: Viewer, now: datetime, invitation_id: int) -> Invitation:
    """Write a new letter for an open or expired invitation; the link of the old one stops working.

    Refuses when the last letter is from a moment ago, and what is not the viewer's.
    """
    invitation = _mine(by, invitation_id)
    if invitation.sent_at > now - MOMENT:
        raise JustSent
    _send(invitation, by, now)
    invitation_changed(invitation, by, now, change="sent_again")
    return invitation


@transaction.atomic
def withdraw(*, by: Viewer, now: datetime, invitation_id: int) -> Invitation:
    """Take an invitation back: its link stops working at once. Refuses what is not the viewer's."""
    invitation = _mine(by, invitation_id)
    if Invitation.objects.filter(OPEN, pk=invitation.pk).update(withdrawn_at=now):
        invitation_changed(invitation, by, now, change="invitation_withdrawn")
    return invitation


def invitation_that_holds(token: str, now: datetime) -> Invitation:
    """The invitation whose link this is, to be shown; refuses (LinkOver) one that opens nothing."""
    invitation = selectors.invitation_by_token(token)
    if invitation is None:
        raise LinkOver("unknown")
    if invitation.accepted_at:
        raise LinkOver("used")
    if invitation.withdrawn_at:
        raise LinkOver("withdrawn")
    if invitation.expires_at <= now:
        raise LinkOver("expired")
    if _inviter(invitation, now) is None:
        raise LinkOver("inviter")
    return invitation


@transaction.atomic
def accept_with_new_account(
    *, token: str, now: datetime, name: str, title: str, password: str
) -> User:
    """Open the account and give the role that the invitation is for; the link then opens nothing.

    Refuses a link that is over, and an address that got an account meanwhile.
    """
    invitation = _taken(token, now)
    user = opened_account(
        email=invitation.email,
        password=password,
        name=name.strip(),
        title=title.strip(),
        language=invitation.language,
    )
    _give(invitation, user, now, change="account_opened")
    return user


@transaction.atomic
def accept_as(*, token: str, user: User, now: datetime) -> RoleGrant:
    """Give the invited role to the owner of the address, who has an account and is signed in.

    Refuses a link that is over, somebody else than the invited, and a role that is held already.
    """
    invitation = _taken(token, now)
    if user.email != invitation.email or not user.is_active:
        raise LinkOver("other")
    return _give(invitation, user, now, change="role_taken")


def _must_be_invited(invitation: Invitation, by: Viewer, now: datetime) -> None:
    role, unit = Role(invitation.role), invitation.unit
    principal_id = unit.principal_id if unit else invitation.principal_id
    if not may_invite(by, role, unit_id=invitation.unit_id, principal_id=principal_id):
        raise GrantRefused("not_yours")
    account = selectors.account_with(invitation.email)
    if account is None:
        return
    if account.pk == by.user_id:
        raise GrantRefused("own")
    held = selectors.valid_grants(today=timezone.localdate(now)).filter(user=account, role=role)
    if held.filter(**invitation.column).exists():
        raise GrantRefused("already")


def _send(invitation: Invitation, by: Viewer, now: datetime, letter: str = "invitation") -> None:
    """Keep a new link, and write the letter that holds it."""
    token = new_token(Purpose.INVITATION)
    invitation.token_hash = token.hash
    invitation.invited_by_id = by.user_id
    invitation.sent_at = now
    invitation.expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    write(
        letter,
        to=invitation.email,
        language=invitation.language,
        now=now,
        secret=True,
        path=f"/konto/inbjudan/{token.text}/",
        role=Role(invitation.role),
        place=invitation.place,
        days=settings.INVITATION_DAYS,
    )


def _mine(by: Viewer, invitation_id: int) -> Invitation:
    invitation = selectors.invitations_for(viewer=by).filter(pk=invitation_id).first()
    if invitation is None:
        raise GrantRefused("not_yours")
    return invitation


def _taken(token: str, now: datetime) -> Invitation:
    """The invitation, accepted by this call and no other: of two presses the second is refused."""
    invitation = invitation_that_holds(token, now)
    still = Q(pk=invitation.pk, token_hash=invitation.token_hash, expires_at__gt=now)
    if not Invitation.objects.filter(OPEN, still).update(accepted_at=now):
        raise LinkOver("used")
    return invitation


def _inviter(invitation: Invitation, now: datetime) -> Viewer | None:
    """The inviter acting for what lets them invite to this; None when they may no longer.

    Somebody who leaves must not be able to let a private address in by a letter sent before.
    """
    if invitation.invited_by is None:
        return None
    unit = invitation.unit
    principal_id = unit.principal_id if unit else invitation.principal_id
    role = Role(invitation.role)
    for viewer in selectors.choices_for(invitation.invited_by, timezone.localdate(now)):
        if may_invite(viewer, role, unit_id=invitation.unit_id, principal_id=principal_id):
            return viewer
    return None


def _give(invitation: Invitation, user: User, now: datetime, *, change: str) -> RoleGrant:
    day = timezone.localdate(now)
    grant = opened_grant(user, Role(invitation.role), invitation.column, day)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
    myself = selectors.as_person(user)
    account_changed(user, myself, now, grant=grant, change=change)
    invitation_changed(invitation, myself, now, change="invitation_accepted")
    return grant
