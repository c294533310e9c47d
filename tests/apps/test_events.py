"""Same event: who may say so, what is kept, what is proposed, and how it is counted (ADR 0028)."""

from datetime import date, timedelta

import pytest

from samsyn.audit.models import AuditConcern, AuditEvent
from samsyn.coding.services import code_deviation
from samsyn.deviations.models import Deviation
from samsyn.deviations.selectors.similar import copy_told
from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import Counted, Dimension, Likeness, Role, Scope
from samsyn.events import selectors, services
from samsyn.events.models import Event, EventLink
from samsyn.statistics.selectors import table_for
from tests.builders import NOW, grant_role, make_deviation, make_user, viewer_of

pytestmark = pytest.mark.django_db
TEXT = "Läkaren uteblev från planeringsmötet trots kallelse och utan ersättare."
DAY = date(2026, 3, 6)


@pytest.fixture
def doris(cast):
    return cast.viewer("doris")


def told(cast, **content):
    given = {"title": "Läkaren uteblev", "what_happened": TEXT, "happened_on": DAY, **content}
    return make_deviation(cast, **given)


def link(by, *deviations, now=NOW):
    return services.link_as_one_event(deviation_ids=[one.pk for one in deviations], by=by, now=now)


def linked(by, deviation):
    return {one.number for one in selectors.linked_with(deviation.pk, viewer=by)}


def pairs(by):
    proposed = selectors.pairs_proposed(viewer=by)
    return [{pair.first.number, pair.second.number} for pair in proposed]


def count(counted, **question):
    asked = Question((2026,), Scope.ALL, counted, **question)
    return table_for(asked, viewer=Everything("test"))


def test_a_linked_one_is_listed_with_its_heads_and_who_stands_as_recipient(cast, doris):
    places = cast.places
    one = told(cast, to=[places.bup, places.external_bup])
    other, without = told(cast), told(cast)
    without.addressings.all().delete()  # as a report from before Samsyn that names no unit
    link(doris, one, other, without)
    listed = selectors.linked_with(other.pk, viewer=doris)
    assert [each.number for each in listed] == [one.number, without.number]
    assert listed[0].recipients == (places.bup.name, places.external_bup.name)
    assert listed[0].happened_on == DAY and listed[0].title == one.title
    assert listed[1].recipients == () and listed[0].text == listed[1].text == ""


def test_linked_ones_are_one_event_and_nothing_in_them_changes(cast, doris):
    one, other, third = (told(cast) for _ in range(3))
    before = list(Deviation.objects.order_by("pk").values())
    link(doris, one, other)
    assert linked(doris, one) == {other.number}
    assert linked(doris, third) == set()
    assert list(Deviation.objects.order_by("pk").values()) == before


def test_linking_to_one_of_two_events_makes_them_one(cast, doris):
    first, second, third, fourth = (told(cast) for _ in range(4))
    link(doris, first, second)
    link(doris, third, fourth)
    link(doris, second, third)
    assert linked(doris, first) == {second.number, third.number, fourth.number}
    assert count(Counted.EVENTS).n == 1
    assert link(doris, first, fourth) == EventLink.objects.filter(unlinked_at=None)[0].event_id
    assert EventLink.objects.filter(unlinked_at=None).count() == 4


def test_taking_one_out_leaves_nobody_alone_and_keeps_who_said_what(cast, doris):
    one, other, third = (told(cast) for _ in range(3))
    link(doris, one, other, third)
    services.unlink(deviation_id=one.pk, by=doris, now=NOW)
    assert linked(doris, other) == {third.number}
    services.unlink(deviation_id=other.pk, by=doris, now=NOW)
    services.unlink(deviation_id=other.pk, by=doris, now=NOW)  # twice is once
    assert not EventLink.objects.filter(unlinked_at=None).exists()
    facts = EventLink.objects.values_list("linked_by", "unlinked_by").distinct()
    assert list(facts) == [(doris.user_id, doris.user_id)]


