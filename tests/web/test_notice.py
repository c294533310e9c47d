"""The page of what sticks out: reasons in words, a chart with its table, seen; the secretariat's alone."""

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.coding.models import CodeBook, Coding, Theme
from samsyn.domain.control_charts import Pattern
from samsyn.exports import charts
from samsyn.notice.models import Seen
from samsyn.series.models import SeriesBreak
from tests.builders import NOW, make_deviation
from tests.noticed import make_computation, make_noticed

pytestmark = pytest.mark.django_db
PAGE, TODO = "/statistik/sticker-ut/", "/att-gora/"
FIRST = "/"


@pytest.fixture
def doris(client, cast):
    client.login_as(cast.doris)
    client.get(FIRST)  # the first page of a log-in also keeps its session
    return client


def test_before_the_first_night(doris):
    assert "Ingenting är räknat än" in doris.get(PAGE).text
    assert "sticker ut" not in doris.get(TODO).text


def test_a_night_without_anything(doris):
    make_computation()
    page = doris.get(PAGE).text
    assert "Inget nytt sticker ut" in page and "Beräknat" in page and "av 96 serier" in page
    assert "3 av 14 rapporter i februari 2026 hade inget tema då." in page


def test_the_reason_in_words_with_chart_and_table(doris):
    make_noticed()
    page = doris.get(PAGE).text
    assert "14 i februari 2026, vanligen 2 till 11." in page
    assert "vanligen 2 till 11" in page and "för lite att jämföra med" in page
    assert "ingen rangordning" in page and "som rapporterar, inte vad som har hänt" in page


def test_a_picture_is_drawn_when_somebody_comes_to_it_and_never_by_the_page(doris, monkeypatch):
    """The first drawing takes half a second; the page waits for none."""
    with monkeypatch.context() as nobody_draws:
        nobody_draws.setattr(charts, "_engine", pytest.fail)
        chart = make_noticed(f"Tema {uuid4()}")
        page = doris.get(PAGE).text
    drawing = re.search(r'data-hx-get="([^"]+)"', page)[1]
    assert "chart__waiting" in page and f'src="{PAGE}{chart.pk}/diagram.png"' in page
    drawn = doris.fragment(drawing).text
    assert "<svg" in drawn and 'aria-label="Diagram: Tema' in drawn
    later = doris.get(PAGE).text
    assert "<svg" in later and "chart__waiting" not in later
    picture = doris.get(f"{PAGE}{chart.pk}/diagram.png")
    assert picture.headers["Content-Type"] == "image/png" and picture.content[:4] == b"\x89PNG"


def test_runs_terms_falls_and_none(doris):
    make_noticed(patterns=(Pattern.RUN,), count=61)
    make_noticed("BUMM", "BUP", kind="pair", patterns=(Pattern.RUN,), rises=False, count=1)
    make_noticed("Trastby", kind="municipality", patterns=(Pattern.TERM,), low=3, high=3)
    make_noticed("Vassby", kind="district", low=0, high=0)
    page = doris.get(PAGE).text
    assert (
        "61 från juli 2025 till februari 2026, vanligen 2 till 11: fler nästan varje månad." in page
    )
    assert "BUMM till BUP" in page and "färre nästan varje månad." in page
    assert "14 under hösten 2025, vanligen 3 samma termin tidigare år." in page
    assert "14 i februari 2026, vanligen ingen." in page


def test_months_or_terms(doris):
    make_noticed("Möten")
    make_noticed("Remisser", patterns=(Pattern.TERM,))
    only = doris.get(f"{PAGE}?visa=termin").text
    assert "Remisser" in only and "Möten" not in only
    assert "Remisser" not in doris.get(f"{PAGE}?visa=manad").text
    assert "Möten" in doris.get(f"{PAGE}?visa=trams").text


def test_an_earlier_month_can_be_chosen(doris):
    make_noticed("I januari", computation=make_computation(date(2026, 1, 1)))
    make_noticed("I februari", computation=make_computation())
    assert "I januari" not in doris.get(PAGE).text
    page = doris.get(f"{PAGE}?manad=2026-01").text
    assert "I januari" in page and "I februari" not in page
    assert "I februari" in doris.get(f"{PAGE}?manad=1999-01").text


def test_a_new_theme_is_told_without_comparison(doris):
    make_noticed("Ett nytt tema", patterns=(), count=4)
    page = doris.get(PAGE).text
    assert "Ny, ingen jämförelse" in page and "Ett nytt tema: 4 rapporter i februari 2026" in page
    assert "Inget nytt sticker ut" in page


def test_a_known_break_among_the_months_is_said(doris):
    every, themes = make_break(2025, "Nytt formulär"), make_break(2025, "BUP slogs ihop")
    themes.dimensions = ["recipient_service"]
    themes.save()
    make_break(2019, "För länge sedan")
    make_noticed()
    page = doris.get(PAGE).text
    assert "det vanliga kan vara räknat på annat sätt" in page
    assert f"juni 2025: {every.words_sv}" in page
    assert themes.words_sv not in page and "För länge sedan" not in page
    make_noticed("Socialtjänst", "BUP", kind="pair")
    assert f"juni 2025: {themes.words_sv}" in doris.get(PAGE).text


