"""A group's plan on its pages: begun, written, changed, carried on, taken out as a file."""

import io
import uuid
from datetime import date
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from samsyn.domain.vocabulary import MeasureStatus
from samsyn.plans.content import PlanContent
from samsyn.plans.models import PlanDocument, PlanItem, PlanItemVersion
from samsyn.plans.services import start_plan, write_point
from tests.builders import NOW
from tests.files import PDF
from tests.lifting import make_local_group, make_plan

pytestmark = pytest.mark.django_db
POINT = {
    "priority": "Kallelser som når fram",
    "goal": "Alla kallas i tid.",
    "status": "ongoing",
    "due_on": "2026-02-01",
    "kind_0": "statistics",
    "words_0": "Teman 2025",
    "leads_to_0": "/statistik/?year=2025",
}


@pytest.fixture
def group(cast):
    return make_local_group(cast)


def posted(**more):
    return {"key": uuid.uuid4(), "version": 1, **POINT, **more}


class TestGroup:
    def test_from_nothing_to_a_changed_point(self, client, cast, group):
        year = timezone.localdate().year
        page = f"/handlingsplaner/{group}/{year}/"
        client.login_as(cast.hedda)
        assert client.get("/handlingsplaner/").url == page
        assert f"Påbörja planen för {year}" in client.get(page).text
        client.post(f"{page}borja/")
        assert "Planen har inga punkter än" in client.get(page).text
        assert client.post(f"{page}ny/", posted()).status_code == 302
        shown = client.get(page, queries=20).text
        assert POINT["priority"] in shown and "försenat" in shown
        point = f"/handlingsplaner/punkt/{PlanItem.objects.get().pk}/"
        assert 'href="/statistik/?year=2025"' in client.get(point).text
        client.post(f"{point}andra/", posted(priority="Kallelser i tid"))
        shown = client.get(point, queries=20).text
        assert "Kallelser i tid" in shown and POINT["priority"] in shown

    def test_what_is_wrong_stands_at_its_field(self, client, cast, group):
        make_plan(cast, group)
        client.login_as(cast.hedda)
        address = f"/handlingsplaner/{group}/2026/ny/"
        for wrong, words in (
            ({"priority": ""}, "Fältet måste fyllas i"),
            ({"leads_to_0": "https://example.com"}, "Ett underlag leder fel"),
            ({"goal": "Barnet 20100101-2382"}, "personnummer"),
        ):
            answer = client.post(address, posted(**wrong))
            assert answer.status_code == 422, wrong
            assert words in answer.text or "personuppgifter" in answer.text
        assert not PlanItem.objects.exists()

    def test_a_colleague_was_first(self, client, cast, group):
        _, [pk] = make_plan(cast, group, "Kallelser")
        client.login_as(cast.hedda)
        address = f"/handlingsplaner/punkt/{pk}/andra/"
        assert client.post(address, posted()).status_code == 302
        told = client.post(address, posted(priority="Min rubrik"))
        assert told.status_code == 422
        assert "medan du skrev" in told.text and "Min rubrik" in told.text
        assert PlanItemVersion.objects.count() == 2

    def test_an_older_plan_is_read_only(self, client, cast, group):
        _, [pk] = make_plan(cast, group, "Kallelser")
        start_plan(group, 2027, by=cast.viewer("hedda"), now=NOW)
        client.login_as(cast.hedda)
        assert "har tagit över" in client.get(f"/handlingsplaner/{group}/2026/").text
        edit = f"/handlingsplaner/punkt/{pk}/andra/"
        assert client.get(edit, unchecked="404").status_code == 404
        assert "från planen för 2026" in client.get(f"/handlingsplaner/{group}/2027/").text


class TestCounty:
    def test_overview_and_its_filters(self, client, cast, group):
        late = PlanContent("Sent", due_on=date(2026, 1, 1))
        make_plan(cast, group, late, PlanContent("Klart", status=MeasureStatus.DONE))
        client.login_as(cast.doris)
        shown = client.get("/handlingsplaner/", {"ar": "2026"}, queries=22).text
        assert "Sent" in shown and "Klart" in shown
        shown = client.get("/handlingsplaner/", {"ar": "2026", "status": "overdue"}).text
        assert "Sent" in shown and "Klart</a>" not in shown
        shown = client.get("/handlingsplaner/", {"ar": "2026", "status": "dropped"}).text
        assert "Inga punkter med det valet" in shown
        assert client.get("/handlingsplaner/", {"ar": "x"}).status_code == 422

    def test_nobody_has_one(self, client, cast, group):
        shown = client.login_as(cast.ivar).get("/handlingsplaner/").text
        assert "Ingen grupp har en plan för året" in shown

    def test_an_area_without_a_group(self, client, cast):
        assert "Ingen BUS-grupp" in client.login_as(cast.hedda).get("/handlingsplaner/").text


class TestFiles:
    @pytest.fixture(autouse=True)
    def _files(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    def test_documents_and_routine(self, client, cast, group):
        make_plan(cast, group)
        client.login_as(cast.hedda)
        page = f"/handlingsplaner/{group}/dokument/"
        file = SimpleUploadedFile("Rutin för SIP.pdf", PDF)
        assert client.post(page, {"kind": "sip_routine", "file": file}).status_code == 302
        wrong = SimpleUploadedFile("x.pdf", b"<html>")
        assert client.post(page, {"kind": "other", "file": wrong}).status_code == 422
        routine = {"calls": "must", "decided_on": "2026-01-01"}
        assert client.post(f"/handlingsplaner/{group}/rutin/", routine).status_code == 302
        routine["decided_on"] = "2999-01-01"
        assert client.post(f"/handlingsplaner/{group}/rutin/", routine).status_code == 422
        shown = client.get(f"/handlingsplaner/{group}/2026/").text
        assert "Rutin för SIP.pdf" in shown and "ska kalla till SIP" in shown
        pk = PlanDocument.objects.get().pk
        sent = client.get(f"/handlingsplaner/dokument/{pk}/")
        assert sent.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(sent.streaming_content) == PDF

    def test_the_plan_for_word_holds_every_word_as_it_was_written(self, client, cast, group):
        written = PlanContent("Kallelser *nu*", goal="Mål & medel <b>", responsible="Arbetsgruppen")
        make_plan(cast, group, written)
        client.login_as(cast.hedda)
        sent = client.get(f"/handlingsplaner/{group}/2026/handlingsplan.docx")
        with ZipFile(io.BytesIO(sent.content)) as file:
            text = file.read("word/document.xml").decode()
        for words in (
            "Kallelser *nu*",
            "Mål &amp; medel &lt;b&gt;",
            "Arbetsgruppen",
            "BUS Trastby",
        ):
            assert words in text
        missing = f"/handlingsplaner/{group}/2026/handlingsplan.exe"
        assert client.get(missing, unchecked="404").status_code == 404

    @pytest.mark.slow
    def test_the_plan_as_pdf(self, client, cast, group):
        make_plan(cast, group, "Kallelser")
        client.login_as(cast.doris)
        sent = client.get(f"/handlingsplaner/{group}/2026/handlingsplan.pdf")
        assert sent.content.startswith(b"%PDF-")


def test_reports_of_one_form_are_one_point(cast, group):
    plan, _ = make_plan(cast, group)
    key = uuid.uuid4()
    for _ in range(2):
        write_point(plan, PlanContent("A"), key=key, by=cast.viewer("hedda"), now=NOW)
    assert PlanItem.objects.count() == 1
