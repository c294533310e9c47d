"""How is a case laid out on paper? Sections with facts, texts and tables, all as words; no look here."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.domain.lifting import LiftLevel, LiftStepKind
from samsyn.domain.vocabulary import (
    AddressingState,
    AnswerOutcome,
    Cause,
    Closing,
    Consequence,
    DeviationState,
    DirectContact,
    Level,
    MeasureStatus,
    Origin,
    StepKind,
    View,
)
from samsyn.exports.case import Case
from samsyn.exports.words import day_in_words, label_of, time_in_words

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """A heading with short facts, longer texts, one table, and sections below; empty ones vanish."""

    heading: str
    facts: Pairs = field(default_factory=list)
    texts: Pairs = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)


def document_of(case: Case, *, language: str) -> dict[str, Any]:
    """The case as a title, words for head and foot, and sections."""
    sections = [
        _overview(case),
        _account(_("Avsändarens beskrivning"), case["versions"][-1]),
        *(_recipient(one) for one in case["recipients"]),
        _messages(case["messages"]),
        _attachments(case.get("attachments", [])),
        _history(case),
        _lifted(case["lifts"]),
        _earlier(case),
    ]
    return {
        "language": language,
        "title": f"{case['number']} {case['title']}",
        "number": case["number"],
        "kind": _("Avidentifierad kopia") if case["is_copy"] else _("Samverkansavvikelse"),
        "exported": _("Hämtad ur Samsyn %(time)s") % {"time": time_in_words(case["exported_at"])},
        "page": _("Sida"),
        "of": _("av"),
        "sections": [_plain(asdict(one)) for one in sections if one],
    }


def _plain(section: dict[str, Any]) -> dict[str, Any]:
    """Without what nobody has said."""
    return {
        **section,
        "facts": [pair for pair in section["facts"] if pair[1]],
        "texts": [pair for pair in section["texts"] if pair[1].strip()],
        "sections": [_plain(one) for one in section["sections"]],
    }


def _who(unit: str, name: str | None) -> str:
    return f"{name}, {unit}" if name and unit else name or unit


def _came_in(case: Case) -> str:
    """Told when it was not written here: on paper, or read in from an earlier year."""
    return "" if case["origin"] == Origin.WRITTEN else label_of(Origin, case["origin"])


def _overview(case: Case) -> Section:
    reporter = case["reporter"]
    return Section(
        _("Översikt"),
        facts=[
            (_("Nummer"), case["number"]),
            (_("Läge"), label_of(DeviationState, case["state"])),
            (_("Från"), f"{reporter['unit']} ({reporter['principal']})"),
            (_("Till"), ", ".join(one["unit"] for one in case["recipients"])),
            (_("Skickad"), time_in_words(case["sent_at"])),
            (_("Hur den kom in"), _came_in(case)),
            (_("Skickad av"), reporter.get("sent_by") or ""),
            (_("Nivå"), label_of(Level, case["level"])),
            (_("Överenskommelse"), case["agreement"]),
            (_("Punkt i överenskommelsen"), case["agreement_point"]),
            (_("Nummer i avsändarens eget system"), reporter.get("own_system_reference", "")),
            (_("Återkallad"), time_in_words(case["withdrawn_at"])),
            (_("Avslutad"), time_in_words(case["closed_at"])),
            (_("Hur den avslutades"), label_of(Closing, case["closing"])),
            (_("Avslutas av tidsgränsen"), day_in_words(case.get("closes_on"))),
        ],
    )


def _account(heading: str, version: Case) -> Section:
    return Section(
        heading,
        facts=[
            (_("Version"), _made(version)),
            (_("När det hände"), day_in_words(version["happened_on"])),
            (_("När det upptäcktes"), day_in_words(version["discovered_on"])),
            (_("Har talat med varandra"), label_of(DirectContact, version["direct_contact"])),
            (_("Konsekvens för barnet"), label_of(Consequence, version["consequence"])),
        ],
        texts=[
            (_("Rubrik"), version["title"]),
            (_("Vad som hände"), version["what_happened"]),
            (_("Vad som var väntat"), version["what_was_expected"]),
            (_("Vad de kom fram till"), version["contact_text"]),
            (_("Konsekvensen beskriven"), version["consequence_text"]),
            (_("Förslag på åtgärd"), version["proposed_measure"]),
            (_("Skäl till ändringen"), version["reason"]),
        ],
    )


def _made(version: Case) -> str:
    by = version.get("made_by")
    words = [str(version["number"]), time_in_words(version["made_at"]), *([by] if by else [])]
    return ", ".join(words)


def _recipient(recipient: Case) -> Section:
    answers = recipient["answers"]
    return Section(
        _("Mottagare: %(unit)s") % {"unit": recipient["unit"]},
        facts=[
            (_("Verksamhetstyp"), recipient["kind"]),
            (_("Huvudman"), recipient["principal"]),
            (_("Läge"), label_of(AddressingState, recipient["state"])),
            (_("Kvittera senast"), day_in_words(recipient["acknowledge_by"])),
            (_("Kvitterad"), time_in_words(recipient["acknowledged_at"])),
            (_("Utredning påbörjad"), time_in_words(recipient["investigating_at"])),
            (_("Svara senast"), day_in_words(recipient["answer_by"])),
            (_("Besvarad"), time_in_words(recipient["answered_at"])),
            (_("Avböjd"), time_in_words(recipient["declined_at"])),
            (_("Utfall"), label_of(AnswerOutcome, recipient["outcome"])),
            (_("Bedömd"), time_in_words(recipient["judged_at"])),
        ],
        texts=[
            (_("Avsändarens bedömning av svaret"), recipient.get("judgement", "")),
            (
                _("Svaret"),
                _("Överenskommelsen visar svaret bara för avsändaren.")
                if recipient.get("answer_is_hidden")
                else "",
            ),
        ],
        sections=[
            *([_answer(_("Svar"), answers[-1])] if answers else []),
            *([_measures(recipient["measures"])] if recipient["measures"] else []),
        ],
    )


def _answer(heading: str, answer: Case) -> Section:
    return Section(
        heading,
        facts=[
            (_("Version"), _made(answer)),
            (_("Mottagarens bild"), label_of(View, answer["view"])),
            (_("Orsak"), label_of(Cause, answer["cause"])),
        ],
        texts=[
            (_("Så ser mottagaren på det"), answer["perspective"]),
            (_("Orsaken beskriven"), answer["cause_text"]),
            (_("Skäl till ändringen"), answer["reason"]),
        ],
    )


def _measures(measures: list[Case]) -> Section:
    return Section(
        _("Åtgärder"),
        columns=[_("Åtgärd"), _("Ansvarig funktion"), _("Klar senast"), _("Läge")],
        rows=[
            [
                one["text"],
                one["responsible_function"],
                day_in_words(one.get("due_on")),
                label_of(MeasureStatus, one.get("status", "")),
            ]
            for one in measures
        ],
    )


def _messages(messages: list[Case]) -> Section | None:
    if not messages:
        return None
    return Section(
        _("Meddelanden"),
        texts=[
            (f"{time_in_words(one['at'])}, {_who(one['unit'], one.get('by'))}", one["text"])
            for one in messages
        ],
    )


def _attachments(attachments: list[Case]) -> Section | None:
    if not attachments:
        return None
    return Section(
        _("Bilagor"),
        columns=[_("Namn"), _("Från"), _("Tillagd"), _("Storlek")],
        rows=[
            [one["name"], one["unit"], time_in_words(one["at"]), _size(one["bytes"])]
            for one in attachments
        ],
    )


def _size(size: int) -> str:
    kilobytes = max(1, round(size / 1024))
    return ngettext("%(n)s kB", "%(n)s kB", kilobytes) % {"n": kilobytes}


def _history(case: Case) -> Section:
    """The deviation's own steps and those of its lifted questions, as they happened."""
    rows = [
        (
            one["at"],
            label_of(StepKind, one["step"]),
            _who(one["unit"], one.get("by")),
            one["recipient"],
            one.get("reason", ""),
        )
        for one in case["history"]
    ]
    for lift in case["lifts"]:
        rows += [(at, what, who, "", "") for at, what, who, _texts in _lift_story(lift)]
    return Section(
        _("Vad hände sedan"),
        columns=[_("När"), _("Vad"), _("Vem"), _("Gäller"), _("Skäl")],
        rows=[
            [time_in_words(at), *cells]
            for at, *cells in sorted(rows, key=lambda row: datetime.fromisoformat(row[0]))
        ],
    )


