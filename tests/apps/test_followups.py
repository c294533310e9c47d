"""What was done because of a report: who may state it, what everybody reads, and what the numbers are."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.coding.selectors.codes import themes_in_use
from samsyn.coding.services.coding import code_deviation
from samsyn.deviations.models import Addressing, Deviation, Measure
from samsyn.disclosure.services import decide
from samsyn.domain.disclosing import PointsOut, Shown
from samsyn.domain.refusals import Outdated, PersonalNumberFound
from samsyn.domain.vocabulary import AuditKind, MeasureStatus
from samsyn.followups import selectors, services
from samsyn.followups.services import FollowupRefused, Statement
from samsyn.followups.vocabulary import FollowupStepKind
from tests.builders import NOW, make_answer, make_deviation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
SAID = Statement(
    year=2025,
    theme_id=None,
    said="Var tredje kallelse kom inte fram.",
    done="Kallelser går nu till funktionsbrevlådan.",
    by_function="BUSSAM",
    done_on=date(2026, 2, 1),
    source="Protokoll 4",
    link="https://example.com/protokoll",
)


@pytest.fixture
def doris(cast):
    return cast.viewer("doris")


def written(doris, **differing):
    return services.write_followup(replace(SAID, **differing), by=doris, now=NOW)


def published(doris, **differing):
    pk = written(doris, **differing)
    services.publish_followup(pk, seen_version=1, by=doris, now=NOW)
    return pk


def refused(what, *args, **kwargs):
    with pytest.raises(FollowupRefused) as refusal:
        what(*args, **kwargs)
    return refusal.value.why


def test_nobody_reads_it_before_it_is_published(doris):
    pk = written(doris)
    assert selectors.public_followups(2025) == []
    assert selectors.years_told() == []
    services.publish_followup(pk, seen_version=1, by=doris, now=NOW)
    (told,) = selectors.public_followups(2025)
    assert (told.said, told.done, told.by_function) == (SAID.said, SAID.done, "BUSSAM")
    assert selectors.years_told() == [2025]
    assert selectors.public_followups(2024) == []


def test_a_change_shows_at_once_says_so_and_keeps_the_words_before(doris):
    pk = published(doris)
    assert selectors.public_followups(2025)[0].changed_at is None
    services.change_followup(
        pk, replace(SAID, done="Alla fick brev."), seen_version=2, by=doris, now=LATER
    )
    (told,) = selectors.public_followups(2025)
    assert (told.done, told.changed_at) == ("Alla fick brev.", LATER)
    history = selectors.history_of(pk, viewer=doris)
    kinds = [one.kind for one in history]
    assert kinds == [
        FollowupStepKind.CHANGED,
        FollowupStepKind.PUBLISHED,
        FollowupStepKind.WRITTEN,
    ]
    assert history[2].words.done == SAID.done
    assert history[0].by == "Doris Kvistrum"


def test_what_is_withdrawn_is_gone_and_may_come_back(doris):
    pk = published(doris)
    why = "Beslutet upphävdes i mars."
    services.withdraw_followup(pk, why, seen_version=2, by=doris, now=LATER)
    assert selectors.public_followups(2025) == []
    assert selectors.history_of(pk, viewer=doris)[0].note == why
    services.publish_followup(pk, seen_version=3, by=doris, now=LATER)
    assert len(selectors.public_followups(2025)) == 1


def test_every_step_is_in_the_log_without_the_words(doris):
    pk = published(doris)
    services.withdraw_followup(pk, "Beslutet upphävdes.", seen_version=2, by=doris, now=LATER)
    events = AuditEvent.objects.filter(kind=AuditKind.WROTE, object_kind="followup", object_id=pk)
    assert [one.details["what"] for one in events.order_by("pk")] == [
        "written",
        "published",
        "withdrawn",
    ]
    assert "kallelse" not in str([one.details for one in events])


@pytest.mark.parametrize("name", ["astrid", "elof", "frej", "gudmund", "hedda", "ivar"])
def test_only_the_secretariat_states(cast, doris, name):
    pk, other = published(doris), cast.viewer(name)
    assert refused(services.write_followup, SAID, by=other, now=NOW) == "not_yours"
    assert (
        refused(services.change_followup, pk, SAID, seen_version=2, by=other, now=NOW)
        == "not_yours"
    )
    assert (
        refused(services.withdraw_followup, pk, "Därför att", seen_version=2, by=other, now=NOW)
        == "not_yours"
    )
    assert selectors.all_followups(viewer=other) == []
    assert selectors.followup(pk, viewer=other) is None
    assert selectors.history_of(pk, viewer=other) == []


@pytest.mark.parametrize(
    ("differing", "why"),
    [
        ({"said": "  "}, "empty"),
        ({"done": ""}, "empty"),
        ({"by_function": ""}, "empty"),
        ({"theme_id": 999_999}, "theme"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_what_cannot_be_stated(doris, differing, why):
    assert refused(written, doris, **differing) == why


def test_a_theme_of_another_years_list_is_no_theme_of_the_year(doris):
    of_2021 = {one.id for one in themes_in_use(2021)}
    of_2020 = next(one for one in themes_in_use(2020) if one.id not in of_2021)
    assert refused(written, doris, year=2021, theme_id=of_2020.id) == "theme"
    assert written(doris, year=2020, theme_id=of_2020.id)


def test_a_personal_number_is_never_published(doris):
    with pytest.raises(PersonalNumberFound) as refusal:
        written(doris, done="Vi talade med 19121212-1212.")
    assert refusal.value.fields == ("done",)


def test_two_at_once_and_states(doris):
    pk = published(doris)
    with pytest.raises(Outdated):
        services.change_followup(pk, SAID, seen_version=1, by=doris, now=NOW)
    assert refused(services.publish_followup, pk, seen_version=2, by=doris, now=NOW) == "state"
    draft = written(doris)
    assert (
        refused(services.withdraw_followup, draft, "Därför att", seen_version=1, by=doris, now=NOW)
        == "state"
    )
    assert (
        refused(services.withdraw_followup, pk, "kort", seen_version=2, by=doris, now=NOW)
        == "reason"
    )
    assert refused(services.publish_followup, 0, seen_version=1, by=doris, now=NOW) == "unknown"


class TestPromised:
    """Measures in numbers: by theme and by how far they have come."""

    @pytest.fixture
    def measures(self, cast):
        theme = themes_in_use(2026)[0]
        found = []
        for many in range(4):
            deviation = make_deviation(cast)
            make_answer(deviation, by=cast.viewer("bo"))
            if many:
                code_deviation(
                    deviation_id=deviation.pk,
                    theme_id=theme.id,
                    source="secretariat",
                    by=cast.viewer("doris"),
                    now=NOW,
                )
            found.append(Measure.objects.latest("pk"))
        now = {"done_at": NOW}, {"started_at": NOW}, {"done_at": NOW, "dropped_at": NOW}, {}
        for measure, facts in zip(found, now, strict=True):
            Measure.objects.filter(pk=measure.pk).update(**facts)
        return Measure.objects.order_by("pk")

    def test_by_theme_and_status_as_the_measure_itself_says(self, measures):
        coded, without = selectors.promised_in(2026)
        assert (coded.theme, coded.total) == (themes_in_use(2026)[0].name, 3)
        statuses = [one.status for one in measures[1:]]
        assert coded.by_status == {one: statuses.count(one) for one in selectors.COMING}
        assert (without.theme, without.by_status[MeasureStatus.DONE]) == ("", 1)

    def test_neither_withdrawn_nor_redirected_nor_within_one_principal(self, cast, measures):
        parts = [one.addressing for one in measures]
        Deviation.objects.filter(pk=parts[0].deviation_id).update(
            withdrawn_at=NOW, withdrawn_by=cast.astrid
        )
        Deviation.objects.filter(pk=parts[1].deviation_id).update(between_principals=False)
        Addressing.objects.filter(pk=parts[2].pk).update(redirected_at=NOW)
        assert [one.total for one in selectors.promised_in(2026)] == [1]
        assert selectors.promised_in(2025) == []

    def test_small_numbers_are_hidden_as_on_open_pages(self, doris, measures):
        decide(Shown.OPEN, PointsOut.NOTHING, 3, "Enligt beslut i BUSSAM", by=doris, now=NOW)
        coded, without = selectors.promised_in(2026)
        assert coded.total == 3
        assert set(coded.by_status.values()) == {None}
        assert without.total is None and set(without.by_status.values()) == {None}
