"""The way up on its pages: lifted at a deviation, sent on, decided, and read in the deviation's story."""

import uuid
from datetime import date

import pytest

from samsyn.coding.selectors.codes import themes_in_use
from samsyn.followups.services import publish_followup
from samsyn.lifts import services
from samsyn.lifts.models import Lift, LiftStep
from samsyn.mail.models import Letter
from tests.builders import NOW, make_deviation
from tests.lifting import (
    MEASURE,
    lift_to_region,
    make_body,
    make_lift,
    make_local_group,
    send_on,
    settle,
)

pytestmark = pytest.mark.django_db
WORDS = {"title": "Vem kallar?", "words": "Det är oklart vem som kallar."}


@pytest.fixture
def group(cast):
    return make_local_group(cast)


def posted(**more):
    return {"key": uuid.uuid4(), "version": 1, **more}


class TestFromDeviationToDecision:
    def test_the_whole_way(self, client, cast, group):
        body = make_body(cast)
        number = make_deviation(cast).number
        client.login_as(cast.astrid)
        case, address = f"/avvikelser/{number}/", f"/lyft/ny/?avvikelse={number}"
        assert address in client.get(case).text
        assert "Frågan går till BUS Trastby" in client.get(address).text
        client.post(address, posted(**WORDS, group=group))
        pk = Lift.objects.get().pk
        page = f"/lyft/{pk}/"

        client.login_as(cast.hedda)
        assert WORDS["words"] in client.get(page).text
        assert number not in client.get(page).text
        client.post(f"{page}vidare/", posted(title="Gruppens fråga", words="Vi når inte längre."))

        client.login_as(cast.doris)
        shown = client.get(page).text
        assert "Vi når inte längre." in shown and WORDS["words"] not in shown
        client.post(
            f"{page}vidare/", posted(version=2, title="Principfråga", words="Länet behöver.")
        )

        client.login_as(cast.ivar)
        agenda = posted(version=3, body=body, meeting_on="2099-04-01")
        client.post(f"{page}dagordning/", agenda)
        assert "På dagordningen" in client.get(page).text
        decision = posted(
            version=4, words="Forumet beslutar.", measure="En rutin.", owner="Regionens samordnare"
        )
        Letter.objects.all().delete()
        client.post(f"{page}beslut/", decision)
        assert Letter.objects.get().kind == "lift_decided"

        client.login_as(cast.astrid)
        story = client.get(case).text
        places = [
            story.index(words)
            for words in (
                "Frågan lyft till Lokala BUS-gruppen",
                "Frågan lyft till BUS-sekretariatet",
                "Frågan lyft till Regionalt forum",
                "Frågan satt på dagordningen",
                "Beslut i frågan",
                "Forumet beslutar.",
                "En rutin.",
            )
        ]
        assert places == sorted(places)

    def test_every_press_once(self, client, cast, group):
        pk = make_lift(cast, group)
        client.login_as(cast.hedda)
        form = posted(title="T", words="O")
        for _ in range(2):
            assert client.post(f"/lyft/{pk}/vidare/", form).status_code == 302
        assert LiftStep.objects.count() == 2

    def test_a_colleague_was_first(self, client, cast, group):
        pk = make_lift(cast, group)
        client.login_as(cast.hedda)
        services.give_back(
            pk, "Svar", key=uuid.uuid4(), seen_version=1, by=cast.viewer("hedda"), now=NOW
        )
        assert client.post(f"/lyft/{pk}/vidare/", posted(title="T", words="O")).status_code == 404
        send_on(cast, pk, by="astrid", title="Igen", words="Igen")
        told = client.post(f"/lyft/{pk}/vidare/", posted(title="T", words="Mitt svar"))
        assert told.status_code == 422
        assert "medan du skrev" in told.text and "Mitt svar" in told.text

    @pytest.mark.parametrize("who", ["bo", "hedda", "cecilia"])
    def test_others_cannot_lift_it(self, client, cast, group, who):
        number = make_deviation(cast, to=[cast.places.external_bup]).number
        client.login_as(getattr(cast, who))
        address = f"/lyft/ny/?avvikelse={number}"
        assert client.get(address, unchecked="404").status_code == 404
        assert client.post(address, posted(**WORDS), unchecked="404").status_code == 404

    def test_the_guard_stands_at_the_words(self, client, cast, group):
        number = make_deviation(cast).number
        client.login_as(cast.astrid)
        address = f"/lyft/ny/?avvikelse={number}"
        words = {**WORDS, "words": "Barnet 20100101-2382 väntar."}
        assert client.post(address, posted(**words, group=group)).status_code == 422
        assert not Lift.objects.exists()


