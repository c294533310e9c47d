"""A group's action plan: written by its contact, read by group and county, carried into the next year."""

import uuid
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.domain.plans import Basis, BasisKind, DocumentKind, PlanRefused, SchoolCalls
from samsyn.domain.refusals import Outdated, PersonalDataFound, PersonalNumberFound
from samsyn.domain.vocabulary import AreaKind, MeasureStatus, Role
from samsyn.plans import selectors
from samsyn.plans.content import PlanContent
from samsyn.plans.documents import document_of, routine_of, routines_at
from samsyn.plans.models import PlanDocument, PlanItem, PlanItemVersion, PlanStep, SipRoutine
from samsyn.plans.services import (
    attach_document,
    change_point,
    remove_forgotten_documents,
    start_plan,
    state_routine,
    write_point,
)
from tests.builders import NOW, grant_role, make_area, make_user, viewer_of
from tests.files import PDF
from tests.lifting import TODAY, make_local_group, make_plan

pytestmark = pytest.mark.django_db
NEXT_YEAR = NOW.replace(year=2027)


@pytest.fixture
def group(cast):
    return make_local_group(cast)


def page(cast, group, year=2026, who="hedda", today=TODAY):
    return selectors.plan_page(group, year, viewer=cast.viewer(who), today=today)


class TestWriting:
    def test_a_point_keeps_all_that_the_template_asks_for(self, cast, group):
        theme = None
        content = PlanContent(
            priority="Kallelser som når fram",
            goal="Alla kallas tre veckor i förväg.",
            activity="Gemensam mall.",
            responsible="Arbetsgruppen",
            due_on=date(2026, 10, 1),
            indicator="Andel uteblivna möten",
            status=MeasureStatus.ONGOING,
            follow_up="Vid varje möte",
            theme_id=theme,
            began_on=date(2026, 2, 1),
            bases=(
                Basis(BasisKind.STATISTICS, "Teman 2025", "/statistik/?year=2025"),
                Basis(BasisKind.DEVIATION, "", "SAM-2026-0001"),
            ),
        )
        make_plan(cast, group, content)
        [point] = page(cast, group).points
        assert point.content == content
        assert point.is_open and not point.is_overdue(TODAY)

    def test_the_same_form_twice_is_one_point(self, cast, group):
        plan, _ = make_plan(cast, group)
        key = uuid.uuid4()
        pks = {
            write_point(plan, PlanContent("A"), key=key, by=cast.viewer("hedda"), now=NOW)
            for _ in range(2)
        }
        assert len(pks) == PlanItem.objects.count() == PlanItemVersion.objects.count() == 1

    def test_a_change_leaves_the_words_before(self, cast, group):
        _, [point] = make_plan(cast, group, "Kallelser")
        change_point(
            point, PlanContent("Kallelser i tid"), seen_version=1, by=cast.viewer("hedda"), now=NOW
        )
        found = selectors.point_page(point, viewer=cast.viewer("hedda"), today=TODAY)
        assert [one.content.priority for one in found.versions] == ["Kallelser i tid", "Kallelser"]

    def test_who_was_second_is_told(self, cast, group):
        _, [point] = make_plan(cast, group, "Kallelser")
        by = cast.viewer("hedda")
        change_point(point, PlanContent("Först"), seen_version=1, by=by, now=NOW)
        with pytest.raises(Outdated):
            change_point(point, PlanContent("Sist"), seen_version=1, by=by, now=NOW)
        assert page(cast, group).points[0].content.priority == "Först"

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"priority": " "}, "empty"),
            ({"theme_id": 0}, "theme"),
            ({"bases": (Basis(BasisKind.OTHER, "x", "javascript:1"),)}, "basis"),
        ],
    )
    def test_what_is_refused(self, cast, group, change, why):
        plan, _ = make_plan(cast, group)
        content = replace(PlanContent("A"), **change)
        with pytest.raises(PlanRefused) as refused:
            write_point(plan, content, key=uuid.uuid4(), by=cast.viewer("hedda"), now=NOW)
        assert refused.value.why == why

    def test_no_personal_data_not_even_in_the_words_of_a_basis(self, cast, group):
        plan, _ = make_plan(cast, group)
        content = PlanContent("A", bases=(Basis(BasisKind.OTHER, "Barnet 20100101-2382"),))
        with pytest.raises(PersonalDataFound) as refused:
            write_point(plan, content, key=uuid.uuid4(), by=cast.viewer("hedda"), now=NOW)
        assert set(refused.value.found) == {"basis_0"}
        assert not PlanItem.objects.exists()

    def test_each_step_is_logged(self, cast, group):
        _, [point] = make_plan(cast, group, "Kallelser")
        told = AuditEvent.objects.filter(object_kind="plan").order_by("pk")
        assert [one.details["what"] for one in told] == ["started", "written"]
        assert told.last().details["point"] == point


