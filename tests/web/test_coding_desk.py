"""The coding desk as a page: works by forms alone, leads from one to the next, and is the secretariat's."""

import re

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.coding.models import Coding, Opinion, Remark
from samsyn.coding.selectors import themes_in_use
from samsyn.coding.suggesting import Suggestion
from samsyn.deviations.models import Deviation
from samsyn.domain.vocabulary import AuditKind, Role
from samsyn.events.models import EventLink
from tests.builders import NOW, grant_role, make_answer, make_deviation, make_user

pytestmark = pytest.mark.django_db
PILE = "/kodning/"
DESK_QUERIES = 42
"""Codes, opinions, remarks, quotes, neighbours in the pile, progress, and what could be the same event."""
AS_ASKED = "ar=2026&omfattning=mellan&hog=att-koda"


@pytest.fixture
def three(cast):
    return [make_deviation(cast, title=f"Avvikelse {one}") for one in "abc"]


@pytest.fixture
def theme(db):
    return themes_in_use(2026)[1]


def desk(deviation, query=AS_ASKED):
    return f"/kodning/{deviation.number}/?{query}"


def post(client, deviation, query=AS_ASKED, **data):
    return client.post(desk(deviation, query), data)


def test_the_pile_leads_to_the_desk_and_the_desk_to_the_next(client, cast, three, theme):
    page = client.login_as(cast.doris).get(PILE)
    assert re.findall(r"/kodning/(SAM-[\d-]+)/", page.text)[:1] == [three[0].number]
    assert "0 av 3 kodade av sekretariatet, 2026, mellan huvudmän" in page.text
    first = client.get(desk(three[0]), queries=DESK_QUERIES)
    assert f"/kodning/{three[1].number}/?" in first.text
    saved = post(client, three[0], theme=theme.id, subtypes=[theme.subtypes[0].id])
    assert saved.url == desk(three[1]).replace("&amp;", "&")
    following = client.get(saved.url, queries=DESK_QUERIES)
    assert "1 av 3 kodade" in following.text
    assert f"{three[0].number} är kodad." in following.text
    assert f"/kodning/{three[0].number}/angra/" in following.text
    coding = Coding.objects.get(pk=three[0].pk)
    assert (coding.theme_id, coding.subtypes.get().pk) == (theme.id, theme.subtypes[0].id)
    last = post(client, three[2], theme="inget")
    assert last.url == f"{PILE}?{AS_ASKED}"
    assert Coding.objects.get(pk=three[2].pk).theme_id is None


def test_undo_leads_back_to_what_is_undone(client, cast, three, theme):
    client.login_as(cast.doris)
    post(client, three[0], theme=theme.id)
    undone = client.post(f"/kodning/{three[0].number}/angra/?{AS_ASKED}")
    assert undone.url == desk(three[0])
    assert (
        f"Kodningen av {three[0].number} är ångrad."
        in client.get(undone.url, queries=DESK_QUERIES).text
    )
    assert not Coding.objects.exists()
    client.post(f"/kodning/{three[0].number}/angra/")
    assert "Det finns ingen kodning" in client.get(desk(three[1]), queries=DESK_QUERIES).text


def test_nothing_chosen_is_asked_for_again_and_what_was_typed_is_kept(client, cast, three):
    page = post(
        client.login_as(cast.doris), three[0], note="Ta upp i april", principle_question="on"
    )
    assert page.status_code == 422
    assert "Välj ett tema" in page.text
    assert "Ta upp i april" in page.text
    assert re.search(r'name="principle_question" checked', page.text)
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("quote", "Det står inte där", "ord för ord"),
        ("note", "Gäller 19121212-1212 i dag", "personnummer"),
        ("theme", "999999", "Välj"),
        ("theme", "inget' OR 1=1", "Välj"),
    ],
)
def test_what_cannot_be_stored_says_why(client, cast, three, theme, field, value, words):
    page = post(client.login_as(cast.doris), three[0], **{"theme": theme.id, field: value})
    assert page.status_code == 422
    assert words in page.text
    assert not Opinion.objects.exists()


