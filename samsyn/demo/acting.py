"""Who does what in the demo's stories? The demo accounts, each as what it acts for first."""

from datetime import datetime

from samsyn.accounts.selectors.entry import account_with
from samsyn.accounts.selectors.viewers import choices_for
from samsyn.demo.accounts import ACCOUNTS
from samsyn.domain.access import Viewer


def acting_as(key: str, now: datetime) -> Viewer:
    """The account with this key, such as "kontaktperson"."""
    account = next(one for one in ACCOUNTS if one.key == key)
    user = account_with(account.email)
    assert user is not None
    return choices_for(user, now.date())[0]
