"""An answer that saves itself: kept, found again by its writer alone, said on the pages, thrown away."""

import re

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.models import Answer, AnswerDraft, Measure
from samsyn.domain.vocabulary import Role
from tests.builders import NOW, grant_role, make_answer, make_deviation, make_user, viewer_of
from tests.client import PageClient
from tests.web.test_steps import path, typed_answer

pytestmark = pytest.mark.django_db
PLATE = "KLM 523"


@pytest.fixture
def deviation(cast):
    return make_deviation(cast)


@pytest.fixture
def bo(client, cast):
    return client.login_as(cast.bo)


@pytest.fixture
def colleague(cast):
    user = make_user("Bodil Ljungkvist")
    grant_role(user, Role.MANAGER, cast.places.bup)
    return user


def saved(client, deviation, **typed):
    return client.post(path(deviation, "svara/spara/"), typed_answer(**typed))


def test_what_is_typed_saves_itself_and_is_there_when_the_page_is_opened_again(bo, deviation):
    first = saved(bo, deviation, view="", draft=0).json()
    assert (first["version"], first["words"][:7]) == (1, "Sparat ")
    more = {"draft": 1, "cause_text": "Två brevlådor", "measures-0-due_on": "31 februari"}
    assert saved(bo, deviation, **more).json()["version"] == 2
    page = bo.get(path(deviation, "svara/"), queries=14)
    for words in (
        "Här är ditt utkast",
        "Kallelsen nådde fel brevlåda.",
        "Två brevlådor",
        "31 febru",
    ):
        assert words in page.text
    assert page.context["measures"].forms[0]["text"].value() == "Ny brevlåda"
    assert len(page.context["measures"].forms) == 2 and 'name="draft" value="2"' in page.text
    assert not Answer.objects.exists()


def test_without_a_script_a_button_saves_and_says_so(bo, deviation):
    typed = typed_answer(keep="1", draft=0, perspective="Halvfärdigt, och")
    page = bo.post(path(deviation, "svara/"), typed, follow=True)
    assert page.redirect_chain == [(path(deviation, "svara/"), 302)]
    assert "Utkastet är sparat." in page.text and "Halvfärdigt, och" in page.text
    assert not Answer.objects.exists()


def test_sending_it_removes_it_however_often_the_button_is_pressed(bo, deviation):
    saved(bo, deviation, draft=0)
    for _ in range(2):
        assert bo.post(path(deviation, "svara/"), typed_answer(draft=1)).url == path(deviation)
    assert Answer.objects.count() == Measure.objects.count() == 1
    assert not AnswerDraft.objects.exists()
    late = saved(bo, deviation, draft=1)
    assert late.status_code == 409 and not AnswerDraft.objects.exists()
    assert "ditt utkast" not in bo.get(path(deviation, "svara/andra/")).text


def test_a_change_of_the_answer_is_kept_too_with_its_reason_and_its_rows(bo, cast, deviation):
    make_answer(deviation, by=cast.viewer("bo"))
    typed = {
        "draft": 0,
        "answer": 1,
        "version": 2,
        "reason": "Vi hittade den",
        "measures-0-text": "",
    }
    typed |= {"measures-0-responsible_function": "", "measures-0-due_on": ""}
    two = {"rows": 2, "measures-1-text": "Ring också", "measures-1-responsible_function": "Chef"}
    assert saved(bo, deviation, **typed, **two).status_code == 200
    page = bo.get(path(deviation, "svara/andra/"))
    assert "Vi hittade den" in page.text and "Kallelsen nådde fel brevlåda." in page.text
    rows = [form["text"].value() for form in page.context["measures"].forms]
    assert rows == ["", "Ring också", None]
    sent = typed_answer(**typed, **two) | {"draft": 1}
    assert bo.post(path(deviation, "svara/andra/"), sent).status_code == 302
    assert Measure.objects.latest("pk").text == "Ring också" and not AnswerDraft.objects.exists()


