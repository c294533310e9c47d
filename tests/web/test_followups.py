"""Ni sa – vi gjorde: what the secretariat writes on its pages, and what anybody then reads."""

from dataclasses import replace
from datetime import date

import pytest

from samsyn.coding.selectors.codes import themes_in_use
from samsyn.coding.services import code_deviation
from samsyn.disclosure.services import decide
from samsyn.domain.disclosing import PointsOut, Shown
from samsyn.domain.report import Part
from samsyn.followups.models import Followup, FollowupStep
from samsyn.followups.services import Statement, publish_followup, write_followup
from tests.builders import NOW, make_answer, make_deviation, make_edition, make_report

pytestmark = pytest.mark.django_db
PAGE, PUBLIC = "/atgarder-efter-rapport/", "/rapporter/ni-sa-vi-gjorde/"
SAID = {
    "year": "2026",
    "theme": "",
    "said": "Var tredje kallelse kom inte fram.",
    "done": "Kallelser går nu till funktionsbrevlådan.",
    "by_function": "BUSSAM",
    "done_on": "2026-02-01",
    "source": "Protokoll 4",
    "link": "https://example.com/protokoll",
}


@pytest.fixture
def theme():
    return themes_in_use(2026)[0]


@pytest.fixture
def published(cast, theme):
    """The report of 2026, which names the theme."""
    report = make_report(2026)
    background, themes = report.sections
    sentence, table = themes.blocks
    table = replace(table, rows=((theme.name, 7, Part(7, 10)), *table.rows[1:]))
    themes = replace(themes, blocks=(sentence, table))
    make_edition(cast.doris, replace(report, sections=(background, themes)))


def stated(cast, *, year=2026, theme_id=None, public=True, **words):
    by = cast.viewer("doris")
    said = {"said": "S", "done": "D", "by_function": "BUSSAM", "done_on": date(2026, 2, 1), **words}
    pk = write_followup(Statement(year=year, theme_id=theme_id, **said), by=by, now=NOW)
    if public:
        publish_followup(pk, seen_version=1, by=by, now=NOW)
    return pk


def answered(cast, theme=None):
    deviation = make_deviation(cast)
    make_answer(deviation, by=cast.viewer("bo"))
    if theme:
        code_deviation(
            deviation_id=deviation.pk,
            theme_id=theme.id,
            source="secretariat",
            by=cast.viewer("doris"),
            now=NOW,
        )


