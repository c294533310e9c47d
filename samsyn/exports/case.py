"""What of a case leaves the system as a file? Decided here once, for JSON, CSV and PDF (docs/exports.md).

Codes as they are stored, times in Stockholm; what nobody has said is null or "". The internal
reference is never asked for, and who wants no name shown stands as the unit (requirements 12, 56).
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from samsyn.deviations.calendar import STOCKHOLM
from samsyn.deviations.selectors.shared_view import CopyView, PartyView, SharedView
from samsyn.domain.lifting import LiftStepKind
from samsyn.lifts.content import Joined, LiftCard, MeasureCard, StepCard

if TYPE_CHECKING:
    from samsyn.accounts.models import User
    from samsyn.deviations.models import Addressing, Answer, Deviation, DeviationVersion

FORMAT = "samsyn.deviation/1"
Case = dict[str, Any]

_VERSION_TEXTS = (
    "title",
    "contact_text",
    "what_happened",
    "what_was_expected",
    "consequence_text",
    "proposed_measure",
    "reason",
)


def case_for_party(view: SharedView, *, lifts: Sequence[LiftCard] = (), now: datetime) -> Case:
    """Everything that a party sees of a deviation and of its lifted questions, in the order of the page."""
    deviation = view.deviation
    hidden = {one.addressing.pk for one in view.parties if _is_hidden(one)}
    return {
        **_head(deviation, view.state, now=now, is_copy=False, title=deviation.title),
        "reporter": {
            **_reporter(deviation),
            "own_system_reference": deviation.own_system_reference,
            "sent_by": _name(deviation.sent_by),
        },
        "closes_on": _day(view.closes_on),
        "versions": [
            {
                **_version(one, {name: getattr(one, name) for name in _VERSION_TEXTS}),
                "made_by": _name(one.made_by),
            }
            for one in reversed(view.versions)
        ],
        "recipients": [
            _recipient_for_party(one, is_hidden=_is_hidden(one)) for one in view.parties
        ],
        "redirected": [
            {"unit": one.name_then, "at": _time(one.redirected_at)} for one in view.redirected
        ],
        "messages": [
            {
                "at": _time(one.written_at),
                "unit": one.unit.name,
                "by": _name(one.written_by),
                "text": one.text,
            }
            for one in view.messages
        ],
        "attachments": [
            {
                "name": one.name,
                "type": one.content_type,
                "bytes": one.size,
                "sha256": one.sha256,
                "unit": one.unit.name,
                "at": _time(one.added_at),
            }
            for one in view.attachments
        ],
        "history": [
            {
                "at": _time(one.at),
                "step": one.kind,
                "recipient": one.addressing.name_then if one.addressing else "",
                "unit": one.unit.name if one.unit else "",
                "by": _name(one.by),
                "reason": "" if one.addressing_id in hidden else one.reason,
            }
            for one in view.steps
        ],
        "lifts": [_lift(one) for one in lifts],
    }


def case_for_secretariat(view: CopyView, *, lifts: Sequence[LiftCard] = (), now: datetime) -> Case:
    """The de-identified copy: masked texts, no persons, no attachments (requirement 13)."""
    deviation = view.deviation
    return {
        **_head(deviation, view.state, now=now, is_copy=True, title=deviation.copied_title),
        "reporter": _reporter(deviation),
        "versions": [_version(view.account_at, view.account)],
        "recipients": [
            {
                **_recipient(addressing, state),
                "outcome": addressing.outcome,
                "judged_at": _time(addressing.judged_at),
                "answers": [_answer(answer, texts or {})] if answer else [],
                "measures": (texts or {}).get("measures", []),
            }
            for addressing, state, answer, texts in view.parties
        ],
        "messages": [
            {"at": _time(one.written_at), "unit": one.unit.name, "text": texts["text"]}
            for one, texts in view.messages
        ],
        "history": [
            {
                "at": _time(one.at),
                "step": one.kind,
                "recipient": one.addressing.name_then if one.addressing else "",
                "unit": one.unit.name if one.unit else "",
            }
            for one in view.steps
        ],
        "lifts": [_lift(one) for one in lifts],
    }


def _head(deviation: "Deviation", state: str, *, now: datetime, is_copy: bool, title: str) -> Case:
    point = deviation.agreement_point
    return {
        "format": FORMAT,
        "exported_at": _time(now),
        "is_copy": is_copy,
        "number": deviation.number,
        "title": title,
        "state": str(state),
        "level": deviation.level,
        "origin": deviation.origin,
        "agreement": deviation.agreement.name,
        "agreement_point": point.name if point else "",
        "between_principals": deviation.between_principals,
        "sent_at": _time(deviation.sent_at),
        "withdrawn_at": _time(deviation.withdrawn_at),
        "closed_at": _time(deviation.closed_at),
        "closing": deviation.closing,
    }


def _reporter(deviation: "Deviation") -> Case:
    return {
        "unit": deviation.reporter_name_then,
        "kind": deviation.reporter_kind.name,
        "principal": deviation.reporter_principal.name,
    }


def _version(version: "DeviationVersion", texts: Mapping[str, str]) -> Case:
    return {
        "number": version.number,
        "made_at": _time(version.made_at),
        "happened_on": _day(version.happened_on),
        "discovered_on": _day(version.discovered_on),
        "direct_contact": version.direct_contact,
        "consequence": version.consequence,
        **{name: texts.get(name, "") for name in _VERSION_TEXTS},
    }


def _recipient(addressing: "Addressing", state: str) -> Case:
    return {
        "unit": addressing.name_then,
        "kind": addressing.kind.name,
        "principal": addressing.principal.name,
        "state": str(state),
        "addressed_at": _time(addressing.addressed_at),
        "acknowledge_by": _day(addressing.acknowledge_by),
        "acknowledged_at": _time(addressing.acknowledged_at),
        "investigating_at": _time(addressing.investigating_at),
        "answer_by": _day(addressing.answer_by),
        "answered_at": _time(addressing.answered_at),
        "declined_at": _time(addressing.declined_at),
    }


def _recipient_for_party(party: PartyView, *, is_hidden: bool) -> Case:
    addressing = party.addressing
    return {
        **_recipient(addressing, party.state),
        "is_late": party.overdue_to_acknowledge or party.overdue_to_answer,
        "answer_is_hidden": is_hidden,
        "answers": [
            {
                **_answer(
                    one,
                    {
                        "perspective": one.perspective,
                        "cause_text": one.cause_text,
                        "reason": one.reason,
                    },
                ),
                "made_by": _name(one.made_by),
            }
            for one in reversed(party.answers)
        ],
        "measures": [
            {
                "text": one.text,
                "responsible_function": one.responsible_function,
                "due_on": _day(one.due_on),
                "status": one.status,
            }
            for one in party.measures
        ],
        "outcome": "" if is_hidden else addressing.outcome,
        "judged_at": _time(addressing.judged_at),
        "judgement": "" if is_hidden else addressing.judgement_text,
    }


def _is_hidden(party: PartyView) -> bool:
    """The agreement lets recipients see only their own answers, and this is another's."""
    return party.addressing.answered_at is not None and not party.answers