def test_a_subtype_of_a_theme_that_was_left_again_is_not_stored(client, cast, three, theme):
    other = themes_in_use(2026)[0]
    left = [other.subtypes[0].id, theme.subtypes[0].id]
    post(client.login_as(cast.doris), three[0], theme=theme.id, subtypes=left)
    assert Coding.objects.get().subtypes.get().pk == theme.subtypes[0].id


def test_the_copy_is_masked_and_the_outcome_cannot_be_changed(client, cast, before_the_guard):
    deviation = make_deviation(
        cast, title="Ring 08-123 45 67", internal_reference="hemligt", what_happened="Inget svar."
    )
    make_answer(deviation, by=cast.viewer("bo"), perspective="Ring 08-765 43 21.")
    page = client.login_as(cast.doris).get(desk(deviation), queries=DESK_QUERIES)
    assert "Ring [telefonnummer]" in page.text
    assert not {"08-123", "08-765", "hemligt"} & set(re.findall(r"08-\d{3}|hemligt", page.text))
    assert 'name="outcome"' not in page.text
    assert "08-123" not in client.get(PILE).text


def test_each_theme_and_its_subtypes_have_a_key_of_their_own(client, cast, three):
    page = client.login_as(cast.doris).get(desk(three[0]), queries=DESK_QUERIES).text
    keys = re.findall(r'type="radio"[^>]*data-key="(\w)"', page)
    assert keys == [*"12345", "0"]
    for block in page.split('class="coding__subtypes"')[1:]:
        own = re.findall(r'name="subtypes"[^>]*data-key="(\w)"', block.split("</div>")[0])
        assert own == list("qwertyuio")[: len(own)] and own
    others = set(re.findall(r'data-key="(\w)"', page)) - set(keys) - set("qwertyuio")
    assert others == set("cknps") | set("hj")  # two others could be the same event


def test_a_colleagues_theme_is_kept_back_until_one_has_chosen(client, cast, three):
    disa = make_user("Disa Fjällskär")
    grant_role(disa, Role.SECRETARIAT)
    first, second = themes_in_use(2026)[1:3]
    post(client.login_as(cast.doris), three[0], theme=first.id)
    client.login_as(disa)
    waiting = client.get(f"{PILE}?hog=andra-gangen")
    assert three[0].number in waiting.text and first.name not in waiting.text
    page = client.get(desk(three[0]), queries=DESK_QUERIES)
    assert "En kollega har kodat" in page.text
    assert "Doris Kvistrum" not in page.text and "checked" not in page.text
    post(client, three[0], theme=second.id)
    assert "Doris Kvistrum valde" in client.get(desk(three[0]), queries=DESK_QUERIES).text
    differing = client.get("/kodning/oense/?ar=2026")
    assert three[0].number in differing.text
    assert first.name in differing.text and second.name in differing.text
    assert re.search(r'data-label="Cohens kappa">0,00<', differing.text)
    Deviation.objects.filter(pk=three[0].pk).update(year=2025)
    empty = client.get("/kodning/oense/").text
    assert "kodad av två" in empty and 'href="?ar=2025"' in empty
    assert "Cohens kappa" in client.get("/kodning/oense/?ar=2025").text


def test_looking_and_coding_are_logged_for_the_parties(client, cast, three, theme):
    client.login_as(cast.doris).get(PILE)
    client.get(desk(three[0]), queries=DESK_QUERIES)
    post(client, three[0], theme=theme.id)
    events = AuditEvent.objects.filter(actor_id=cast.doris.pk, object_kind="deviation")
    kinds = list(events.order_by("pk").values_list("kind", flat=True))
    # What is proposed as the same event is a list of its own.
    assert kinds == [AuditKind.LISTED, AuditKind.READ, AuditKind.LISTED, AuditKind.WROTE]
    registrar = client.login_as(cast.frej).get("/logg/").text
    assert registrar.count(three[0].number) >= 2


