"""The calendar feed: read back as a calendar does, by its address alone, and only while the role lasts."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from config.logs import Line
from samsyn.accounts.models import RoleGrant
from samsyn.audit.models import AuditEvent
from samsyn.deviations import services as deviations
from samsyn.domain.vocabulary import Role
from samsyn.push.models import CalendarFeed
from tests.apps.test_push_deriving import MINUTE, act
from tests.builders import NOW, grant_role, make_answer, make_deviation
from tests.client import PageClient

pytestmark = pytest.mark.django_db
PAGE = "/konto/kalender/"


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW + MINUTE, tick=False) as moment:
        yield moment


def address_for(user):
    """Get an address on the page, as a person does; the path of it."""
    client = PageClient().login_as(user)
    where = client.post(f"{PAGE}lank/").headers["Location"]
    page = client.get(where).text
    assert page.count("/kalender/") > client.get(where).text.count("/kalender/"), "shown once"
    return page.partition("http://localhost:8000")[2].partition("<")[0]


def read(path, **headers):
    return Client().get(path, headers=headers)


def events(response):
    calendar = Calendar.from_ical(response.content)
    return {str(one["SUMMARY"]): one for one in calendar.walk("VEVENT")}


def test_what_a_unit_owes_and_waits_for(cast):
    theirs = make_deviation(cast, title="Rubrikord", what_happened="Händelseord")
    part = theirs.addressings.get()
    response = read(address_for(cast.bo))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(response)
    assert found.keys() == {f"Kvittera senast: {theirs.number}", f"Svara senast: {theirs.number}"}
    answer = found[f"Svara senast: {theirs.number}"]
    assert answer["DTSTART"].dt == part.answer_by
    assert answer["DTEND"].dt == part.answer_by + timedelta(days=1)
    assert answer["DTSTART"].params["VALUE"] == "DATE"
    assert str(answer["URL"]).endswith(f"/avvikelser/{theirs.number}/")
    assert str(answer["DESCRIPTION"]) == str(answer["URL"])
    assert found[f"Kvittera senast: {theirs.number}"]["DTSTART"].dt == date(2026, 3, 16)
    assert events(read(address_for(cast.astrid))).keys() == {f"Väntar svar: {theirs.number}"}
    for word in ("Rubrikord", "Händelseord", "Tofsvipan kom", "Vindelsnår"):
        assert word not in response.text


def test_it_is_a_calendar_that_outlook_and_apple_read(cast):
    make_deviation(cast)
    text = read(address_for(cast.bo)).content.decode()
    calendar = Calendar.from_ical(text)
    assert str(calendar["PRODID"]).startswith("-//Samsyn//")
    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["X-WR-CALNAME"] == calendar["NAME"] == "Samsyn: BUP Tofsvipan"
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in text
    assert "X-PUBLISHED-TTL:PT1H\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n") and "\n" not in text.replace("\r\n", "")
    for event in calendar.walk("VEVENT"):
        assert event["DTSTAMP"].dt == NOW + MINUTE
        assert (event["TRANSP"], event["CLASS"]) == ("TRANSPARENT", "PRIVATE")


def test_events_keep_their_names_and_disappear_when_done(cast):
    deviation = make_deviation(cast)
    path, bo = address_for(cast.bo), cast.viewer("bo")
    before = events(read(path))
    act(deviations.acknowledge, deviation, by=bo, now=NOW)
    after = events(read(path))
    summary = f"Svara senast: {deviation.number}"
    assert after.keys() == {summary}
    assert after[summary]["UID"] == before[summary]["UID"]
    assert after[summary]["SEQUENCE"] > before[summary]["SEQUENCE"]
    assert len({one["UID"] for one in before.values()}) == 2
    make_answer(deviation, by=bo)
    assert events(read(path)) == {}
    assert events(read(address_for(cast.astrid))) == {}


def test_a_principal_sees_its_units_and_nobody_elses(cast):
    sent = make_deviation(cast)
    foreign = make_deviation(cast, by=cast.viewer("cecilia"), to=[cast.places.external_bup])
    assert events(read(address_for(cast.elof))).keys() == {f"Väntar svar: {sent.number}"}
    cecilia = read(address_for(cast.cecilia))
    assert events(cecilia).keys() == {f"Väntar svar: {foreign.number}"}
    assert sent.number not in cecilia.text


def test_an_unchanged_calendar_is_not_sent_again(cast, _at_noon):
    deviation = make_deviation(cast)
    path = address_for(cast.bo)
    first = read(path)
    tag = first.headers["ETag"]
    assert first.headers["Cache-Control"] == "private, max-age=900"
    _at_noon.shift(timedelta(hours=5))
    second = read(path, **{"If-None-Match": tag})
    assert (second.status_code, second.content) == (304, b"")
    act(deviations.acknowledge, deviation, by=cast.viewer("bo"), now=NOW)
    third = read(path, **{"If-None-Match": tag})
    assert third.status_code == 200 and third.headers["ETag"] != tag


def test_the_language_is_the_persons(cast):
    make_deviation(cast)
    cast.bo.language = "en"
    cast.bo.save()
    response = read(address_for(cast.bo), **{"Accept-Language": "sv"})
    assert response.headers["Content-Language"] == "en"
    assert "Svara" not in response.text


def test_a_new_address_ends_the_old_one_and_removing_ends_both(cast):
    old = address_for(cast.bo)
    new = address_for(cast.bo)
    assert old != new
    assert (read(old).status_code, read(new).status_code) == (404, 200)
    client = PageClient().login_as(cast.bo)
    assert "Byt till en ny länk" in client.get(PAGE).text
    assert client.post(f"{PAGE}ta-bort/").status_code == 302
    assert read(new).status_code == 404
    assert client.post(f"{PAGE}ta-bort/").status_code == 404
    made = AuditEvent.objects.filter(object_kind="calendar_feed", kind="changed_access")
    changes = [one.details["change"] for one in made.order_by("pk")]
    assert changes == ["created", "replaced", "removed"]


def test_only_a_hash_of_the_address_is_stored(cast):
    token = address_for(cast.bo).removeprefix("/kalender/").removesuffix(".ics")
    assert len(token) >= 40
    assert token not in str(CalendarFeed.objects.values().get())


def test_it_ends_with_the_role_and_with_the_account(cast):
    make_deviation(cast)
    path = address_for(cast.bo)
    RoleGrant.objects.filter(user=cast.bo).update(valid_to=NOW.date() - timedelta(days=1))
    assert read(path).status_code == 404
    # Another role is no substitute: the address stands for one thing.
    grant_role(cast.bo, Role.CASEWORKER, cast.places.other_school)
    assert read(path).status_code == 404
    RoleGrant.objects.filter(user=cast.bo).update(valid_to=None)
    assert read(path).status_code == 200
    cast.bo.is_active = False
    cast.bo.save()
    assert read(path).status_code == 404


def test_a_link_of_an_ended_role_can_still_be_removed(cast, client):
    path = address_for(cast.bo)
    RoleGrant.objects.filter(user=cast.bo).update(valid_to=NOW.date() - timedelta(days=1))
    grant_role(cast.bo, Role.CASEWORKER, cast.places.other_school)
    client.login_as(cast.bo)
    assert "En roll som du inte har längre" in client.get(PAGE).text
    key = CalendarFeed.objects.get().acting_key
    assert client.post(f"{PAGE}ta-bort/", {"acting_for": key}).status_code == 302
    assert read(path).status_code == 404


def test_nobody_removes_anothers(cast, client):
    path = address_for(cast.bo)
    key = CalendarFeed.objects.get().acting_key
    client.login_as(cast.astrid)
    assert client.post(f"{PAGE}ta-bort/", {"acting_for": key}).status_code == 404
    assert read(path).status_code == 200


@pytest.mark.parametrize("token", ["x", "a" * 43, "..", "%00", "å"])
def test_a_wrong_address_is_not_found(cast, token):
    make_deviation(cast)
    assert read(f"/kalender/{token}.ics").status_code == 404


def test_reading_is_logged_once_an_hour(cast, _at_noon):
    make_deviation(cast)
    path = address_for(cast.bo)
    for _ in range(12):
        read(path)
        _at_noon.shift(timedelta(minutes=10))
    listed = AuditEvent.objects.filter(object_kind="calendar_feed", kind="listed")
    assert listed.count() == 2
    event = listed.first()
    assert (event.actor_name, event.acting_for) == ("Bo Lingonhed", "BUP Tofsvipan")
    assert event.details == {"rows": 2}


def test_a_poll_is_cheap_whatever_waits_and_writes_nothing(cast):
    for _ in range(15):
        make_deviation(cast)
    path = address_for(cast.bo)
    client = PageClient()
    client.get(path, queries=6)
    response = client.get(path, queries=5)
    assert len(events(response)) == 30


@pytest.mark.parametrize("name", ["doris", "frej", "gudmund", "hedda", "ivar"])
def test_who_reads_no_deviations_has_no_calendar(cast, client, name):
    client.login_as(getattr(cast, name))
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}lank/").status_code == 404
    assert PAGE not in client.get("/konto/").text
    assert not CalendarFeed.objects.exists()


def test_the_account_page_leads_there(cast, client):
    assert PAGE in client.login_as(cast.bo).get("/konto/").text


def test_the_address_is_in_no_log_line(cast, caplog):
    path = address_for(cast.bo)
    RoleGrant.objects.filter(user=cast.bo).delete()
    read(path)
    lines = [Line().format(record) for record in caplog.records]
    assert any("/kalender/…" in line for line in lines), lines
    token = path.removeprefix("/kalender/").removesuffix(".ics")
    assert not [line for line in lines if token in line]
