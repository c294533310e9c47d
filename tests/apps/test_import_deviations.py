"""Earlier years come in whole or not at all, any number of times, with each wrong row explained."""

from pathlib import Path

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.coding.models import CodeBook, Coding
from samsyn.coding.services import import_history, importing
from samsyn.commands import import_deviations
from samsyn.deviations.models import Addressing, Answer, Deviation, SecretariatCopy
from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Scope
from samsyn.mail.models import Letter
from samsyn.organisations.models import Unit
from samsyn.statistics.selectors import table_for
from tests.client import watched

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parent.parent / "data/avvikelser-2024-pahittad.csv"
TEST = Everything("test")


def read_in(text, now, **how):
    return import_history(text=text, file_name="file.csv", by=None, now=now, **how)


@pytest.fixture
def text():
    return FILE.read_text()


def test_another_year_with_other_themes_and_mixed_recipients(text, now):
    report = read_in(text, now)
    assert (report.read, report.written, report.faults) == (5, 5, [])
    assert CodeBook.objects.get(year=2024).themes.count() == 2
    first = Deviation.objects.get(number="UTB-24/1")
    assert first.between_principals, "one recipient of another principal is enough"
    assert first.title == "Övergångar: Utskrivning utan plan, Ingen mottagare utsedd"
    assert Coding.objects.get(deviation=first).subtypes.count() == 2
    assert (first.origin, first.closing) == ("imported", "before_samsyn")
    table = table_for(Question((2024,), Scope.ALL, by=(Dimension.SUBTYPE,)), viewer=TEST)
    assert {row.values[0].label: row.count for row in table.rows} == {
        "Länken fungerade inte": 2,
        "Ingen mottagare utsedd": 2,
        "Utskrivning utan plan": 1,
        "Kallelsen kom sent": 1,
        "Ej klassificerad": 1,
    }
    assert table.unclassified == 1


def test_two_recipients_of_one_service_are_one_in_that_count(text, now):
    read_in(text, now)
    where = ((Dimension.REPORTER_SERVICE, "Skola"),)
    asked = Question(
        (2024,), count=Counted.RECIPIENTS, by=(Dimension.RECIPIENT_SERVICE,), where=where
    )
    assert [row.count for row in table_for(asked, viewer=TEST).rows] == [1]


def test_the_answer_stands_with_the_first_recipient_and_leaves_a_copy(text, now):
    read_in(text, now)
    first, second = Addressing.objects.filter(deviation__number="UTB-24/1").order_by("pk")
    assert (first.outcome, second.outcome) == ("resolved", "")
    answer = Answer.objects.get(addressing=first)
    assert answer.perspective.startswith("Vi ringer") and answer.view == ""
    assert SecretariatCopy.objects.filter(deviation=first.deviation).count() == 2
    kinds = first.deviation.steps.order_by("at", "pk").values_list("kind", flat=True)
    assert list(kinds) == ["sent", "answered", "judged", "closed"]
    assert not Letter.objects.exists()


def test_nothing_waits_for_an_answer_afterwards(text, now):
    read_in(text, now)
    assert not Addressing.objects.filter(judged_at=None, released_at=None).exists()


def test_unknown_units_become_historic_and_are_told(text, now):
    report = read_in(text, now)
    made = {unit.name: unit for unit in report.new_units}
    assert made["Gråtrutens socialkontor"].service == "Socialtjänst"
    assert Unit.objects.filter(is_historic=True).count() == len(report.new_units) == 7
    assert Unit.objects.get(name="Storlommens socialkontor").principal.name == "Gnesta kommun"


def test_again_changes_nothing(text, now):
    read_in(text, now)
    again = read_in(text, now)
    assert (again.written, again.skipped, again.faults) == (0, 5, [])
    assert Deviation.objects.count() == 5


def test_the_same_id_with_other_words_is_a_conflict(text, now):
    read_in(text, now)
    changed = read_in(text.replace("Fel adress.,ej löst", "Rätt adress.,delvis löst"), now)
    assert [str(fault) for fault in changed.faults] == [
        "line 5 (UTB-24/4): is in Samsyn already, with another answer_text, answer_outcome"
    ]
    assert not changed.is_written
    assert Answer.objects.filter(perspective="Rätt adress.").count() == 0


def test_a_byte_order_mark_does_not_matter(text, now):
    assert read_in(f"\ufeff{text}", now).written == 5


