"""Limits for small numbers: proposed until decided, per place and kind of table, with a history of why."""

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.disclosure.models import Decision
from samsyn.disclosure.selectors import decisions, limit_for, limits
from samsyn.disclosure.services import DecisionRefused, decide
from samsyn.domain.access import Everything
from samsyn.domain.disclosing import PointsOut, Shown, pointed_out_by
from samsyn.domain.vocabulary import AuditKind, Dimension
from tests.builders import NOW

pytestmark = pytest.mark.django_db
ANYBODY = Everything("test")
WHY = "Beslut i BUSSAM den 3 mars."
THEME, SERVICE = Dimension.THEME, Dimension.RECIPIENT_SERVICE
PLACE, UNIT = Dimension.REPORTER_MUNICIPALITY, Dimension.RECIPIENT_UNIT


def test_what_a_table_points_out_follows_from_its_dimensions():
    assert pointed_out_by([THEME]) == {PointsOut.NOTHING}
    assert pointed_out_by([THEME, PLACE]) == {PointsOut.AREA}
    assert pointed_out_by([SERVICE, UNIT]) == {PointsOut.SERVICE, PointsOut.UNIT}


def test_until_somebody_decides_the_setting_is_the_proposal(cast, settings):
    settings.SMALL_NUMBERS_BELOW = 7
    assert limit_for(Shown.STATISTICS, [PLACE, THEME], viewer=ANYBODY) == 7
    assert limit_for(Shown.YEARLY, [SERVICE, THEME], viewer=ANYBODY) == 0
    assert not any(one.is_decided for one in limits(viewer=cast.viewer("doris")))


def test_the_newest_decision_holds_for_its_own_kind_only(cast):
    for limit in (10, 8):
        decide(Shown.OPEN, PointsOut.AREA, limit, WHY, by=cast.viewer("doris"), now=NOW)
    assert limit_for(Shown.OPEN, [PLACE], viewer=ANYBODY) == 8
    assert (
        limit_for(Shown.STATISTICS, [PLACE], viewer=ANYBODY)
        == limit_for(Shown.OPEN, [UNIT], viewer=ANYBODY)
        == 6
    )
    assert (
        limit_for(Shown.OPEN, [PLACE, UNIT], viewer=ANYBODY) == 8
    )  # the highest of what it points out
    assert [one.limit for one in decisions(viewer=cast.viewer("doris"))] == [8, 10]


def test_showing_all_is_for_old_tables_alone(cast):
    decide(Shown.HISTORIC, PointsOut.UNIT, 0, WHY, by=cast.viewer("doris"), now=NOW)
    assert limit_for(Shown.HISTORIC, [UNIT], viewer=ANYBODY) == 0
    decide(Shown.YEARLY, PointsOut.NOTHING, 0, WHY, by=cast.viewer("doris"), now=NOW)
    for kind in (PointsOut.UNIT, PointsOut.AREA, PointsOut.GROUP):
        with pytest.raises(DecisionRefused) as refused:
            decide(Shown.YEARLY, kind, 0, WHY, by=cast.viewer("doris"), now=NOW)
        assert refused.value.why == "limit"


@pytest.mark.parametrize(
    ("who", "limit", "reason", "why"),
    [
        ("cecilia", 6, WHY, "not_yours"),
        ("gudmund", 6, WHY, "not_yours"),
        ("doris", 2, WHY, "limit"),
        ("doris", 31, WHY, "limit"),
        ("doris", 6, "  för kort  ", "reason"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(cast, who, limit, reason, why):
    with pytest.raises(DecisionRefused) as refused:
        decide(Shown.OPEN, PointsOut.AREA, limit, reason, by=cast.viewer(who), now=NOW)
    assert refused.value.why == why
    assert not Decision.objects.exists()


def test_a_decision_is_logged_and_read_by_those_who_decide(cast):
    decide(Shown.OPEN, PointsOut.AREA, 8, WHY, by=cast.viewer("doris"), now=NOW)
    event = AuditEvent.objects.get(kind=AuditKind.CHANGED_DISCLOSURE)
    assert (event.object_label, event.details) == ("open / area", {"limit": 8})
    assert limits(viewer=cast.viewer("cecilia")) == decisions(viewer=cast.viewer("cecilia")) == []
