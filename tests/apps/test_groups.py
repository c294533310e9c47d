"""BUS groups over time: from the registry, with members, and who is missing in them (38)."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from samsyn.domain.access import Everything
from samsyn.domain.vocabulary import AreaKind, PrincipalKind, Role
from samsyn.groups.models import CaseBooking, Forum, Group, Member, Person, StatedOfGroups
from samsyn.groups.refusals import GroupRefused
from samsyn.groups.registry_file import read_groups
from samsyn.groups.selectors import groups as selectors
from samsyn.groups.selectors.visible import groups_visible_to, may_keep
from samsyn.groups.services import groups as services
from samsyn.groups.services.forgetting import forget_old
from samsyn.groups.services.importing import load_groups
from samsyn.groups.services.members import MemberContent, add_member, end_member
from samsyn.groups.vocabulary import ForumLevel, GroupKind, Seat, StatedFigure
from samsyn.organisations import services as organisations
from samsyn.organisations.registry_file import read_registry
from tests.builders import (
    NOW,
    grant_role,
    make_area,
    make_principal,
    make_unit,
    make_unit_kind,
    make_user,
    viewer_of,
)
from tests.grouping import a_group, seat_in

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[2] / "samsyn" / "demo" / "registry.json"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "registry.json"
TODAY, EVERYBODY = NOW.date(), Everything("test")
DAY_2014 = date(2014, 5, 9)


def names(cards):
    return [card.name for card in cards]


def local_on(day):
    return selectors.groups_on(day, viewer=EVERYBODY, today=TODAY, kind=GroupKind.LOCAL)


class TestRegistry:
    """What the county's registry knows of groups, again and again."""

    @pytest.fixture
    def text(self):
        return FILE.read_text()

    @pytest.fixture
    def loaded(self, text):
        organisations.load_registry(registry=read_registry(text), dry_run=False, by=None, now=NOW)
        return load_groups(read_groups(text), dry_run=False, by=None, now=NOW)

    def test_the_groups_of_2014_and_later(self, loaded):
        """31 as 2014's follow-up counts; 33 known by name in 2020, where the source counts 34."""
        assert loaded["groups"].new == Group.objects.count() == 41
        assert len(local_on(DAY_2014)) == 31
        assert len(local_on(date(2020, 12, 31))) == 33
        regional = selectors.groups_on(
            TODAY, viewer=EVERYBODY, today=TODAY, kind=GroupKind.REGIONAL
        )
        assert names(regional) == ["BUSSAM", "Kommun-BUS", "SLL-BUS"]

    def test_what_sources_count_stands_beside_what_is_known(self, loaded):
        stated = {
            (one.said_of, one.place): one
            for one in selectors.stated_of_groups(viewer=EVERYBODY, today=TODAY)
            if one.figure is StatedFigure.GROUPS
        }
        known = {key: (one.value, one.known, one.differs) for key, one in stated.items()}
        assert known[("2014-05-09", "county")] == (31, 31, False)
        assert known[("2014-05-09", "city")] == (8, 8, False)
        assert known[("2018-12", "city")] == (8, 8, False)
        assert known[("2020-01-01", "city")] == (10, 10, False)
        assert known[("2023-11-30", "city")] == (11, 11, False)
        assert known[("2020", "county")] == (34, 33, True)

    def test_a_second_time_nothing_changes(self, loaded, text):
        again = load_groups(read_groups(text), dry_run=False, by=None, now=NOW)
        assert vars(again["groups"]) == {"new": 0, "changed": 0, "unchanged": 41}
        assert not again["stated"].new

    def test_a_dry_run_writes_nothing(self, text):
        would = load_groups(read_groups(text), dry_run=True, by=None, now=NOW)
        assert would["groups"].new == 41 and not Group.objects.exists()
        assert not StatedOfGroups.objects.filter(figure=StatedFigure.GROUPS).exists()

    def test_a_group_knows_its_places(self, loaded):
        group = next(one for one in local_on(DAY_2014) if one.key == "bus-kno")
        assert group.places == ("Kungsholmen", "Norrmalm", "Östermalm")
        assert not group.is_valid_on(TODAY)

    def test_bumm_was_missing_in_four_groups(self, loaded, django_assert_max_num_queries):
        """2014: the source says four of those who answered; asked of members, the answer is the same."""
        bumm, region = make_unit_kind("BUMM"), make_principal(kind=PrincipalKind.REGION)
        groups = local_on(DAY_2014)
        for at, group in enumerate(groups):
            forum = Forum.objects.get(group=group.id)
            seat_in(forum, make_unit_kind("BUP"), region, since=date(2013, 1, 1))
            if at >= 4:
                seat_in(forum, bumm, region, since=date(2013, 1, 1))
        with django_assert_max_num_queries(4):
            lacking = selectors.groups_lacking("bumm", DAY_2014, viewer=EVERYBODY, today=TODAY)
        assert [line.group.id for line in lacking] == [group.id for group in groups[:4]]
        stated = selectors.stated_of_groups(viewer=EVERYBODY, today=TODAY)
        told = next(one for one in stated if one.service == "bumm")
        assert (told.value, told.among, told.known) == (4, 30, 4)

    def test_without_members_nothing_is_said_to_be_missing(self, loaded):
        assert not selectors.groups_lacking("bumm", DAY_2014, viewer=EVERYBODY, today=TODAY)
        stated = selectors.stated_of_groups(viewer=EVERYBODY, today=TODAY)
        assert next(one for one in stated if one.service == "bumm").known is None


