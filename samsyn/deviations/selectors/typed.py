"""What does the secretariat see of its own transcription, to correct it?"""

from samsyn.deviations.content import Transcription
from samsyn.deviations.facts import deviation_facts, side_of
from samsyn.deviations.selectors.shared_view import CopyView
from samsyn.deviations.typed import typed_of
from samsyn.domain import lifecycle
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import StepKind


def transcription_in(seen: CopyView, *, viewer: Viewer) -> Transcription | None:
    """The copy's texts that the viewer may correct, or None when there are none."""
    typed = typed_of(seen.deviation, seen.steps)
    side = side_of(viewer, seen.deviation)
    facts = deviation_facts(seen.deviation, (own for own, *_rest in seen.parties))
    if not typed or not lifecycle.may(StepKind.RETYPED, side, facts, None):
        return None
    answers = {own.pk: texts for own, _state, _answer, texts in seen.parties if texts}
    answered = answers.get(typed.answered or 0)
    names = ("title", "what_happened", "what_was_expected", "proposed_measure")
    return Transcription(
        **{name: seen.account.get(name, "") for name in names},
        happened_on=seen.account_at.happened_on,
        answer_text=answered["perspective"] if answered else None,
    )
