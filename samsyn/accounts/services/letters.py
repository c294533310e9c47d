"""What do the letters about accounts say? Unit, role and a link; never anything of a case (requirement 14).

One text per kind and part in templates/accounts/letters, in the addressee's language.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from samsyn.accounts.models import User
from samsyn.domain.vocabulary import Listed
from samsyn.mail.services import post_letter


def write(
    kind: str, *, to: str, language: str, now: datetime, secret: bool = False, **told: Any
) -> None:
    """Put the letter of this kind in the outbox; a `secret` one is forgotten when it has left.

    Of what is told, `path` becomes a whole link, and a member of a list its label.
    """
    if path := told.pop("path", ""):
        told["link"] = f"{settings.BASE_URL}{path}"
    with translation.override(language):
        told = {
            word: gettext(value.label) if isinstance(value, Listed) else value
            for word, value in told.items()
        }
        subject = render_to_string(f"accounts/letters/{kind}.subject.txt", told).strip()
        body = render_to_string(f"accounts/letters/{kind}.body.txt", told)
    post_letter(
        kind=kind, to=to, subject=subject, body=body, language=language, now=now, secret=secret
    )


def write_to(user: User, kind: str, *, now: datetime, **told: Any) -> None:
    """The same to somebody who has an account."""
    write(kind, to=user.email, language=user.language, now=now, name=user.name, **told)
