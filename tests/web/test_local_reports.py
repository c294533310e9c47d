"""The report about one place: each role has its own, nobody another's, and the files are the same report."""

import io
import json
import re
import zipfile

import pytest

from samsyn.domain.access import Everything
from samsyn.reports.whose import NoSuchReport, about_of
from tests.year_2021 import year_2021_read_in

pytestmark = pytest.mark.django_db
PAGE, FILE = "/rapporter/lokal/", "/rapporter/lokal/fil"
ALL = Everything("test")


@pytest.fixture(scope="module")
def year_2021(django_db_setup, django_db_blocker):
    with year_2021_read_in(django_db_blocker):
        yield


def key_of(words):
    return about_of(words, viewer=ALL).key


def test_the_secretariat_chooses_what_it_is_about(cast, client, year_2021):
    client.login_as(cast.doris)
    page = client.get(PAGE)
    assert "Vad rapporten handlar om" in page.text
    text = client.get(PAGE, {"about": key_of("kind:BUP")}).text
    for words in ("Avvikelser i samverkan 2021: BUP", "Mottagna avvikelser", "Hämta rapporten"):
        assert words in text


def test_a_unit_is_found_by_its_name_and_an_unknown_one_is_said(cast, client, year_2021):
    client.login_as(cast.doris)
    unit = "Enskede-Årsta-Vantörs stadsdelsförvaltning, socialtjänst"
    page = client.get(PAGE, {"unit": unit})
    assert f"2021: {unit}" in page.text
    assert "är dolda" in page.text
    wrong = client.get(PAGE, {"unit": "Finns inte"})
    assert wrong.status_code == 422
    assert "Det finns ingen enhet med det namnet." in wrong.text


def test_names_that_exist_in_swedish_alone_say_so_in_english(cast, client, year_2021):
    """WCAG 3.1.2: a screen reader would say them as English."""
    client.login_as(cast.doris)
    client.get("/sprak/en/")
    text = client.get(PAGE, {"about": key_of("kind:BUP")}).text
    theme = "Synpunkter på annan verksamhets utförande av uppdrag"
    for name in ("Socialtjänst", theme):
        assert f'<th scope="row"><span lang="sv">{name}</span></th>' in text
    assert '<th scope="row">Referrals</th>' in text
    assert text.count(theme) == text.count(f'<span lang="sv">{theme}</span>') + in_pictures(
        text, theme
    )


def in_pictures(text, words):
    """How often words stand in drawings, which are named as wholes."""
    return sum(drawing.count(words) for drawing in re.findall(r"<svg.*?</svg>", text, re.DOTALL))


@pytest.mark.parametrize("name", ["astrid", "elof", "hedda"])
def test_others_see_their_own_and_nobody_elses(cast, client, year_2021, name):
    client.login_as(getattr(cast, name))
    own = client.get(PAGE)
    assert own.status_code == 200
    assert "eller en enhet" not in own.text
    form = own.context["form"]
    assert client.get(PAGE, {"about": form.data["about"]}).status_code == 200
    for words in ("kind:BUP", "area:Nacka", "principal:Nacka kommun", "unit:999999", "area:x", ""):
        assert client.get(PAGE, {"about": key_or(words)}).status_code == 404
        assert client.get(f"{FILE}.json", {"about": key_or(words)}).status_code == 404


def key_or(words):
    try:
        return key_of(words)
    except NoSuchReport:
        return words


def test_whose_role_has_none_is_told_so(cast, client, year_2021):
    client.login_as(cast.ivar)
    assert "Din roll har ingen lokal rapport" in client.get(PAGE).text
    assert client.get(f"{FILE}.json", {"about": key_of("kind:BUP")}).status_code == 404


def test_the_files_hold_the_same_report(cast, client, year_2021):
    client.login_as(cast.doris)
    asked = {"about": key_of("kind:BUP"), "length": "kort"}
    whole = json.loads(client.get(f"{FILE}.json", asked).content)
    assert whole["title"].endswith("BUP – i korthet")
    assert [block["key"] for block in whole["sections"][0]["blocks"]] == [
        "figures", "received-themes", "received-themes",
    ]  # fmt: skip
    packed = client.get(f"{FILE}.zip", asked)
    assert "attachment" in packed.headers["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    assert client.get(f"{FILE}.exe", asked).status_code == 404
    assert client.get(f"{FILE}.json").status_code == 404