def test_a_window_that_was_left_open_is_told_and_loses_nothing(bo, deviation):
    saved(bo, deviation, draft=0)
    saved(bo, deviation, draft=1, perspective="I ett fönster")
    stale = {"draft": 1, "perspective": "I ett annat"}
    told = saved(bo, deviation, **stale)
    assert told.status_code == 409 and "annat fönster" in told.json()["words"]
    for button in ({"keep": "1"}, {"more": "1"}, {}):
        page = bo.post(path(deviation, "svara/"), typed_answer(**stale, **button))
        assert page.status_code == 409
        assert (
            "Utkastet har ändrats i ett annat fönster" in page.text and "I ett annat" in page.text
        )
    assert AnswerDraft.objects.get().fields["perspective"] == "I ett fönster"
    again = typed_answer(**stale | {"draft": page.context["draft_version"]})
    assert bo.post(path(deviation, "svara/"), again).status_code == 302
    assert Answer.objects.get().perspective == "I ett annat"


def test_a_colleague_answers_meanwhile_and_the_draft_becomes_a_change(
    bo, cast, deviation, colleague
):
    saved(bo, deviation, draft=0)
    make_answer(deviation, by=viewer_of(colleague), perspective="Kollegans svar.")
    page = bo.get(path(deviation, "svara/"))
    assert page.status_code == 409 and "Kallelsen nådde fel brevlåda." in page.text
    assert f'href="{path(deviation, "svara/andra/")}"' in bo.get(path(deviation)).text
    page = bo.get(path(deviation, "svara/andra/"))
    assert "Något har hänt sedan du började skriva" in page.text and "Kollegans svar." in page.text
    assert "Kallelsen nådde fel brevlåda." in page.context["form"]["perspective"].value()


def test_one_more_measure_tells_what_has_happened_meanwhile(bo, cast, deviation):
    part = deviation.addressings.get()
    by = {
        "deviation_id": deviation.pk,
        "addressing_id": part.pk,
        "by": cast.viewer("bo"),
        "now": NOW,
    }
    services.acknowledge(**by, seen_version=1)
    page = bo.post(path(deviation, "svara/"), typed_answer(more="1", draft=0))
    assert "Något har hänt sedan du började skriva" in page.text


@pytest.mark.parametrize("who", ["astrid", "berit", "cecilia", "doris", "elof", "frej", "gudmund"])
def test_nobody_else_meets_it(client, cast, who):
    deviation = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    saved(PageClient().login_as(cast.bo), deviation, draft=0)
    client.login_as(getattr(cast, who))
    answers = {"berit": 200}.get(who, 404)
    for step in ("svara/", "svara/andra/"):
        page = client.get(path(deviation, step), unchecked="also 404")
        assert page.status_code in {answers, 409 if who == "berit" else 404}
        assert "Kallelsen nådde fel brevlåda." not in page.text
    for page in ("/att-gora/", path(deviation), "/utkast/", "/inkorg/?q=brevlåda"):
        assert "utkast till svar" not in client.get(page, unchecked="also 404").text
    if who != "berit":
        for step in ("svara/spara/", "svara/kasta/"):
            assert client.post(path(deviation, step), typed_answer()).status_code == 404
    assert AnswerDraft.objects.get().author == cast.bo


def test_a_colleague_at_the_unit_begins_anew(client, cast, deviation, colleague):
    saved(PageClient().login_as(cast.bo), deviation, draft=0)
    client.login_as(colleague)
    for page in (path(deviation, "svara/"), path(deviation), "/att-gora/", "/utkast/"):
        text = client.get(page).text
        assert "utkast till svar" not in text and "fel brevlåda" not in text
    client.post(path(deviation, "svara/kasta/"))
    assert AnswerDraft.objects.get().author == cast.bo


def test_the_pages_say_that_an_answer_is_begun_without_asking_more(bo, deviation):
    bo.get("/att-gora/")
    saved(bo, deviation, draft=0)
    assert "Du har ett utkast till svar" in bo.get("/att-gora/", queries=10).text
    case = bo.get(path(deviation), queries=14).text
    assert "Du har ett utkast till svar" in case and f'href="{path(deviation, "svara/")}"' in case
    drafts = bo.get("/utkast/", queries=10).text
    assert "Dina utkast till svar" in drafts and deviation.title in drafts
    assert "Ett utkast som ingen har ändrat på 90 dagar tas bort." in drafts
    own = bo.get("/konto/mina-uppgifter/", queries=40).text
    assert f"{deviation.number}, BUP Tofsvipan" in own
    details = [str(one.details) + one.object_label for one in AuditEvent.objects.all()]
    assert "brevlåda" not in "".join(details)


