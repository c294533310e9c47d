"""The way up and back: each level's own words, nothing silent, and a letter when it is decided."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from samsyn.audit.models import AuditConcern, AuditEvent
from samsyn.deviations.services import withdraw_deviation
from samsyn.domain.lifting import LiftLevel, LiftRefused, LiftState, LiftStepKind
from samsyn.domain.refusals import Outdated, PersonalDataFound
from samsyn.domain.vocabulary import AreaKind, MeasureStatus, Role
from samsyn.followups.models import Followup
from samsyn.lifts import services
from samsyn.lifts.content import Wording
from samsyn.lifts.models import Lift, LiftedDeviation, LiftStep
from samsyn.lifts.selectors import (
    lift,
    lifts,
    lifts_of_deviation,
    measure_versions,
    steps_open_to,
)
from samsyn.mail.models import Letter
from tests.builders import NOW, grant_role, make_area, make_deviation, make_user, viewer_of
from tests.lifting import (
    MEASURE,
    TODAY,
    lift_to_region,
    make_body,
    make_lift,
    make_local_group,
    send_on,
    settle,
    version_of,
)

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "astrid",
    "bo",
    "berit",
    "cecilia",
    "elof",
    "hedda",
    "doris",
    "ivar",
    "frej",
    "gudmund",
)


@pytest.fixture
def group(cast):
    return make_local_group(cast)


def seen(cast, pk, who):
    return lift(pk, viewer=cast.viewer(who), today=TODAY)


def readers(cast, pk):
    return {who for who in EVERYBODY if seen(cast, pk, who)}


class TestWhoSees:
    """Nothing is lifted silently: all parties see it from the first step; above, only who it came to."""

    def test_rung_by_rung(self, cast, group):
        deviation = make_deviation(cast)
        pk = make_lift(cast, group, deviation=deviation)
        parties = {"astrid", "bo", "elof"}
        assert readers(cast, pk) == parties | {"hedda"}
        send_on(cast, pk, by="hedda")
        assert readers(cast, pk) == parties | {"hedda", "doris"}
        send_on(cast, pk, by="doris")
        assert readers(cast, pk) == parties | {"hedda", "doris", "ivar"}

    def test_nobody_above_reads_the_words_of_below(self, cast, group):
        pk = lift_to_region(cast, group, title="Enhetens rubrik")
        words = {
            who: [one.title for one in seen(cast, pk, who).steps]
            for who in ("astrid", "hedda", "doris", "ivar")
        }
        whole = ["Enhetens rubrik", "Gruppens fråga", "Principfråga"]
        assert words == {
            "astrid": whole,
            "hedda": whole,
            "doris": ["", *whole[1:]],
            "ivar": ["", "", whole[2]],
        }
        assert [bool(one.words) for one in seen(cast, pk, "ivar").steps] == [False, False, True]

    def test_no_unit_is_named_above_and_no_number_to_who_may_not_open(self, cast, group):
        deviation = make_deviation(cast)
        pk = lift_to_region(cast, group, deviation=deviation)
        assert seen(cast, pk, "bo").steps[0].by_whom == "Koltrastens socialtjänst"
        for who in ("hedda", "doris", "ivar"):
            assert seen(cast, pk, who).steps[0].by_whom == "Socialtjänst"
        numbers = {
            who: seen(cast, pk, who).deviations for who in ("astrid", "doris", "hedda", "ivar")
        }
        own = (deviation.number,)
        assert numbers == {"astrid": own, "doris": own, "hedda": (), "ivar": ()}
        assert seen(cast, pk, "ivar").deviation_count == 1

    def test_another_group_sees_nothing(self, cast, group):
        other = make_area("BUS Siskaryd", kind=AreaKind.BUS, covers=[cast.places.other_area])
        make_local_group(cast, "BUS Siskaryd", other)
        somebody = make_user("Malva Lingon")
        grant_role(somebody, Role.GROUP_CONTACT, other)
        pk = lift_to_region(cast, group)
        assert lift(pk, viewer=viewer_of(somebody), today=TODAY) is None

    def test_a_member_reads_and_takes_no_step(self, cast, group):
        member = make_user("Malva Lingon")
        grant_role(member, Role.GROUP_MEMBER, cast.places.bus_area)
        viewer = viewer_of(member)
        card = lift(make_lift(cast, group), viewer=viewer, today=TODAY)
        assert card.steps[0].words
        assert steps_open_to(card, viewer=viewer) == frozenset()

    def test_the_deviations_timeline_for_parties_and_secretariat(self, cast, group):
        deviation = make_deviation(cast)
        pk = make_lift(cast, group, deviation=deviation)

        def told(who):
            return [one.pk for one in lifts_of_deviation(deviation.pk, viewer=cast.viewer(who))]

        assert told("astrid") == told("bo") == [pk]
        assert told("doris") == []  # it has not come so far
        assert told("hedda") == told("ivar") == []
        send_on(cast, pk, by="hedda")
        assert told("doris") == [pk]

    def test_few_queries_however_many(self, cast, group, django_assert_max_num_queries):
        deviations = [make_deviation(cast) for _ in range(3)]
        for one in deviations:
            lift_to_region(cast, group, deviation=one)
        with django_assert_max_num_queries(8):
            assert len(lifts(viewer=cast.viewer("doris"), today=TODAY)) == 3


class TestStarting:
    def start(self, cast, who, **more):
        wording = more.pop("wording", Wording("Rubrik", "Ord"))
        return services.start_lift(
            wording, key=more.pop("key", uuid.uuid4()), by=cast.viewer(who), now=NOW, **more
        )

    def test_without_a_group_the_secretariat_is_asked(self, cast):
        pk = make_lift(cast)
        assert seen(cast, pk, "astrid").standing.level is LiftLevel.SECRETARIAT

    def test_with_one_it_must_be_one_that_covers_the_unit(self, cast, group):
        number = make_deviation(cast).number
        with pytest.raises(LiftRefused) as refused:
            self.start(cast, "astrid", numbers=[number], group_id=group + 999)
        assert refused.value.why == "group"

    def test_the_same_form_twice_is_one_question(self, cast, group):
        key, number = uuid.uuid4(), make_deviation(cast).number
        more = {"key": key, "numbers": [number], "group_id": group}
        assert self.start(cast, "astrid", **more) == self.start(cast, "astrid", **more)
        assert Lift.objects.count() == LiftStep.objects.count() == 1

    def test_nobody_lifts_what_is_not_theirs(self, cast, group):
        number = make_deviation(cast).number
        with pytest.raises(LiftRefused) as refused:
            self.start(cast, "cecilia", numbers=[number])
        assert refused.value.why == "deviation"
        assert not Lift.objects.exists()

    def test_a_withdrawn_deviation_is_not_lifted(self, cast, group):
        deviation = make_deviation(cast)
        withdraw_deviation(
            deviation_id=deviation.pk,
            reason="Skickad till fel ställe",
            seen_version=deviation.version,
            by=cast.viewer("astrid"),
            now=NOW,
        )
        with pytest.raises(LiftRefused):
            self.start(cast, "astrid", numbers=[deviation.number], group_id=group)

    def test_a_group_lifts_a_pattern_but_no_deviation(self, cast, group):
        pk = self.start(
            cast, "hedda", page="/statistik/?year=2025&by=theme", page_words="SIP är flest"
        )
        card = seen(cast, pk, "hedda")
        assert (card.standing.level, card.page_words) == (LiftLevel.SECRETARIAT, "SIP är flest")
        with pytest.raises(LiftRefused):
            self.start(cast, "hedda", numbers=[make_deviation(cast).number])

    def test_the_words_about_a_page_stay_with_the_level_that_they_were_written_for(
        self, cast, group
    ):
        pk = self.start(cast, "hedda", page="/statistik/", page_words="Vi i gruppen ser detta")
        send_on(cast, pk, by="doris")
        assert seen(cast, pk, "doris").page_words
        assert not seen(cast, pk, "ivar").page_words

    @pytest.mark.parametrize(
        "page", ["", "/avvikelser/SAM-2026-0001/", "https://example.com/statistik/"]
    )
    def test_a_pattern_is_a_page_of_figures(self, cast, group, page):
        with pytest.raises(LiftRefused) as refused:
            self.start(cast, "hedda", page=page)
        assert refused.value.why == "basis"

    def test_the_regional_forum_lifts_no_further(self, cast):
        with pytest.raises(LiftRefused) as refused:
            self.start(cast, "ivar", page="/statistik/")
        assert refused.value.why == "level"

    @pytest.mark.parametrize("field", ["title", "words", "page_words", "page"])
    def test_no_personal_data_on_the_way_up(self, cast, group, field):
        number = "20100101-2382"
        texts = {"title": "Rubrik", "words": "Ord"}
        more = {"page": "/statistik/", "page_words": "Sidan"}
        if field in texts:
            texts[field] = f"Om {number}"
        else:
            more[field] = f"/statistik/?q={number}"
        with pytest.raises(PersonalDataFound) as refused:
            self.start(cast, "hedda", wording=Wording(**texts), **more)
        assert set(refused.value.found) == {field}


class TestSteps:
    def test_back_with_an_answer_to_where_it_came_from(self, cast, group):
        pk = make_lift(cast, group)
        send_on(cast, pk, by="hedda")
        services.give_back(
            pk,
            "Det finns redan en rutin.",
            key=uuid.uuid4(),
            seen_version=2,
            by=cast.viewer("doris"),
            now=NOW,
        )
        card = seen(cast, pk, "hedda")
        assert card.standing.level is LiftLevel.GROUP
        assert card.last.words == "Det finns redan en rutin."

    def test_who_was_second_is_told_and_nothing_is_kept(self, cast, group):
        pk = make_lift(cast, group)
        send_on(cast, pk, by="hedda")
        with pytest.raises(Outdated):
            services.withdraw(
                pk, "Löst ändå", key=uuid.uuid4(), seen_version=1, by=cast.viewer("astrid"), now=NOW
            )
        assert LiftStep.objects.count() == 2

    def test_one_form_twice_is_one_step(self, cast, group):
        pk, key = make_lift(cast, group), uuid.uuid4()
        for _ in range(2):
            services.lift_further(
                pk,
                Wording("T", "O"),
                key=key,
                seen_version=1,
                by=cast.viewer("hedda"),
                now=NOW,
            )
        assert LiftStep.objects.count() == 2

    @pytest.mark.parametrize("who", ["astrid", "bo", "doris", "ivar", "cecilia"])
    def test_only_the_level_where_it_stands_sends_it_on(self, cast, group, who):
        pk = make_lift(cast, group)
        with pytest.raises(LiftRefused):
            services.lift_further(
                pk,
                Wording("T", "O"),
                key=uuid.uuid4(),
                seen_version=1,
                by=cast.viewer(who),
                now=NOW,
            )

    def test_the_other_party_cannot_take_it_back(self, cast, group):
        pk = make_lift(cast, group)
        bo = cast.viewer("bo")
        assert steps_open_to(seen(cast, pk, "bo"), viewer=bo) == frozenset()
        astrid = steps_open_to(seen(cast, pk, "astrid"), viewer=cast.viewer("astrid"))
        assert astrid == {LiftStepKind.WITHDRAWN}

    def test_on_the_agenda_of_a_regional_body(self, cast, group):
        body = make_body(cast)
        pk = lift_to_region(cast, group)
        asked = {"key": uuid.uuid4(), "seen_version": 3, "now": NOW}
        for who, where, day in (
            ("ivar", group, date(2026, 4, 1)),
            ("ivar", body, date(2026, 3, 1)),
            ("hedda", body, date(2026, 4, 1)),
        ):
            with pytest.raises(LiftRefused):
                services.schedule(pk, where, day, by=cast.viewer(who), **asked)
        services.schedule(pk, body, date(2026, 4, 1), by=cast.viewer("ivar"), **asked)
        card = seen(cast, pk, "astrid")
        assert (card.standing.state, card.standing.meeting_on) == (
            LiftState.SCHEDULED,
            date(2026, 4, 1),
        )
        assert card.last.body == "BUSSAM"

    def test_each_step_is_logged_for_every_partys_registrar(self, cast, group):
        pk = lift_to_region(cast, group)
        told = AuditEvent.objects.filter(object_kind="lift", object_id=pk).order_by("pk")
        assert [one.details["to"] for one in told] == ["group", "secretariat", "region"]
        last = set(
            AuditConcern.objects.filter(event=told.last()).values_list("principal_id", flat=True)
        )
        assert last >= {cast.places.region.pk, cast.places.municipality.pk}
        assert "ord" not in str([one.details for one in told])


class TestDecision:
    def test_every_writer_gets_a_letter_with_number_and_link_only(self, cast, group):
        first, second = (
            make_deviation(cast),
            make_deviation(cast, by=cast.viewer("bo"), to=[cast.places.social]),
        )
        pk = lift_to_region(cast, group, deviation=first)
        services.add_deviations(pk, [second.number], by=cast.viewer("doris"), now=NOW)
        Letter.objects.all().delete()
        settle(cast, pk, words="Det här är avgjort nu.")
        letters = {one.recipient: one for one in Letter.objects.all()}
        places = cast.places
        assert set(letters) == {places.social.function_mailbox, places.bup.function_mailbox}
        letter = letters[places.social.function_mailbox]
        assert (letter.kind, letter.deviation_number) == ("lift_decided", first.number)
        assert f"/avvikelser/{first.number}/" in letter.body
        for word in ("avgjort", "kallelser", "Principfråga", "rutin"):
            assert word not in letter.subject + letter.body

    def test_pressed_twice_it_is_one_decision_and_one_letter(self, cast, group):
        pk, key = lift_to_region(cast, group), uuid.uuid4()
        Letter.objects.all().delete()
        for _ in range(2):
            services.decide(
                pk, "B", key=key, seen_version=3, by=cast.viewer("ivar"), now=NOW, measure=MEASURE
            )
        assert Letter.objects.count() == 1

    def test_a_measure_that_is_refused_leaves_no_decision(self, cast, group):
        pk = lift_to_region(cast, group)
        with pytest.raises(LiftRefused):
            settle(cast, pk, measure=replace(MEASURE, owner=" "))
        assert seen(cast, pk, "doris").standing.is_open
        assert not Letter.objects.filter(kind="lift_decided").exists()

    def test_a_group_decides_without_a_regional_measure(self, cast, group):
        pk = make_lift(cast, group)
        with pytest.raises(LiftRefused):
            settle(cast, pk, by="hedda")
        settle(cast, pk, by="hedda", measure=None)
        assert seen(cast, pk, "astrid").decision.words

    def test_a_decided_question_takes_no_more_steps(self, cast, group):
        pk = lift_to_region(cast, group)
        settle(cast, pk)
        for who in ("astrid", "hedda", "doris", "ivar"):
            assert not steps_open_to(seen(cast, pk, who), viewer=cast.viewer(who))
        with pytest.raises(LiftRefused):
            services.add_deviations(pk, [], by=cast.viewer("doris"), now=NOW)


class TestMeasure:
    @pytest.fixture
    def decided(self, cast, group):
        pk = lift_to_region(cast, group)
        settle(cast, pk)
        return pk

    def change(self, cast, pk, *, by="ivar", seen_version=1, **change):
        services.change_measure(
            pk,
            replace(MEASURE, **change),
            seen_version=seen_version,
            by=cast.viewer(by),
            now=NOW + timedelta(days=1),
        )

    def test_its_words_stay_to_be_read(self, cast, decided):
        self.change(cast, decided, status=MeasureStatus.DONE, began_on=date(2026, 3, 10))
        told = measure_versions(decided, viewer=cast.viewer("bo"), today=TODAY)
        assert [one.content.status for one in told] == [MeasureStatus.DONE, MeasureStatus.PLANNED]
        assert seen(cast, decided, "hedda").measure.content.status is MeasureStatus.DONE

    def test_only_the_region_changes_it_and_the_second_is_told(self, cast, decided):
        with pytest.raises(LiftRefused):
            self.change(cast, decided, by="hedda")
        self.change(cast, decided, words="Först")
        with pytest.raises(Outdated):
            self.change(cast, decided, words="Sist")

    def test_everybody_is_told_once_by_a_statement_that_somebody_publishes(self, cast, decided):
        doris = cast.viewer("doris")
        first = services.tell_everybody(decided, by=doris, now=NOW)
        assert services.tell_everybody(decided, by=doris, now=NOW) == first
        assert Followup.objects.get().published_at is None
        assert Followup.objects.get().texts.get().done == MEASURE.words
        with pytest.raises(LiftRefused):
            services.tell_everybody(decided, by=cast.viewer("ivar"), now=NOW)


def test_a_party_sees_it_from_when_its_deviation_is_added(cast, group):
    other = make_deviation(cast, by=cast.viewer("cecilia"), to=[cast.places.bup])
    pk = lift_to_region(cast, group)
    assert seen(cast, pk, "cecilia") is None
    for _ in range(2):
        services.add_deviations(pk, [other.number], by=cast.viewer("doris"), now=NOW)
    assert LiftedDeviation.objects.filter(lift=pk).count() == 2
    assert seen(cast, pk, "cecilia").deviations == (other.number,)
    assert version_of(pk, cast.viewer("doris")) == 3


class TestJoinedLater:
    """A party of an added deviation sees the question, and neither the unit that began it nor its words."""

    @pytest.fixture
    def joined(self, cast, group):
        other = make_deviation(cast, by=cast.viewer("cecilia"), to=[cast.places.external_bup])
        pk = lift_to_region(cast, group, title="Enhetens rubrik")
        added = NOW + timedelta(minutes=5)
        services.add_deviations(pk, [other.number], by=cast.viewer("doris"), now=added)
        return pk, other

    @pytest.mark.parametrize("who", ["cecilia", "berit"])
    def test_nothing_of_the_unit_that_began(self, cast, joined, who):
        card = seen(cast, joined[0], who)
        assert [one.title for one in card.steps] == ["", "", "Principfråga"]
        assert [one.by_whom for one in card.steps] == ["", "", ""]
        assert (card.group, card.title) == ("", "Principfråga")
        assert steps_open_to(card, viewer=cast.viewer(who)) == frozenset()

    def test_those_it_began_with_read_all(self, cast, joined):
        assert seen(cast, joined[0], "bo").steps[0].title == "Enhetens rubrik"

    def test_the_decision_is_theirs_too(self, cast, joined):
        pk, other = joined
        settle(cast, pk)
        [card] = lifts_of_deviation(other.pk, viewer=cast.viewer("cecilia"))
        assert card.joined_at == NOW + timedelta(minutes=5)
        assert card.decision.words and card.measure.content.words
