"""Whom the door turns away; a guest's visit, from reading to the answer; how it ends."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.mailbox_links import link_path
from samsyn.deviations.models import MailboxCode, MailboxRevocation
from samsyn.domain.vocabulary import AuditKind, Role
from samsyn.mail.models import Letter
from tests.builders import NOW, grant_role, make_answer, make_deviation, make_unit, make_user
from tests.client import PageClient
from tests.web.mailbox.visiting import MAILBOX, answer_form, enter, page_of

pytestmark = pytest.mark.django_db


# Whom it turns away -----------------------------------------------------------------------------------


def test_a_link_that_opens_nothing_says_the_same_whatever_the_reason(
    client, cast, link, case, silent, clock, settings
):
    pages = {"forged": client.get(f"{link[:-2]}x/"), "nonsense": client.get("/brevlada/abc/")}
    clock.move_to(NOW + timedelta(days=settings.MAILBOX_LINK_DAYS, hours=2))
    pages["old"] = client.get(link)
    clock.move_to(NOW)
    silent.function_mailbox = "annan@region.example"
    silent.save()
    pages["moved"] = client.get(link)
    silent.function_mailbox = MAILBOX
    silent.save()
    MailboxRevocation.objects.create(unit=silent, at=NOW)
    pages["revoked"] = client.get(link)
    MailboxRevocation.objects.all().delete()
    services.withdraw_deviation(
        deviation_id=case.pk,
        seen_version=case.version,
        reason="Dubbel",
        by=cast.viewer("astrid"),
        now=NOW,
    )
    pages["withdrawn"] = client.get(link)
    strip = re.compile(r'(/brevlada/|next=)[^"/]*')
    texts = {strip.sub("", page.text.split("<main")[1]) for page in pages.values()}
    assert len(texts) == 1, texts
    assert {page.status_code for page in pages.values()} == {404}
    assert "Sparven" not in texts.pop()
    assert AuditEvent.objects.filter(kind=AuditKind.REFUSED).count() == 4, "those that we signed"
    assert client.post(link).status_code == 404
    assert not MailboxCode.objects.exists()


def test_a_unit_with_people_logs_in(client, cast, case):
    link = link_path(
        case.addressings.get(unit=cast.places.bup).pk,
        cast.places.bup.pk,
        cast.places.bup.function_mailbox,
        NOW,
    )
    for method in (client.get, client.post):
        assert method(link).url == f"/konto/logga-in/?next={page_of(case)}"
    assert not MailboxCode.objects.exists()
    client.login_as(cast.bo)
    assert client.get(link).url == page_of(case)


def test_somebody_signed_in_reads_as_the_person_they_are(cast, case, link):
    for name, place in (("astrid", page_of(case)), ("elof", page_of(case))):
        assert PageClient().login_as(getattr(cast, name)).get(link).url == place
    cecilia = PageClient().login_as(cast.cecilia)
    page = cecilia.get(link)
    assert "Länken gäller en annan verksamhet" in page.text
    assert case.title not in page.text
    assert cecilia.post(link).status_code == 200
    assert not MailboxCode.objects.exists()


# The visit --------------------------------------------------------------------------------------------


def test_a_guest_reads_it_whole_under_a_strip_without_navigation(guest, case):
    page = guest.get(page_of(case), queries=16)
    assert "Mötet hölls utan oss." in page.text
    assert "Akt 4711" not in page.text
    assert "som BUP Sparven, utan konto" in page.text
    assert "Öppet till 14.00" in page.text
    assert "Huvudmeny" not in page.text
    assert "Sök i avvikelserna" not in page.text
    assert page.headers["Cache-Control"] == "no-store"
    event = AuditEvent.objects.filter(kind=AuditKind.READ).get()
    assert event.acting_for == "BUP Sparven (via funktionsbrevlådan)"


def test_a_guest_goes_the_whole_way(guest, cast, case, silent):
    guest.post(page_of(case, "kvittera/"), {"version": 1})
    guest.post(page_of(case, "utred/"), {"version": 2})
    typed = {
        "measures-0-text": "Ny rutin",
        "measures-0-responsible_function": "Enhetschef",
        "version": 3,
    }
    response = guest.post(page_of(case, "svara/"), answer_form(**typed))
    assert response.url == page_of(case), response.text
    measure = case.addressings.get(unit=silent).measures.get()
    guest.post(page_of(case, f"atgard/{measure.pk}/"), {"version": 1, "status": "done"})
    amended = answer_form(version=4, perspective="Kallelsen låg i skräpposten.", reason="Hittad")
    guest.post(page_of(case, "svara/andra/"), amended)
    key = "7b1f3a52-8f0e-4a41-9a35-0d1c2b3a4f5e"
    guest.post(page_of(case, "meddelande/"), {"text": "Vi ringer.", "submission_key": key})
    page = guest.get(page_of(case), queries=16)
    for words in ("Kallelsen låg i skräpposten.", "Vi ringer.", "Avvikelsen är kvitterad."):
        assert words in page.text
    history = page.text.split("Vad hände sedan")[1]
    assert history.count("BUP Sparven, via funktionsbrevlådan") == 6
    assert "okänd person" not in page.text
    for form in ("pdf", "json", "csv"):
        assert guest.get(page_of(case, f"export.{form}")).status_code == 200
    steps = set(case.steps.values_list("kind", flat=True))
    assert {"acknowledged", "investigating", "answered", "answer_amended", "message"} <= steps


@pytest.mark.parametrize(
    "path",
    [
        "/att-gora/",
        "/inkorg/",
        "/skickade/",
        "/utkast/",
        "/avvikelser/ny/",
        "/statistik/",
        "/vem-gor-vad/",
        "/konto/",
        "/logg/",
        "/register/",
        "/inkorg/export.csv",
    ],
)
def test_everything_else_is_closed_to_a_guest(guest, path):
    assert guest.get(path).url.startswith("/konto/logga-in/")


def test_a_guest_opens_no_other_deviation_and_the_attempt_is_logged(guest, cast, silent):
    other = make_deviation(cast, to=[silent])
    assert guest.get(page_of(other)).status_code == 404
    event = AuditEvent.objects.get(kind=AuditKind.REFUSED)
    assert (event.object_label, event.scope_id) == (other.number, silent.pk)


def test_declining_says_so_and_asks_for_its_reason(guest, case, silent):
    page = guest.post(page_of(case, "avboj/"), {"version": 1, "reason": ""})
    assert page.status_code == 422
    typed = {"version": 7, "reason": "Gäller inte överenskommelsen."}
    page = guest.post(page_of(case, "avboj/"), typed)
    assert page.status_code == 409, "an outdated version is no repeated press"
    assert "Gäller inte överenskommelsen." in page.text
    for _ in range(2):
        guest.post(page_of(case, "avboj/"), typed | {"version": 1})
    assert case.steps.filter(kind="declined").count() == 1


def test_redirecting_ends_the_visit_and_a_second_press_says_the_same(guest, cast, case, silent):
    to = make_unit("BUP Lärkan", principal=cast.places.region)
    part = case.addressings.get(unit=silent)
    path = page_of(case, f"omdirigera/{part.pk}/")
    found = guest.get("/avvikelser/enheter/?q=lärkan&en=1", headers={"HX-Request": "true"})
    assert "BUP Lärkan" in found.text
    typed = {"version": part.version, "to_unit": to.pk, "reason": "Fel mottagning."}
    for _ in range(2):
        assert guest.post(path, typed).url == "/brevlada/stangd/"
    page = guest.get("/brevlada/stangd/")
    assert "Avvikelsen är omdirigerad" in page.text
    assert "/konto/logga-in/" in guest.get(page_of(case)).url
    assert case.steps.filter(kind="redirected").count() == 1


def test_closing_ends_the_visit(guest, case):
    assert guest.post("/brevlada/stang/").url == "/brevlada/stangd/"
    assert "Avvikelsen är stängd här" in guest.get("/brevlada/stangd/").text
    assert guest.get(page_of(case)).url.startswith("/konto/logga-in/")
    assert AuditEvent.objects.filter(kind=AuditKind.MAILBOX_LEFT).count() == 1
    assert guest.post("/brevlada/stang/").url == "/brevlada/stangd/"


def test_the_visit_ends_with_its_time_and_leads_back_by_the_link(
    guest, case, link, clock, settings
):
    clock.shift(timedelta(minutes=settings.MAILBOX_VISIT_MINUTES))
    assert guest.get(page_of(case)).url == link
    assert guest.get(page_of(case, "svara/")).url == link
    assert guest.get("/inkorg/").url.startswith("/konto/logga-in/")
    enter(guest, link)
    assert guest.get(page_of(case, "svara/")).status_code == 200


@pytest.mark.parametrize("why", ["people", "revoked", "moved", "redirected", "withdrawn"])
def test_the_visit_ends_when_the_link_does(guest, cast, case, silent, why):
    assert guest.get(page_of(case)).status_code == 200
    end_by(why, cast, case, silent)
    assert guest.get(page_of(case)).status_code == 302
    response = guest.post(page_of(case, "svara/"), answer_form())
    assert response.status_code == 403
    assert "Vi fick aldrig någon kallelse." in response.text
    assert not case.addressings.filter(answered_at__isnull=False).exists()


def end_by(why, cast, case, silent):
    if why == "people":
        grant_role(make_user("Dagny Tallskrika"), Role.CASEWORKER, silent)
    elif why == "revoked":
        MailboxRevocation.objects.create(unit=silent, at=timezone.now())
    elif why == "moved":
        silent.function_mailbox = "annan@region.example"
        silent.save()
    elif why == "redirected":
        case.addressings.filter(unit=silent).update(redirected_at=NOW)
    else:
        type(case).objects.filter(pk=case.pk).update(withdrawn_at=NOW, withdrawn_by=cast.astrid)


def test_an_answer_typed_too_long_comes_back_with_a_new_code(guest, case, link, clock, settings):
    clock.shift(timedelta(minutes=settings.MAILBOX_VISIT_MINUTES + 1))
    page = guest.post(page_of(case, "svara/"), answer_form())
    assert page.status_code == 403
    assert "Vi fick aldrig någon kallelse." in page.text
    assert f'href="{link}"' in page.text
    assert "Be om en ny engångskod" in page.text
    enter(guest, link)
    response = guest.post(page_of(case, "svara/"), answer_form())
    assert response.url == page_of(case)
    assert case.addressings.get(answered_at__isnull=False)


def test_with_the_cookie_gone_the_text_comes_back_with_the_way_to_the_letter(client, case):
    page = client.post(page_of(case, "svara/"), answer_form())
    assert page.status_code == 403
    assert "Öppna länken i brevet" in page.text
    page = client.post(page_of(case, "ratta/"), {"reason": "Rättat och klart"})
    assert "Öppna länken i brevet" not in page.text


def test_after_the_new_code_the_old_page_goes_on(case, link, clock, settings):
    """The token of the page that was open belongs to the session before: kept text, then through."""
    guest = enter(PageClient(enforce_csrf_checks=False), link)
    strict = PageClient(enforce_csrf_checks=True)
    strict.cookies = guest.cookies
    page = strict.post(page_of(case, "svara/"), answer_form(csrfmiddlewaretoken="x" * 64))
    assert page.status_code == 403
    assert "Sidan är öppen igen" in page.text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    typed = answer_form(csrfmiddlewaretoken=token)
    assert strict.post(page_of(case, "svara/"), typed).url == page_of(case)


def test_two_guests_answer_and_the_second_keeps_the_text(cast, case, link, clock):
    one = enter(PageClient(), link)
    clock.shift(timedelta(minutes=2))
    two = enter(PageClient(), link)
    one.post(page_of(case, "svara/"), answer_form())
    page = two.post(page_of(case, "svara/"), answer_form(perspective="En annan bild av det."))
    assert page.status_code == 409
    assert "Någon annan hann före" in page.text
    assert "En annan bild av det." in page.text
    assert case.addressings.get(answered_at__isnull=False).answers.count() == 1


def test_one_answer_sent_twice_is_one_answer(guest, case):
    for _ in range(2):
        assert guest.post(page_of(case, "svara/"), answer_form()).url == page_of(case)
    assert case.addressings.get(answered_at__isnull=False).answers.count() == 1


def test_closing_a_visit_logs_nobody_out(client, cast):
    client.login_as(cast.astrid).post("/brevlada/stang/")
    assert client.get("/att-gora/").status_code == 200


def test_two_letters_in_two_tabs_are_two_visits(guest, cast, case, silent, link, clock):
    clock.shift(timedelta(minutes=2))
    other = make_deviation(cast, to=[silent], now=timezone.now())
    letter = Letter.objects.filter(recipient=MAILBOX, deviation_number=other.number).get()
    enter(guest, re.search(r"/brevlada/\S+/", letter.body)[0])
    for number in (case, other, case):
        assert f">{number.number}</a> som BUP Sparven" in guest.get(page_of(number)).text
    assert guest.get(link).url == page_of(case)
    assert guest.post(page_of(case, "svara/"), answer_form()).url == page_of(case)
    guest.post("/brevlada/stang/")
    for number in (case, other):
        assert "/konto/logga-in/" in guest.get(page_of(number)).url
    assert AuditEvent.objects.filter(kind=AuditKind.MAILBOX_LEFT).count() == 2


def test_sending_one_on_leaves_the_other_open(guest, cast, case, silent, clock):
    clock.shift(timedelta(minutes=2))
    other = make_deviation(cast, to=[silent], now=timezone.now())
    letter = Letter.objects.filter(recipient=MAILBOX, deviation_number=other.number).get()
    enter(guest, re.search(r"/brevlada/\S+/", letter.body)[0])
    to = make_unit("BUP Lärkan", principal=cast.places.region)
    part = case.addressings.get(unit=silent)
    typed = {"version": part.version, "to_unit": to.pk, "reason": "Fel mottagning."}
    guest.post(page_of(case, f"omdirigera/{part.pk}/"), typed)
    assert guest.get(page_of(case)).status_code == 404
    assert guest.get(page_of(other)).status_code == 200


def test_the_strip_leads_to_an_account_at_the_unit(guest, case, silent):
    path = f"/konto/ansok/?unit={silent.pk}"
    assert f'href="{path}"' in guest.get(page_of(case)).text
    assert "BUP Sparven" in guest.get(path).text


def test_logging_in_ends_being_a_guest(guest, cast, case):
    guest.login_as(cast.cecilia)
    assert guest.get(page_of(case)).status_code == 404


def test_attaching_and_opening_again_are_not_offered(guest, cast, case, silent):
    make_answer(case, by=cast.viewer("bo"))
    assert "Lägg till en bilaga" not in guest.get(page_of(case)).text
    assert guest.get(page_of(case, "bilagor/")).url.startswith("/konto/logga-in/")
    type(case).objects.filter(pk=case.pk).update(closed_at=NOW, closing="judged")
    page = guest.get(page_of(case))
    assert page.status_code == 200
    assert "Öppna igen" not in page.text
    assert guest.post(page_of(case, "oppna-igen/"), {"reason": "Mer"}).status_code == 403


# The administrator ------------------------------------------------------------------------------------


def test_the_administrator_makes_links_void(client, cast, silent, case, link):
    guest = enter(PageClient(), link)
    client.login_as(cast.gudmund)
    page = client.get(f"/register/{silent.pk}/")
    assert "Återkalla brevlådelänkar" in page.text
    response = client.post(f"/register/{silent.pk}/brevladelankar/aterkalla/")
    assert response.url == f"/register/{silent.pk}/"
    page = client.get(response.url)
    assert "Länkarna i äldre brev till BUP Sparven är återkallade" in page.text
    assert "Senast återkallade" in page.text
    assert guest.get(link).status_code == 404
    assert guest.get(page_of(case)).status_code == 302


def test_the_registrar_reads_the_guests_rows_in_the_units_name(client, cast, case, link):
    enter(PageClient(), link).get(page_of(case))
    page = client.login_as(cast.frej).get("/logg/")
    assert "BUP Sparven (via funktionsbrevlådan)" in page.text
    assert "Kom in med engångskod" in page.text
