"""A local group with its plan, and questions on their way up: made by the services, as people make them."""

import uuid
from datetime import timedelta

from samsyn.groups.services.groups import GroupContent, make_group
from samsyn.groups.vocabulary import GroupKind
from samsyn.lifts import services
from samsyn.lifts.content import MeasureContent, Wording
from samsyn.lifts.selectors import lift
from samsyn.plans.content import PlanContent
from samsyn.plans.services import start_plan, write_point
from tests.builders import NOW, make_deviation

TODAY = NOW.date()


def make_local_group(cast, name="BUS Trastby", area=None):
    area = area or cast.places.bus_area
    content = GroupContent(name, GroupKind.LOCAL, (area.pk,))
    return make_group(content, by=cast.viewer("doris"), now=NOW)


def make_body(cast, name="BUSSAM"):
    content = GroupContent(name, GroupKind.REGIONAL)
    return make_group(content, by=cast.viewer("doris"), now=NOW)


def make_plan(cast, group, *points, year=2026, now=NOW):
    """Hedda's plan with these points (each PlanContent or the words of its priority); the points' keys."""
    by = cast.viewer("hedda")
    plan = start_plan(group, year, by=by, now=now)
    contents = [one if isinstance(one, PlanContent) else PlanContent(one) for one in points]
    return plan, [write_point(plan, one, key=uuid.uuid4(), by=by, now=now) for one in contents]


def make_lift(cast, group=None, *, deviation=None, now=NOW, title="Vem kallar?", **more):
    """A question that Astrid lifts from a deviation of hers."""
    deviation = deviation or make_deviation(cast)
    return services.start_lift(
        Wording(title, "Det är oklart vem som kallar när två verksamheter delar på ansvaret."),
        key=uuid.uuid4(),
        by=cast.viewer("astrid"),
        now=now,
        numbers=[deviation.number],
        group_id=group,
        **more,
    )


def version_of(pk, viewer):
    return lift(pk, viewer=viewer, today=TODAY).version


def send_on(
    cast, pk, *, by, title="Frågan om kallelser", words="Nivån under når inte längre.", now=NOW
):
    viewer = cast.viewer(by)
    services.lift_further(
        pk,
        Wording(title, words),
        key=uuid.uuid4(),
        seen_version=version_of(pk, viewer),
        by=viewer,
        now=now,
    )


MEASURE = MeasureContent("En gemensam rutin för kallelser.", "Regionens samordnare")


def lift_to_region(cast, group=None, **more):
    """A question that has gone the whole way."""
    pk = make_lift(cast, group, **more)
    if group:
        send_on(cast, pk, by="hedda", title="Gruppens fråga", words="Gruppens egna ord.")
    send_on(cast, pk, by="doris", title="Principfråga", words="Sekretariatets egna ord.")
    return pk


def settle(
    cast, pk, *, words="Forumet beslutar om en rutin.", measure=MEASURE, by="doris", now=NOW
):
    viewer = cast.viewer(by)
    services.decide(
        pk,
        words,
        key=uuid.uuid4(),
        seen_version=version_of(pk, viewer),
        by=viewer,
        now=now + timedelta(hours=1),
        measure=measure,
    )
