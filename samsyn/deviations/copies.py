"""The secretariat's copies: made of each text when it is sent, masked, and never of what is internal."""

from datetime import datetime

from samsyn.deviations.models import Answer, DeviationVersion, Measure, Message, SecretariatCopy
from samsyn.domain.masking import masked

_VERSION_TEXTS = (
    "title",
    "what_happened",
    "what_was_expected",
    "consequence_text",
    "proposed_measure",
    "contact_text",
    "reason",
)
_ANSWER_TEXTS = ("perspective", "cause_text", "reason")


def copy_version(version: DeviationVersion, *, now: datetime) -> SecretariatCopy:
    """The copy of one version of the writer's account (requirement 13)."""
    texts = {name: masked(getattr(version, name)) for name in _VERSION_TEXTS}
    return SecretariatCopy(
        deviation_id=version.deviation_id,
        source="version",
        source_id=version.pk,
        texts=texts,
        made_at=now,
    )


def copy_answer(
    answer: Answer, measures: list[Measure], *, deviation_id: int, now: datetime
) -> SecretariatCopy:
    """The copy of one answer with its measures."""
    texts: dict[str, object] = {name: masked(getattr(answer, name)) for name in _ANSWER_TEXTS}
    texts["measures"] = [
        {"text": masked(one.text), "responsible_function": masked(one.responsible_function)}
        for one in measures
    ]
    return SecretariatCopy(
        deviation_id=deviation_id, source="answer", source_id=answer.pk, texts=texts, made_at=now
    )


def copy_message(message: Message, *, now: datetime) -> SecretariatCopy:
    """The copy of one message in the thread."""
    return SecretariatCopy(
        deviation_id=message.deviation_id,
        source="message",
        source_id=message.pk,
        texts={"text": masked(message.text)},
        made_at=now,
    )
