"""Can the demo's letters be read and followed, and nobody's elsewhere?"""

import re

import pytest

from samsyn.mail import selectors, services
from samsyn.mail.models import Letter
from tests.builders import NOW, make_deviation

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(cast):
    make_deviation(cast)
    services.send_waiting(now=NOW)
    return Letter.objects.get()


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def paths(letter):
    start = "/demo/brevlada/"
    return [start, f"{start}{letter.pk}/", f"{start}{letter.pk}/html/"]


def test_outside_the_demo_there_is_no_such_page(client, letter, cast):
    for who in (None, cast.gudmund):
        if who:
            client.login_as(who)
        for path in paths(letter):
            assert client.get(path).status_code == 404
    for read in (selectors.demo_letters, selectors.demo_mailboxes):
        with pytest.raises(PermissionError):
            read()


def test_each_letter_is_found_by_its_mailbox_and_read_in_both_forms(client, letter, demo):
    page = client.get("/demo/brevlada/").content.decode()
    assert letter.subject in page
    assert letter.recipient in page
    assert letter.subject in client.get(f"/demo/brevlada/?till={letter.recipient}").content.decode()
    assert letter.subject not in client.get("/demo/brevlada/?till=annan@").content.decode()
    page = client.get(f"/demo/brevlada/{letter.pk}/").content.decode()
    (link,) = re.findall(r"http://\S+", letter.body)
    assert f'href="{link}"' in page


def test_the_html_part_runs_nothing_and_leads_out_of_its_frame(client, letter, demo):
    answer = client.get(f"/demo/brevlada/{letter.pk}/html/", unchecked="a mail has inline styles")
    (link,) = re.findall(r"http://\S+", letter.body)
    assert f'<a target="_top" href="{link}"' in answer.content.decode()
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-top-navigation-by-user-activation" in policy
    assert "script-src" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    page = client.get(f"/demo/brevlada/{letter.pk}/")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_letter_that_waits_or_is_forgotten_shows_no_text(client, cast, demo):
    posted = {"to": "a@example.com", "subject": "Kod", "body": "Kod: 12", "language": "sv"}
    services.post_letter(kind="code", secret=True, now=NOW, **posted)
    waiting = Letter.objects.get()
    assert client.get(f"/demo/brevlada/{waiting.pk}/").status_code == 404
    services.send_waiting(now=NOW)
    Letter.objects.update(body="")
    assert "Brevet är glömt" in client.get(f"/demo/brevlada/{waiting.pk}/").content.decode()


def test_the_demos_pages_lead_there(client, demo):
    assert client.get("/").content.decode().count('href="/demo/brevlada/"') == 2


def test_nothing_leads_there_elsewhere(client, db):
    assert "/demo/brevlada/" not in client.get("/").content.decode()


def test_before_the_first_letter_the_page_says_what_to_do(client, db, demo):
    assert "Inga brev än" in client.get("/demo/brevlada/").content.decode()
