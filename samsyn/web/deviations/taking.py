"""How is any step taken on a page? Show, check, do; and when somebody was first, keep what was typed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from samsyn.deviations.selectors.shared_view import PartyView, SharedView
from samsyn.domain import lifecycle
from samsyn.domain.lifecycle import Side, StepRefused
from samsyn.domain.refusals import Outdated, PersonalDataFound, RecipientRefused
from samsyn.domain.vocabulary import StepKind
from samsyn.web.deviations.found import case_or_404, has_read, principals_of
from samsyn.web.deviations.words import NOT_NOW, RECIPIENT_REFUSED
from samsyn.web.forms import WithRows
from samsyn.web.guarding.forms import ACT

NEWS = 4
"""How many of the latest events are told to somebody who was not first."""


@dataclass(frozen=True)
class StepPage:
    """A step's page in words."""

    kind: StepKind
    url_name: str
    title: str
    lead: str
    button: str
    done: str
    template: str = "deviations/step.html"
    instead: "StepPage | None" = None
    """What is offered, with the typed text, when somebody else has taken the step already."""
    instead_forms: Callable | None = None
    """The forms of `instead` with what was typed."""


def posted(request):
    return request.POST if request.method == "POST" else None


def side_of(seen: SharedView, part: PartyView | None) -> Side | None:
    if part:
        return part.side
    if seen.is_reporter:
        return Side.REPORTER
    return Side.RECIPIENT if seen.mine else None


def run(request, seen, page: StepPage, forms, act: Callable[[int], object], **more):
    """The whole way of a step: `forms` are checked, then `act` is called with the version seen.

    `more` may hold `part`, `is_done` (a repeated press is no conflict) and what the template needs.
    """
    part = more.get("part")
    if side_of(seen, part) not in lifecycle.STEPS[page.kind].sides:
        raise Http404
    if request.method != "POST":
        is_open = page.kind in (part or seen).open_steps
        return step_page(request, seen, page, forms, status=200 if is_open else 409, **more)
    if not all([form.is_valid() for form in forms]):
        status = 200 if ACT in request.POST else 422
        return step_page(request, seen, page, forms, status=status, **more)
    version = request.POST.get("version", "")
    try:
        act(int(version) if version.isdecimal() else 0)
    except (PersonalDataFound, RecipientRefused) as refusal:
        tell(forms[0], refusal)
        return step_page(request, seen, page, forms, status=422, **more)
    except (Outdated, StepRefused) as refusal:
        return too_late(request, seen, page, forms, refusal, **more)
    return done(request, seen, page)


def done(request, seen, page):
    messages.success(request, page.done)
    return redirect("deviations:show", seen.deviation.number)


def tell(form, refusal):
    """Say a refusal at the field that it is about."""
    if isinstance(refusal, RecipientRefused):
        form.add_error("to_unit", RECIPIENT_REFUSED[refusal.why])
        return
    form.tell_found(refusal.found)


def too_late(request, seen, page, forms, refusal, *, is_done=None, **more):
    """Somebody was first: what stands now, and everything that was typed, to send again or to copy."""
    fresh = case_or_404(request, seen.deviation.number)
    if part := more.get("part"):
        same = [one for one in fresh.parties if one.addressing.pk == part.addressing.pk]
        if not same:  # redirected meanwhile
            raise Http404
        more["part"] = part = same[0]
    if measure := more.get("measure"):
        more["measure"] = next(one for one in part.measures if one.pk == measure.pk)
    if is_done and is_done(fresh, part):
        return done(request, fresh, page)
    now_open = (part or fresh).open_steps
    if page.instead and page.kind not in now_open and page.instead.kind in now_open:
        page, forms = page.instead, page.instead_forms(request.POST)
        more |= {"measures": forms[1]} if len(forms) > 1 else {}
    why = NOT_NOW[refusal.why] if isinstance(refusal, StepRefused) else ""
    return step_page(request, fresh, page, forms, status=409, why=why, conflict=True, **more)


def step_page(request, seen, page, forms, *, status, part=None, why="", conflict=False, **more):
    is_open = page.kind in (part or seen).open_steps
    row = more.get("measure") or (part.addressing if part else seen.deviation)
    more.pop("is_done", None)
    has_read(request, seen.deviation, principals_of(seen))
    context = {
        "seen": seen,
        "part": part,
        "page": page,
        "form": forms[0],
        "checked": WithRows(*forms, gettext("Åtgärd %(n)s")) if len(forms) > 1 else forms[0],
        "version": row.version,
        "is_open": is_open,
        "conflict": conflict,
        "why": why or NOT_NOW["state"],
        "news": seen.steps[-NEWS:] if conflict else (),
        "action": action_of(page, seen, part, more),
        **more,
    }
    return render(request, page.template, context, status=status)


def action_of(page, seen, part, more):
    """The address that the form posts to."""
    number = seen.deviation.number
    if measure := more.get("measure"):
        return reverse(page.url_name, args=[number, measure.pk])
    if page.kind in {StepKind.JUDGED, StepKind.REDIRECTED}:
        return reverse(page.url_name, args=[number, part.addressing.pk])
    return reverse(page.url_name, args=[number])
