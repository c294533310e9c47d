"""Is a text read once, before the transaction, and never left unread?"""

from dataclasses import dataclass

import pytest
from django.db import connection

from samsyn.domain.refusals import PersonalDataFound
from samsyn.guarding import readings
from samsyn.guarding.last_word import refuse_personal_data
from samsyn.guarding.readings import believe, clean_mark, forget_readings
from samsyn.guarding.transactions import atomic_when_read

CLEAN = "Kallelsen kom inte fram i tid."
NUMBER = "Numret är 19811228-9874."


@pytest.fixture
def scanned(monkeypatch):
    """The texts that the guard reads, and how deep in transactions the database is then."""
    forget_readings()
    seen, real = [], readings.scan

    def scan(text, **named):
        seen.append((text, len(connection.savepoint_ids)))
        return real(text, **named)

    monkeypatch.setattr(readings, "scan", scan)
    return seen


@dataclass(frozen=True)
class Content:
    texts: tuple[str, ...]


@atomic_when_read
def store(content, *, by=None, more=None):
    """A service that says the last word on what it is given."""
    refuse_personal_data({str(n): one for n, one in enumerate(content.texts)}, by=by)
    return len(connection.savepoint_ids)


def test_texts_are_read_before_the_transaction_and_once(db, scanned):
    outside = len(connection.savepoint_ids)
    inside = store(Content((CLEAN, "En rad till.")))
    store(Content((CLEAN,)))
    assert inside > outside
    assert sorted(scanned) == [("En rad till.", outside), (CLEAN, outside)]


def test_what_was_not_among_the_arguments_is_read_inside(db, scanned):
    @atomic_when_read
    def other():
        refuse_personal_data({"text": NUMBER}, by=None)

    with pytest.raises(PersonalDataFound):
        other()
    assert scanned


def test_texts_are_found_however_deep_they_lie(db, scanned):
    store(Content(()), more={"rows": [Content((f" {CLEAN} ",))]})
    assert {text for text, _depth in scanned} == {CLEAN, f" {CLEAN} "}


def test_a_text_that_was_read_as_wrong_is_refused_again(db, scanned):
    for _ in range(2):
        with pytest.raises(PersonalDataFound):
            store(Content((NUMBER,)))
    assert [text for text, _depth in scanned if text == NUMBER]


def test_a_mark_is_believed_of_exactly_its_texts(db, scanned):
    mark = clean_mark([CLEAN, ""])
    forget_readings()
    scanned.clear()
    believe(mark, [CLEAN, ""])
    store(Content((CLEAN, "")))
    assert not scanned
    forget_readings()
    for wrong, texts in (
        (mark, [CLEAN, NUMBER]),
        (mark, [CLEAN + "."]),
        ("", [CLEAN]),
        ("0" * 64, [CLEAN]),
        ("å", [CLEAN]),
    ):
        believe(wrong, texts)
        refuse_personal_data({"text": CLEAN}, by=None)
        assert scanned
        forget_readings()
        scanned.clear()


def test_no_mark_is_given_of_what_holds_anything(db):
    assert clean_mark([CLEAN])
    assert clean_mark([CLEAN, NUMBER]) == ""


def test_a_mark_of_other_rules_is_not_believed(db, scanned, monkeypatch):
    monkeypatch.setattr(readings, "_rules", lambda: "before")
    mark = clean_mark([CLEAN])
    monkeypatch.undo()
    forget_readings()
    believe(mark, [CLEAN])
    assert not readings._kept


def test_only_the_latest_are_kept_and_no_words(db, monkeypatch):
    forget_readings()
    monkeypatch.setattr(readings, "MOST", 3)
    for n in range(9):
        readings.findings_in(f"Rad {n}.")
    assert len(readings._kept) == 3
    assert not any("Rad" in str(one) for one in readings._kept.items())