def test_empty_piles_and_wishes_that_mean_nothing(client, cast):
    client.login_as(cast.doris)
    assert "Ingenting att koda" in client.get(PILE).text
    assert "Högen är tom" in client.get(f"{PILE}?hog=andra-gangen").text
    assert client.get(f"{PILE}?ar=x&omfattning=x&hog=x&sida=x").status_code == 200
    assert "Ingen avvikelse från året är kodad av två" in client.get("/kodning/oense/?ar=x").text


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow_with_the_rows(client, cast, count, theme):
    made = [make_deviation(cast, now=NOW) for _ in range(count)]
    client.login_as(cast.doris).get("/vem-gor-vad/")
    client.get(PILE, queries=12)
    client.get(desk(made[0]), queries=DESK_QUERIES - 2)
    for one in made[:-1]:
        post(client, one, theme=theme.id, quote="utan oss")
    client.get(f"{PILE}?hog=kodade", queries=14)
    client.get("/kodning/oense/", queries=12)
    client.get(desk(made[0]), queries=DESK_QUERIES)


def drawn(page):
    """What the browser sends back of what the page was drawn with."""
    hidden = re.findall(r'type="hidden" name="(seen_\w+)" value="([^"]*)"', page.text)
    return dict(hidden)


@pytest.fixture
def disa(db):
    colleague = make_user("Disa Fjällskär")
    grant_role(colleague, Role.SECRETARIAT)
    return colleague


def test_two_notes_at_once_are_both_shown_and_none_is_lost(client, cast, three, theme, disa):
    client.login_as(cast.doris)
    was_drawn = drawn(client.get(desk(three[0]), queries=DESK_QUERIES))
    post(client, three[0], theme=theme.id, note="Ring skolan", talk_rather="on", **was_drawn)
    client.login_as(disa)
    page = post(
        client, three[0], theme=theme.id, note="Skriv till skolan", principle_question="on",
        quote="utan oss", **was_drawn,
    )  # fmt: skip
    assert page.status_code == 409
    for words in ("Doris Kvistrum har skrivit en annan anteckning", "Ring skolan"):
        assert words in page.text
    assert ">\nSkriv till skolan</textarea>" in page.text and "utan oss</textarea>" in page.text
    assert page.text.count('talk_rather" checked') == page.text.count('question" checked') == 1
    assert Remark.objects.get().note == "Ring skolan"
    assert Opinion.objects.filter(coder=disa).count() == 0
    again = post(
        client, three[0], theme=theme.id, note="Ring eller skriv", principle_question="on",
        talk_rather="on", **drawn(page),
    )  # fmt: skip
    assert again.status_code == 302
    remark = Remark.objects.get()
    assert (remark.note, remark.talk_rather, remark.principle_question) == (
        "Ring eller skriv", True, True,
    )  # fmt: skip


def test_a_theme_that_a_colleague_chose_meanwhile_is_shown_before_one_decides(
    client, cast, three, theme, disa
):
    other = themes_in_use(2026)[2]
    client.login_as(cast.doris)
    post(
        client, three[0], theme=theme.id, **drawn(client.get(desk(three[0]), queries=DESK_QUERIES))
    )
    was_drawn = drawn(client.get(desk(three[0]), queries=DESK_QUERIES))
    client.login_as(disa)
    post(
        client, three[0], theme=other.id, **drawn(client.get(desk(three[0]), queries=DESK_QUERIES))
    )
    client.login_as(cast.doris)
    page = post(client, three[0], theme="inget", **was_drawn)
    assert page.status_code == 409 and "En kollega hann före" in page.text
    assert "Disa Fjällskär valde" in page.text and 'value="inget" checked' in page.text
    assert Coding.objects.get(pk=three[0].pk).theme_id == other.id
    assert post(client, three[0], theme="inget", **drawn(page)).status_code == 302
    assert Coding.objects.get(pk=three[0].pk).source == "settled"


def test_the_same_event_is_linked_with_one_key_and_undone_with_another(client, cast, three, theme):
    client.login_as(cast.doris)
    page = client.get(desk(three[0]), queries=DESK_QUERIES)
    proposed = re.findall(r'name="same_event" value="(SAM[-\d]+)"[^>]*data-key="(\w)"', page.text)
    assert {number for number, _ in proposed} == {three[1].number, three[2].number}
    assert [key for _, key in proposed] == ["h", "j"]
    saved = post(client, three[0], theme=theme.id, same_event=[three[1].number])
    assert saved.url == desk(three[1])
    assert EventLink.objects.filter(unlinked_at=None).count() == 2
    linked = client.get(saved.url, queries=DESK_QUERIES).text
    assert "Länkad med" in linked and 'data-key="x"' in linked
    client.post(f"/kodning/{three[0].number}/angra/?{AS_ASKED}")
    assert not EventLink.objects.filter(unlinked_at=None).exists()
    assert not Coding.objects.exists()


