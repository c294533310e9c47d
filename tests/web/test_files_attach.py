"""Add a file to a deviation in the browser, and fetch it again."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.deviations.models import Attachment
from samsyn.deviations.services.attaching import attach_file
from samsyn.domain.vocabulary import AuditKind
from tests.builders import NOW, make_deviation
from tests.client import BACKEND
from tests.files import PDF, make_png

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "attachments"


@pytest.fixture
def deviation(cast):
    return make_deviation(cast)


@pytest.fixture
def attachment(cast, deviation):
    return attach_file(
        deviation_id=deviation.pk,
        name="Åtgärdslista.pdf",
        file=BytesIO(PDF),
        by=cast.viewer("bo"),
        now=NOW,
    )


def attach_page(deviation):
    return reverse("files:attach", args=[deviation.number])


def upload(content=PDF, name="Kallelse.pdf"):
    return SimpleUploadedFile(name, content)


def test_a_party_adds_a_file(client, cast, deviation):
    client.login_as(cast.astrid)
    page = client.get(attach_page(deviation))
    assert deviation.title in page.content.decode()
    response = client.post(attach_page(deviation), {"file": upload()}, follow=True)
    assert "Bilagan Kallelse.pdf är tillagd." in response.content.decode()
    assert Attachment.objects.get().name == "Kallelse.pdf"


def test_a_file_can_be_given_another_name(client, cast, deviation):
    client.login_as(cast.bo)
    sent = {"file": upload(name="19121212-1212.pdf"), "name": "Kallelse till mötet"}
    client.post(attach_page(deviation), sent)
    assert Attachment.objects.get().name == "Kallelse till mötet.pdf"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Välj en fil."),
        ({"file": (b"", "a.pdf")}, "Filen är tom."),
        ({"file": (b"<svg>", "a.svg")}, "varken en PDF"),
        ({"file": (b"%PDF-1.7", "a.pdf")}, "skadad"),
        ({"file": (PDF, "19121212-1212.pdf")}, "personuppgifter"),
    ],
)
def test_a_refusal_stands_at_its_field(client, cast, deviation, sent, words, folder):
    client.login_as(cast.astrid)
    data = {name: upload(*file) for name, file in sent.items()}
    response = client.post(attach_page(deviation), {**data, "name": ""})
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not folder.exists() or not list(folder.iterdir())


@pytest.mark.parametrize("name", ["namn@example.com.pdf", "19121212-1212.pdf"])
def test_a_name_that_tells_of_somebody_gets_a_neutral_one(client, cast, deviation, name):
    client.login_as(cast.astrid)
    response = client.post(attach_page(deviation), {"file": upload(name=name), "name": ""})
    assert response.status_code == 422 and "Filens namn innehåller personuppg" in response.text
    assert response.context["form"]["name"].value() == "Bilaga 1"
    assert name not in response.text


def test_what_may_be_a_name_is_asked_about_and_the_choice_lets_it_through(client, cast, deviation):
    client.login_as(cast.astrid)
    sent = {"name": "", "file": upload(name="Foto_KLM_523.pdf")}
    response = client.post(attach_page(deviation), sent)
    assert response.status_code == 422 and "kanske personuppgifter" in response.text
    assert "keep:name:KLM 523" in response.text
    sent = {"name": "Foto KLM 523", "no_name": "KLM 523", "file": upload(name="a.pdf")}
    client.post(attach_page(deviation), sent)
    assert deviation.attachments.get().name == "Foto KLM 523.pdf"


class Unread:
    """A body of ten gigabytes that nobody may begin to read."""

    def read(self, *_):
        raise AssertionError("the body was read")

    readline = read

    def in_request(self):
        kind = "multipart/form-data; boundary=x"
        return {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(10**10), "wsgi.input": self}


def test_far_too_big_is_refused_unread(client, cast, deviation):
    client.login_as(cast.astrid)
    response = client.generic("POST", attach_page(deviation), **Unread().in_request())
    assert response.status_code == 413
    assert "Filen är för stor" in response.content.decode()


def test_far_too_big_is_refused_unread_everywhere(db):
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("account_login"))  # from now on the form's token would be read
    response = client.generic("POST", reverse("account_login"), **Unread().in_request())
    assert response.status_code == 400


def test_a_forged_form_adds_nothing(cast, deviation):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.astrid, backend=BACKEND)
    response = client.post(attach_page(deviation), {"file": upload()})
    assert response.status_code == 403
    assert not Attachment.objects.exists()


def test_a_full_deviation_shows_no_form(client, cast, deviation, attachment, settings):
    settings.ATTACHMENTS_PER_DEVIATION = 1
    client.login_as(cast.astrid)
    page = client.get(attach_page(deviation)).content.decode()
    assert 'type="file"' not in page
    assert "Åtgärdslista.pdf" in page


def test_a_file_is_fetched_as_a_download(client, cast, deviation, attachment):
    client.login_as(cast.astrid)
    response = client.get(reverse("files:download", args=[deviation.number, attachment.pk]))
    assert b"".join(response.streaming_content) == PDF
    headers = response.headers
    assert headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C3%85tg%C3%A4rdslista.pdf"
    )
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    event = AuditEvent.objects.get(kind=AuditKind.EXPORTED)
    assert event.details == {"attachment": attachment.pk}


@pytest.mark.parametrize("who", ["cecilia", "doris", "frej", "gudmund", "hedda", "ivar"])
def test_cecilia_gets_404(client, cast, deviation, attachment, who):
    client.login_as(getattr(cast, who))
    assert client.get(attach_page(deviation)).status_code == 404
    assert client.post(attach_page(deviation), {"file": upload(make_png())}).status_code == 404
    download = reverse("files:download", args=[deviation.number, attachment.pk])
    assert client.get(download).status_code == 404
    assert Attachment.objects.count() == 1


def test_another_deviations_file_is_not_found(client, cast, deviation, attachment):
    other = make_deviation(cast, to=[cast.places.other_school])
    client.login_as(cast.cecilia)
    assert client.get(attach_page(other)).status_code == 200
    download = reverse("files:download", args=[other.number, attachment.pk])
    assert client.get(download).status_code == 404


def test_anonymous_logs_in_first(client, deviation, attachment):
    for path in (
        attach_page(deviation),
        reverse("files:download", args=[deviation.number, attachment.pk]),
    ):
        assert client.get(path).status_code == 302
