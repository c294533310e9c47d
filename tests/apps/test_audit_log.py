"""The log is complete, cannot be changed, and is read only by those whom it concerns."""

import pytest
from django.db import DatabaseError, transaction

from samsyn.audit import selectors, services
from samsyn.audit.models import AuditConcern, AuditEvent
from samsyn.audit.selectors import LogFilter
from samsyn.database.bulk import insert_with_keys
from samsyn.domain.vocabulary import AuditKind


def wrote(cast, now, *, by="astrid", label="SAM-2026-0001", principals=(), kind=AuditKind.WROTE):
    services.record(
        kind,
        by=cast.viewer(by),
        now=now,
        object_kind="deviation",
        object_id=1,
        label=label,
        principals=principals,
    )


def seen_by(cast, name, **chosen):
    return list(selectors.events(viewer=cast.viewer(name), chosen=LogFilter(**chosen)))


@pytest.mark.parametrize("verb", ["update", "delete"])
@pytest.mark.parametrize("model", [AuditEvent, AuditConcern])
def test_the_database_refuses_to_change_or_remove(cast, now, model, verb):
    wrote(cast, now, principals=[cast.places.region.pk])
    rows = model.objects.all()
    change = {"update": lambda: rows.update(id=7), "delete": lambda: rows._raw_delete(rows.db)}
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change[verb]()
    assert model.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_is_written_with_all_whom_it_concerns_or_not_at_all(now, monkeypatch):
    def breaks(model, rows):
        if model is AuditConcern:
            raise DatabaseError("the disk is full")
        insert_with_keys(model, rows)

    monkeypatch.setattr(services, "insert_with_keys", breaks)
    with pytest.raises(DatabaseError):
        services.record(AuditKind.READ, by=None, now=now, principals=[1, 2])
    assert not AuditEvent.objects.exists()


def test_the_lock_is_found_by_the_doctor(db):
    assert selectors.is_append_only()


def test_registrar_sees_what_the_own_people_did(cast, now):
    wrote(cast, now, by="astrid")
    assert [event.actor_name for event in seen_by(cast, "frej")] == ["Astrid Vindelsnår"]


def test_registrar_sees_what_concerns_the_own_principal(cast, now):
    wrote(cast, now, by="bo", principals=[cast.places.municipality.pk, cast.places.region.pk])
    assert len(seen_by(cast, "frej")) == 1


def test_registrar_does_not_see_what_concerns_others(cast, now):
    wrote(cast, now, by="bo", principals=[cast.places.region.pk])
    assert seen_by(cast, "frej") == []


def test_administrator_sees_access_but_no_case(cast, now):
    wrote(cast, now)
    wrote(cast, now, kind=AuditKind.REFUSED)
    wrote(cast, now, kind=AuditKind.CHANGED_ACCESS, label="Astrid")
    assert [event.kind for event in seen_by(cast, "gudmund")] == ["changed_access"]


@pytest.mark.parametrize("name", ["astrid", "bo", "cecilia", "doris", "elof", "hedda", "ivar"])
def test_nobody_else_reads_the_log(cast, now, name):
    wrote(cast, now, principals=[cast.places.municipality.pk, cast.places.region.pk])
    assert seen_by(cast, name) == []


@pytest.mark.parametrize(
    "chosen",
    [
        {"person": "vindel"},
        {"kind": "wrote"},
        {"number": "2026-0002"},
        {"day_from": "2026-03-09", "day_to": "2026-03-09"},
    ],
)
def test_filters_narrow(cast, now, chosen):
    wrote(cast, now, label="SAM-2026-0002")
    frej = cast.viewer("frej")
    services.record(AuditKind.READ_LOG, by=frej, now=now.replace(day=8))
    assert [event.kind for event in seen_by(cast, "frej", **chosen)] == ["wrote"]


def test_a_reason_is_demanded_and_kept(cast, now):
    given = {"by": cast.viewer("frej"), "now": now, "object_kind": "deviation", "object_id": 1}
    with pytest.raises(services.ReasonMissing):
        services.opened_with_reason(**given, label="SAM-2026-0001", reason="  vet ej  ")
    services.opened_with_reason(
        **given, label="SAM-2026-0001", reason="Begäran om allmän handling 17"
    )
    assert AuditEvent.objects.get().reason == "Begäran om allmän handling 17"


def test_a_refused_attempt_is_kept(cast, now):
    services.refused(
        by=cast.viewer("cecilia"), now=now, object_kind="deviation", label="SAM-2026-0001"
    )
    event = AuditEvent.objects.get()
    assert (event.kind, event.acting_for) == ("refused", "Gråsiskans skola")


def test_the_log_names_no_case_text(cast):
    """Only codes, numbers and names of people and parties have a column."""
    columns = {field.name for field in AuditEvent._meta.fields}
    assert columns.isdisjoint({"text", "title", "body", "internal_reference"})