@pytest.mark.skipif(not SHARED.exists(), reason="the shared material is not at hand")
def test_the_shipped_registry_is_the_shared_one():
    def told(path):
        read = read_groups(path.read_text())
        groups = {(one.key, one.name, one.valid_from, one.valid_to) for one in read.groups}
        return groups, {(one.said_of, one.place, one.value) for one in read.stated}

    assert told(SHARED) == told(FILE)


@pytest.fixture
def group(cast):
    content = services.GroupContent("BUS Trastby", GroupKind.LOCAL, (cast.places.bus_area.pk,))
    return services.make_group(content, by=cast.viewer("doris"), now=NOW)


@pytest.fixture
def steering(group):
    return Forum.objects.get(group=group).pk


class TestWhoSees:
    def seen_by(self, viewer):
        return list(groups_visible_to(viewer=viewer, today=TODAY).values_list("pk", flat=True))

    def test_contact_secretariat_and_coordinator(self, cast, group):
        for name in ("hedda", "doris", "elof"):
            assert self.seen_by(cast.viewer(name)) == [group], name
        for name in ("astrid", "bo", "cecilia", "frej", "gudmund", "ivar"):
            assert self.seen_by(cast.viewer(name)) == [], name

    def test_only_contact_and_secretariat_keep(self, cast, group):
        keeping = [
            name
            for name in cast.everybody
            if may_keep(group, viewer=cast.viewer(name), today=TODAY)
        ]
        assert keeping == ["doris", "hedda"]

    def test_a_member_of_another_group_sees_nothing(self, cast, group):
        other = make_area("BUS Siskaryd", kind=AreaKind.BUS, covers=[cast.places.other_area])
        somebody = make_user("Malva Lingon")
        grant_role(somebody, Role.GROUP_MEMBER, other)
        assert self.seen_by(viewer_of(somebody)) == []

    def test_a_coordinator_elsewhere_sees_nothing(self, cast, group):
        somebody = make_user("Rune Hassel")
        grant_role(somebody, Role.COORDINATOR, cast.places.other_municipality)
        assert self.seen_by(viewer_of(somebody)) == []

    def test_the_regional_forum_sees_the_countys_bodies(self, cast, group):
        content = services.GroupContent("BUSSAM", GroupKind.REGIONAL)
        body = services.make_group(content, by=cast.viewer("doris"), now=NOW)
        assert self.seen_by(cast.viewer("ivar")) == [body]
        assert [one.level for one in selectors.forums_of(body)] == [ForumLevel.BODY]

    def test_who_was_let_in_by_an_area_that_the_group_left_is_shut_out(self, cast, group):
        other = make_area("BUS Siskaryd", kind=AreaKind.BUS, covers=[cast.places.other_area])
        moved = services.GroupContent("BUS Siskaryd", GroupKind.LOCAL, (other.pk,))
        services.change_group(group, moved, seen_version=1, by=cast.viewer("doris"), now=NOW)
        assert self.seen_by(cast.viewer("hedda")) == []
        card = selectors.group_by_pk(group, viewer=cast.viewer("doris"), today=TODAY)
        assert card.name == "BUS Siskaryd" and "Siskaryd" in card.places


