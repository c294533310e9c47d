"""Change who can log in, and what they are, where. Every change is in the log."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from samsyn.accounts import selectors
from samsyn.accounts.models import MorningSummary, RoleGrant, User
from samsyn.audit.services import record
from samsyn.domain.access import (
    SCOPE_OF_ROLE,
    Ability,
    Everything,
    ScopeKind,
    Viewer,
    may_give,
)
from samsyn.domain.refusals import Refusal
from samsyn.domain.vocabulary import AuditKind, LetterChoice, Role


class AddressTaken(Refusal):
    """Another account has the e-mail address already."""


class GrantRefused(Refusal):
    """A role may not be given or ended; `why` is one of not_yours, own, scope, already, last."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def create_user(
    *,
    by: Viewer | Everything,
    now: datetime,
    email: str,
    name: str,
    title: str = "",
    phone: str = "",
    language: str = "sv",
    password: str | None = None,
) -> User:
    """Open an account; without a password its owner sets one. Refuses a taken address."""
    _must(by, Ability.KEEP_PEOPLE)
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise AddressTaken
    user = User.objects.create_user(
        email, password, name=name.strip(), title=title, phone=phone, language=language
    )
    _changed(user, by, now, change="created")
    return user


@transaction.atomic
def add_colleague(
    *, by: Viewer, now: datetime, email: str, name: str, title: str = "", language: str = "sv"
) -> User:
    """Make somebody a caseworker at the manager's own unit, with a new account unless there is one.

    The existing account keeps its name. Refuses one who works at the unit already.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = create_user(by=by, now=now, email=email, name=name, title=title, language=language)
    grant_role(by=by, now=now, user=user, role=Role.CASEWORKER, scope_id=by.unit_id)
    return user


@transaction.atomic
def grant_role(
    *,
    by: Viewer | Everything,
    now: datetime,
    user: User,
    role: Role,
    scope_id: int | None = None,
    valid_from: date | None = None,
) -> RoleGrant:
    """Give a role at a unit, principal or area, or in the county, from today or the given day.

    Refuses what the giver may not give (domain/access.py may_give), the wrong kind of place, and a
    role that is held there already.
    """
    scope = SCOPE_OF_ROLE[role]
    if (scope is ScopeKind.COUNTY) != (scope_id is None):
        raise GrantRefused("scope")
    _must_give(by, role, scope_id if scope is ScopeKind.UNIT else None, user)
    column = {} if scope is ScopeKind.COUNTY else {f"{scope.value}_id": scope_id}
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(
                user=user, role=role, valid_from=valid_from or timezone.localdate(now), **column
            )
    except IntegrityError as error:
        raise GrantRefused("already") from error
    _changed(user, by, now, grant=grant, change="role_given")
    return grant


@transaction.atomic
def end_role(*, by: Viewer | Everything, now: datetime, grant: RoleGrant) -> None:
    """End a role at once. Refuses to end the county's last administrator, and one's own role."""
    role, yesterday = Role(grant.role), timezone.localdate(now) - timedelta(days=1)
    _must_give(by, role, grant.unit_id, grant.user)
    if role is Role.ADMINISTRATOR and not _other_administrators(grant.user_id, now):
        raise GrantRefused("last")
    changed = RoleGrant.objects.filter(pk=grant.pk, valid_to=None).update(valid_to=yesterday)
    if changed:
        _changed(grant.user, by, now, grant=grant, change="role_ended")


@transaction.atomic
def deactivate(*, by: Viewer | Everything, now: datetime, user: User) -> None:
    """Close an account at once, everywhere. Refuses one's own and the last administrator's."""
    _must(by, Ability.KEEP_ACCOUNTS)
    if isinstance(by, Viewer) and by.user_id == user.pk:
        raise GrantRefused("own")
    if _is_administrator(user, now) and not _other_administrators(user.pk, now):
        raise GrantRefused("last")
    _set_active(user, False)
    _changed(user, by, now, change="deactivated")


@transaction.atomic
def activate(*, by: Viewer | Everything, now: datetime, user: User) -> None:
    """Open a closed account again; its roles count again."""
    _must(by, Ability.KEEP_ACCOUNTS)
    _set_active(user, True)
    _changed(user, by, now, change="activated")


@transaction.atomic
def change_own_details(*, by: User, now: datetime, title: str, phone: str) -> None:
    """Change one's own title and telephone; the name is the administrator's to change."""
    by.title, by.phone = title.strip(), phone.strip()
    by.save(update_fields=["title", "phone"])
    _changed(by, selectors.as_person(by), now, change="details")


@transaction.atomic
def set_hide_name(*, by: User, now: datetime, hidden: bool) -> None:
    """Show oneself by role and unit everywhere, or by name again (requirement 56)."""
    by.hide_name = hidden
    by.save(update_fields=["hide_name"])
    _changed(by, selectors.as_person(by), now, change="name_hidden" if hidden else "name_shown")


@transaction.atomic
def choose_letters(*, by: User, choice: LetterChoice, now: datetime) -> None:
    """Choose how to hear of the own units' deviations."""
    if by.letters == choice:
        return
    by.letters = choice
    by.save(update_fields=["letters"])
    _changed(by, selectors.as_person(by), now, change="letters")