class TestYears:
    def test_open_points_follow_with_their_origin_and_done_ones_stay(self, cast, group):
        done = PlanContent("Klart", status=MeasureStatus.DONE)
        _, [first, _] = make_plan(cast, group, "Öppet", done)
        by = cast.viewer("hedda")
        later = start_plan(group, 2027, by=by, now=NEXT_YEAR)
        found = page(cast, group, 2027)
        assert [one.content.priority for one in found.points] == ["Öppet"]
        assert (found.points[0].origin_id, found.points[0].origin_year) == (first, 2026)
        assert found.plan.copied_from_year == 2026
        assert start_plan(group, 2027, by=by, now=NEXT_YEAR) == later
        assert len(page(cast, group, 2027).points) == 1

    def test_a_plan_that_was_carried_on_stays_as_it_was(self, cast, group):
        plan, [point] = make_plan(cast, group, "Öppet")
        by = cast.viewer("hedda")
        start_plan(group, 2027, by=by, now=NEXT_YEAR)
        for write in (
            lambda: change_point(point, PlanContent("Nytt"), seen_version=1, by=by, now=NOW),
            lambda: write_point(plan, PlanContent("Nytt"), key=uuid.uuid4(), by=by, now=NOW),
        ):
            with pytest.raises(PlanRefused) as refused:
                write()
            assert refused.value.why == "state"

    @pytest.mark.parametrize("year", [2024, 2025, 2028])
    def test_only_this_year_and_the_next(self, cast, group, year):
        with pytest.raises(PlanRefused):
            start_plan(group, year, by=cast.viewer("hedda"), now=NOW)


class TestWhoReads:
    @pytest.mark.parametrize("who", ["hedda", "doris", "ivar"])
    def test_group_secretariat_and_regional_forum(self, cast, group, who):
        make_plan(cast, group, "Kallelser")
        assert page(cast, group, who=who).points

    @pytest.mark.parametrize("who", ["astrid", "bo", "cecilia", "elof", "frej", "gudmund"])
    def test_nobody_else(self, cast, group, who):
        _, [point] = make_plan(cast, group, "Kallelser")
        viewer = cast.viewer(who)
        assert page(cast, group, who=who) is None
        assert selectors.point_page(point, viewer=viewer, today=TODAY) is None
        assert selectors.overview(2026, viewer=viewer, today=TODAY) == []

    def test_a_member_reads_and_writes_nothing(self, cast, group):
        plan, _ = make_plan(cast, group, "Kallelser")
        member = make_user("Malva Lingon")
        grant_role(member, Role.GROUP_MEMBER, cast.places.bus_area)
        viewer = viewer_of(member)
        found = selectors.plan_page(group, 2026, viewer=viewer, today=TODAY)
        assert found.points and not found.may_keep
        with pytest.raises(PlanRefused):
            write_point(plan, PlanContent("A"), key=uuid.uuid4(), by=viewer, now=NOW)

    def test_another_groups_contact_reads_and_writes_nothing(self, cast, group):
        plan, _ = make_plan(cast, group, "Kallelser")
        other = make_area("BUS Siskaryd", kind=AreaKind.BUS, covers=[cast.places.other_area])
        somebody = make_user("Malva Lingon")
        grant_role(somebody, Role.GROUP_CONTACT, other)
        viewer = viewer_of(somebody)
        assert selectors.plan_page(group, 2026, viewer=viewer, today=TODAY) is None
        for write in (
            lambda: write_point(plan, PlanContent("A"), key=uuid.uuid4(), by=viewer, now=NOW),
            lambda: start_plan(group, 2026, by=viewer, now=NOW),
            lambda: state_routine(group, SchoolCalls.MAY, TODAY, by=viewer, now=NOW),
        ):
            with pytest.raises(PlanRefused):
                write()