def make_break(year, words):
    return SeriesBreak.objects.create(
        year=year, day=date(year, 6, 1), words_sv=words, changed_at=NOW
    )


def test_the_page_asks_the_same_however_much_sticks_out(doris):
    make_noticed("A")
    doris.get(PAGE, queries=12)
    for name in "BCDEFG":
        make_noticed(name, patterns=tuple(Pattern))
    doris.get(PAGE, queries=12)


def test_the_way_to_the_same_question_in_the_statistics(doris):
    make_noticed("Socialtjänst", "BUP", kind="pair")
    page = doris.get(PAGE).text
    address = next(one for one in page.split('"') if one.startswith("/statistik/?")).replace(
        "&amp;", "&"
    )
    asked = parse_qs(urlsplit(address).query)
    assert asked["reporter_service"] == ["Socialtjänst"] and asked["recipient_service"] == ["BUP"]
    assert asked["year"] == ["2024", "2025", "2026"] and asked["by"] == ["month"]
    assert asked["scope"] == ["all"] and asked["count"] == ["recipients"]


def test_the_deviations_behind_are_listed_and_logged(doris, cast, before_the_guard):
    book = CodeBook.objects.order_by("-year").first()
    theme = Theme.objects.create(code_book=book, key="sip-x", name="SIP")
    sent = make_deviation(cast, title="Ring 08-123 45 67", now=NOW.replace(month=2))
    other = make_deviation(cast, now=NOW.replace(month=2))
    Coding.objects.update_or_create(
        deviation=sent, defaults={"theme": theme, "source": "secretariat", "coded_at": NOW}
    )
    chart = make_noticed()
    page = doris.get(f"{PAGE}{chart.pk}/", queries=16).text
    assert sent.number in page and other.number not in page and "08-123" not in page
    event = AuditEvent.objects.filter(kind="listed").latest("pk")
    assert (
        event.details == {"ids": [sent.pk], "chart": chart.pk}
        and event.object_label == "Sticker ut"
    )


def test_seen_with_a_note_that_no_log_holds(doris):
    chart = make_noticed(patterns=(Pattern.POINT, Pattern.TERM))
    moved = doris.post(f"{PAGE}{chart.pk}/sett/", {"note": "Ny rutin hos BUP sedan jul."})
    assert moved.headers["Location"] == PAGE
    page = doris.get(PAGE).text
    assert "Ny rutin hos BUP sedan jul." in page and "Inget nytt sticker ut" in page
    assert page.count("Ny rutin hos BUP") == 1 and Seen.objects.count() == 2
    assert not AuditEvent.objects.filter(details__icontains="rutin").exists()
    doris.post(f"{PAGE}{chart.pk}/sett/", {"note": ""})
    assert Seen.objects.count() == 4


def test_a_personal_number_in_the_note_is_stopped(doris):
    chart = make_noticed()
    response = doris.post(f"{PAGE}{chart.pk}/sett/", {"note": "Gäller 19121212-1212 igen"})
    assert response.status_code == 422 and "personnummer" in response.text
    assert "Gäller" in response.text and not Seen.objects.exists()
    assert doris.post(f"{PAGE}{chart.pk}/sett/", {"note": "x" * 1001}).status_code == 422


def test_what_is_not_there_is_not_there(doris):
    assert doris.get(f"{PAGE}999/").status_code == 404
    assert doris.get(f"{PAGE}{make_noticed('Ny', patterns=()).pk}/").status_code == 404


def test_a_line_on_att_gora_while_something_is_new(doris):
    chart = make_noticed()
    make_noticed("Möten")
    page = doris.get(TODO).text
    assert "2 saker sticker ut bland siffrorna" in page and f'href="{PAGE}"' in page
    doris.post(f"{PAGE}{chart.pk}/sett/", {"note": ""})
    assert "En sak sticker ut bland siffrorna" in doris.get(TODO).text


@pytest.mark.parametrize(
    "name", ["astrid", "bo", "cecilia", "elof", "frej", "gudmund", "hedda", "ivar"]
)
def test_nobody_else_sees_it(client, cast, name):
    chart = make_noticed("Trastby", kind="municipality")
    client.login_as(getattr(cast, name))
    for address in (PAGE, f"{PAGE}{chart.pk}/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{PAGE}{chart.pk}/sett/", {"note": "x"}).status_code == 404
    assert not Seen.objects.exists()
    assert "sticker ut" not in client.get(TODO).text.lower()


def test_in_english(doris):
    make_noticed("Socialtjänst", "BUP", kind="pair", patterns=tuple(Pattern))
    doris.cookies["samsyn_language"] = "en"
    page = doris.get(PAGE).text
    assert "Socialtjänst to BUP" in page and "usually 2 to 11" in page


def test_the_navigation_marks_where_one_is(doris):
    page = doris.get(PAGE).text
    navigation = page[page.index('id="navigation"') : page.index("<main")]
    assert navigation.count("aria-current") == 1
    assert f'href="{PAGE}" aria-current="page"' in navigation
