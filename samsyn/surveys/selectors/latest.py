"""Which surveys has a group been asked? For its page, its agenda and its area's report."""

from datetime import date

from samsyn.domain.access import Everything, Viewer
from samsyn.surveys.as_cards import round_card
from samsyn.surveys.cards import RoundCard
from samsyn.surveys.models import Invitation
from samsyn.surveys.selectors.rounds import rounds_visible_to
from samsyn.surveys.vocabulary import RoundState

STARTED = {RoundState.OPEN, RoundState.CLOSED}


def rounds_asking(group_id: int, *, viewer: Viewer | Everything, today: date) -> list[RoundCard]:
    """The rounds that have asked a group and begun, the latest first."""
    asked = Invitation.objects.filter(group=group_id, is_personal=False).values("round")
    rows = rounds_visible_to(viewer=viewer).filter(pk__in=asked).order_by("-opens_on", "-pk")
    cards = [round_card(row, today) for row in rows.select_related("asks__questionnaire")]
    return [one for one in cards if one.state in STARTED]