def summarised(user_id: int, *, on: date) -> bool:
    """Note that a person gets the summary of a day; False when it has been sent already."""
    return MorningSummary.objects.get_or_create(user_id=user_id, sent_on=on)[1]


def forget_summaries(*, before: date) -> None:
    """Forget who got which summary before a day."""
    MorningSummary.objects.filter(sent_on__lt=before).delete()


def change_language(*, by: User, language: str) -> None:
    """Keep the language of pages and letters. Refuses one that Samsyn does not speak."""
    if language not in dict(settings.LANGUAGES):
        raise ValueError(language)
    by.language = language
    by.save(update_fields=["language"])


@transaction.atomic
def log_out_everywhere(*, by: User, now: datetime) -> None:
    """End every session of the person; the caller may renew the one it stands in."""
    User.objects.filter(pk=by.pk).update(session_generation=F("session_generation") + 1)
    by.refresh_from_db(fields=["session_generation"])
    _changed(by, selectors.as_person(by), now, change="logged_out_everywhere")


def signed_in(*, user: User, now: datetime) -> None:
    """Log that somebody has passed every step of the log-in (fault F14)."""
    _log_sign_in(AuditKind.SIGNED_IN, user, now, {})


def sign_in_failed(*, email: str, address: str, step: str, now: datetime) -> None:
    """Log a failed try; the e-mail address only when an account has it (fault F14)."""
    user = User.objects.filter(email=email.strip().lower()).first()
    details = {"step": step, "from": address}
    if user:
        _log_sign_in(AuditKind.SIGN_IN_FAILED, user, now, details)
    else:
        record(AuditKind.SIGN_IN_FAILED, by=None, now=now, details=details)


def _log_sign_in(kind: AuditKind, user: User, now: datetime, details: dict[str, str]) -> None:
    record(
        kind,
        by=selectors.as_person(user),
        now=now,
        object_kind="user",
        object_id=user.pk,
        label=user.email,
        details=details,
        principals=selectors.principals_of(user, timezone.localdate(now)),
    )


def _changed(
    user: User,
    by: Viewer | Everything,
    now: datetime,
    *,
    change: str,
    grant: RoleGrant | None = None,
) -> None:
    details: dict[str, str | int | None] = {"change": change}
    if grant:
        details |= {"role": grant.role, "unit": grant.unit_id}
        details |= {"principal": grant.principal_id, "area": grant.area_id}
    record(
        AuditKind.CHANGED_ACCESS,
        by=by,
        now=now,
        object_kind="user",
        object_id=user.pk,
        label=user.name,
        details=details,
        principals=selectors.principals_of(user, timezone.localdate(now)),
    )


def _must(by: Viewer | Everything, ability: Ability) -> None:
    if isinstance(by, Viewer) and not by.may(ability):
        raise GrantRefused("not_yours")


def _must_give(by: Viewer | Everything, role: Role, unit_id: int | None, user: User) -> None:
    if isinstance(by, Everything):
        return
    if by.user_id == user.pk:
        raise GrantRefused("own")
    if not may_give(by, role, unit_id=unit_id, to_user_id=user.pk):
        raise GrantRefused("not_yours")


def _administrators(now: datetime) -> Q:
    today = timezone.localdate(now)
    return Q(role=Role.ADMINISTRATOR, user__is_active=True) & (
        Q(valid_to=None) | Q(valid_to__gte=today)
    )


def _is_administrator(user: User, now: datetime) -> bool:
    return RoleGrant.objects.filter(_administrators(now), user=user).exists()


def _other_administrators(user_id: int, now: datetime) -> bool:
    return RoleGrant.objects.filter(_administrators(now)).exclude(user_id=user_id).exists()


def _set_active(user: User, active: bool) -> None:
    user.is_active = active
    User.objects.filter(pk=user.pk).update(
        is_active=active, session_generation=F("session_generation") + 1
    )
