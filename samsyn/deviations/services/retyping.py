"""Correct the transcription of a paper report: a new version with its reason (requirement 24).

The secretariat typed it and reads its masked copy only. So it hands in the copy's texts as it wants them,
and a text that it left as the copy has it stays as it stands: what is masked for it is not lost.
"""

from collections.abc import Container
from datetime import datetime
from typing import Any

from samsyn.deviations import search
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.content import Account, Transcription
from samsyn.deviations.copies import copy_answer
from samsyn.deviations.guarded import refuse, texts_of
from samsyn.deviations.models import Answer, DeviationVersion, SecretariatCopy
from samsyn.deviations.services.sending import write_version
from samsyn.deviations.services.steps import (
    Case,
    change,
    leave_trace,
    load_case,
    notify,
    require_step,
)
from samsyn.deviations.typed import typed_of
from samsyn.domain.access import Viewer
from samsyn.domain.refusals import PaperRefused
from samsyn.domain.vocabulary import Closing, StepKind
from samsyn.guarding.last_word import NOTHING
from samsyn.guarding.transactions import atomic_when_read
from samsyn.mail.letters import LetterKind
from samsyn.organisations import selectors as organisations

_TEXTS = ("title", "what_happened", "what_was_expected", "proposed_measure")
_KEPT = ("discovered_on", "direct_contact", "contact_text", "consequence", "consequence_text")


@atomic_when_read
def retype_paper(
    *,
    deviation_id: int,
    seen_version: int,
    transcription: Transcription,
    reason: str,
    by: Viewer,
    now: datetime,
    decided: Container[str] = NOTHING,
) -> None:
    """Correct what the secretariat typed from a paper report, also when it is closed, whenever.

    Refuses StepRefused (another's side, no reason), PaperRefused (not_typed: a party's own words stand;
    unchanged), Outdated and PersonalDataFound.
    """
    case = load_case(deviation_id)
    require_step(StepKind.RETYPED, case, by=by, reason=reason, decided=decided)
    typed = typed_of(case.deviation, list(case.deviation.steps.all()))
    if not typed:
        raise PaperRefused("not_typed")
    standing = case.deviation.versions.latest("number")
    account = _account(standing, transcription)
    answer = _answer(typed.answered, transcription.answer_text)
    if account is None and answer is None:
        raise PaperRefused("unchanged")
    if account:
        # What the copy masks the secretariat cannot see, and need not mend to correct another text.
        texts = texts_of(account)
        changed = {name: text for name, text in texts.items() if text != getattr(standing, name)}
        refuse(changed, by=by, decided=decided)
    if answer:
        refuse({"answer_text": answer.perspective}, by=by, decided=decided)
    change(case.deviation, seen_version, title=account.title if account else standing.title)
    if account:
        number = standing.number + 1
        write_version(case.deviation, account, by=by, now=now, number=number, reason=reason)
    if answer:
        _write_answer(answer, case, reason, by, now)
    search.index_deviation(case.deviation.pk)
    leave_trace(StepKind.RETYPED, case, by=by, now=now, reason=reason)
    _tell(case, now)


def _account(standing: DeviationVersion, wanted: Transcription) -> Account | None:
    """The account as it is to stand, or None when nothing of it changes."""
    copy = _copy("version", standing.pk)
    texts: dict[str, Any] = {
        name: _chosen(getattr(standing, name), str(copy.get(name, "")), getattr(wanted, name))
        for name in _TEXTS
    }
    kept: dict[str, Any] = {name: getattr(standing, name) for name in _KEPT}
    account = Account(**texts, **kept, happened_on=wanted.happened_on)
    unchanged = all(getattr(standing, name) == text for name, text in texts.items())
    return None if unchanged and standing.happened_on == account.happened_on else account


def _answer(addressing_id: int | None, wanted: str | None) -> Answer | None:
    """The answer with its new text, not yet stored; None when it does not change."""
    if addressing_id is None or wanted is None:
        return None
    standing = Answer.objects.filter(addressing_id=addressing_id).latest("number")
    copied = str(_copy("answer", standing.pk).get("perspective", ""))
    text = _chosen(standing.perspective, copied, wanted)
    if text == standing.perspective:
        return None
    return Answer(
        addressing_id=addressing_id,
        number=standing.number + 1,
        view=standing.view,
        perspective=text,
        cause=standing.cause,
        cause_text=standing.cause_text,
    )


def _write_answer(answer: Answer, case: Case, reason: str, by: Viewer, now: datetime) -> None:
    answer.made_at, answer.made_by_id, answer.reason = now, by.user_id, reason
    answer.save(force_insert=True)
    copy_answer(answer, [], deviation_id=case.deviation.pk, now=now).save()


def _copy(source: str, source_id: int) -> dict[str, object]:
    texts: dict[str, object] = SecretariatCopy.objects.get(source=source, source_id=source_id).texts
    return texts


def _chosen(standing: str, copied: str, wanted: str) -> str:
    """The text that was handed in, or the one that stands when it is what the copy says."""
    return standing if _plain(wanted) == _plain(copied) else wanted


def _plain(text: str) -> str:
    # A browser sends line ends of its own, and the form takes blanks off the ends.
    return text.replace("\r\n", "\n").strip()


def _tell(case: Case, now: datetime) -> None:
    """Letters as for any correction; none about what was closed before Samsyn, which has had none."""
    if case.deviation.closing == Closing.BEFORE_SAMSYN:
        return
    cards = organisations.units_by_pk(case.parties)
    today = day_in_stockholm(now)
    valid = [pk for pk in case.parties if pk in cards and cards[pk].is_valid_on(today)]
    writer = case.deviation.reporter_unit_id
    others = [pk for pk in valid if pk != writer]
    notify(LetterKind.CORRECTED, case, units=others, now=now, cards=cards)
    if writer in valid:
        notify(LetterKind.RETYPED, case, units=[writer], now=now, cards=cards)
