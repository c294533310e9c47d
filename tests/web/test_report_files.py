"""The page of an edition's files: how far the worker is, what is there, and asking again when it gave up."""

import pytest

from samsyn.jobs import services as jobs
from samsyn.jobs.worker import do_next
from samsyn.reports.making.forms import Form
from samsyn.reports.making.services import MAKE, ask_for_forms
from tests.builders import NOW, make_edition, make_given_up_job

pytestmark = pytest.mark.django_db
PAGE = "/rapportfiler/2025/utgava-1/"


@pytest.fixture
def made(monkeypatch, settings, tmp_path):
    """Two forms that a worker makes; the names of those that were made."""
    settings.MEDIA_ROOT = tmp_path
    done = []

    def maker(key):
        return lambda report: done.append(key) or key.encode()

    forms = {
        key: Form(key, key.upper(), "txt", "text/plain", maker(key)) for key in ("ett", "en-till")
    }
    monkeypatch.setattr("samsyn.reports.making.kept.FORMS", forms)
    monkeypatch.setattr("samsyn.reports.making.selectors.FORMS", forms)
    return done


@pytest.fixture
def edition(cast, made):
    return make_edition(cast.doris)


@pytest.fixture
def doris(client, cast, edition, time_machine):
    time_machine.move_to(NOW, tick=False)
    return client.login_as(cast.doris)


def text_of(doris):
    return doris.get(PAGE).content.decode()


def test_from_not_made_to_made(doris, made):
    page = text_of(doris)
    assert "Inte gjorda än" in page and "0 av 2 gjorda" in page and "hx-trigger" not in page
    assert doris.post(f"{PAGE}gor/").status_code == 302
    page = text_of(doris)
    assert "Väntar på sin tur" in page and "Ingen arbetar" in page
    assert 'data-hx-trigger="every 2s"' in page, "it fetches itself anew"
    assert f'href="{PAGE}"' in page, "and without JavaScript there is a link"
    assert do_next("one") and made == ["ett", "en-till"]
    page = text_of(doris)
    assert "Alla filer finns" in page and "2 av 2 gjorda" in page
    assert "hx-trigger" not in page and "gor/" not in page
    assert 'href="/rapporter/2025/utgava-1/rapport.ett"' in page


def test_while_it_is_made_the_page_says_which(doris, edition):
    ask_for_forms(edition)
    jobs.beat("one", "maskin-7", now=NOW)
    jobs.take_job("one", now=NOW)
    page = text_of(doris)
    assert "Görs nu" in page and "Nu görs: ETT" in page and "Ingen arbetar" not in page


def test_what_was_given_up_can_be_asked_for_again(doris, edition, made):
    make_given_up_job(MAKE, edition.pk)
    assert "Gick inte att göra" in text_of(doris) and "gor/" in text_of(doris)
    doris.post(f"{PAGE}gor/")
    assert do_next("one")
    assert "Alla filer finns" in text_of(doris)


def test_asking_twice_asks_once(doris, made):
    doris.post(f"{PAGE}gor/")
    assert "redan gjorda eller på väg" in doris.post(f"{PAGE}gor/", follow=True).content.decode()
    assert do_next("one") and not do_next("one")
    assert made == ["ett", "en-till"]


@pytest.mark.parametrize("name", ["astrid", "elof", "frej", "gudmund"])
def test_others_do_not_find_it(client, cast, edition, name):
    assert client.login_as(getattr(cast, name)).get(PAGE).status_code == 404


def test_an_edition_that_is_not_there_is_not_found(doris):
    assert doris.get("/rapportfiler/2025/utgava-2/").status_code == 404
