"""The link of a letter and the code: what opens, what does not, and whom they turn away."""

import logging
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from config.logs import Line
from samsyn.audit.models import AuditEvent
from samsyn.deviations.models import MailboxCode
from samsyn.domain.vocabulary import AuditKind
from tests.web.mailbox.visiting import MAILBOX, newest_code, page_of

pytestmark = pytest.mark.django_db


# The door ---------------------------------------------------------------------------------------------


def test_the_letters_address_is_the_pages(link):
    assert link == reverse("mailbox:open", args=[link.split("/")[2]])


def test_opening_the_link_sends_nothing_and_hints_at_the_mailbox(client, link, case):
    page = client.get(link)
    assert f"Avvikelse {case.number} till BUP Sparven" in page.text
    assert "s•••n@region…" in page.text
    assert MAILBOX not in page.text
    assert case.title not in page.text
    assert page.headers["Cache-Control"].count("no-store")
    client.head(link)
    assert not MailboxCode.objects.exists()


def test_opening_is_logged_in_the_units_name(client, link, case):
    client.get(link)
    event = AuditEvent.objects.get(kind=AuditKind.MAILBOX_LINK)
    assert (event.object_label, event.actor_name) == (case.number, "")
    assert event.acting_for == "BUP Sparven (via funktionsbrevlådan)"


def test_the_button_sends_one_code_however_often_it_is_pressed(client, link):
    first, second = client.post(link), client.post(link)
    assert first.url == second.url == f"{link}kod/"
    assert MailboxCode.objects.count() == 1
    assert "skickades alldeles nyss" in client.get(f"{link}kod/").text


def test_the_code_field_helps_a_phone(client, link):
    client.post(link)
    page = client.get(f"{link}kod/").text
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page


def test_without_a_code_the_field_is_not_shown(client, link):
    assert client.get(f"{link}kod/").url == link


def test_the_right_code_opens_the_deviation_in_a_new_session(client, link, case):
    client.get(link)
    client.post(link)
    before = client.cookies["samsyn_session"].value
    response = client.post(f"{link}kod/", {"code": f" {newest_code()[:3]} {newest_code()[3:]} "})
    assert response.url == page_of(case)
    assert client.cookies["samsyn_session"].value != before
    assert client.get(page_of(case)).status_code == 200


def test_a_wrong_code_says_how_many_tries_are_left(client, link, case):
    client.post(link)
    wrong = f"{(int(newest_code()) + 1) % 10**6:06}"
    words = []
    for _ in range(6):
        page = client.post(f"{link}kod/", {"code": wrong})
        assert page.status_code == 422
        words.append(re.search(r"Du kan försöka (\d)|Be om en ny kod", page.text)[1])
    assert words == ["4", "3", "2", "1", None, None]
    right = client.post(f"{link}kod/", {"code": newest_code()})
    assert right.status_code == 422, "five wrong tries end the code"
    assert "/konto/logga-in/" in client.get(page_of(case)).url


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "1" * 30])
def test_what_is_no_code_costs_no_try(client, link, typed):
    client.post(link)
    assert client.post(f"{link}kod/", {"code": typed}).status_code == 422
    assert MailboxCode.objects.get().tries == 0


def test_the_form_pressed_twice_is_one_visit(client, link, case):
    client.post(link)
    code = newest_code()
    for _ in range(2):
        assert client.post(f"{link}kod/", {"code": code}).url == page_of(case)
    assert AuditEvent.objects.filter(kind=AuditKind.MAILBOX_ENTERED).count() == 1


def test_too_many_codes_are_refused_in_words(client, link, clock, settings):
    for _ in range(settings.MAILBOX_CODES_PER_HOUR):
        client.post(link)
        clock.shift(timedelta(minutes=2))
    page = client.post(link)
    assert page.status_code == 429
    assert "för många koder" in page.text
    assert MailboxCode.objects.count() == settings.MAILBOX_CODES_PER_HOUR


def test_the_server_log_does_not_keep_the_link(link):
    line = Line("{message}", style="{")
    record = logging.LogRecord("d", logging.WARNING, "", 0, "Not Found: %s", (f"{link}kod/",), None)
    assert line.format(record) == "Not Found: /brevlada/…/kod/"
