"""What does the secretariat do with one deviation at the coding desk? All of it at once, or nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.coding.models import QuoteMark, Remark
from samsyn.coding.services.coding import CodingRefused, checked_codes
from samsyn.coding.services.opinions import say, take_back
from samsyn.deviations.selectors.concerned import principals_concerned
from samsyn.deviations.selectors.copied_texts import copied_texts
from samsyn.deviations.selectors.counted import parties_and_year
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.masking import has_personal_number
from samsyn.domain.quoting import passage_of
from samsyn.domain.refusals import PersonalNumberFound, Refusal
from samsyn.domain.vocabulary import AuditKind


class NotVerbatim(Refusal):
    """A quotation does not stand word for word in the masked copy."""


@dataclass(frozen=True)
class AtTheDesk:
    """What somebody says of one deviation; `theme_id` None means that no theme of the list fits."""

    theme_id: int | None
    subtype_ids: tuple[int, ...] = ()
    talk_rather: bool = False
    principle_question: bool = False
    note: str = ""
    quote: str = ""
    """A passage to mark, word for word; nothing when empty."""
    unmarked: tuple[int, ...] = ()
    """Marks (primary keys) to take away."""


@transaction.atomic
def code_at_desk(*, deviation_id: int, content: AtTheDesk, by: Viewer, now: datetime) -> None:
    """Code a deviation, and note and mark what is to be remembered of it.

    Refuses CodingRefused, NotVerbatim, and PersonalNumberFound in the note (requirement 11).
    """
    if not by.may(Ability.CODE):
        raise CodingRefused
    if has_personal_number(content.note):
        raise PersonalNumberFound(("note",))
    parties = parties_and_year(deviation_id, viewer=by)
    theme, subtypes = checked_codes(content.theme_id, content.subtype_ids, parties.year)
    source = say(deviation_id, theme, subtypes, by=by, now=now)
    _remark(deviation_id, content, by, now)
    _unmark(deviation_id, content.unmarked)
    if content.quote.strip():
        _mark(deviation_id, content.quote, by, now)
    details = {
        "coded": theme.key if theme else None,
        "subtypes": [one.key for one in subtypes],
        "source": source,
        "talk_rather": content.talk_rather,
        "principle_question": content.principle_question,
        "quote_marked": bool(content.quote.strip()),
        "quotes_unmarked": len(content.unmarked),
    }
    _log(deviation_id, parties.number, by, now, details)


@transaction.atomic
def undo_coding(*, deviation_id: int, by: Viewer, now: datetime) -> bool:
    """Take back what the viewer said last about a deviation; False when nothing could be taken back.

    Notes and marks stay: they are changed where they stand. Refuses CodingRefused.
    """
    if not by.may(Ability.CODE):
        raise CodingRefused
    parties = parties_and_year(deviation_id, viewer=by)
    is_undone = take_back(deviation_id, by=by, now=now)
    if is_undone:
        _log(deviation_id, parties.number, by, now, {"coding": "undone"})
    return is_undone


def _log(
    deviation_id: int, number: str, by: Viewer, now: datetime, details: dict[str, Any]
) -> None:
    audit.record(
        AuditKind.WROTE,
        by=by,
        now=now,
        object_kind="deviation",
        object_id=deviation_id,
        label=number,
        details=details,
        principals=principals_concerned(deviation_id),
    )


def _remark(deviation_id: int, content: AtTheDesk, by: Viewer, now: datetime) -> None:
    said = {
        "talk_rather": content.talk_rather,
        "principle_question": content.principle_question,
        "note": content.note.strip(),
    }
    known = Remark.objects.filter(pk=deviation_id).values(*said).first()
    if known == said or not (known or any(said.values())):
        return
    facts = {**said, "changed_at": now, "changed_by_id": by.user_id}
    Remark.objects.update_or_create(deviation_id=deviation_id, defaults=facts)


def _mark(deviation_id: int, quote: str, by: Viewer, now: datetime) -> None:
    texts = copied_texts(deviation_id, viewer=by)
    passage = passage_of(quote, (one.text for one in texts))
    if passage is None:
        raise NotVerbatim
    QuoteMark.objects.get_or_create(
        copy_id=texts[passage.text].copy_id,
        name=texts[passage.text].name,
        start=passage.start,
        end=passage.end,
        defaults={"marked_at": now, "marked_by_id": by.user_id},
    )


def _unmark(deviation_id: int, marks: Collection[int]) -> None:
    QuoteMark.objects.filter(pk__in=marks, copy__deviation=deviation_id).delete()
