"""Do the tests' own walls hold?"""

import os
import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from samsyn.audit.services import record
from samsyn.database.swedish import Swedish
from samsyn.domain.vocabulary import AuditKind, Role
from samsyn.organisations.models import Unit
from tests import seen_pages
from tests.builders import make_answer, make_deviation, make_unit, viewer_of
from tests.client import check_page, watched
from tests.conftest import NetworkUsed

PAGE = """<!DOCTYPE html><html lang="sv"><head><title>Inkorg – Samsyn</title></head><body>
<h1>Inkorg</h1>
<form action="/a" method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">
<label for="q">Sök</label><input id="q" name="q"><button>Sök</button></form>
<script nonce="x">1</script></body></html>"""


def test_other_machines_cannot_be_reached():
    with pytest.raises(NetworkUsed), socket.socket() as probe:
        probe.connect(("192.0.2.1", 80))


def test_a_run_has_its_own_data_folder():
    assert "samsyn-test-" in str(settings.DATA_DIR)


def test_what_needs_a_browser_stands_where_its_part_of_the_run_looks():
    tests = Path(__file__).parents[1]
    marked = {path for path in tests.rglob("test_*.py") if "mark.browser" in path.read_text()}
    assert marked - {Path(__file__)} == set((tests / "browser").glob("test_*.py"))


def test_the_database_is_the_wanted_one(db):
    wanted = "postgresql" if os.environ.get("TEST_DB") == "postgres" else "sqlite"
    assert connection.vendor == wanted


def test_swedish_order_works_on_this_database(db):
    for name in ("Östra", "Älvdal", "Ås", "Zetan"):
        make_unit(name)
    assert [unit.name for unit in Unit.objects.order_by(Swedish("name"))] == [
        "Zetan",
        "Ås",
        "Älvdal",
        "Östra",
    ]


def test_everybody_in_the_cast_can_look(cast):
    roles = [role for name in cast.everybody for role in cast.viewer(name).roles]
    assert set(roles) == set(Role) - {Role.MANAGER, Role.GROUP_MEMBER, Role.SIP_COORDINATOR}
    assert viewer_of(cast.astrid).unit_id == cast.places.social.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", (1, 2))
def test_transactional_tests_can_empty_an_append_only_log(time, now):
    record(AuditKind.READ, by=None, now=now)


def test_a_proper_page_passes():
    check_page(PAGE)


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        (' lang="sv"', ""),
        ("<h1>Inkorg</h1>", ""),
        ("<h1>Inkorg</h1>", "<h1>Inkorg</h1><h1>Två</h1>"),
        ("<title>Inkorg", "<title>Annat"),
        ('for="q"', ""),
        ('for="q"', 'for="z"'),
        ('action="/a"', ""),
        ("csrfmiddlewaretoken", "x"),
        (' nonce="x"', ""),
        ('id="q"', 'id="q" style="color:red"'),
        ('id="q"', 'id="q" onclick="x()"'),
        ("<button>Sök</button>", "<button></button>"),
        ("<button>Sök</button>", '<button id="q">Sök</button>'),
        ("</form>", "</form></p>"),
        ("</form>", '</form><img src="a.png">'),
    ],
)
def test_a_broken_page_is_caught(sound, broken):
    assert sound in PAGE
    with pytest.raises(AssertionError):
        check_page(PAGE.replace(sound, broken))
    seen_pages.once(check_page, PAGE)
    with pytest.raises(AssertionError):  # though one much like it has passed
        seen_pages.once(check_page, PAGE.replace(sound, broken))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ('<p class="a">Tre &amp; en</p>', '<p class="b">Fyra</p>', True),
        ('<a href="/1/">A</a>', '<a href="/2/">B</a>', True),
        ('<a href="/1/">A</a>', '<a href="">B</a>', False),
        ('<a href="/1/">A</a>', '<a href="/1/"> </a>', False),
        ('<a href="/1/">A</a>', '<a href="/1/">A&nosuch;</a>', False),
        ('<a href="/1/">A</a>', '<a href="/1?a&b">A</a>', False),
        ('<p id="a">A</p>', '<p id="b">A</p>', False),
        ("<table><tr> <td>1</td></tr></table>", "<table><tr>1<td>1</td></tr></table>", False),
        ("<h1>A</h1>", "<h1>B</h1>", False),
        ("<p>A</p>", "<p>A\0</p>", False),
    ],
)
def test_pages_with_the_same_outline_differ_in_nothing_that_is_checked(one, other, alike):
    assert (seen_pages.outline(one) == seen_pages.outline(other)) == alike


def test_a_deviation_can_be_made_and_answered(cast):
    deviation = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    make_answer(deviation, by=cast.viewer("bo"))
    assert deviation.addressings.filter(answered_at=None).count() == 1


def test_writes_are_seen(db):
    with watched() as seen, transaction.atomic():
        make_unit()
    assert seen.writes and len(seen.queries) >= len(seen.writes)
