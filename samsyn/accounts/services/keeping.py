"""Open and close accounts. A person's own way in is an invitation (inviting.py)."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from samsyn.accounts import selectors
from samsyn.accounts.models import User
from samsyn.accounts.services.granting import ended
from samsyn.accounts.services.letters import write_to
from samsyn.accounts.services.refusals import AddressTaken, GrantRefused, ManagerMissing
from samsyn.accounts.services.traces import By, account_changed
from samsyn.domain.access import Ability, Everything, Viewer


@transaction.atomic
def create_user(
    *,
    by: Everything,
    now: datetime,
    email: str,
    name: str,
    title: str = "",
    phone: str = "",
    language: str = "sv",
    password: str | None = None,
) -> User:
    """Open an account without a letter, for the first administrator and the demo.

    Refuses a taken address.
    """
    user = opened_account(
        email=email,
        password=password,
        name=name.strip(),
        title=title,
        phone=phone,
        language=language,
    )
    account_changed(user, by, now, change="created")
    return user


def opened_account(*, email: str, password: str | None, **fields: str) -> User:
    """A new account, whoever opens it; refuses a taken address."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise AddressTaken
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, **fields)
    except IntegrityError as error:  # two opened it at the same moment
        raise AddressTaken from error


@transaction.atomic
def deactivate(*, by: By, now: datetime, user: User) -> None:
    """Close an account at once, everywhere. Refuses one's own and the last administrator's."""
    _must(by, Ability.KEEP_ACCOUNTS)
    if isinstance(by, Viewer) and by.user_id == user.pk:
        raise GrantRefused("own")
    if selectors.is_last_administrator(user, timezone.localdate(now)):
        raise GrantRefused("last")
    set_active(user, False)
    account_changed(user, by, now, change="deactivated")


@transaction.atomic
def activate(*, by: By, now: datetime, user: User) -> None:
    """Open a closed account again; its roles count again."""
    _must(by, Ability.KEEP_ACCOUNTS)
    set_active(user, True)
    account_changed(user, by, now, change="activated")


@transaction.atomic
def remove_second_step(*, by: By, now: datetime, user: User) -> None:
    """Let somebody set up the second step anew who has lost telephone and codes, or whose key is lost.

    Every session of the account ends and a letter tells its owner. Refuses one's own.
    """
    _must(by, Ability.KEEP_ACCOUNTS)
    if isinstance(by, Viewer) and by.user_id == user.pk:
        raise GrantRefused("own")
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    if not removed:  # pressed twice, or the person did it
        return
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    account_changed(user, by, now, change="second_step_removed")
    write_to(user, "second_step_removed", now=now)


@transaction.atomic
def close_own_account(*, by: User, now: datetime, warned: bool = False) -> None:
    """End all own roles and close the own account, everywhere and at once; a letter confirms it.

    Refuses the county's last administrator; refuses a unit's last manager until `warned`.
    """
    today = timezone.localdate(now)
    if selectors.is_last_administrator(by, today):
        raise GrantRefused("last")
    if not warned and (units := selectors.units_left_without_manager(by, today)):
        raise ManagerMissing(units)
    # Logged first: the registrar of the principal where the person worked is to see it.
    account_changed(by, selectors.as_person(by), now, change="closed_by_owner")
    for grant in selectors.valid_grants(today=today).filter(user=by):
        ended(grant, now)
    set_active(by, False)
    write_to(by, "account_closed", now=now)


def set_active(user: User, active: bool) -> None:
    """Open or close the account; every session of it ends, and a warning begins anew."""
    user.is_active = active
    User.objects.filter(pk=user.pk).update(
        is_active=active,
        warned_inactive_at=None,
        session_generation=F("session_generation") + 1,
    )


def _must(by: By, ability: Ability) -> None:
    if isinstance(by, Viewer) and not by.may(ability):
        raise GrantRefused("not_yours")