def test_the_overview_of_all_groups(cast, group, django_assert_max_num_queries):
    other = make_area("BUS Siskaryd", kind=AreaKind.BUS, covers=[cast.places.other_area])
    make_local_group(cast, "BUS Siskaryd", other)
    late = PlanContent("Sent", due_on=date(2026, 1, 1))
    ongoing = PlanContent("Pågår", status=MeasureStatus.ONGOING)
    make_plan(cast, group, late, ongoing, PlanContent("Klart", status=MeasureStatus.DONE))
    doris = cast.viewer("doris")
    with django_assert_max_num_queries(7):
        without, with_plan = selectors.overview(2026, viewer=doris, today=TODAY)
    assert without.plan is None
    assert (with_plan.open_count, with_plan.overdue_count) == (2, 1)
    asked = {"viewer": doris, "today": TODAY}
    _, found = selectors.overview(2026, statuses=[MeasureStatus.ONGOING], **asked)
    assert [one.content.priority for one in found.points] == ["Pågår"]
    _, found = selectors.overview(2026, only_overdue=True, **asked)
    assert [one.content.priority for one in found.points] == ["Sent"]
    assert selectors.years_planned(viewer=doris, today=TODAY) == [2026]


class TestDocuments:
    @pytest.fixture(autouse=True)
    def _files(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path

    def attach(self, cast, group, name="Rutin.pdf", by="hedda"):
        return attach_document(
            group,
            kind=DocumentKind.SIP_ROUTINE,
            name=name,
            file=BytesIO(PDF),
            by=cast.viewer(by),
            now=NOW,
        )

    def test_the_same_file_is_one_document(self, cast, group):
        assert self.attach(cast, group) == self.attach(cast, group)
        [document] = page(cast, group).documents
        assert document.name == "Rutin.pdf"
        assert PlanStep.objects.filter(kind="attached").count() == 1

    def test_its_name_holds_no_personal_number(self, cast, group):
        with pytest.raises(PersonalNumberFound):
            self.attach(cast, group, name="20100101-2382.pdf")

    def test_only_the_contact_attaches_and_only_readers_fetch(self, cast, group):
        pk = self.attach(cast, group)
        with pytest.raises(PlanRefused):
            self.attach(cast, group, by="doris")
        seen = {
            who: document_of(pk, viewer=cast.viewer(who), today=TODAY) is not None
            for who in ("hedda", "doris", "ivar", "astrid", "cecilia")
        }
        assert seen == {
            "hedda": True,
            "doris": True,
            "ivar": True,
            "astrid": False,
            "cecilia": False,
        }

    def test_a_file_without_a_row_goes_after_a_day(self, cast, group):
        self.attach(cast, group)
        assert remove_forgotten_documents(now=NOW + timedelta(days=400)) == 0
        PlanDocument.objects.all().delete()
        assert remove_forgotten_documents(now=NOW + timedelta(days=400)) == 1


class TestRoutine:
    def test_what_holds_is_the_newest_and_the_same_again_is_nothing_new(self, cast, group):
        by = cast.viewer("hedda")
        for calls in (SchoolCalls.MAY, SchoolCalls.MUST, SchoolCalls.MUST):
            state_routine(group, calls, date(2026, 1, 1), by=by, now=NOW)
        card = selectors.group_with_plan(group, viewer=by, today=TODAY)
        assert routine_of(card).calls is SchoolCalls.MUST
        assert SipRoutine.objects.count() == 2

    def test_it_is_shown_to_who_writes_in_the_area_and_to_nobody_elsewhere(self, cast, group):
        state_routine(group, SchoolCalls.MUST, date(2026, 1, 1), by=cast.viewer("hedda"), now=NOW)
        places = cast.places
        for name, unit, many in (
            ("astrid", places.social, 1),
            ("cecilia", places.other_school, 0),
            ("berit", places.external_bup, 0),
        ):
            found = routines_at(unit.pk, viewer=cast.viewer(name), today=TODAY)
            assert len(found) == many, name

    def test_not_from_a_day_to_come(self, cast, group):
        with pytest.raises(PlanRefused):
            state_routine(
                group, SchoolCalls.MAY, date(2026, 4, 1), by=cast.viewer("hedda"), now=NOW
            )
