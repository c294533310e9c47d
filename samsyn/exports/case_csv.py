"""One case as CSV: one row for each recipient's part, the case's own fields repeated."""

from collections.abc import Callable

from django.utils.translation import gettext

from samsyn.domain.vocabulary import (
    AddressingState,
    AnswerOutcome,
    Cause,
    Closing,
    Consequence,
    DeviationState,
    DirectContact,
    Level,
    Origin,
    View,
    gettext_noop,
)
from samsyn.exports.case import Case
from samsyn.exports.csv_file import csv_pieces
from samsyn.exports.words import day_in_cell, label_of

_ = gettext_noop

_CASE: list[tuple[str, Callable[[Case], str]]] = [
    (_("Nummer"), lambda case: case["number"]),
    (_("Rubrik"), lambda case: case["title"]),
    (_("Läge"), lambda case: label_of(DeviationState, case["state"])),
    (_("Skickad"), lambda case: day_in_cell(case["sent_at"])),
    (_("Hur den kom in"), lambda case: label_of(Origin, case["origin"])),
    (_("Avslutad"), lambda case: day_in_cell(case["closed_at"])),
    (_("Hur den avslutades"), lambda case: label_of(Closing, case["closing"])),
    (_("Nivå"), lambda case: label_of(Level, case["level"])),
    (_("Överenskommelse"), lambda case: case["agreement"]),
    (_("Punkt i överenskommelsen"), lambda case: case["agreement_point"]),
    (_("Från"), lambda case: case["reporter"]["unit"]),
    (_("Avsändarens verksamhetstyp"), lambda case: case["reporter"]["kind"]),
    (_("Avsändarens huvudman"), lambda case: case["reporter"]["principal"]),
    (
        _("Nummer i avsändarens eget system"),
        lambda case: case["reporter"].get("own_system_reference", ""),
    ),
]

_ACCOUNT: list[tuple[str, Callable[[Case], str]]] = [
    (_("När det hände"), lambda one: one["happened_on"] or ""),
    (_("Vad som hände"), lambda one: one["what_happened"]),
    (_("Vad som var väntat"), lambda one: one["what_was_expected"]),
    (_("Har talat med varandra"), lambda one: label_of(DirectContact, one["direct_contact"])),
    (_("Vad de kom fram till"), lambda one: one["contact_text"]),
    (_("Konsekvens"), lambda one: label_of(Consequence, one["consequence"])),
    (_("Konsekvensen beskriven"), lambda one: one["consequence_text"]),
    (_("Förslag på åtgärd"), lambda one: one["proposed_measure"]),
]

_RECIPIENT: list[tuple[str, Callable[[Case], str]]] = [
    (_("Mottagare"), lambda one: one["unit"]),
    (_("Mottagarens verksamhetstyp"), lambda one: one["kind"]),
    (_("Mottagarens huvudman"), lambda one: one["principal"]),
    (_("Mottagarens läge"), lambda one: label_of(AddressingState, one["state"])),
    (_("Kvittera senast"), lambda one: day_in_cell(one["acknowledge_by"])),
    (_("Kvitterad"), lambda one: day_in_cell(one["acknowledged_at"])),
    (_("Svara senast"), lambda one: day_in_cell(one["answer_by"])),
    (_("Besvarad"), lambda one: day_in_cell(one["answered_at"])),
    (_("Mottagarens bild"), lambda one: label_of(View, _latest(one).get("view", ""))),
    (_("Mottagarens beskrivning"), lambda one: _latest(one).get("perspective", "")),
    (_("Orsak"), lambda one: label_of(Cause, _latest(one).get("cause", ""))),
    (_("Orsaken beskriven"), lambda one: _latest(one).get("cause_text", "")),
    (_("Åtgärder"), lambda one: "\n".join(map(_measure, one["measures"]))),
    (_("Utfall"), lambda one: label_of(AnswerOutcome, one["outcome"])),
    (_("Bedömning"), lambda one: one.get("judgement", "")),
]


def csv_of(case: Case) -> bytes:
    """The case with its latest account and answers; earlier versions stand in JSON and PDF."""
    account = case["versions"][-1]
    head = [gettext(words) for words, _read in (*_CASE, *_ACCOUNT, *_RECIPIENT)]
    of_case = [
        *(read(case) for _words, read in _CASE),
        *(read(account) for _words, read in _ACCOUNT),
    ]
    rows = [[*of_case, *(read(one) for _words, read in _RECIPIENT)] for one in case["recipients"]]
    return b"".join(csv_pieces([head, *rows]))


def _latest(recipient: Case) -> Case:
    return recipient["answers"][-1] if recipient["answers"] else {}


def _measure(measure: Case) -> str:
    return f"{measure['text']} ({measure['responsible_function']})"