def test_a_dry_run_writes_nothing(text, now):
    report = read_in(text, now, dry_run=True)
    assert (report.written, report.is_written) == (5, False)
    assert not Deviation.objects.exists() and not Unit.objects.exists()
    assert not AuditEvent.objects.exists()


def test_one_wrong_row_stops_all_unless_told_otherwise(text, now):
    broken = text.replace("2024-02-29", "2024-02-30")
    report = read_in(broken, now)
    assert not report.is_written and not Deviation.objects.exists()
    assert [(fault.line, fault.number) for fault in report.faults] == [(3, "UTB-24/2")]
    assert read_in(broken, now, skip_bad=True).written == 4
    assert Deviation.objects.count() == 4


def test_others_may_write_in_between_and_what_broke_off_is_finished(text, now, monkeypatch):
    monkeypatch.setattr(importing, "LEAST_AT_ONCE", 2)
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(importing, "LONGEST_HELD", 60.0)
    stored, told = [], []

    def power_cut(seconds):
        stored.append(Deviation.objects.count())
        told.append(seconds > 0)
        if len(stored) == 2:
            raise SystemExit

    with pytest.raises(SystemExit):
        read_in(text, now, in_between=power_cut)
    assert (stored, told) == ([2, 4], [True, True])
    again = read_in(text, now)
    assert (again.written, again.skipped, again.faults) == (1, 4, [])
    assert Deviation.objects.count() == 5
    events = AuditEvent.objects.filter(kind="imported").order_by("pk")
    assert [event.details["written"] for event in events] == [5, 1]


def many_rows(text, many):
    head, first, *_others = text.splitlines()
    return "\n".join([head, *(first.replace("UTB-24/1", f"M-{at}") for at in range(many))])


def test_so_many_are_written_at_once_as_let_others_write_soon(text, now, monkeypatch):
    """A slow database gets the fewest rows in a transaction, a quick one more."""
    monkeypatch.setattr(importing, "LEAST_AT_ONCE", 5)
    monkeypatch.setattr(importing, "LONGEST_HELD", 60.0)
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 12)
    stored = []
    read_in(many_rows(text, 40), now, in_between=lambda _: stored.append(Deviation.objects.count()))
    assert stored == [5, 15, 27, 39, 40]
    monkeypatch.setattr(importing, "LONGEST_HELD", 0.0)
    stored.clear()
    slow = many_rows(text, 8).replace("M-", "S-")
    read_in(slow, now, in_between=lambda _: stored.append(Deviation.objects.count() - 40))
    assert stored == [5, 8]


def test_a_row_more_is_no_statement_more(text, now, monkeypatch):
    """Statements inside the transactions that write: the same for two rows and for ninety."""
    monkeypatch.setattr(importing, "LEAST_AT_ONCE", 100)
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 100)

    def statements(name, many):
        with watched() as seen:
            assert read_in(many_rows(text, many).replace("M-", f"{name}-"), now).written == many
        return sum("deviations_" in sql and "INSERT" in sql for sql in seen.queries)

    assert statements("A", 2) == statements("B", 90) <= 8


def test_an_unknown_service_is_a_wrong_row(text, now):
    report = read_in(text.replace("elevhalsa", "Ballongskola"), now)
    assert str(report.faults[0]) == "line 2 (UTB-24/1): unknown service: Ballongskola"


def test_each_file_is_one_event_in_the_log(text, now):
    read_in(text, now)
    event = AuditEvent.objects.get(kind="imported")
    assert event.object_label == "file.csv" and event.details["written"] == 5


def test_the_command_tells_what_it_did(capsys):
    assert import_deviations.main([str(FILE)]) == 0
    told = capsys.readouterr().out
    assert "Written: 5 (2024: 5)" in told
    assert "New historic unit: BUP Storlommen (BUP, Region Uppsala)" in told


def test_the_command_refuses_what_it_cannot_read(tmp_path, capsys):
    bad = tmp_path / "bad.csv"
    bad.write_bytes("id;Å".encode("latin-1"))
    assert import_deviations.main([str(bad)]) == 1
    assert "is not text in UTF-8" in capsys.readouterr().err
    bad.write_text("id,name\n1,2\n")
    assert import_deviations.main([str(bad)]) == 1
    assert "the first line lacks the columns" in capsys.readouterr().err
    assert import_deviations.main([str(tmp_path / "none.csv")]) == 1
    with pytest.raises(SystemExit) as stopped:
        import_deviations.main([])
    assert stopped.value.code == 2
