"""The log on a page and as a file: who reads what, and that reading is logged."""

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.audit.services import record
from samsyn.domain.vocabulary import AuditKind


@pytest.fixture
def wrote(cast, now):
    record(
        AuditKind.WROTE,
        by=cast.viewer("astrid"),
        now=now,
        object_kind="deviation",
        object_id=1,
        label="SAM-2026-0001",
    )


@pytest.mark.parametrize("name", ["cecilia", "astrid", "bo", "doris", "elof", "hedda", "ivar"])
@pytest.mark.parametrize("path", ["/logg/", "/logg/logg.csv"])
def test_others_do_not_find_it(client, cast, name, path):
    assert client.login_as(getattr(cast, name)).get(path).status_code == 404
    assert not AuditEvent.objects.filter(kind__in=["read_log", "exported"]).exists()


def test_the_registrar_reads_and_that_is_logged(client, cast, wrote):
    page = client.login_as(cast.frej).get("/logg/", {"number": "SAM-2026"}).content.decode()
    assert "Astrid Vindelsnår" in page and "SAM-2026-0001" in page and "9 mars 2026" in page
    read = AuditEvent.objects.get(kind="read_log")
    assert (read.actor_name, read.details["filters"]) == ("Frej Myrtorva", ["number"])
    assert "Läste loggen" in client.get("/logg/").content.decode()


def test_the_administrator_reads_no_case(client, cast, wrote):
    page = client.login_as(cast.gudmund).get("/logg/").content.decode()
    assert "SAM-2026-0001" not in page
    assert 'value="wrote"' not in page


def test_filters_without_hits_and_wrong_dates_do_no_harm(client, cast, wrote):
    client.login_as(cast.frej)
    assert "Ingen händelse stämmer" in client.get("/logg/?person=xyz").content.decode()
    assert "SAM-2026-0001" in client.get("/logg/?day_from=igår").content.decode()
    assert "SAM-2026-0001" in client.get("/logg/?kind=finnsinte").content.decode()


def test_the_file_holds_what_is_shown_and_no_formula(client, cast, now):
    record(AuditKind.WROTE, by=cast.viewer("astrid"), now=now, label="=cmd()")
    answer = client.login_as(cast.frej).get("/logg/logg.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert ";'=cmd();" in text and "2026-03-09 12:00:00;Skrev;Astrid Vindelsnår" in text
    assert "attachment" in answer.headers["Content-Disposition"]
    assert AuditEvent.objects.get(kind="exported").details["rows"] == 1


def test_pages_of_the_log_are_turned(client, cast, now):
    for n in range(60):
        record(AuditKind.WROTE, by=cast.viewer("astrid"), now=now, label=f"SAM-2026-{n:04d}")
    page = client.login_as(cast.frej).get("/logg/?page=2", queries=10).content.decode()
    assert "SAM-2026-0000" in page and "SAM-2026-0059" not in page
