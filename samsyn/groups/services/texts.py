"""What is written in a group passes the guard before anything is stored (CONTRIBUTING, "A new free text")."""

from collections.abc import Collection, Container, Mapping

from samsyn.domain.access import Viewer
from samsyn.guarding.last_word import NOTHING, refuse_personal_data


def guarded(
    texts: Mapping[str, str],
    *,
    by: Viewer,
    decided: Container[str] = NOTHING,
    only: Mapping[str, Collection[str]] | None = None,
) -> dict[str, str]:
    """The texts without space around them; refuses PersonalDataFound by the name of the input.

    `only` names the labels that are looked for in a text where not all are: a place has an address.
    """
    kept = {name: text.strip() for name, text in texts.items()}
    refuse_personal_data(kept, by=by, decided=decided, only=only)
    return kept
