import hashlib
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import translation

from samsyn.domain import vocabulary
from samsyn.web.icons import ICONS
from samsyn.web.styleguide.examples import ExampleForm
from samsyn.web.templatetags import samsyn as tags
from tests.client import check_fragment

TEMPLATES = settings.BASE_DIR / "samsyn/web/templates"
TODAY = date(2026, 3, 9)


def drawn(text, **context):
    return Template("{% load samsyn %}" + text).render(Context(context)).strip()


VENDOR = settings.BASE_DIR / "samsyn/web/static/vendor"


def test_vendored_files_are_those_that_were_fetched():
    listed = dict(re.findall(r"\| `(\S+)` \| `(\w{64})` \|", (VENDOR / "VENDORED.md").read_text()))
    kept = {str(path.relative_to(VENDOR)): path for path in VENDOR.glob("*/*")}
    assert set(listed) == {name for name in kept if not name.endswith("LICENSE")}
    for name, checksum in listed.items():
        assert hashlib.sha256(kept[name].read_bytes()).hexdigest() == checksum, name
        assert (VENDOR / name).with_name("LICENSE").exists()


@pytest.mark.django_db
def test_the_guide_shows_everything(client):
    tags._drawn_state.cache_clear()  # else a state that an earlier test has drawn is not drawn again
    response = client.get("/styrguide/", queries=0)
    used = {Path(one.name).name for one in response.templates if one.name}
    parts = {one.name for one in (TEMPLATES / "components").glob("*.html")}
    unseen = {"message.html"}  # only after a step
    assert parts - used <= unseen, "a component is missing in templates/styleguide/start.html"


def test_components_say_their_inputs():
    for path in TEMPLATES.glob("components/**/*.html"):
        assert path.read_text().startswith("{#"), f"{path.name} has no comment on its inputs"


@pytest.mark.parametrize("name", tags.STATES)
def test_every_state_has_a_picture(name):
    members = {str(one) for one in getattr(vocabulary, name)}
    assert set(tags.STATES[name]) == members
    assert {icon for icon, _ in tags.STATES[name].values()} <= set(ICONS)


def test_label_finds_the_word():
    assert drawn('{{ value|label:"View" }}', value="partly") == "Stämmer delvis"
    assert drawn("{{ value|label }}", value=vocabulary.View.PARTLY) == "Stämmer delvis"
    assert drawn('{{ value|label:"View" }}', value="") == ""
    assert drawn('{{ value|label:"View" }}', value="okänd") == "okänd"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (3, "3 dagar kvar"),
        (1, "1 dag kvar"),
        (0, "i dag"),
        (-1, "1 dag försenat"),
        (-2, "2 dagar försenat"),
    ],
)
def test_days_are_said_in_words(days, words):
    with translation.override("sv"):
        assert tags.days_in_words(TODAY + timedelta(days=days), TODAY) == words


class Protected:
    hide_name = True

    def __str__(self):
        return "Name that must not be shown"


def test_a_protected_person_has_no_name():
    assert tags.person(Protected(), "Enhetschef, BUP Tofsvipan") == "Enhetschef, BUP Tofsvipan"
    assert "Name" not in tags.person(Protected())


def test_numbers_are_written_in_swedish():
    with translation.override("sv"):
        assert tags.number(1538).replace("\xa0", " ") == "1 538"
        assert tags.number(18.45, 1) == "18,5"
        assert tags.percent(0.698).replace("\xa0", " ") == "70 %"
        assert tags.percent(0.125, 1).replace("\xa0", " ") == "12,5 %"


def test_pages_near_leave_out_the_far_ones():
    paginator = Paginator(range(1240), 50)
    assert tags.pages_near(paginator, paginator.page(10)) == [1, None, 9, 10, 11, None, 25]


def test_filters_are_taken_away_one_by_one(rf):
    request = rf.get("/inkorg/", {"state": "sent", "year": "2026", "page": "3"})
    assert drawn('{% without "state" %}', request=request) == "?year=2026"
    html = drawn('{% same_list page=4 sort="-sent" %}', request=request)
    assert "page=4" in html
    assert "sort=-sent" in html


def test_fields_are_linked_to_hint_and_error():
    form = ExampleForm({"title": ""})
    html = "".join(field.as_field_group() for field in form)
    check_fragment(html)
    assert 'aria-describedby="id_account_helptext id_account_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.count("(frivilligt)") == 3
    assert "<legend" in html
