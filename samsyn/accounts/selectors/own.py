"""What holds for a person's own roles and account: what may be left, and what is stored of one?"""

from datetime import date
from typing import Any

from samsyn.accounts.models import Invitation, JoiningRequest, MorningSummary, RoleGrant, User
from samsyn.accounts.selectors.viewers import place_of, valid_grants
from samsyn.domain.vocabulary import Role


def own_grant(*, user: User, grant_id: int, today: date) -> RoleGrant | None:
    """One of the person's own roles that hold today."""
    held = valid_grants(today=today).filter(user=user, pk=grant_id)
    return held.select_related("user", "unit", "principal", "area").first()


def is_last_manager(grant: RoleGrant, today: date) -> bool:
    """True when the unit has no other manager: leaving is allowed, after a warning."""
    if grant.role != Role.MANAGER:
        return False
    managers = valid_grants(today=today).filter(role=Role.MANAGER, unit=grant.unit_id)
    return not managers.exclude(user=grant.user_id).exists()


def is_last_administrator(user: User, today: date) -> bool:
    """True when nobody else could let anybody in: neither role nor account may be left."""
    administrators = valid_grants(today=today).filter(role=Role.ADMINISTRATOR)
    is_one = administrators.filter(user=user).exists()
    return is_one and not administrators.exclude(user=user).exists()


def units_left_without_manager(user: User, today: date) -> list[str]:
    """The names of units that the person alone leads."""
    held = valid_grants(today=today).filter(user=user, role=Role.MANAGER).select_related("unit")
    return [str(place_of(grant).name) for grant in held if is_last_manager(grant, today)]


def own_account(user: User) -> dict[str, Any]:
    """What is stored of the account itself, for the extract (GDPR art. 15 and 20); no password."""
    return {
        "email": user.email,
        "name": user.name,
        "title": user.title,
        "phone": user.phone,
        "hide_name": user.hide_name,
        "language": user.language,
        "letters": user.letters,
        "is_active": user.is_active,
        "created_at": user.created_at,
        "last_login": user.last_login,
        "warned_inactive_at": user.warned_inactive_at,
    }


def own_summaries(user: User) -> list[date]:
    """The mornings when the person got a summary, for the extract."""
    rows = MorningSummary.objects.filter(user=user).order_by("sent_on")
    return list(rows.values_list("sent_on", flat=True))


def own_roles(user: User) -> list[dict[str, Any]]:
    """Every role that the person holds or held, for the extract."""
    grants = user.grants.select_related("unit", "principal", "area").order_by("valid_from", "pk")
    return [
        {
            "role": grant.role,
            "place": str(place.name) if (place := place_of(grant)) else "",
            "valid_from": grant.valid_from,
            "valid_to": grant.valid_to,
        }
        for grant in grants
    ]


def own_entries(user: User) -> dict[str, list[dict[str, Any]]]:
    """Invitations to the person's address and what the person has asked to join, for the extract."""
    invitations = Invitation.objects.filter(email=user.email).order_by("created_at", "pk")
    requests = JoiningRequest.objects.filter(user=user).order_by("created_at", "pk")
    return {
        "invitations": [
            {
                "role": one.role,
                "place": one.place,
                "created_at": one.created_at,
                "sent_at": one.sent_at,
                "expires_at": one.expires_at,
                "accepted_at": one.accepted_at,
                "withdrawn_at": one.withdrawn_at,
            }
            for one in invitations.select_related("unit", "principal", "area")
        ],
        "joining_requests": [
            {
                "unit": one.unit.name,
                "name": one.name,
                "title": one.title,
                "created_at": one.created_at,
                "confirmed_at": one.confirmed_at,
                "decided_at": one.decided_at,
                "approved": one.approved,
                "decline_reason": one.decline_reason,
            }
            for one in requests.select_related("unit")
        ],
    }
