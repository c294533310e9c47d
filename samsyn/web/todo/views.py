"""What should somebody do first today? Each role gets its own answer."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from samsyn.audit import services as audit
from samsyn.deviations.facts import addressing_facts
from samsyn.deviations.selectors.lists import Wishes, copies_of
from samsyn.deviations.selectors.todo import todo_of
from samsyn.domain.access import Ability
from samsyn.domain.lifecycle import is_overdue_to_acknowledge, is_overdue_to_answer
from samsyn.domain.vocabulary import AuditKind
from samsyn.lifts.selectors import waiting_count
from samsyn.notice.selectors import unseen_count
from samsyn.organisations import selectors as organisations
from samsyn.surveys.selectors.waiting import answers_waiting
from samsyn.web.permissions import signed_in
from samsyn.web.unit.views import own_strip

NEWEST_COPIES = 10
LIST_NAME = gettext_noop("Att göra")
"""What the log calls this list."""


@signed_in
@require_safe
def start(request):
    viewer, today = request.viewer, timezone.localdate()
    if viewer is None:
        return render(request, "todo/no_role.html")
    if viewer.may(Ability.READ_DEVIATIONS):
        return own_work(request, today)
    if viewer.may(Ability.READ_COPIES):
        return newest_copies(request, today)
    context = {
        "without_mailbox": None,
        "lifted": waiting_count(viewer=viewer, today=today),
        "surveys": answers_waiting(viewer=viewer, today=today),
    }
    if viewer.may(Ability.KEEP_REGISTRY):
        context["without_mailbox"] = len(organisations.units_without_mailbox(today))
    return render(request, "todo/other_roles.html", context)


def own_work(request, today):
    todo = todo_of(viewer=request.viewer, today=today)
    has_listed(request, {row.deviation_id for row in [*todo.waiting, *todo.to_judge]})
    context = {
        "todo": todo,
        "sections": sections_of(todo, today),
        "may_write": may_write(request),
        "compared": own_strip(request.viewer, today),
    }
    return render(request, "todo/start.html", context)


def sections_of(todo, today):
    """The waiting parts by what is wanted, overdue ones first of all."""
    late, to_acknowledge, to_answer = [], [], []
    for row in todo.waiting:
        facts = addressing_facts(row)
        if is_overdue_to_answer(facts, today) or is_overdue_to_acknowledge(facts, today):
            late.append(row)
        elif row.acknowledged_at is None:
            to_acknowledge.append(row)
        else:
            to_answer.append(row)
    return [
        {"key": "late", "title": _("Försenat"), "rows": late},
        {"key": "acknowledge", "title": _("Att kvittera"), "rows": to_acknowledge},
        {"key": "answer", "title": _("Att svara på"), "rows": to_answer},
    ]


def newest_copies(request, today):
    rows = copies_of(viewer=request.viewer, wishes=Wishes(), today=today)[:NEWEST_COPIES]
    has_listed(request, {row.pk for row in rows})
    context = {
        "rows": rows,
        "sticks_out": unseen_count(viewer=request.viewer),
        "lifted": waiting_count(viewer=request.viewer, today=today),
    }
    return render(request, "todo/copies.html", context)


def may_write(request):
    return request.viewer.may(Ability.WRITE_DEVIATION)


def has_listed(request, deviation_ids):
    if not deviation_ids:
        return
    audit.record(
        AuditKind.LISTED,
        by=request.viewer,
        now=timezone.now(),
        object_kind="deviation",
        label=LIST_NAME,
        details={"ids": sorted(deviation_ids)},
    )
