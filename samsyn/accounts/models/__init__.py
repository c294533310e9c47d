"""Who can log in, what are they, where, and who is on the way in?"""

from samsyn.accounts.models.entry import OPEN, WAITING, Invitation, JoiningRequest
from samsyn.accounts.models.people import (
    MorningSummary,
    RoleGrant,
    User,
    UserManager,
    letter_choices,
)
from samsyn.accounts.models.places import roles

__all__ = [
    "OPEN",
    "WAITING",
    "Invitation",
    "JoiningRequest",
    "MorningSummary",
    "RoleGrant",
    "User",
    "UserManager",
    "letter_choices",
    "roles",
]