class TestSecretariat:
    """Written, published, changed, withdrawn."""

    @pytest.fixture(autouse=True)
    def _as_doris(self, client, cast):
        client.login_as(cast.doris)

    def test_nothing_yet(self, client):
        assert "Ingenting är skrivet än" in client.get(PAGE).text

    def test_from_first_words_to_withdrawn(self, client, cast, published):
        saved = client.post(f"{PAGE}ny/", SAID)
        where = saved.headers["Location"]
        assert "Inte publicerad" in client.get(where).text
        assert SAID["done"] not in client.get(PUBLIC).text
        client.post(f"{where}publicera/", {"version": "1"})
        public = client.get(PUBLIC).text
        assert SAID["said"] in public and SAID["done"] in public and "Protokoll 4" in public
        client.post(where, SAID | {"version": "2", "done": "Alla fick ett brev."})
        assert "Alla fick ett brev." in client.get(PUBLIC).text
        why = {"withdrawal-version": "3", "withdrawal-reason": "Beslutet upphävdes."}
        client.post(f"{where}dra-tillbaka/", why)
        assert "Alla fick ett brev." not in client.get(PUBLIC).text
        history = client.get(where).text
        assert "Beslutet upphävdes." in history and SAID["done"] in history
        assert FollowupStep.objects.count() == 4
        assert "bara sekretariatet" in client.get(PAGE).text

    @pytest.mark.parametrize(
        ("wrong", "words"),
        [
            ({"said": ""}, "Vad rapporten sa"),
            ({"done": "Vi ringde om 19121212-1212."}, "Texten innehåller ett personnummer"),
            ({"done": "Kurator Annika Berg ringde."}, "Byt till [kurator]"),
            ({"link": "javascript:alert(1)"}, "Länk dit"),
            ({"theme": "99999"}, "Tema"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, client, wrong, words):
        response = client.post(f"{PAGE}ny/", SAID | wrong)
        assert response.status_code == 422 and words in response.text
        assert SAID["by_function"] in response.text
        assert not Followup.objects.exists()

    def test_a_theme_of_another_year_is_refused_in_words(self, client, cast):
        make_deviation(cast)
        old = themes_in_use(2020)[0]
        stated(cast, year=2020, theme_id=old.id)
        pk = Followup.objects.get().pk
        words = SAID | {"theme": str(old.id), "version": "2", "year": "2026"}
        response = client.post(f"{PAGE}{pk}/", words)
        assert response.status_code == 422
        assert "Temat finns inte i det årets kodlista" in response.text

    def test_a_colleague_was_faster(self, client, cast):
        pk = stated(cast)
        response = client.post(f"{PAGE}{pk}/", SAID | {"version": "1"})
        assert response.status_code == 422 and "Någon annan har ändrat" in response.text
        assert client.post(f"{PAGE}{pk}/", SAID | {"version": "2"}).status_code == 302

    def test_without_a_reason_it_stays(self, client, cast):
        pk = stated(cast)
        why = {"withdrawal-version": "2", "withdrawal-reason": "kort"}
        assert client.post(f"{PAGE}{pk}/dra-tillbaka/", why).status_code == 422
        assert Followup.objects.get().withdrawn_at is None

    def test_twice_published_is_once(self, client, cast):
        pk = stated(cast)
        client.post(f"{PAGE}{pk}/publicera/", {"version": "2"})
        assert Followup.objects.get().version == 2


class TestPublic:
    """What anybody reads."""

    def test_before_the_first_report(self, client):
        assert "Här finns inget att läsa än" in client.get(PUBLIC, queries=1).text

    def test_a_theme_with_its_reports_measures_and_statements(self, client, cast, theme, published):
        answered(cast, theme)
        answered(cast)
        stated(cast, theme_id=theme.id, done="Ny mall för kallelser.")
        html = client.get(PUBLIC, queries=9).text
        part = html.partition(theme.name)[2].partition("<section")[0]
        assert "<dd>7</dd>" in part and "<dd>1</dd>" in part
        assert "Planerad" in part and "Ny mall för kallelser." in part
        assert f'href="{PUBLIC.replace("ni-sa-vi-gjorde", "2026/utgava-1")}"' in html

    def test_never_the_words_of_a_measure_or_a_case(self, client, cast, theme, published):
        answered(cast, theme)
        html = client.get(PUBLIC).text
        for word in ("Ny rutin för kallelser", "Enhetschef", "ingen kallelse", "Tofsvipan"):
            assert word not in html

    def test_statements_of_a_year_without_a_report_are_read_by_nobody(
        self, client, cast, published
    ):
        stated(cast, year=2025, done="Något för tidigt.")
        stated(cast, public=False, done="Något opublicerat.")
        html = client.get(PUBLIC).text
        assert "Något" not in html
        assert client.get(f"{PUBLIC}2025/").status_code == 404

    def test_small_numbers_are_hidden_in_words(self, client, cast, theme, published):
        answered(cast, theme)
        by = cast.viewer("doris")
        decide(Shown.OPEN, PointsOut.NOTHING, 6, "Enligt beslut i BUSSAM", by=by, now=NOW)
        part = client.get(PUBLIC).text.partition(theme.name)[2].partition("<section")[0]
        assert "Planerad" not in part and "dold" in part and "små" in part

    def test_years_beside_each_other(self, client, cast, published):
        make_edition(cast.doris, make_report(2024))
        html = client.get(f"{PUBLIC}2024/").text
        assert f'href="{PUBLIC}2026/"' in html and "SIP" in html

    def test_in_english(self, client, cast, published):
        stated(cast)
        client.get("/sprak/en/")
        html = client.get(PUBLIC).text
        assert "You said – we did" in html and 'lang="sv">S</p>' in html