@pytest.mark.parametrize("who", ["astrid", "bo", "elof", "frej", "gudmund", "hedda", "ivar"])
def test_only_the_secretariat_may_say_and_see(cast, doris, who):
    one, other = told(cast), told(cast)
    with pytest.raises(services.LinkRefused):
        link(cast.viewer(who), one, other)
    link(doris, one, other)
    with pytest.raises(services.LinkRefused):
        services.unlink(deviation_id=one.pk, by=cast.viewer(who), now=NOW)
    viewer = cast.viewer(who)
    assert linked(viewer, one) == set()
    assert not selectors.events_linked(viewer=viewer).exists()
    assert selectors.pairs_proposed(viewer=viewer) == []
    assert selectors.as_events([Event.objects.get().pk], viewer=viewer) == []


def test_one_alone_or_unknown_is_no_event(cast, doris):
    one = told(cast)
    for ids in ([one.pk], [one.pk, one.pk], [one.pk, 0], []):
        with pytest.raises(services.LinkRefused):
            services.link_as_one_event(deviation_ids=ids, by=doris, now=NOW)
    assert not Event.objects.exists()


def test_the_log_tells_each_by_itself_and_no_party(cast, doris):
    one, other = told(cast), told(cast)
    last = AuditEvent.objects.latest("pk").pk
    event = link(doris, one, other)
    services.unlink(deviation_id=one.pk, by=doris, now=NOW)
    rows = AuditEvent.objects.filter(pk__gt=last).order_by("pk")
    assert [(row.object_label, row.details) for row in rows] == [
        (number, {"event": what, "event_id": event})
        for what in ("linked", "unlinked")
        for number in (one.number, other.number)
    ]
    assert not AuditConcern.objects.filter(event__in=rows).exists()


def test_what_is_alike_is_proposed_with_its_reasons_until_somebody_has_said(cast, doris):
    one = told(cast)
    from_the_school = told(
        cast, by=cast.viewer("cecilia"), happened_on=DAY + timedelta(1), title="Läkaren kom inte"
    )
    told(cast, by=cast.viewer("cecilia"), to=[cast.places.external_bup])  # no unit in common
    told(cast, happened_on=DAY - timedelta(8))  # the same words, but another meeting
    (proposal,) = selectors.proposals_for(copy_told(one.number, viewer=doris), viewer=doris)
    assert proposal.told.number == from_the_school.number
    assert proposal.reasons == (Likeness.ONE_UNIT, Likeness.NEAR_DAY, Likeness.MANY_WORDS)
    the_two = {one.number, from_the_school.number}
    assert the_two in pairs(doris)
    link(doris, one, from_the_school)
    assert the_two not in pairs(doris)
    services.unlink(deviation_id=one.pk, by=doris, now=NOW)
    assert the_two not in pairs(doris)  # not the same: somebody has looked


def test_set_apart_is_not_proposed_again_and_can_still_be_linked(cast, doris):
    one, other, third = (told(cast) for _ in range(3))
    for _twice in range(2):
        services.set_apart(deviation_id=other.pk, other_ids=[one.pk], by=doris, now=NOW)
    assert {one.number, other.number} not in pairs(doris)
    assert {one.number, third.number} in pairs(doris)
    seen = selectors.proposals_for(copy_told(one.number, viewer=doris), viewer=doris)
    assert [proposal.told.number for proposal in seen] == [third.number]
    link(doris, one, other)
    assert linked(doris, one) == {other.number}
    for who, others in (("astrid", [one.pk]), ("doris", []), ("doris", [other.pk]), ("doris", [0])):
        with pytest.raises(services.LinkRefused):
            services.set_apart(
                deviation_id=other.pk, other_ids=others, by=cast.viewer(who), now=NOW
            )