class TestLists:
    @pytest.mark.parametrize(
        ("who", "words"),
        [
            ("astrid", "En fråga lyfts från en avvikelse"),
            ("hedda", "Lyft ett mönster"),
            ("ivar", "När en fråga kommer hit"),
        ],
    )
    def test_nothing_yet(self, client, cast, group, who, words):
        assert words in client.login_as(getattr(cast, who)).get("/lyft/").text

    def test_on_the_way_and_settled(self, client, cast, group):
        settle(cast, lift_to_region(cast, group, deviation=make_deviation(cast)))
        make_lift(cast, group, deviation=make_deviation(cast), title="Den andra frågan")
        shown = client.login_as(cast.hedda).get("/lyft/", queries=8).text
        assert (
            shown.index("Den andra frågan") < shown.index("Avslutade") < shown.index("Principfråga")
        )

    def test_a_pattern_comes_from_a_page_of_figures(self, client, cast, group):
        client.login_as(cast.hedda)
        page = "/statistik/?year=2025"
        assert page in client.get("/lyft/ny/", {"sida": page}).text
        form = posted(**WORDS, page=page, page_words="SIP är flest")
        shown = client.post("/lyft/ny/", form, follow=True).text
        assert f'href="{page}"' in shown and "SIP är flest" in shown


class TestMeasure:
    @pytest.fixture
    def decided(self, cast, group):
        pk = lift_to_region(cast, group)
        settle(cast, pk)
        return pk

    def test_changed_and_its_history_read(self, client, cast, decided):
        client.login_as(cast.ivar)
        theme = themes_in_use(2026)[0]
        form = posted(
            measure="En ny rutin.",
            owner="BUS-sekretariatet",
            status="ongoing",
            theme=theme.id,
            began_on="2026-03-10",
        )
        assert client.post(f"/lyft/{decided}/atgard/", form).status_code == 302
        shown = client.get(f"/lyft/{decided}/").text
        assert "En ny rutin." in shown and MEASURE.words in shown
        assert client.post(f"/lyft/{decided}/atgard/", form).status_code == 422

    def test_everybody_reads_it_when_it_is_published(self, client, cast, decided):
        client.login_as(cast.doris)
        page = f"/lyft/{decided}/"
        written = client.post(f"{page}beratta/")
        assert "/atgarder-efter-rapport/" in written.url
        client.login_as(cast.astrid)
        assert "Inte publicerad än" in client.get(page).text
        pk = int(written.url.strip("/").split("/")[-1])
        publish_followup(pk, seen_version=1, by=cast.viewer("doris"), now=NOW)
        assert "/rapporter/2026/ni-sa-vi-gjorde/" in client.get(page).text or (
            "Ni sa – vi gjorde" in client.get(page).text
        )

    def test_more_deviations(self, client, cast, group):
        pk = lift_to_region(cast, group)
        client.login_as(cast.doris)
        other = make_deviation(cast, by=cast.viewer("cecilia"), to=[cast.places.bup]).number
        address = f"/lyft/{pk}/avvikelser/"
        assert client.post(address, posted(numbers="SAM-1999-1")).status_code == 422
        assert client.post(address, posted(numbers=f"{other.lower()},")).status_code == 302
        client.login_as(cast.cecilia)
        story = client.get(f"/avvikelser/{other}/").text
        assert "Del av en lyft fråga" in story and "Principfråga" in story
        assert "Gruppens fråga" not in story and "Vem kallar?" not in story
        shown = client.get(f"/lyft/{pk}/").text
        assert "Koltrastens socialtjänst" not in shown and "BUS Trastby" not in shown


def test_what_waits_for_a_level_stands_on_its_start_page(client, cast, group):
    def said(who):
        return client.login_as(getattr(cast, who)).get("/att-gora/", queries=22).text

    assert "väntar på er" not in said("hedda") + said("doris") + said("ivar")
    pk = make_lift(cast, group)
    assert "En lyft fråga väntar på er" in said("hedda")
    send_on(cast, pk, by="hedda")
    assert "väntar på er" not in said("hedda")
    assert "En lyft fråga väntar på er" in said("doris")
    send_on(cast, pk, by="doris")
    assert "En lyft fråga väntar på er" in said("ivar")
    settle(cast, pk)
    assert "väntar på er" not in said("ivar")


def test_a_decision_is_dated_by_the_day(client, cast, group):
    pk = lift_to_region(cast, group)
    settle(cast, pk)
    shown = client.login_as(cast.bo).get(f"/lyft/{pk}/", queries=10).text
    assert "9 mars 2026" in shown and date(2026, 3, 9).isoformat() in shown
