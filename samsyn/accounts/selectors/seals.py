"""How do the secrets of second steps lie in the database? Asked by the doctor, and to seal them anew."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from samsyn.accounts.sealing import Seal, seal_of

SECRETS = ("secret", "seed")
"""Where allauth keeps in `Authenticator.data` what the app's codes and the recovery codes come from."""


@dataclass(frozen=True)
class SecondStep:
    """One of a person's second steps: the app's codes, or the recovery codes."""

    id: int
    user_id: int
    seal: Seal


def second_steps() -> list[SecondStep]:
    """Every second step and how it is sealed; some 10 microseconds each."""
    rows = Authenticator.objects.order_by("pk").values_list("pk", "user_id", "data")
    return [
        SecondStep(pk, user_id, seal_of(data[name]))
        for pk, user_id, data in rows.iterator()
        for name in SECRETS
        if name in data
    ]
