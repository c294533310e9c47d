"""Bring the secrets of second steps under the newest key, so that the older ones can be thrown away."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from samsyn.accounts.sealing import Seal, seal, unseal
from samsyn.accounts.selectors.seals import SECRETS, second_steps

_CAN_BE_RESEALED = {Seal.OLDER, Seal.NONE}


def reseal_second_steps() -> int:
    """Seal anew what lies under an older key, or open, and leave what no key opens; how many."""
    due = [one.id for one in second_steps() if one.seal in _CAN_BE_RESEALED]
    return sum(_resealed(pk) for pk in due)


@transaction.atomic
def _resealed(pk: int) -> bool:
    # Locked: the same row holds which recovery codes are used, and none may become unused again.
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if row is None:  # switched off meanwhile
        return False
    row.data |= {name: seal(unseal(row.data[name])) for name in SECRETS if name in row.data}
    row.save(update_fields=["data"])
    return True
