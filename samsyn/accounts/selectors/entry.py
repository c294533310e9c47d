"""Who is invited, who asks to join, and whose turn is it to decide?"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from samsyn.accounts.models import OPEN, WAITING, Invitation, JoiningRequest, User
from samsyn.accounts.selectors.viewers import valid_grants
from samsyn.accounts.tokens import Purpose, hash_of
from samsyn.database.swedish import Swedish
from samsyn.domain.access import AT_A_UNIT, Ability, Viewer
from samsyn.domain.vocabulary import Role


def invitations_for(*, viewer: Viewer) -> QuerySet[Invitation]:
    """Invitations that nobody has accepted or withdrawn, expired ones too, oldest letter first."""
    invitations = Invitation.objects.filter(OPEN, _may_invite_there(viewer))
    related = invitations.select_related("unit", "principal", "area", "invited_by")
    return related.order_by("sent_at", "pk")


def _may_invite_there(viewer: Viewer) -> Q:
    """As domain.access.may_invite, asked of the database."""
    if viewer.may(Ability.KEEP_ACCOUNTS):
        return Q()
    if viewer.may(Ability.LET_IN) and viewer.unit_id is not None:
        return Q(unit_id=viewer.unit_id, role=Role.CASEWORKER)
    if viewer.may(Ability.LET_IN) and viewer.principal_id is not None:
        return Q(unit__principal_id=viewer.principal_id, role__in=AT_A_UNIT)
    return Q(pk__in=())


def invitation_by_token(token: str) -> Invitation | None:
    """The invitation whose link this is, whatever became of it; None for every other text."""
    if (stored := hash_of(token, Purpose.INVITATION)) is None:
        return None
    related = Invitation.objects.select_related("unit", "principal", "area", "invited_by")
    return related.filter(token_hash=stored).first()


def account_with(email: str) -> User | None:
    """The account that has the address."""
    return User.objects.filter(email=email.strip().lower()).first()


def languages_of(emails: Iterable[str]) -> dict[str, str]:
    """The language of each account with one of the addresses, by the address in small letters."""
    wanted = {email.strip().lower() for email in emails} - {""}
    if not wanted:
        return {}
    return dict(User.objects.filter(email__in=wanted).values_list("email", "language"))


def not_yet_a_user(email: str, name: str) -> User:
    """Somebody before the account is opened, for rules that compare a password with the person."""
    return User(email=email, name=name)


def requests_for(*, viewer: Viewer, now: datetime) -> QuerySet[JoiningRequest]:
    """The confirmed requests that wait for this viewer, oldest first, never one's own.

    First it is the turn of the unit's managers, then of the principal's coordinators, then of the
    administrators: at once when there is nobody before, else when each of those who are before has
    had SAMSYN_JOINING_PASSED_ON_DAYS. Who has had the turn keeps it.
    """
    if viewer.user_id is None:  # a guest of a mailbox is no person who could let anybody in
        return JoiningRequest.objects.none()
    asked = _with_those_before(now).filter(WAITING, _turn_of(viewer, now))
    asked = asked.exclude(user_id=viewer.user_id)
    return asked.select_related("unit__principal", "user").order_by("confirmed_at", "pk")


def _with_those_before(now: datetime) -> QuerySet[JoiningRequest]:
    grants = valid_grants(today=timezone.localdate(now))
    managers = grants.filter(role=Role.MANAGER, unit=OuterRef("unit"))
    coordinators = grants.filter(role=Role.COORDINATOR, principal=OuterRef("unit__principal"))
    return JoiningRequest.objects.annotate(
        is_managed=Exists(managers), is_coordinated=Exists(coordinators)
    )


def _turn_of(viewer: Viewer, now: datetime) -> Q:
    patience = timedelta(days=settings.JOINING_PASSED_ON_DAYS)
    after_one, after_two = (
        Q(confirmed_at__lte=now - patience),
        Q(confirmed_at__lte=now - 2 * patience),
    )
    if viewer.may(Ability.KEEP_ACCOUNTS):
        nobody = Q(is_managed=False, is_coordinated=False)
        both = Q(is_managed=True, is_coordinated=True)
        return nobody | (after_one & ~both) | after_two
    if viewer.may(Ability.LET_IN) and viewer.unit_id is not None:
        return Q(unit_id=viewer.unit_id)
    if viewer.may(Ability.LET_IN) and viewer.principal_id is not None:
        here = Q(unit__principal_id=viewer.principal_id)
        return here & (Q(is_managed=False) | after_one)
    return Q(pk__in=())


def deciders_of(request: JoiningRequest, now: datetime) -> list[tuple[str, str]]:
    """Mail address and language of those whose turn it is first to decide on a new request."""
    grants = valid_grants(today=timezone.localdate(now)).exclude(user=request.user_id)
    for turn in (
        grants.filter(role=Role.MANAGER, unit=request.unit_id),
        grants.filter(role=Role.COORDINATOR, principal=request.unit.principal_id),
        grants.filter(role=Role.ADMINISTRATOR),
    ):
        if found := list(turn.values_list("user__email", "user__language").distinct()):
            return found
    return []


def request_by_token(token: str) -> JoiningRequest | None:
    """The request whose link this is, confirmed or not; None for every other text."""
    if (stored := hash_of(token, Purpose.JOINING)) is None:
        return None
    return JoiningRequest.objects.select_related("unit").filter(token_hash=stored).first()


def requests_of(user: User) -> QuerySet[JoiningRequest]:
    """What somebody has asked for and not heard about, for the own account's page."""
    asked = JoiningRequest.objects.filter(WAITING, user=user)
    return asked.select_related("unit").order_by(Swedish("unit__name"), "pk")


def asked_lately(email: str, now: datetime) -> int:
    """How many times an address has been given to join some unit, in the last day and night."""
    since = now - timedelta(days=1)
    return JoiningRequest.objects.filter(email=email, created_at__gt=since).count()
