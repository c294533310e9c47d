"""A file into the register: first a report, then written."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import samsyn.demo
from samsyn.organisations.models import Area, Unit

REGISTRY = Path(samsyn.demo.__file__).parent / "registry.json"
HEAD = "name;kind;principal;area;aliases;valid_from;function_mailbox\n"
GOOD = HEAD + (
    "BUP Smådoppingen;bup;Region Fågelsjö;Trastby;Dopping|BUP Doppingen;2024;dopping@example.com\n"
    "Skäggmesens skola;Skola;Siskaryd kommun;;;;\n"
)


@pytest.fixture
def admin(client, cast):
    return client.login_as(cast.gudmund)


def send(admin, text, name="units.csv"):
    content = text.encode() if isinstance(text, str) else text
    return admin.post(reverse("registry:import"), {"file": SimpleUploadedFile(name, content)})


def test_the_report_comes_first(admin, cast):
    before = Unit.objects.count()
    page = send(admin, GOOD)
    assert page.status_code == 200 and "BUP Smådoppingen" in page.content.decode()
    assert Unit.objects.count() == before
    done = admin.post(reverse("registry:import_write"), {"text": GOOD.replace("\n", "\r\n")})
    assert done.headers["Location"] == reverse("registry:units")
    unit = Unit.objects.get(name="BUP Smådoppingen")
    assert unit.area == cast.places.area
    assert set(unit.aliases.values_list("name", flat=True)) == {"Dopping", "BUP Doppingen"}


def test_the_same_table_twice_makes_no_duplicates(admin, cast):
    for _ in range(2):
        admin.post(reverse("registry:import_write"), {"text": GOOD})
    assert Unit.objects.filter(name="BUP Smådoppingen").count() == 1


def test_the_table_can_be_read_back(admin, cast):
    text = admin.get(reverse("registry:table"), {"day": ""}).content.decode("utf-8-sig")
    page = send(admin, text).content.decode()
    assert "Det här skulle ändras" in page and "<summary>" not in page


def test_every_wrong_row_is_told_with_its_line(admin, cast):
    wrong = GOOD + (
        "BUP Skogsduvan;Trollkonst;Ingen alls;Ingenstans;;2024-13-01;inte en adress\n"
        ";bup;Region Fågelsjö;;;;\n"
    )
    response = send(admin, wrong)
    page = response.content.decode()
    assert response.status_code == 422
    for words in ("rad 4", "Trollkonst", "Ingen alls", "Ingenstans", "2024-13-01", "rad 5"):
        assert words in page
    again = admin.post(reverse("registry:import_write"), {"text": wrong})
    assert again.status_code == 422
    assert not Unit.objects.filter(name="BUP Smådoppingen").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("a;b\n1;2\n", "Kolumner saknas"),
        ("name;kind;principal;colour\n", "Okända eller dubbla kolumner"),
        ('{"a": 1}', "municipalities"),
        ("{wrong", "giltig JSON"),
        ("name;kind;principal\nÅ;b;c".encode("utf-16"), "UTF-8"),
    ],
)
def test_another_file_is_refused_with_the_reason(admin, cast, content, reason):
    response = send(admin, content)
    assert response.status_code == 422 and reason in response.content.decode()


def test_the_whole_registry(admin, cast):
    text = REGISTRY.read_text()
    page = send(admin, text, "registry.json").content.decode()
    assert "Platshållare" in page
    done = admin.post(reverse("registry:import_write"), {"text": text.replace("\n", "\r\n")})
    assert done.status_code == 302
    assert Area.objects.filter(key="sdo-farsta").exists()
