"""What the parties do after sending, one view a step; how a page is gone through: taking.run."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from samsyn.deviations import services
from samsyn.deviations.selectors.pace import steps_since
from samsyn.deviations.selectors.visible import redirected_by
from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import AnswerOutcome, MeasureStatus, StepKind
from samsyn.organisations import selectors as organisations
from samsyn.web.deviations.drafts import units_found
from samsyn.web.deviations.forms import (
    CorrectForm,
    JudgeForm,
    MeasureStatusForm,
    MessageForm,
    NothingForm,
    ReasonForm,
    RedirectForm,
)
from samsyn.web.deviations.found import case_or_404, own_part_or_404, part_or_404
from samsyn.web.deviations.kept import keeps_typed
from samsyn.web.deviations.pace import a_minute_ago, is_too_fast
from samsyn.web.deviations.step_pages import (
    ACKNOWLEDGE,
    CLOSE,
    CORRECT,
    DECLINE,
    INVESTIGATE,
    JUDGE,
    MEASURE,
    MESSAGE,
    REDIRECT,
    REOPEN,
    WITHDRAW,
)
from samsyn.web.deviations.taking import posted, run, step_page
from samsyn.web.deviations.words import TOO_FAST
from samsyn.web.mailbox import visits
from samsyn.web.permissions import needs

pages = require_http_methods(["GET", "HEAD", "POST"])


def asked(request, seen, part=None):
    """What every service of a step is told."""
    about = {"deviation_id": seen.deviation.pk, "by": request.viewer, "now": timezone.now()}
    return about | ({"addressing_id": part.addressing.pk} if part else {})


@needs(Ability.ANSWER, guests=True)
@pages
def acknowledge(request, number):
    seen = case_or_404(request, number)
    part = own_part_or_404(seen)

    def act(version):
        services.acknowledge(**asked(request, seen, part), seen_version=version)

    return run(
        request,
        seen,
        ACKNOWLEDGE,
        [NothingForm(posted(request))],
        act,
        part=part,
        is_done=lambda _seen, part: part.addressing.acknowledged_at,
    )


@needs(Ability.ANSWER, guests=True)
@pages
def investigate(request, number):
    seen = case_or_404(request, number)
    part = own_part_or_404(seen)

    def act(version):
        services.start_investigating(**asked(request, seen, part), seen_version=version)

    return run(
        request,
        seen,
        INVESTIGATE,
        [NothingForm(posted(request))],
        act,
        part=part,
        is_done=lambda _seen, part: part.addressing.investigating_at,
    )


@keeps_typed
@needs(Ability.ANSWER, guests=True)
@pages
def decline(request, number):
    seen = case_or_404(request, number)
    part = own_part_or_404(seen)
    form = ReasonForm(
        posted(request),
        viewer=request.viewer,
        hint=_("Den som skrev och sekretariatet ser motiveringen."),
    )

    def act(version):
        given = {"reason": form.cleaned_data["reason"], "decided": form.decided}
        services.decline(**asked(request, seen, part), seen_version=version, **given)

    return run(
        request,
        seen,
        DECLINE,
        [form],
        act,
        part=part,
        is_done=lambda _seen, part: was_declined_by(part.addressing, request.viewer),
    )


@visits.redirects_once
@keeps_typed
@needs(Ability.ROUTE, guests=True)
@pages
def redirect_part(request, number, part):
    if request.method == "POST" and redirected_by(part, viewer=request.viewer):
        messages.success(request, REDIRECT.done)  # a second press of the button
        return redirect("inbox:inbox")
    seen = case_or_404(request, number)
    part = part_or_404(seen, part)
    text = request.POST.get("unit_search", "").strip()
    chosen = organisations.units_by_pk(
        [int(one) for one in [request.POST.get("to_unit", "")] if one.isdecimal()]
    )
    more = {"part": part, "searched": text, "chosen": list(chosen.values())}
    if "find" in request.POST:
        more["found"] = units_found(request, text, but=[str(one) for one in chosen])
        form = RedirectForm(initial=request.POST.dict(), viewer=request.viewer)
        return step_page(request, seen, REDIRECT, [form], status=200, **more)
    form = RedirectForm(
        posted(request),
        viewer=request.viewer,
        hint=_("Mottagaren och den som skrev ser motiveringen."),
    )

    def act(version):
        given = {"to_unit_id": form.cleaned_data["to_unit"], "reason": form.cleaned_data["reason"]}
        services.redirect(
            **asked(request, seen, part), seen_version=version, decided=form.decided, **given
        )

    response = run(request, seen, REDIRECT, [form], act, found=None, **more)
    still_seen = response.status_code != 302 or part.side == "recipient_coordinator"
    if still_seen:
        return response
    if request.visit:
        visits.end_by_redirecting(request, part.addressing.pk)
        return redirect("mailbox:left")
    return redirect("inbox:inbox")


@keeps_typed
@needs(Ability.WRITE_DEVIATION)
@pages
def judge(request, number, part):
    seen = case_or_404(request, number)
    part = part_or_404(seen, part)
    own = part.addressing
    form = JudgeForm(
        posted(request),
        viewer=request.viewer,
        initial={"outcome": own.outcome, "text": own.judgement_text},
    )

    def act(version):
        outcome = AnswerOutcome(form.cleaned_data["outcome"])
        text = form.cleaned_data["text"]
        given = {"outcome": outcome, "text": text, "decided": form.decided}
        services.judge_answer(**asked(request, seen, part), seen_version=version, **given)

    def is_done(_seen, part):
        judged = (part.addressing.outcome, part.addressing.judgement_text)
        return judged == (form.cleaned_data["outcome"], form.cleaned_data["text"])

    return run(request, seen, JUDGE, [form], act, part=part, is_done=is_done)


@needs(Ability.WRITE_DEVIATION)
@pages
def close(request, number):
    seen = case_or_404(request, number)

    def act(version):
        services.close_deviation(**asked(request, seen), seen_version=version)

    return run(
        request,
        seen,
        CLOSE,
        [NothingForm(posted(request))],
        act,
        is_done=lambda seen, _part: seen.deviation.closed_by_id == request.viewer.user_id,
    )


@keeps_typed
@needs(Ability.WRITE_DEVIATION)
@pages
def withdraw(request, number):
    seen = case_or_404(request, number)
    form = ReasonForm(
        posted(request), viewer=request.viewer, hint=_("Mottagarna ser motiveringen.")
    )

    def act(version):
        given = {"reason": form.cleaned_data["reason"], "decided": form.decided}
        services.withdraw_deviation(**asked(request, seen), seen_version=version, **given)

    return run(
        request,
        seen,
        WITHDRAW,
        [form],
        act,
        is_done=lambda seen, _part: seen.deviation.withdrawn_by_id == request.viewer.user_id,
    )


@keeps_typed
@needs(Ability.ANSWER)
@pages
def reopen(request, number):
    seen = case_or_404(request, number)
    form = ReasonForm(
        posted(request), viewer=request.viewer, hint=_("Alla parter ser motiveringen.")
    )

    def act(version):
        given = {"reason": form.cleaned_data["reason"], "decided": form.decided}
        services.reopen_deviation(**asked(request, seen), seen_version=version, **given)

    return run(
        request,
        seen,
        REOPEN,
        [form],
        act,
        is_done=lambda seen, _part: was_last(seen, StepKind.REOPENED, request.viewer),
    )


@keeps_typed
@needs(Ability.WRITE_DEVIATION)
@pages
def correct(request, number):
    seen = case_or_404(request, number)
    names = [name for name in CorrectForm.base_fields if name != "reason"]
    form = CorrectForm(
        posted(request),
        viewer=request.viewer,
        initial={name: getattr(seen.account, name) for name in names},
    )

    def act(version):
        given = {"account": form.account(), "reason": form.cleaned_data["reason"]}
        services.correct_deviation(
            **asked(request, seen), seen_version=version, decided=form.decided, **given
        )

    def is_done(seen, _part):
        is_same = all(getattr(seen.account, name) == form.cleaned_data[name] for name in names)
        return is_same and seen.account.made_by_id == request.viewer.user_id

    return run(request, seen, CORRECT, [form], act, is_done=is_done)


@keeps_typed
@needs(Ability.ANSWER, guests=True)
@pages
def message(request, number):
    seen = case_or_404(request, number)
    form = MessageForm(posted(request), viewer=request.viewer, initial={"submission_key": uuid4()})

    def act(_version):
        key, text = form.cleaned_data["submission_key"], form.cleaned_data["text"]
        given = {"submission_key": key, "text": text, "decided": form.decided}
        services.write_message(**asked(request, seen), **given)

    if form.is_bound and form.is_valid():
        lately = steps_since(a_minute_ago(), viewer=request.viewer).count()
        if is_too_fast(lately):
            form.add_error(None, TOO_FAST)
            return step_page(request, seen, MESSAGE, [form], status=429)
    return run(request, seen, MESSAGE, [form], act)


@needs(Ability.ANSWER, guests=True)
@pages
def measure_status(request, number, measure):
    seen = case_or_404(request, number)
    part = own_part_or_404(seen)
    row = next((one for one in part.measures if one.pk == measure), None)
    if row is None:
        raise Http404
    form = MeasureStatusForm(posted(request), initial={"status": row.status})

    def act(version):
        services.change_measure(
            deviation_id=seen.deviation.pk,
            measure_id=row.pk,
            seen_version=version,
            status=MeasureStatus(form.cleaned_data["status"]),
            by=request.viewer,
            now=timezone.now(),
        )

    def is_done(_seen, part):
        now = next(one for one in part.measures if one.pk == row.pk)
        return now.status == form.cleaned_data["status"]

    return run(request, seen, MEASURE, [form], act, part=part, measure=row, is_done=is_done)


def was_declined_by(addressing, viewer):
    """True when this person, or the unit's guest (who has no account to compare), declined already."""
    return bool(addressing.declined_at) and addressing.declined_by_id == viewer.user_id


def was_last(seen, kind, viewer):
    """True when the viewer did this last of all: the second press of one button."""
    last = seen.steps[-1]
    return last.kind == kind and last.by_id == viewer.user_id