def _answer(answer: "Answer", texts: Mapping[str, Any]) -> Case:
    return {
        "number": answer.number,
        "made_at": _time(answer.made_at),
        "view": answer.view,
        "cause": answer.cause,
        "perspective": texts.get("perspective", ""),
        "cause_text": texts.get("cause_text", ""),
        "reason": texts.get("reason", ""),
    }


def _lift(lift: LiftCard) -> Case:
    """A question as the deviation's story tells it to this viewer; the card holds no other words."""
    joined = [one for one in lift.story if isinstance(one, Joined)]
    return {
        "joined_at": _time(joined[0].at) if joined else None,
        "title": lift.title,
        "steps": [_lift_step(one, lift) for one in lift.story if isinstance(one, StepCard)],
    }


def _lift_step(step: StepCard, lift: LiftCard) -> Case:
    decided = step.kind is LiftStepKind.DECIDED
    return {
        "at": _time(step.at),
        "step": str(step.kind),
        "from": str(step.origin),
        "to": str(step.goal),
        "by": step.by_whom,
        "meeting_on": _day(step.meeting_on),
        "title": step.title,
        # What a question was when it was lifted stands on its own page, as it does beside the story.
        "words": "" if step.kind is LiftStepKind.LIFTED else step.words,
        "measure": _regional(lift.measure) if decided and lift.measure else None,
    }


def _regional(measure: MeasureCard) -> Case:
    return {"text": measure.content.words, "status": str(measure.content.status)}


def _name(user: "User | None") -> str | None:
    """The person's name, or None when it is unknown or hidden: the unit stands beside it."""
    return (user.shown_name or None) if user else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _time(moment: datetime | None) -> str | None:
    return moment.astimezone(STOCKHOLM).isoformat(timespec="seconds") if moment else None
