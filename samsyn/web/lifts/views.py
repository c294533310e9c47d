"""Which questions concern the viewer, and what has happened to one of them?"""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.domain.access import Ability
from samsyn.domain.lifting import LiftLevel, LiftStepKind, level_of, speaks_for
from samsyn.domain.vocabulary import AuditKind, LiftState
from samsyn.followups.selectors import public_year_of
from samsyn.lifts.selectors import lift, lifts, measure_versions, steps_open_to
from samsyn.plans.effects import county_effect
from samsyn.web.lifts.forms import AddForm
from samsyn.web.permissions import needs

STEP_ICONS = {
    LiftStepKind.LIFTED: "upload",
    LiftStepKind.RETURNED: "undo",
    LiftStepKind.SCHEDULED: "calendar",
    LiftStepKind.DECIDED: "check-double",
    LiftStepKind.WITHDRAWN: "minus-circle",
}
STEPS = {
    LiftStepKind.LIFTED: ("lifts:further", _("Lyft vidare"), "upload"),
    LiftStepKind.SCHEDULED: ("lifts:agenda", _("Sätt på dagordningen"), "calendar"),
    LiftStepKind.DECIDED: ("lifts:decide", _("Besluta"), "check-double"),
    LiftStepKind.RETURNED: ("lifts:back", _("Lämna tillbaka med svar"), "undo"),
    LiftStepKind.WITHDRAWN: ("lifts:withdraw", _("Ta tillbaka frågan"), "minus-circle"),
}


@require_safe
@needs(Ability.READ_LIFTS)
def list_(request):
    everything = lifts(viewer=request.viewer, today=timezone.localdate())
    context = {
        "open": [one for one in everything if one.standing.is_open],
        "settled": [one for one in everything if not one.standing.is_open],
        "may_start": may_start(request.viewer),
        "begins_with_case": level_of(request.viewer) is LiftLevel.UNIT,
    }
    return render(request, "lifts/list.html", context)


def in_order(card) -> list[LiftStepKind]:
    """The steps as the page offers them: what is on an agenda is to be decided first."""
    is_next = LiftStepKind.DECIDED if card.standing.state is LiftState.SCHEDULED else None
    return sorted(STEPS, key=lambda one: one is not is_next)


def may_start(viewer) -> bool:
    """True for who begins a question on a page of its own; a unit begins at a deviation."""
    return bool({LiftLevel.GROUP, LiftLevel.SECRETARIAT} & speaks_for(viewer))


@require_safe
@needs(Ability.READ_LIFTS)
def show(request, pk):
    return shown(request, lift_or_404(request, pk))


def shown(request, card, form=None, *, status=200):
    """The question's page; reading it is logged."""
    open_steps = steps_open_to(card, viewer=request.viewer)
    may_add = request.viewer.may(Ability.READ_COPIES) and card.standing.is_open
    context = {
        "lift": card,
        "rungs": rungs(card),
        "steps": [{"card": one, "icon": STEP_ICONS[one.kind]} for one in card.steps],
        "open_steps": [STEPS[one] for one in in_order(card) if one in open_steps],
        "only_withdraw": open_steps == {LiftStepKind.WITHDRAWN},
        "add": (form or AddForm(initial={"version": card.version})) if may_add else None,
        "leads": page_for(card, request.viewer),
        **_of_measure(request, card),
    }
    audit.record(
        AuditKind.READ,
        by=request.viewer,
        now=timezone.now(),
        object_kind="lift",
        object_id=card.pk,
        label=str(card.pk),
    )
    return render(request, "lifts/show.html", context, status=status)


def _of_measure(request, card):
    if card.measure is None:
        return {}
    content, today = card.measure.content, timezone.localdate()
    followup = card.measure.followup_id
    has_both = content.theme_id and content.began_on
    viewer = request.viewer
    return {
        "measure": card.measure,
        "effect": county_effect(content.theme_id, content.began_on, today=today)
        if has_both
        else None,
        "versions": measure_versions(card.pk, viewer=viewer, today=today)[1:],
        "may_change": LiftLevel.REGION in speaks_for(viewer),
        "may_tell": viewer.may(Ability.TELL_FOLLOWUPS),
        "public_year": public_year_of(followup) if followup else None,
    }


def rungs(card) -> list[dict]:
    """The ladder from where the question began: where it has been, where it is, and what is above."""
    began = card.standing.came_by[0]
    reached = {began, *(one.goal for one in card.steps)}
    return [
        {
            "level": one,
            "name": card.group if one is LiftLevel.GROUP and card.group else "",
            "is_here": one is card.standing.level,
            "was_here": one in reached,
        }
        for one in LiftLevel
        if one.height >= began.height and (one is not LiftLevel.GROUP or one in reached)
    ]


def page_for(card, viewer) -> str:
    """The page of figures, for those who may open it."""
    if card.page.startswith("/statistik/sticker-ut/") and not viewer.may(Ability.NOTICE):
        return ""
    return card.page if viewer.may(Ability.READ_STATISTICS) else ""


def lift_or_404(request, pk):
    """The question, if it concerns the viewer; an attempt on another's is logged."""
    card = lift(pk, viewer=request.viewer, today=timezone.localdate())
    if card is None:
        raise Http404
    return card
