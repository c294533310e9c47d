"""What does the secretariat do with one deviation at the coding desk? All of it at once, or nothing."""

from collections.abc import Collection, Container
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from samsyn.audit import services as audit
from samsyn.coding.models import QuoteMark, Remark, Subtype, Theme
from samsyn.coding.services.coding import CodingRefused, checked_codes
from samsyn.coding.services.opinions import say, take_back
from samsyn.deviations.selectors.concerned import principals_concerned
from samsyn.deviations.selectors.copied_texts import copied_texts
from samsyn.deviations.selectors.counted import parties_and_year
from samsyn.domain.access import Ability, Viewer
from samsyn.domain.quoting import passage_of
from samsyn.domain.refusals import Outdated, Refusal
from samsyn.domain.remarking import Noted, together
from samsyn.domain.vocabulary import AuditKind
from samsyn.guarding.last_word import NOTHING, refuse_personal_data
from samsyn.guarding.transactions import atomic_when_read


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
    seen: Noted | None = None
    """Flags and note as they were shown; None: whatever stands there is written over."""
    seen_opinion: int | None = None
    """The latest of the colleagues' opinions that were shown, 0 when none was; None: not asked."""

    @property
    def noted(self) -> Noted:
        """Flags and note as they are wanted."""
        return Noted(self.talk_rather, self.principle_question, self.note)


class Overtaken(Outdated):
    """A colleague has said or noted something else since the form was shown; nothing has been stored.

    `what` is "codes" or "note".
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@atomic_when_read
def code_at_desk(
    *,
    deviation_id: int,
    content: AtTheDesk,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Code a deviation, and note and mark what is to be remembered of it.

    Refuses CodingRefused, NotVerbatim, PersonalDataFound in the note (requirement 11; what is marked
    stands in the copy already), and Overtaken when it would write over what a colleague said or noted
    since it was shown.
    """
    if not by.may(Ability.CODE):
        raise CodingRefused
    parties = parties_and_year(deviation_id, viewer=by)
    theme, subtypes = checked_codes(content.theme_id, content.subtype_ids, parties.year)
    source = _say(deviation_id, theme, subtypes, content.seen_opinion, by, now)
    noted = _remark(deviation_id, content, by, now, decided)
    _unmark(deviation_id, content.unmarked)
    if content.quote.strip():
        _mark(deviation_id, content.quote, by, now)
    details = {
        "coded": theme.key if theme else None,
        "subtypes": [one.key for one in subtypes],
        "source": source,
        "talk_rather": noted.talk_rather,
        "principle_question": noted.principle_question,
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


def _say(
    deviation_id: int,
    theme: Theme | None,
    subtypes: Collection[Subtype],
    seen: int | None,
    by: Viewer,
    now: datetime,
) -> str:
    try:
        return say(deviation_id, theme, subtypes, by=by, now=now, seen=seen)
    except Outdated:
        raise Overtaken("codes") from None


def _remark(
    deviation_id: int, content: AtTheDesk, by: Viewer, now: datetime, decided: Container[str]
) -> Noted:
    """Note what is wanted together with what stands there; `say` has locked the deviation's coding."""
    remark = Remark.objects.filter(pk=deviation_id).first()
    stored = (
        Noted(remark.talk_rather, remark.principle_question, remark.note) if remark else Noted()
    )
    wanted, contradict = together(seen=content.seen or stored, mine=content.noted, stored=stored)
    if contradict:
        raise Overtaken("note")
    if wanted.note != stored.note:
        refuse_personal_data({"note": wanted.note}, by=by, decided=decided)
    if wanted != stored:
        facts = {**asdict(wanted), "changed_at": now, "changed_by_id": by.user_id}
        Remark.objects.update_or_create(deviation_id=deviation_id, defaults=facts)
    return wanted


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
