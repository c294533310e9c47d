"""A report about a place that takes long: made by a worker, kept for those who see alike, not for others."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from samsyn.accounts.models import User
from samsyn.disclosure.services import decide
from samsyn.domain.access import Everything, Role, ScopeKind, Viewer
from samsyn.domain.disclosing import PointsOut, Shown
from samsyn.domain.report import from_json
from samsyn.domain.vocabulary import AreaKind
from samsyn.jobs.selectors import counts
from samsyn.jobs.worker import do_next
from samsyn.reports.keeping import services
from samsyn.reports.keeping.models import KeptReport
from samsyn.reports.keeping.selectors import kept_report
from samsyn.reports.keeping.services import forget_reports, make_report
from samsyn.reports.keeping.shapes import FOLDER, MAKE, Asked, Length
from samsyn.reports.local import local_report
from samsyn.reports.making.forms import Form
from samsyn.reports.whose import About, AboutKind, about_of
from samsyn.surveys.services.importing import import_answers
from tests.builders import NOW, make_area, make_given_up_job
from tests.surveys import make_group, shipped_questions, spider_rows
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
PAGE, FILE, MAKE_IT = "/rapporter/lokal/", "/rapporter/lokal/fil", "/rapporter/lokal/gor/"
ALL = Everything("test")
FORMS = ("json", "pdf")
KEPT_QUERIES = 14
IN_ENGLISH = 3
"""More: what themes, services and official questions are called, to say which words are Swedish."""
BUP = {"year": "2021", "about": "kind:BUP", "length": "hel"}
TITLE = "Avvikelser i samverkan 2021: BUP"


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


@pytest.fixture(autouse=True)
def made(monkeypatch, settings, tmp_path, year_2021):
    """Every report is large, and its forms are quick to make; the titles of what was made."""
    settings.LOCAL_REPORT_AT_ONCE = 0
    settings.MEDIA_ROOT = tmp_path
    done = []

    def maker(key):
        return lambda report: done.append(f"{key} {report.title}") or report.title.encode()

    forms = {key: Form(key, key.upper(), "txt", "text/plain", maker(key)) for key in FORMS}
    for where in ("making.kept", "making.selectors"):
        monkeypatch.setattr(f"samsyn.reports.{where}.FORMS", forms)
    monkeypatch.setattr("samsyn.web.reports.local.FORMS", forms)
    return done


@pytest.fixture
def doris(client, cast):
    return client.login_as(cast.doris)


@pytest.fixture
def moved(time_machine):
    """moved(minutes=5): the clock is put forward."""
    time_machine.move_to(NOW, tick=False)

    def move(**how):
        time_machine.move_to(timezone.now() + timedelta(**how), tick=False)

    return move


def key_of(words):
    return about_of(words, viewer=ALL).key


def asked(**other):
    return {**BUP, "about": key_of("kind:BUP"), **other}


def shown(client, **other):
    return client.get(PAGE, asked(**other), queries=KEPT_QUERIES).text


def no_counting(monkeypatch):
    def fail(*args, **kwargs):
        raise AssertionError("it is counted again")

    monkeypatch.setattr(services, "local_report", fail)
    monkeypatch.setattr("samsyn.web.reports.local.local_report", fail)


def test_from_asking_to_the_report_and_its_files(doris, made, monkeypatch):
    page = shown(doris)
    assert "Rapporten är inte gjord än" in page and "Gör rapporten" in page and TITLE not in page
    answer = doris.post(MAKE_IT, asked())
    assert answer.status_code == 302 and answer.url.startswith(f"{PAGE}?year=2021&about=kind")
    page = doris.get(answer.url, queries=KEPT_QUERIES).text
    assert "Väntar på sin tur" in page and "Ingen arbetar" in page and "<progress" in page
    assert 'data-hx-trigger="every 2s"' in page, "it fetches itself anew"
    assert "Visa hur långt det har kommit" in page, "and without JavaScript there is a link"
    assert do_next("one")
    assert made == [f"{key} {TITLE}{end}" for end in ("", " – i korthet") for key in FORMS]
    no_counting(monkeypatch)
    page = shown(doris)
    assert TITLE in page and "Mottagna avvikelser" in page and "hx-trigger" not in page
    assert "Siffrorna är de som fanns" in page and "inte gjord än" not in page
    assert "i korthet" in shown(doris, length="kort")
    whole = from_json(KeptReport.objects.get().content)
    for length, title in (("hel", whole.title), ("kort", f"{whole.title} – i korthet")):
        for key in FORMS:
            file = doris.get(f"{FILE}.{key}", asked(length=length))
            assert b"".join(file).decode() == title
    assert len(made) == 4, "a file that is there is not made again"


def test_a_file_that_was_lost_is_made_of_the_same_report(doris, made, tmp_path):
    doris.post(MAKE_IT, asked())
    do_next("one")
    for path in (tmp_path / FOLDER).glob("*/*"):
        path.unlink()
    assert doris.get(f"{FILE}.pdf", asked()).content.decode() == TITLE
    assert "Gör filerna som saknas" in shown(doris)
    doris.post(MAKE_IT, asked())
    assert do_next("one")
    assert "Gör filerna som saknas" not in shown(doris)


def test_whoever_asks_for_a_file_that_is_not_there_is_led_to_the_page(doris):
    answer = doris.get(f"{FILE}.pdf", asked())
    assert answer.status_code == 302 and answer.url.startswith(PAGE)


def test_one_job_however_often_it_is_asked_for(doris):
    for _ in range(2):
        doris.post(MAKE_IT, asked(length="kort"))
    assert counts().waiting == 1
    do_next("one")
    doris.post(MAKE_IT, asked())
    assert counts().waiting == 0, "what was counted a moment ago is shown as it is"


def test_after_an_hour_it_is_counted_anew_and_the_old_one_stands_meanwhile(doris, moved):
    moved()
    doris.post(MAKE_IT, asked())
    do_next("one")
    moved(minutes=61)
    assert counts().waiting == 0
    doris.post(MAKE_IT, asked())
    page = shown(doris)
    assert "En ny räknas just nu" in page and TITLE in page and "every 2s" in page
    before = KeptReport.objects.get().made_at
    do_next("one")
    assert KeptReport.objects.get().made_at > before
    assert "En ny räknas just nu" not in shown(doris)


def test_a_press_renews_it_at_any_time(doris, moved):
    moved()
    doris.post(MAKE_IT, asked())
    do_next("one")
    moved(minutes=1)
    assert "Räkna om med dagens uppgifter" in shown(doris)
    doris.post(MAKE_IT, asked(anew="1"))
    assert counts().waiting == 1


def test_what_was_given_up_is_said_and_can_be_asked_for_again(doris, moved):
    moved()
    doris.post(MAKE_IT, asked())
    row = KeptReport.objects.get()
    do_next("one")
    moved(minutes=1)
    KeptReport.objects.update(asked_at=timezone.now())
    make_given_up_job(MAKE, row.pk)
    page = shown(doris)
    assert "Det gick inte att räkna om" in page and TITLE in page
    KeptReport.objects.update(content="", made_at=None)
    page = shown(doris)
    assert "Gick inte att göra" in page and "Försök igen" in page
    doris.post(MAKE_IT, asked())
    assert "Väntar på sin tur" in shown(doris)


def test_the_page_that_waits_is_shown_the_report_and_one_with_the_old_the_new(doris, moved):
    moved()
    doris.post(MAKE_IT, asked())
    for anew in ({}, {"anew": "1"}):
        moved(minutes=1)
        doris.post(MAKE_IT, asked(**anew))
        seen = re.search(r"&amp;sett=(\d*)", shown(doris)).group(1)
        assert bool(seen) is bool(anew)
        assert "HX-Refresh" not in doris.fragment(PAGE, asked(sett=seen)).headers
        do_next("one")
        assert doris.fragment(PAGE, asked(sett=seen)).headers["HX-Refresh"] == "true"


def test_what_was_made_for_one_is_not_shown_to_who_sees_otherwise(client, cast, moved):
    moved()
    unit = key_of(f"unit:{cast.places.social.pk}")
    client.login_as(cast.doris).post(MAKE_IT, asked(about=unit))
    do_next("one")
    assert cast.places.social.name in shown(client, about=unit)
    client.login_as(cast.astrid)
    assert "Rapporten är inte gjord än" in shown(client, about=unit)
    assert client.get(f"{FILE}.json", asked(about=unit)).status_code == 302
    client.post(MAKE_IT, asked(about=unit))
    do_next("one")
    assert [one.roles for one in KeptReport.objects.order_by("pk")] == ["secretariat", "caseworker"]
    for name in ("bo", "elof", "hedda"):
        client.login_as(getattr(cast, name))
        assert client.get(PAGE, asked(about=unit)).status_code == 404
        assert client.get(f"{FILE}.json", asked(about=unit)).status_code == 404
        assert client.post(MAKE_IT, asked(about=unit)).status_code == 404
    assert client.login_as(cast.ivar).post(MAKE_IT, asked(about=unit)).url == PAGE
    assert KeptReport.objects.count() == 2


def test_the_job_sees_what_whoever_asked_sees(cast):
    for key in ("spindel", "familjernas-rost"):
        shipped_questions(key)
    area = make_area("Tärnkommun", kind=AreaKind.BUS)
    make_group(area, name="BUS Tärnkommun")
    import_answers(
        spider_rows([[5] * 9] * 6, group="Tärnkommun", year=2021), "spindel", by=None, now=NOW
    )
    report = Asked(2021, About(AboutKind.AREA, area.pk, area.name), "sv")
    for role, sees_spider in ((Role.GROUP_CONTACT, True), (Role.COORDINATOR, False)):
        viewer = Viewer(cast.hedda.pk, "Hedda", ScopeKind.AREA, area.pk, frozenset({role}))
        assert kept_report(report, Length.WHOLE, viewer=viewer) is None
        services.ask_for_report(report, by=viewer, now=timezone.now())
        do_next("one")
        found = kept_report(report, Length.WHOLE, viewer=viewer)
        day = timezone.localdate(found.made_at)
        assert found.report == local_report(2021, report.about, viewer=viewer, day=day)
        assert ("Spindelmätning" in found.row.content) is sees_spider


def test_another_limit_of_small_numbers_is_another_report(doris, cast):
    nacka = key_of("area:Nacka")
    doris.post(MAKE_IT, asked(about=nacka))
    do_next("one")
    assert "Räknad" not in shown(doris, about=nacka) and "Nacka" in shown(doris, about=nacka)
    decide(
        shown=Shown.LOCAL,
        points_out=PointsOut.GROUP,
        limit=9,
        reason="Försiktigt",
        by=cast.viewer("doris"),
        now=NOW,
    )
    assert "Rapporten är inte gjord än" in shown(doris, about=nacka)


def test_another_language_is_another_report(doris, cast):
    doris.post(MAKE_IT, asked())
    do_next("one")
    User.objects.filter(pk=cast.doris.pk).update(language="en")
    assert "The report has not been made yet" in shown(doris)
    doris.post(MAKE_IT, asked())
    do_next("one")
    english = doris.get(PAGE, asked(), queries=KEPT_QUERIES + IN_ENGLISH).text
    assert "Deviations in collaboration 2021: BUP" in english and 'lang="sv"' in english


def test_it_is_forgotten_after_some_time_with_its_files(doris, settings, tmp_path):
    doris.post(MAKE_IT, asked())
    doris.post(MAKE_IT, asked(about=key_of("area:Nacka")))
    while do_next("one"):
        pass
    folders = (tmp_path / FOLDER).glob
    assert len(list(folders("*"))) == 2
    later = timezone.now() + timedelta(days=2)
    first = KeptReport.objects.order_by("pk").first()
    KeptReport.objects.filter(pk=first.pk).update(content=f"{first.content} ")
    assert forget_reports(now=later) == 1, "the files of a content that was replaced"
    assert len(list(folders("*"))) == 1
    late = timezone.now() + timedelta(days=settings.LOCAL_REPORT_KEPT_DAYS, minutes=1)
    assert forget_reports(now=late) == 3, "two reports, and the files of one"
    assert not KeptReport.objects.exists() and not list(folders("*"))


def test_a_job_about_what_is_gone_does_nothing(doris):
    assert make_report(4711) == 0
    doris.post(MAKE_IT, asked())
    KeptReport.objects.update(about_id=999_999)
    assert do_next("one")
    assert not KeptReport.objects.exists()


def test_of_a_few_deviations_the_page_counts_it_itself(doris, settings):
    settings.LOCAL_REPORT_AT_ONCE = 1_000
    answer = doris.post(MAKE_IT, asked())
    assert TITLE in doris.get(answer.url).text
    assert not KeptReport.objects.exists() and counts().waiting == 0


def test_a_unit_is_asked_for_by_name_and_stands_in_the_address_by_key(doris, cast):
    unit = cast.places.social
    answer = doris.post(MAKE_IT, asked(unit=unit.name))
    assert f"about=unit%3A{unit.pk}" in answer.url
    do_next("one")
    page = doris.get(answer.url).text
    assert f'value="{unit.name}"' in page and f"2021: {unit.name}" in page
    wrong = doris.post(MAKE_IT, asked(unit="Finns inte"))
    assert wrong.status_code == 422 and "Det finns ingen enhet med det namnet." in wrong.text
