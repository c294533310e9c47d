"""A local group's meeting in a browser: from the invitation over the pack to a decision and a task."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samsyn.groups.models import Decision, Meeting, Task
from samsyn.mail.models import Letter
from tests.grouping import make_local_group, seat_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_invitation_to_task(page, live_server, sign_in, cast, assert_accessible):
    group = make_local_group(cast)
    bup = cast.places.bup
    seat_in(group.forum, bup.kind, unit=bup, name="Bo Lingonhed", email="bo@example.com")
    sign_in(cast.hedda)

    page.goto(f"{live_server.url}/bus-grupper/")
    expect(page.get_by_role("heading", level=1)).to_have_text("BUS Trastby")
    expect(page.get_by_text("BUMM").first).to_be_visible()
    assert_accessible()

    page.get_by_role("link", name="Planera möte").click()
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.get_by_label("Dag", exact=True).fill(tomorrow.isoformat())
    page.get_by_label("Börjar").fill("13:00")
    page.get_by_label("Slutar").fill("15:00")
    page.get_by_label("Plats").fill("Sal Stenskvättan")
    assert_accessible()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("BUS Trastby: styrgrupp")
    expect(page.get_by_role("heading", name="Nya avvikelser")).to_be_visible()

    page.get_by_role("button", name="Skicka kallelse").click()
    expect(page.get_by_text("Kallelsen går till 1 ledamot.")).to_be_visible()
    assert "METHOD:REQUEST" in Letter.objects.get(kind="meeting_called").calendar
    with page.expect_download() as ics:
        page.get_by_role("link", name="Till kalendern").click()
    assert ics.value.suggested_filename.endswith(".ics")
    pack = page.get_by_role("link", name=re.compile("Underlag")).get_attribute("href")
    response = page.request.get(live_server.url + pack)
    assert response.ok and response.body().startswith(b"%PDF")
    assert_accessible()

    # The day of the meeting has come.
    began = timezone.now() - timedelta(hours=1)
    Meeting.objects.update(starts_at=began, ends_at=began + timedelta(hours=2))
    page.reload()
    page.get_by_role("link", name="Närvaro", exact=True).click()
    page.get_by_label("Digitalt").check()
    assert_accessible()
    page.get_by_role("button", name="Spara närvaron").click()
    page.get_by_role("link", name="Till mötet").click()

    page.get_by_role("link", name=re.compile("Skriv och besluta.*Nya avvikelser")).click()
    page.get_by_label("Vad som sades").fill("Vi gick igenom siffrorna.")
    page.get_by_label("Beslut").fill("Kallelser skickas två veckor före mötet.")
    assert_accessible()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("Kallelser skickas två veckor före mötet.")).to_be_visible()

    page.get_by_role("link", name="Ge en uppgift").first.click()
    page.get_by_label("Vad som ska göras").fill("Skriv en mall för kallelser")
    page.get_by_label("Ansvarig").fill("Enhetschef")
    page.get_by_role("button", name="Ge uppgiften").click()
    expect(page.get_by_text("Skriv en mall för kallelser")).to_be_visible()
    page.get_by_role("button", name="Protokollet är klart").click()
    expect(page.get_by_text("Protokollet är klart.")).to_be_visible()
    assert_accessible()
    assert Task.objects.get().decision == Decision.objects.get()
