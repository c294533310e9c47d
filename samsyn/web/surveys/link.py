"""How does somebody answer by a link or QR code, without an account and without leaving a trace?

The page sets no cookie and opens no session: the secret in the address is all that it needs, so there is
nothing that another site could misuse, and no token against that. It shows no account, also to those who
are signed in. Nothing is kept until the answer is sent (ADR 0048).
"""

from contextlib import contextmanager
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.questionnaires import said
from samsyn.domain.refusals import PersonalDataFound
from samsyn.surveys.refusals import AnswersUnfit, SurveyRefused
from samsyn.surveys.selectors.rounds import has_been_used, round_of_link
from samsyn.surveys.services.anonymous import answer_by_link
from samsyn.web.permissions import public
from samsyn.web.surveys.languages import OWN_NAMES
from samsyn.web.surveys.questions import QuestionsForm

LANGUAGE = "sprak"


@csrf_exempt
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    _forget_who(request)
    today = day_in_stockholm(timezone.now())
    opened = round_of_link(token, today=today)
    if opened is None:
        raise Http404
    language = _language(request, opened[0])
    with in_the_frame(language) as spoken:
        response = _answer(request, token, *opened, language, today)
        response["Content-Language"] = spoken
        return response


@contextmanager
def in_the_frame(language):
    """Let the page around the questions speak their language, where Samsyn itself does."""
    base = language.partition("-")[0]
    spoken = base if base in dict(settings.LANGUAGES) else "sv"
    with translation.override(spoken):
        yield spoken


def _answer(request, token, found, place, language, today):
    context = {
        "round": found,
        "place": place,
        "title": said(found.titles, language),
        "lead": said(found.asks.lead, language),
        "spoken": language,
        "languages": _languages(found, language, request.path),
    }
    if has_been_used(token) or not found.takes_answers:
        context["is_used"] = found.takes_answers
        return render(request, "surveys/link_closed.html", context)
    posted = request.POST if request.method == "POST" else None
    form = QuestionsForm(posted, asks=found.asks, language=language)
    context["form"] = form
    if request.method == "POST" and form.is_valid() and _sent(form, token, today):
        query = urlencode({LANGUAGE: language})
        return redirect(f"{reverse('surveys:thanks')}?{query}")
    return render(request, "surveys/link.html", context, status=422 if form.errors else 200)


@public
@require_safe
def thanks(request):
    _forget_who(request)
    with in_the_frame(request.GET.get(LANGUAGE) or get_language() or "sv") as spoken:
        response = render(request, "surveys/thanks.html")
    response["Content-Language"] = spoken
    return response


def _forget_who(request):
    """Show and know no account on this page."""
    request.user, request.viewer, request.visit = AnonymousUser(), None, None


def _language(request, found):
    wanted = request.GET.get(LANGUAGE) or get_language() or "sv"
    return wanted if wanted in found.asks.languages else "sv"


def _languages(found, spoken, path):
    """The questionnaire's languages as links, but the one that is spoken."""
    return [
        (one, OWN_NAMES.get(one, one), f"{path}?{urlencode({LANGUAGE: one})}")
        for one in found.asks.languages
        if one != spoken
    ]


def _sent(form, token, today):
    """True when the answer was kept; else the form says what was refused."""
    try:
        answer_by_link(token, form.values, today=today, decided=form.decided)
    except AnswersUnfit as unfit:
        form.refuse(unfit.faults)
    except PersonalDataFound as found:
        form.tell_found(found.found)
    except SurveyRefused as refused:
        words = {
            "empty": _("Svara på minst en fråga."),
            "used": _("Det har redan skickats ett svar med den här länken."),
        }
        form.add_error(None, words.get(refused.why, _("Enkäten tar inte emot fler svar.")))
    else:
        return True
    return False