def test_it_is_thrown_away_with_a_button(bo, deviation):
    saved(bo, deviation, draft=0)
    page = bo.get(path(deviation, "svara/")).text
    assert f'action="{path(deviation, "svara/kasta/")}"' in page
    for _ in range(2):
        assert bo.post(path(deviation, "svara/kasta/")).url == path(deviation)
    assert not AnswerDraft.objects.exists()
    assert "Här är ditt utkast" not in bo.get(path(deviation, "svara/")).text


def test_too_late_is_said_and_what_is_typed_stays_on_the_page(bo, cast, deviation):
    services.withdraw_deviation(
        deviation_id=deviation.pk, seen_version=1, reason="Fel", by=cast.viewer("astrid"), now=NOW
    )
    told = saved(bo, deviation, draft=0)
    assert told.status_code == 409 and "tar inte emot svar" in told.json()["words"]
    page = bo.post(path(deviation, "svara/"), typed_answer(keep="1", draft=0))
    assert page.status_code == 409 and "Kallelsen nådde fel brevlåda." in page.text


# The guard --------------------------------------------------------------------------------------------


def test_a_draft_may_hold_anything_and_the_guard_asks_when_it_is_opened_and_sent(bo, deviation):
    text = f"Vi väntade vid {PLATE}. Det gällde 19811228-9874."
    assert saved(bo, deviation, draft=0, perspective=text).status_code == 200
    page = bo.get(path(deviation, "svara/")).text
    assert "Byt till [personnummer]" in page and f"keep:perspective:{PLATE}" in page
    sent = bo.post(path(deviation, "svara/"), typed_answer(draft=1, perspective=text))
    assert sent.status_code == 422 and not Answer.objects.exists()
    assert "data-unsaved" in sent.text and 'name="draft" value="1"' in sent.text


def test_what_was_called_no_name_is_remembered_until_the_lid_is_opened_again(bo, deviation):
    typed = {"perspective": f"Vi väntade vid {PLATE}."}
    saved(bo, deviation, draft=0, no_name=PLATE, **typed)
    assert PLATE not in str(bo.session.items()), "the session holds digests alone"
    page = bo.get(path(deviation, "svara/")).text
    assert re.search(f'name="no_name"[^>]*value="{PLATE}"', page)
    saved(bo, deviation, draft=1, **typed)  # asked about again since
    assert 'name="no_name"' not in bo.get(path(deviation, "svara/")).text


def test_a_button_of_the_guard_saves_what_it_made(bo, deviation):
    text = "Vi väntade vid KLM 523."
    press = f"replace:perspective:{PLATE}"
    page = bo.post(path(deviation, "svara/"), typed_answer(draft=0, perspective=text, guard=press))
    assert page.status_code == 200 and page.context["draft_version"] == 1
    fields = AnswerDraft.objects.get().fields
    assert (
        fields["perspective"] == "Vi väntade vid [bil]."
        and fields["measures-0-text"] == "Ny brevlåda"
    )


def test_a_field_that_the_browser_holds_back_keeps_what_was_saved(bo, deviation):
    saved(bo, deviation, draft=0)
    held = typed_answer(draft=1, view="agrees", held=["perspective", "measures-0-text", "version"])
    del held["perspective"], held["measures-0-text"]
    assert bo.post(path(deviation, "svara/spara/"), held).status_code == 200
    fields = AnswerDraft.objects.get().fields
    assert (fields["view"], fields["perspective"]) == ("agrees", "Kallelsen nådde fel brevlåda.")
    assert fields["measures-0-text"] == "Ny brevlåda" and "version" not in fields


def test_only_what_the_form_asks_for_is_kept(bo, deviation):
    saved(bo, deviation, draft=0, **{"hostile": "x", "measures-99-text": "x", "csrf": "x"})
    assert set(AnswerDraft.objects.get().fields) <= set(typed_answer()) - {"version"}
