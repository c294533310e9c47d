"""Accounts, invitations and requests: which of these lists does the viewer have?"""

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.accounts import selectors
from samsyn.domain.access import Ability


def tabs_for(viewer, here, now):
    """The neighbouring lists with what waits in each, for components/tabs.html."""
    invited = selectors.invitations_for(viewer=viewer).count()
    asking = selectors.requests_for(viewer=viewer, now=now).count()
    lists = [
        (Ability.LET_IN, "account:joining", _("Ansökningar"), asking),
        (Ability.LET_IN, "account:invitations", _("Inbjudningar"), invited),
        (Ability.KEEP_PEOPLE, "account:people", _("Konton"), None),
    ]
    if viewer.principal_id:  # administrators do it on a unit's page in the register
        lists.append((Ability.REVOKE_LINKS, "mailbox:links", _("Brevlådelänkar"), None))
    return [
        {"url": reverse(name), "words": words, "count": count, "current": name == here}
        for ability, name, words, count in lists
        if viewer.may(ability)
    ]
