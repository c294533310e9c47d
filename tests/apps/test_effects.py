"""Did it help? Counted from stored reports, by months in the county and by years in a group."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from samsyn.coding.selectors.codes import themes_in_use
from samsyn.coding.services import code_deviation
from samsyn.domain.before_after import Month, Part, Verdict
from samsyn.domain.vocabulary import OwnSide
from samsyn.groups.selectors.groups import group_by_pk
from samsyn.plans.effects import county_effect, group_effects
from samsyn.series.services.breaks import BreakFields, add_break
from tests.builders import NOW, make_deviation
from tests.lifting import make_local_group

pytestmark = pytest.mark.django_db
BEGAN, TODAY = date(2025, 6, 15), date(2025, 10, 3)


def reported(cast, day, theme=None):
    at = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Europe/Stockholm"))
    deviation = make_deviation(cast, now=at)
    if theme:
        code_deviation(
            deviation_id=deviation.pk,
            theme_id=theme.id,
            source="secretariat",
            by=cast.viewer("doris"),
            now=at,
        )


@pytest.fixture
def themes():
    return themes_in_use(2025)


@pytest.fixture
def told(cast, themes, settings):
    """Before: 4 of 6 about the theme; after: 1 of 5, and one not coded; in June some that count nowhere."""
    settings.REPORT_COMPARED_FROM = 5
    theme, other = themes[0], themes[1]
    for month, one in ((7, theme), (7, theme), (8, theme), (9, theme), (8, other), (9, other)):
        reported(cast, date(2024, month, 5), one)
    for month, one in ((7, theme), (7, other), (8, other), (9, other), (9, other), (9, None)):
        reported(cast, date(2025, month, 5), one)
    for one in (theme, other):
        reported(cast, date(2025, 6, 20), one)
    reported(cast, date(2025, 10, 1), theme)


class TestCounty:
    def test_the_same_months_of_the_year_before(self, told, themes):
        found = county_effect(themes[0].id, BEGAN, today=TODAY)
        assert (found.before.first, found.before.last) == (Month(2024, 7), Month(2024, 9))
        assert (found.compared.before, found.compared.after) == (Part(4, 6), Part(1, 5))
        assert found.uncoded == (0, 1)
        assert found.compared.verdict is Verdict.UNCLEAR

    def test_too_few_and_too_early(self, told, themes, settings):
        settings.REPORT_COMPARED_FROM = 6
        assert county_effect(themes[0].id, BEGAN, today=TODAY).compared.verdict is Verdict.TOO_FEW
        early = county_effect(themes[0].id, BEGAN, today=date(2025, 7, 31))
        assert early.compared.verdict is Verdict.TOO_EARLY
        assert county_effect(0, BEGAN, today=TODAY) is None

    def test_a_theme_that_the_other_list_does_not_know_is_not_compared(self, cast, themes):
        [gone] = [one for one in themes_in_use(2020) if one.name not in {t.name for t in themes}][
            :1
        ]
        found = county_effect(gone.id, BEGAN, today=TODAY)
        assert found.compared.verdict in {Verdict.NOT_COMPARABLE, Verdict.TOO_FEW}

    def test_known_breaks_between_are_marked(self, cast, told, themes):
        for day, words in ((date(2025, 1, 1), "Emellan"), (date(2023, 1, 1), "Långt före")):
            fields = BreakFields(year=day.year, day=day, words_sv=words)
            add_break(fields=fields, by=cast.viewer("doris"), now=NOW)
        found = county_effect(themes[0].id, BEGAN, today=TODAY)
        assert [one.words_sv for one in found.breaks] == ["Emellan"]

    def test_few_queries(self, told, themes, django_assert_max_num_queries):
        with django_assert_max_num_queries(16):
            county_effect(themes[0].id, BEGAN, today=TODAY)


class TestGroup:
    @pytest.fixture
    def group(self, cast):
        pk = make_local_group(cast)
        return group_by_pk(pk, viewer=cast.viewer("doris"), today=NOW.date())

    def effects(self, cast, group, theme, who):
        asked = {"viewer": cast.viewer(who), "today": date(2026, 3, 9)}
        return group_effects(theme.id, BEGAN, group, **asked)

    def test_small_numbers_of_a_group_are_hidden_and_nothing_is_said_of_them(
        self, cast, told, themes, group
    ):
        sent = self.effects(cast, group, themes[0], "hedda")[0]
        assert sent.side is OwnSide.SENT
        assert sent.compared.verdict is Verdict.HIDDEN
        assert sent.compared.before_lies is None

    def test_the_secretariat_sees_whole_years(self, cast, told, themes, group):
        for month in (1, 2):
            reported(cast, date(2026, month, 3), themes[1])
        sent, received = self.effects(cast, group, themes[0], "doris")
        assert (sent.before.first, sent.before.last) == (Month(2024, 1), Month(2024, 12))
        assert (sent.after.first, sent.after.last) == (Month(2026, 1), Month(2026, 2))
        assert sent.is_ongoing
        assert (sent.compared.before, sent.compared.after) == (Part(4, 6), Part(0, 2))
        assert received.compared.before == Part(4, 6)

    @pytest.mark.parametrize("who", ["ivar", "astrid", "cecilia"])
    def test_nobody_else_sees_the_groups_numbers(self, cast, told, themes, group, who):
        assert self.effects(cast, group, themes[0], who) == []