def test_the_points_needed_are_a_setting(cast, doris, settings):
    one = told(cast)
    told(cast, by=cast.viewer("cecilia"))
    settings.SIMILAR_POINTS = 6
    assert selectors.proposals_for(copy_told(one.number, viewer=doris), viewer=doris) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIMILAR_WEIGHTS", {one.value: 0 for one in Likeness}),
        ("SIMILAR_SENT_WITHIN_DAYS", 2),
        ("SIMILAR_WITHIN_DAYS", -1),
    ],
)
def test_what_is_alike_is_a_setting(cast, doris, settings, name, value):
    one = told(cast)
    told(cast, now=NOW + timedelta(3))
    assert selectors.proposals_for(copy_told(one.number, viewer=doris), viewer=doris)
    setattr(settings, name, value)
    assert selectors.proposals_for(copy_told(one.number, viewer=doris), viewer=doris) == []


def test_how_many_are_compared_is_a_setting(cast, doris, settings):
    for _ in range(3):
        told(cast)
    assert len(pairs(doris)) == 3
    settings.SIMILAR_LOOKED_THROUGH = 2
    assert len(pairs(doris)) == 1


def test_the_secretariat_compares_by_masked_words(cast, doris, before_the_guard):
    secret = "Ring 08-123 45 67"
    one = told(cast, title=secret)
    other = told(cast, title=secret)
    (proposal,) = selectors.proposals_for(copy_told(one.number, viewer=doris), viewer=doris)
    assert proposal.told.number == other.number
    assert "08-123" not in proposal.told.title + proposal.told.text


def draft(cast, who, **given):
    asked = {"unit_ids": [cast.places.bup.pk], "happened_on": DAY, "theme_id": None, **given}
    return selectors.similar_to_draft(
        texts=["Läkaren uteblev", TEXT], today=NOW.date(), viewer=cast.viewer(who), **asked
    )


def test_a_writer_is_shown_what_the_own_unit_sees_the_most_alike_first(cast):
    alike_one = told(cast)
    other = told(
        cast, title="Remiss", what_happened="Remissvaret saknade diagnoskod helt och hållet"
    )
    told(cast, by=cast.viewer("cecilia"))  # the same event, but none of Astrid's business
    found = draft(cast, "astrid")
    assert [one.told.number for one in found] == [alike_one.number, other.number]
    assert Likeness.MANY_WORDS in found[0].reasons
    assert draft(cast, "hedda") == []


def test_the_same_theme_comes_first(cast):
    from samsyn.coding.selectors import themes_in_use

    theme, another = themes_in_use(2026)[:2]
    first, second = told(cast), told(cast)
    for deviation, its in ((first, theme), (second, another)):
        code_deviation(
            deviation_id=deviation.pk,
            theme_id=its.id,
            source="writer",
            by=cast.viewer("astrid"),
            now=NOW,
        )
    found = draft(cast, "astrid", theme_id=theme.id)
    assert found[0].told.number == first.number
    assert Likeness.SAME_THEME in found[0].reasons
    assert Likeness.SAME_THEME not in found[1].reasons


def test_events_are_counted_once_in_each_row(cast, doris):
    one, other = told(cast), told(cast, by=cast.viewer("cecilia"))
    told(cast)
    link(doris, one, other)
    assert (count(Counted.DEVIATIONS).n, count(Counted.EVENTS).n) == (3, 2)
    by_unit = count(Counted.EVENTS, by=(Dimension.REPORTER_UNIT,))
    assert {row.values[0].key: row.count for row in by_unit.rows} == {
        one.reporter_name_then: 2,
        other.reporter_name_then: 1,
    }
    assert [row.count for row in count(Counted.EVENTS, by=(Dimension.MONTH,)).rows] == [2]
    from_one = count(Counted.EVENTS, where=((Dimension.REPORTER_UNIT, other.reporter_name_then),))
    assert (from_one.n, from_one.unclassified) == (1, 1)


def test_two_secretaries_at_once_do_not_put_one_in_two_events(cast, doris):
    colleague = make_user("Gerda Lärka")
    grant_role(colleague, Role.SECRETARIAT)
    one, other, third = (told(cast) for _ in range(3))
    link(doris, one, other)
    link(viewer_of(colleague), other, third)
    assert linked(doris, one) == {other.number, third.number}
