"""Who gets which case and list as a file, and what the log says of it?"""

import pytest
from django.urls import reverse

from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import AuditKind
from tests.full_case import SECRET, make_full_case

pytestmark = pytest.mark.django_db
FORMS = ("pdf", "json", "csv")
STARTS = {"pdf": b"%PDF-", "json": b"{", "csv": b"\xef\xbb\xbfNummer;", "xlsx": b"PK"}


@pytest.fixture
def deviation(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_full_case(cast)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def exported():
    return AuditEvent.objects.filter(kind=AuditKind.EXPORTED).last()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("who", "name", "file"),
    [("astrid", "case", ""), ("bo", "case", ""), ("elof", "case", ""), ("doris", "copy", "-kopia")],
)
def test_a_case_as_a_file(client, cast, deviation, who, name, file, form):
    client.login_as(getattr(cast, who))
    response = client.get(reverse(f"files:{name}_{form}", args=[deviation.number]))
    assert response.status_code == 200
    content = body(response)
    assert content.startswith(STARTS[form])
    assert SECRET.encode() not in content
    named = f'attachment; filename="{deviation.number}{file}.{form}"'
    assert response.headers["Content-Disposition"] == named
    assert response.headers["Cache-Control"] == "no-store"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    event = exported()
    assert (event.object_label, event.details) == (deviation.number, {"format": form})
    if name == "copy":
        assert b"08-123" not in content


@pytest.mark.parametrize("form", FORMS)
def test_cecilia_gets_404(client, cast, deviation, form):
    case, copy = (
        reverse(f"files:{one}_{form}", args=[deviation.number]) for one in ("case", "copy")
    )
    for who, path in (
        *((one, case) for one in ("cecilia", "berit", "doris", "frej", "gudmund", "hedda", "ivar")),
        *((one, copy) for one in ("astrid", "bo", "cecilia", "elof", "gudmund", "hedda", "ivar")),
    ):
        client.login_as(getattr(cast, who))
        assert client.get(path).status_code == 404, (who, path)
    assert exported() is None
    assert AuditEvent.objects.filter(kind=AuditKind.REFUSED, object_label=deviation.number).exists()


def test_an_unknown_number_is_not_found(client, cast):
    for who, name in (("astrid", "case_pdf"), ("doris", "copy_pdf")):
        client.login_as(getattr(cast, who))
        assert client.get(reverse(f"files:{name}", args=["SAM-1999-0001"])).status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("name", "who"), [("inbox", "bo"), ("sent", "astrid"), ("copies", "doris")]
)
def test_a_list_as_a_file(client, cast, deviation, name, who, form):
    client.login_as(getattr(cast, who))
    response = client.get(reverse(f"files:{name}_{form}"), {"q": "mötet"}, queries=12)
    content = body(response)
    assert content.startswith(STARTS[form])
    assert SECRET.encode() not in content
    assert response.headers["Content-Disposition"].endswith(f'.{form}"')
    event = exported()
    assert (event.object_label, event.details) == (name, {"format": form, "rows": 1})
    assert "mötet" not in str(vars(event))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_are_for_those_who_have_them(client, cast, deviation, form):
    for who in ("doris", "frej", "gudmund", "hedda", "ivar"):
        client.login_as(getattr(cast, who))
        for name in ("inbox", "sent"):
            assert client.get(reverse(f"files:{name}_{form}")).status_code == 404
    client.login_as(cast.astrid)
    assert client.get(reverse(f"files:copies_{form}")).status_code == 404


def test_cecilias_lists_are_empty(client, cast, deviation):
    client.login_as(cast.cecilia)
    for name in ("inbox", "sent"):
        assert deviation.number.encode() not in body(client.get(reverse(f"files:{name}_csv")))


def test_nobody_posts_to_an_export(client, cast, deviation):
    client.login_as(cast.astrid)
    path = reverse("files:case_pdf", args=[deviation.number])
    assert client.post(path, unchecked="an empty answer").status_code == 405
