"""Everybody who writes can read how often the guard is right, what it misses, and what no rule sees."""

import re

import pytest
from django.urls import reverse

from samsyn.guard.figures import kept_figures
from samsyn.guard.measuring import SETS

pytestmark = pytest.mark.django_db
PAGE = "/vakten/siffror/"


def cells(page):
    """The numbers of the page's tables, row by row."""
    rows = re.findall(r"<tr><th scope=\"row\">([^<]+)</th>(.*?)</tr>", page.text, re.S)
    return [(name, [int(one) for one in re.findall(r">(\d+)</td>", row)]) for name, row in rows]


def test_the_tables_say_what_was_measured_on_texts_nobody_has_read(client, cast):
    client.login_as(cast.astrid)
    page = client.get(PAGE)
    measured = kept_figures()["held_out"]
    totals = [row for name, row in cells(page) if name == "Alla"]
    assert totals == [
        [one.standing, one.found, one.found_certain, one.missed, one.wrong]
        for one in (measured.usual.total, measured.hard.total)
    ]
    persons = next(one for one in measured.hard.counts if one.label == "PERSON")
    assert dict(cells(page))["Namn på en person"][:2] == [persons.standing, persons.found]


def test_every_miss_and_every_wrong_mark_stands_there_and_what_no_rule_sees(client, cast):
    client.login_as(cast.astrid)
    page = client.get(PAGE)
    measured = kept_figures()["held_out"]
    wrong = [
        *measured.usual.missed,
        *measured.hard.missed,
        *measured.usual.wrong,
        *measured.hard.wrong,
    ]
    assert page.text.count("<mark>") == len(wrong)
    assert "Vad ingen regel kan se" in page.text
    assert "Kan någon som känner familjen förstå vem det gäller?" in page.text


def test_in_english_with_the_examples_marked_as_swedish(client, cast):
    client.login_as(cast.astrid)
    client.get(reverse("public:language", args=["en"]))
    page = client.get(PAGE)
    assert "What no rule can see" in page.text
    assert page.text.count('<p class="written" lang="sv">') == page.text.count("<mark>")


def test_both_sets_have_figures():
    assert set(kept_figures()) == set(SETS)


def test_the_way_there_stands_in_the_help(client, cast):
    assert PAGE not in client.get("/hjalp/").text
    client.login_as(cast.astrid)
    assert PAGE in client.get("/hjalp/").text
