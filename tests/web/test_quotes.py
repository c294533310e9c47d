"""The pages of quotes: works by forms alone, the second reader is another, and nobody else sees them."""

import re

import pytest
from django.urls import reverse

from samsyn.accounts.models import User
from samsyn.audit.models import AuditEvent
from samsyn.domain.vocabulary import AuditKind
from samsyn.guard import Finding
from samsyn.reports.quotes import checking
from samsyn.reports.quotes.models import ReportQuote, ReportQuoteStep
from tests.builders import make_deviation
from tests.client import PageClient
from tests.quoting import PRINTED, SAID, colleague, crowd, make_waiting, mark

pytestmark = pytest.mark.django_db
LIST = "/kodning/citat/"
QUERIES = 48
"""The registry's names, twice where the guard has not read them yet, the crowds, the quote's steps."""


@pytest.fixture
def made(cast, client):
    """Enough alike deviations, the last with a marked passage; Doris has logged in."""
    client.login_as(cast.doris)
    return crowd(cast)


def new():
    return f"{LIST}nytt/{mark().pk}/"


def one(quote, step=""):
    return f"{LIST}{quote.pk}/{step}"


def seen(quote):
    return {"seen_step": ReportQuoteStep.objects.filter(quote=quote).last().pk}


def written(client, text=PRINTED, **more):
    return client.post(new(), {"text": text, **more})


@pytest.fixture
def quote(client, made):
    written(client)
    return ReportQuote.objects.get()


@pytest.fixture
def reader(db):
    """A colleague of Doris, logged in elsewhere."""
    return PageClient().login_as(User.objects.get(pk=colleague().user_id))


def test_from_the_desk_to_an_approved_quote(client, cast, made, reader):
    assert f"{LIST}?ar=2026" in client.get("/kodning/?ar=2026").text
    desk = client.get(f"/kodning/{made[-1].number}/", queries=60).text
    assert f"{LIST}?ar=2026" in desk
    page = client.get(LIST)
    assert SAID in page.text and new() in page.text
    form = client.get(new(), queries=QUERIES)
    assert "Vi bad [aktuell BUP] om ett möte" in form.text
    assert "<del>BUP Tofsvipan </del>" in form.text and "<ins>[aktuell BUP] </ins>" in form.text
    saved = written(client)
    quote = ReportQuote.objects.get()
    assert saved.url == one(quote)
    own = client.get(one(quote), queries=QUERIES)
    assert "Väntar på en andra läsare" in own.text and "Godkänn" not in own.text
    read = reader.get(one(quote), queries=QUERIES)
    assert "Du är andra läsare" in read.text
    done = reader.post(one(quote, "godkann/"), seen(quote))
    assert done.url == f"{LIST}?ar=2026"
    assert "Godkänt" in client.get(LIST).text


def test_the_difference_is_shown_without_storing_anything(client, made):
    page = written(client, PRINTED.replace("men", "[…]"), compare="1")
    assert page.status_code == 200
    assert "<del>men </del>" in page.text
    assert not ReportQuote.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (PRINTED + " Så var det.", "Citatet säger något annat än stycket"),
        (PRINTED.replace("[aktuell BUP]", "BUP Tofsvipan"), "Ett namn ur registret står kvar"),
        (PRINTED.replace("[aktuell BUP]", "[Bo]"), "Platshållaren finns inte i listan: [Bo]"),
        ("", "Skriv citatet."),
    ],
)
def test_words_that_cannot_be_printed_say_why_and_stay_in_the_field(client, made, text, words):
    page = written(client, text)
    assert page.status_code == 422
    assert words in page.text
    assert text in page.text
    assert not ReportQuote.objects.exists()


def test_a_capital_asks_for_a_look(client, made):
    copies = type(mark().copy).objects.filter(pk=mark().copy_id)
    copies.update(texts={"what_happened": "Det var så. " + SAID.replace("ingen", "Qvistbergeriet")})
    text = PRINTED.replace("ingen", "Qvistbergeriet")
    page = written(client, text)
    assert page.status_code == 422
    assert "Kan vara namn" in page.text and "Läs orden och kryssa i rutan" in page.text
    assert written(client, text, names_checked="on").status_code == 302


def test_what_the_guard_is_certain_of_is_said_at_the_field(client, made):
    copies = type(mark().copy).objects.filter(pk=mark().copy_id)
    copies.update(texts={"what_happened": "Det var så. " + SAID.replace("ingen", "070-1740638")})
    form = client.get(new(), queries=QUERIES)
    assert "<del>070-1740638 </del>" in form.text and "<ins>[telefonnummer] </ins>" in form.text
    page = written(client, PRINTED.replace("ingen", "070-1740638"), names_checked="on")
    assert page.status_code == 422
    assert "Vakten hittar personuppgifter i citatet: 070-1740638" in page.text
    assert not ReportQuote.objects.exists()


