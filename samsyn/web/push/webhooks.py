"""Which systems are told what happens, and does it arrive? For the administrator; no case stands here."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.domain.access import Ability
from samsyn.domain.vocabulary import StepKind
from samsyn.push import selectors, services
from samsyn.push.vocabulary import WhyOff
from samsyn.web.permissions import needs
from samsyn.web.push.forms import NewWebhookForm, WebhookForm

PER_PAGE = 25
SECRET = "webhook_secret"  # noqa: S105 - where the session keeps it until it is shown, once
ERRORS = {
    "private": gettext_lazy("adressen ligger i ett lokalt nät"),
    "unknown": gettext_lazy("värden finns inte"),
    "scheme": gettext_lazy("adressen är inte https"),
    "form": gettext_lazy("adressen går inte att läsa"),
    "user": gettext_lazy("adressen har ett lösenord"),
    "timeout": gettext_lazy("inget svar i tid"),
    "tls": gettext_lazy("certifikatet godtogs inte"),
    "connection": gettext_lazy("ingen förbindelse"),
    "answer": gettext_lazy("svaret gick inte att läsa"),
}
"""In words, what stopped an attempt before there was any status."""


def _webhook_or_404(request, pk):
    found = selectors.webhooks(viewer=request.viewer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
@needs(Ability.KEEP_ACCOUNTS)
def list_(request):
    context = {
        "webhooks": selectors.webhooks(viewer=request.viewer),
        "troubled": selectors.troubled_webhooks(viewer=request.viewer),
    }
    return render(request, "push/webhooks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.KEEP_ACCOUNTS)
def new(request):
    form = NewWebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        webhook = services.add_webhook(**form.cleaned_data, by=request.viewer, now=timezone.now())
        request.session[SECRET] = {"webhook": webhook.pk, "secret": webhook.secret}
        messages.success(request, _("Webhooken är skapad och påslagen."))
        return redirect("push:webhook", webhook.pk)
    context = {"form": form}
    return render(request, "push/new_webhook.html", context, status=422 if form.errors else 200)


@require_safe
@needs(Ability.KEEP_ACCOUNTS)
def show(request, pk):
    webhook = _webhook_or_404(request, pk)
    told = selectors.deliveries_of(webhook, viewer=request.viewer)
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "webhook": webhook,
        "why_off": WhyOff(webhook.why_off) if webhook.why_off else "",
        "events": [StepKind(kind) for kind in webhook.events],
        "page": page,
        "rows": [_row(one) for one in page],
        "secret": _secret_to_show(request, webhook),
        "overlap": settings.WEBHOOK_OVERLAP_HOURS,
        "old_secret_signs": bool(
            webhook.old_secret_until and timezone.now() < webhook.old_secret_until
        ),
    }
    return render(request, "push/webhook.html", context)


def _row(delivery):
    label = {kind.value: kind.label for kind in StepKind}.get(delivery.event)
    return {
        "delivery": delivery,
        "event": _(label) if label else _("Provhändelse"),
        "problem": ERRORS.get(delivery.last_error, ""),
    }


def _secret_to_show(request, webhook):
    """The new secret on the page right after it was made, and never again."""
    kept = request.session.get(SECRET)
    if not kept or kept["webhook"] != webhook.pk:
        return ""
    return request.session.pop(SECRET)["secret"]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Ability.KEEP_ACCOUNTS)
def edit(request, pk):
    webhook = _webhook_or_404(request, pk)
    initial = {"url": webhook.url, "events": webhook.events}
    form = WebhookForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_webhook(
            webhook=webhook, **form.cleaned_data, by=request.viewer, now=timezone.now()
        )
        messages.success(request, _("Webhooken är ändrad."))
        return redirect("push:webhook", pk)
    context = {"webhook": webhook, "form": form}
    return render(request, "push/edit_webhook.html", context, status=422 if form.errors else 200)


@require_POST
@needs(Ability.KEEP_ACCOUNTS)
def rotate(request, pk):
    webhook = _webhook_or_404(request, pk)
    secret = services.rotate_secret(webhook=webhook, by=request.viewer, now=timezone.now())
    request.session[SECRET] = {"webhook": pk, "secret": secret}
    return redirect("push:webhook", pk)


@require_POST
@needs(Ability.KEEP_ACCOUNTS)
def off(request, pk):
    webhook = _webhook_or_404(request, pk)
    services.switch_off(webhook=webhook, by=request.viewer, now=timezone.now())
    messages.success(request, _("Webhooken är avstängd. Inget mer skickas till den."))
    return redirect("push:webhook", pk)


@require_POST
@needs(Ability.KEEP_ACCOUNTS)
def on(request, pk):
    webhook = _webhook_or_404(request, pk)
    services.switch_on(webhook=webhook, by=request.viewer, now=timezone.now())
    messages.success(
        request, _("Webhooken är påslagen. Den får veta vad som händer från och med nu.")
    )
    return redirect("push:webhook", pk)


@require_POST
@needs(Ability.KEEP_ACCOUNTS)
def test(request, pk):
    webhook = _webhook_or_404(request, pk)
    services.send_test(webhook=webhook, by=request.viewer, now=timezone.now())
    messages.success(
        request, _("En provhändelse står i kö. Läs om sidan om en halv minut och se hur det gick.")
    )
    return redirect("push:webhook", pk)


@require_POST
@needs(Ability.KEEP_ACCOUNTS)
def again(request, event_id):
    delivery = selectors.delivery(event_id, viewer=request.viewer)
    if delivery is None:
        raise Http404
    services.send_again(delivery=delivery, by=request.viewer, now=timezone.now())
    messages.success(request, _("Händelsen står i kö igen, med samma id."))
    return redirect("push:webhook", delivery.webhook_id)
