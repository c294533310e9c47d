"""What does the guard look for in the texts of a report, and which of them does it still ask about?"""

from collections.abc import Container, Iterable

from samsyn.domain.access import Everything, Viewer
from samsyn.domain.refusals import PersonalDataFound
from samsyn.guard.finding import SUGGESTIONS
from samsyn.guarding.last_word import NOTHING, as_certain, found_in, refuse_personal_data
from samsyn.reports.models import Passage

LESS = frozenset(SUGGESTIONS) - {"URL"}
"""A report leads to what others have published. Whoever writes an address reads where it leads."""


def refuse(text: str, field: str, *, by: Viewer, decided: Container[str] = NOTHING) -> None:
    """Refuse (PersonalDataFound) a text of a report, before the report is held; see guarding.last_word."""
    refuse_personal_data({field: text}, by=by, decided=decided, only={field: LESS})


def is_decided(text: str, *, by: Viewer, decided: Container[str] = NOTHING) -> bool:
    """Whether the guard asks nothing of a text that saves itself; refuses certain findings as `refuse`.

    Possible ones may stand in a draft: a text that waits for an answer must not be lost meanwhile.
    """
    found = found_in({"text": text}, viewer=by, decided=decided, only={"text": LESS})
    if certain := as_certain(found):
        raise PersonalDataFound(certain)
    return not found


def asked_about(passages: Iterable[Passage], *, viewer: Viewer | Everything) -> list[Passage]:
    """Those of these passages in which the guard finds something that nobody has decided.

    They saved themselves, or are older than the guard. A quote has its own reader.
    """
    open_ = {
        str(one.pk): one
        for one in passages
        if not one.is_decided and one.quote is None and one.removed_at is None
    }
    texts = {pk: one.text for pk, one in open_.items()}
    by = viewer if isinstance(viewer, Viewer) else None
    found = found_in(texts, viewer=by, only=dict.fromkeys(texts, LESS))
    return [one for pk, one in open_.items() if pk in found]