def _lifted(lifts: list[Case]) -> Section | None:
    """What was said in the deviation's lifted questions; that it was said stands among the steps."""
    texts = [
        (f"{time_in_words(at)}, {who}: {what}", words)
        for lift in lifts
        for at, what, who, words in _lift_story(lift)
        if words
    ]
    return Section(_("Ur lyfta frågor"), texts=texts) if texts else None


def _lift_story(lift: Case) -> list[tuple[str, str, str, str]]:
    """When, what, who and in which words, for each step of a question."""
    story = [
        (one["at"], _lift_step(one), _lift_speaker(one), _lift_words(one)) for one in lift["steps"]
    ]
    if joined_at := lift["joined_at"]:
        who = label_of(LiftLevel, LiftLevel.SECRETARIAT)
        story.insert(0, (joined_at, _("Del av en lyft fråga"), who, lift["title"]))
    return story


def _lift_step(step: Case) -> str:
    level = label_of(LiftLevel, step["to"])
    words = {
        LiftStepKind.LIFTED: _("Frågan lyft till %(level)s"),
        LiftStepKind.RETURNED: _("Frågan lämnad tillbaka till %(level)s"),
        LiftStepKind.SCHEDULED: _("Frågan satt på dagordningen"),
        LiftStepKind.DECIDED: _("Beslut i frågan"),
        LiftStepKind.WITHDRAWN: _("Frågan återtagen"),
    }[LiftStepKind(step["step"])]
    return words % {"level": level}


def _lift_speaker(step: Case) -> str:
    level, day = label_of(LiftLevel, step["from"]), day_in_words(step["meeting_on"])
    return ", ".join(one for one in (level, step["by"], day) if one)


def _lift_words(step: Case) -> str:
    said = [step["title"], step["words"]]
    if measure := step["measure"]:
        status = label_of(MeasureStatus, measure["status"])
        said.append(f"{_('Regional åtgärd')}: {measure['text']} ({status})")
    return "\n\n".join(one for one in said if one)


def _earlier(case: Case) -> Section | None:
    """Earlier versions of the account and of the answers, newest first."""
    heading = _("Version %(number)s")
    sections = [
        _account(heading % {"number": one["number"]}, one) for one in case["versions"][-2::-1]
    ]
    for recipient in case["recipients"]:
        words = _("%(unit)s, svarets version %(number)s")
        sections += [
            _answer(words % {"unit": recipient["unit"], "number": one["number"]}, one)
            for one in recipient["answers"][-2::-1]
        ]
    return Section(_("Tidigare versioner"), sections=sections) if sections else None