class TestLevelsAndMembers:
    def test_one_to_three_levels_and_temporary_ones(self, cast, group):
        by = cast.viewer("hedda")
        services.add_forum(group, ForumLevel.CASES, by=by, now=NOW)
        services.add_forum(group, ForumLevel.WORKING, by=by, now=NOW)
        services.add_forum(group, ForumLevel.TEMPORARY, name="Skolfrånvaro", by=by, now=NOW)
        services.add_forum(group, ForumLevel.TEMPORARY, name="Språk", by=by, now=NOW)
        levels = [one.level.value for one in selectors.forums_of(group)]
        assert levels == ["steering", "working", "cases", "temporary", "temporary"]

    @pytest.mark.parametrize(
        ("level", "name", "why"),
        [
            (ForumLevel.STEERING, "", "level"),
            (ForumLevel.BODY, "", "level"),
            (ForumLevel.TEMPORARY, " ", "name"),
        ],
    )
    def test_levels_that_are_refused(self, cast, group, level, name, why):
        with pytest.raises(GroupRefused, match=why):
            services.add_forum(group, level, name=name, by=cast.viewer("hedda"), now=NOW)

    def test_others_keep_nothing(self, cast, group, steering):
        for name in ("astrid", "elof", "ivar"):
            with pytest.raises(GroupRefused, match="not_yours"):
                services.add_forum(group, ForumLevel.CASES, by=cast.viewer(name), now=NOW)
            with pytest.raises(GroupRefused, match="not_yours"):
                kind = make_unit_kind("BUP").pk
                add_member(
                    steering, MemberContent("A", kind, Seat.ORDINARY), by=cast.viewer(name), now=NOW
                )

    def test_one_person_in_many_groups_is_one_person(self, cast, group, steering):
        """A BUP head sits in several groups (domain.md 1.4)."""
        doris, bup = cast.viewer("doris"), cast.places.bup
        other = services.make_group(
            services.GroupContent("BUSSAM", GroupKind.REGIONAL), by=doris, now=NOW
        )
        head = MemberContent(
            "Bo Lingonhed", bup.kind_id, Seat.ORDINARY, email="BO@example.com", unit_id=bup.pk
        )
        add_member(steering, head, by=doris, now=NOW)
        add_member(Forum.objects.get(group=other).pk, head, by=doris, now=NOW)
        person = Person.objects.get()
        assert person.seats.count() == 2 and person.user_id == cast.bo.pk
        with pytest.raises(GroupRefused, match="already"):
            add_member(steering, head, by=doris, now=NOW)

    def test_a_seat_ends_and_the_service_is_missing(self, cast, group, steering):
        hedda, bup = cast.viewer("hedda"), cast.places.bup
        make_unit_kind("BUP")
        bup.kind.key = "bup"
        bup.kind.save()
        ordinary = MemberContent("Bo", bup.kind_id, Seat.ORDINARY, unit_id=bup.pk)
        member = add_member(steering, ordinary, by=hedda, now=NOW)
        [line] = selectors.lines_on(TODAY, viewer=hedda, today=TODAY)
        assert [one.label for one in line.missing] == [
            "Socialtjänst",
            "Skola och förskola",
            "Habilitering",
            "BUMM",
        ]
        end_member(member, by=hedda, now=NOW)
        [after] = selectors.lines_on(date(2026, 3, 10), viewer=hedda, today=TODAY)
        assert after.members == 0 and not after.missing
        with pytest.raises(GroupRefused, match="not_yours"):
            end_member(member, by=hedda, now=NOW)

    def test_independent_schools_are_told_apart(self, cast, group, steering):
        school = make_unit_kind("Skola")
        school.key = "skola"
        school.save()
        owner = make_principal("Nötväckans skolor", kind=PrincipalKind.INDEPENDENT)
        unit = make_unit("Nötväckans skola", kind=school, principal=owner)
        content = MemberContent("Tora", school.pk, Seat.ORDINARY, unit_id=unit.pk)
        add_member(steering, content, by=cast.viewer("hedda"), now=NOW)
        [line] = selectors.lines_on(TODAY, viewer=cast.viewer("hedda"), today=TODAY)
        told = {one.service.key: one.ordinary for one in line.representation}
        assert told["fristaende"] == told["skola_forskola"] == 1

    def test_a_level_ends_with_its_seats(self, cast, group, steering):
        hedda = cast.viewer("hedda")
        content = MemberContent("Bo", cast.places.bup.kind_id, Seat.SUBSTITUTE)
        add_member(steering, content, by=hedda, now=NOW)
        services.end_forum(steering, by=hedda, now=NOW)
        forum = Forum.objects.get(pk=steering)
        assert forum.valid_to == TODAY and forum.members.get().valid_to == TODAY


class TestForgetting:
    def test_people_go_two_years_after_their_last_seat_and_codes_after_their_time(self, cast):
        things = a_group(cast)
        later = NOW + timedelta(days=731)
        end_member(things["seat"], by=cast.viewer("doris"), now=NOW)
        assert forget_old(now=NOW) == 0
        assert forget_old(now=later) == 1
        assert forget_old(now=later) == 0
        seat = Member.objects.get(pk=things["seat"])
        assert seat.person is None and seat.kind_id == cast.places.bup.kind_id
        code = CaseBooking.objects.get().code
        assert forget_old(now=NOW + timedelta(days=3650 + 800)) == 1
        assert CaseBooking.objects.get().code not in {code, ""}
