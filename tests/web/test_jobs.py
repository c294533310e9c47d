"""The administrator's page of jobs: what failed, what can be done about it, and who works."""

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.jobs import selectors, services
from tests.builders import NOW, make_given_up_job

PAGE = "/system/jobb/"


@pytest.fixture
def administrator(client, cast, time_machine):
    time_machine.move_to(NOW, tick=False)
    return client.login_as(cast.gudmund)


def text_of(client):
    return client.get(PAGE).content.decode()


@pytest.mark.parametrize("name", ["astrid", "doris", "frej", "elof"])
def test_others_do_not_find_it(client, cast, name):
    assert client.login_as(getattr(cast, name)).get(PAGE).status_code == 404


def test_the_administrator_is_led_there(administrator):
    assert f'href="{PAGE}"' in administrator.get("/logg/").content.decode()


def test_without_a_worker_it_says_what_that_means(administrator):
    page = text_of(administrator)
    assert "Ingen arbetar" in page and "Inget har misslyckats" in page and "Aldrig" in page


def test_it_shows_workers_and_when_each_schedule_last_happened(administrator):
    services.beat("one", "maskin-7", now=NOW)
    services.fire_due(now=NOW)
    page = text_of(administrator)
    assert "maskin-7 sedan 9 mars 2026 12:00" in page and "Ingen arbetar" not in page
    assert "9 mars 2026 12:00:00" in page and "Försenat" not in page


def test_a_late_schedule_is_seen(administrator):
    assert text_of(administrator).count("Försenat") == sum(
        one.is_overdue for one in selectors.schedule_states(now=NOW)
    )
    assert "Försenat" in text_of(administrator)


def test_a_failed_job_is_named_with_its_kind_of_error_only(administrator):
    make_given_up_job(error="django.db.utils.IntegrityError")
    make_given_up_job("samsyn.push.jobs.deliver", 4711)
    page = text_of(administrator)
    assert "Skicka brev" in page and "<code>IntegrityError</code>" in page
    assert "push.jobs.deliver" in page and "4711" in page


def test_it_is_run_again_once(administrator):
    job = make_given_up_job()
    for words in ("görs om", "inte längre"):
        answer = administrator.post(f"{PAGE}{job.pk}/gor-om/", follow=True)
        assert words in answer.content.decode()
    assert selectors.counts() == selectors.Counts(waiting=1, running=0, failed=0)
    event = AuditEvent.objects.get(kind="kept_running")
    assert event.object_label == "samsyn.mail.jobs.send_letters"
    assert "Skötte driften" in administrator.get("/logg/").content.decode()


def test_it_is_put_aside(administrator):
    job = make_given_up_job()
    for words in ("undanlagt", "inte längre"):
        answer = administrator.post(f"{PAGE}{job.pk}/lagg-undan/", follow=True)
        assert words in answer.content.decode()
    assert selectors.counts() == selectors.Counts(waiting=0, running=0, failed=0)
    assert AuditEvent.objects.get(kind="kept_running").details["did"] == "put_aside"
