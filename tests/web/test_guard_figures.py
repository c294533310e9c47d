"""Everybody who writes can read how often the guard is right, what it misses, and what no rule sees."""

import re

import pytest
from django.urls import reverse

from samsyn.guard.figures import kept_figures
from samsyn.guard.measuring import SETS
from samsyn.web.guarding.theme_figures import theme_figures, wrong_proposals

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
    shown = page.text.count("<mark>") + len(wrong_proposals())
    assert page.text.count('<p class="written" lang="sv">') == shown


def test_the_themes_have_their_figures_with_examples_of_wrong_ones(client, cast):
    client.login_as(cast.astrid)
    page = client.get(PAGE)
    figures = theme_figures()
    rows = dict(cells(page))
    for one in figures.lines:
        assert rows[str(one.name)] == [one.texts, one.right, one.texts - one.right, one.wrongly]
    assert sum(one.missed for one in figures.lines) == sum(one.wrongly for one in figures.lines)
    assert sum(one.texts for one in figures.lines) == figures.usual.texts + figures.hard.texts
    wrong = wrong_proposals()
    assert 0 < len(wrong) <= 6 and all(one.proposed != one.right for one in wrong)
    assert page.text.count("Föreslås först: ") == len(wrong)


def test_both_sets_have_figures():
    assert set(kept_figures()) == set(SETS)


def test_the_way_there_stands_in_the_help(client, cast):
    assert PAGE not in client.get("/hjalp/").text
    client.login_as(cast.astrid)
    assert PAGE in client.get("/hjalp/").text