def test_undo_leaves_links_that_were_made_before(client, cast, three, theme):
    client.login_as(cast.doris)
    post(client, three[0], theme=theme.id, same_event=[three[1].number])
    post(client, three[2], theme=theme.id, same_event=[three[0].number])
    client.post(f"/kodning/{three[2].number}/angra/?{AS_ASKED}")
    standing = EventLink.objects.filter(unlinked_at=None).values_list("deviation_id", flat=True)
    assert set(standing) == {three[0].pk, three[1].pk}
    post(client, three[0], theme=theme.id, is_apart="on")
    assert not EventLink.objects.filter(unlinked_at=None).exists()


def test_nothing_is_linked_when_the_rest_cannot_be_stored(client, cast, three, theme):
    page = post(
        client.login_as(cast.doris), three[0], theme=theme.id, quote="Det står inte där",
        same_event=[three[1].number],
    )  # fmt: skip
    assert page.status_code == 422 and not EventLink.objects.exists()
    assert re.search(f'value="{three[1].number}" checked', page.text)


@pytest.mark.parametrize("name", ["astrid", "cecilia", "hedda", "gudmund"])
def test_nobody_else_comes_to_the_desk(client, cast, three, theme, name):
    client.login_as(getattr(cast, name))
    assert client.get(desk(three[0]), queries=DESK_QUERIES).status_code == 404
    page = post(client, three[0], theme=theme.id, same_event=[three[1].number])
    assert page.status_code == 404
    assert not Opinion.objects.exists() and not EventLink.objects.exists()


def suggest(told, themes):
    """Another suggester than ours, as an installation may have one."""
    assert "utan oss" in told.text and told.reporter and told.recipients
    stranger = Suggestion(0, ("Ett tema som inte finns",))
    return [stranger, *(Suggestion(one.id, (f"Skäl {one.id}",)) for one in themes[:3])]


def break_down(told, themes):
    raise ValueError("words of a case")


def test_a_suggesters_two_best_stand_beside_their_themes(client, cast, three, settings):
    client.login_as(cast.doris)
    settings.THEME_SUGGESTER = ""
    assert "därför:" not in client.get(desk(three[0]), queries=DESK_QUERIES).text
    settings.THEME_SUGGESTER = f"{__name__}.suggest"
    first, second = themes_in_use(2026)[:2]
    page = client.get(desk(three[0]), queries=DESK_QUERIES).text
    assert re.findall(r"Skäl (\d+)", page) == [str(first.id), str(second.id)]
    keys = re.findall(r'value="(\d+)" data-key="\d" data-key-too="(\w)"', page)
    assert keys == [(str(first.id), "f"), (str(second.id), "g")]
    assert "Ett tema som inte finns" not in page and "checked" not in page


def test_the_shipped_suggester_says_why_in_words_of_the_text(client, cast):
    title = "Inget svar på remissen till BUP"
    deviation = make_deviation(cast, title=title, what_happened="Remissen är obesvarad.")
    page = client.login_as(cast.doris).get(desk(deviation), queries=DESK_QUERIES).text
    proposal = re.search(r"Förslag, därför: <span[^>]*>([^<]+)</span> <kbd>f</kbd>", page)
    assert "Remissen" in proposal[1] or "remissen" in proposal[1]
    value = re.search(r'value="(\d+)"[^>]*data-key-too="f"', page)[1]
    assert value == str(next(one.id for one in themes_in_use(2026) if one.key == "remiss"))
    assert "checked" not in page


def test_a_suggester_that_breaks_down_does_not_close_the_desk(
    client, cast, three, settings, caplog
):
    settings.THEME_SUGGESTER = f"{__name__}.break_down"
    page = client.login_as(cast.doris).get(desk(three[0]), queries=DESK_QUERIES)
    assert page.status_code == 200 and "därför:" not in page.text
    assert "ValueError" in caplog.text and "words of a case" not in caplog.text