def test_a_quote_that_the_guard_has_learned_to_refuse_is_not_offered_for_approval(
    client, made, reader, quote, monkeypatch
):
    found = Finding(0, 2, "PERSON", "certain", "[person]")
    monkeypatch.setattr(checking, "scan", lambda text, **_: (found,))
    page = reader.get(one(quote), queries=QUERIES)
    assert "Citatet kan inte godkännas som det står" in page.text
    assert one(quote, "godkann/") not in page.text
    refused = reader.post(one(quote, "godkann/"), seen(quote))
    assert refused.status_code == 422
    assert "Vakten hittar personuppgifter i citatet: Vi" in refused.text


def test_too_few_is_said_in_words_before_and_after(client, cast):
    client.login_as(cast.doris)
    crowd(cast, of=5)
    for page in (client.get(new(), queries=QUERIES), written(client)):
        assert "För få avvikelser har samma tema och samma mottagande verksamhet." in page.text
        assert "Gränsen är 6." in page.text
    assert not ReportQuote.objects.exists()


def test_who_wrote_cannot_approve_by_the_address(client, quote):
    page = client.post(one(quote, "godkann/"), seen(quote))
    assert page.status_code == 422
    assert "kan inte vara dess andra läsare" in page.text


def test_sent_back_rewritten_and_withdrawn(client, reader, quote):
    empty = reader.post(one(quote, "skicka-tillbaka/"), {"back-reason": "", **prefixed(quote)})
    assert empty.status_code == 422
    reason = {"back-reason": "Kommunen syns.", **prefixed(quote)}
    assert reader.post(one(quote, "skicka-tillbaka/"), reason).status_code == 302
    again = client.get(one(quote, "skriv-om/"), queries=QUERIES)
    assert "Kommunen syns." in again.text
    shorter = {"text": PRINTED.replace("Vi bad", "[…]"), **seen(quote)}
    assert client.post(one(quote, "skriv-om/"), shorter).status_code == 302
    assert "Väntar på en andra läsare" in client.get(one(quote), queries=QUERIES).text
    reason = {"out-reason": "Inte nu.", **prefixed(quote, "out")}
    assert client.post(one(quote, "ta-ur-bruk/"), reason).status_code == 302
    page = client.get(LIST)
    assert "Återtaget" in page.text and new() in page.text
    assert client.get(one(quote, "skriv-om/"), queries=QUERIES).status_code == 302


def prefixed(quote, prefix="back"):
    return {f"{prefix}-seen_step": seen(quote)["seen_step"]}


@pytest.mark.parametrize(
    ("step", "more"),
    [
        ("godkann/", {}),
        ("skicka-tillbaka/", {"back-reason": "Kommunen syns."}),
        ("skriv-om/", {"text": PRINTED}),
    ],
)
def test_a_step_on_an_older_wording_is_refused_and_nothing_typed_is_lost(
    client, reader, quote, step, more
):
    before = {**seen(quote), **prefixed(quote)}
    client.post(one(quote, "skriv-om/"), {"text": PRINTED.replace("Vi bad", "[…]"), **seen(quote)})
    page = reader.post(one(quote, step), {**before, **more})
    assert page.status_code in {409, 422}
    assert "En kollega hann före" in page.text
    assert all(words in page.text for words in more.values())
    assert ReportQuoteStep.objects.count() == 2


def test_reading_is_logged_and_an_empty_year_says_what_to_do(client, cast):
    client.login_as(cast.doris)
    assert "Inga citat för året" in client.get(LIST).text
    deviation = make_deviation(cast)
    _, quote = make_waiting(deviation)
    client.get(LIST)
    client.get(one(quote), queries=QUERIES)
    kinds = AuditEvent.objects.values_list("kind", flat=True)
    assert {AuditKind.LISTED, AuditKind.READ} <= set(kinds)


def test_nobody_else_finds_any_of_it(client, cast):
    marked, quote = make_waiting(make_deviation(cast))
    for person in sorted(set(cast.everybody) - {"doris"}):
        client.login_as(getattr(cast, person))
        for path in (LIST, f"{LIST}nytt/{marked.pk}/", one(quote), one(quote, "skriv-om/")):
            assert client.get(path).status_code == 404, (person, path)
        for step in ("godkann/", "skicka-tillbaka/", "ta-ur-bruk/"):
            assert client.post(one(quote, step), seen(quote)).status_code == 404
    assert ReportQuoteStep.objects.count() == 1


def test_in_english_with_the_words_marked_as_swedish(client, quote):
    client.get(reverse("public:language", args=["en"]))
    page = client.get(one(quote), queries=QUERIES)
    assert re.search(r'<p class="written" lang="sv">', page.text)
    assert "Second reader" in page.text or "second reader" in page.text
