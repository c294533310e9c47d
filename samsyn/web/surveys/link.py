"""How does somebody answer by a link or QR code, without an account and without leaving a trace?

The page sets no cookie and opens no session: the secret in the address is all that it needs, so there is
nothing that another site could misuse, and no token against that. It shows no account, also to those who
are signed in. Nothing is kept until the answer is sent (ADR 0048), and never in which language it was
written, which would point at a family (ADR 0050).
"""

from contextlib import contextmanager
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.defaultfilters import date as written_day
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.deviations.calendar import day_in_stockholm
from samsyn.domain.questionnaires import said
from samsyn.domain.refusals import PersonalDataFound
from samsyn.domain.spoken import base_of
from samsyn.surveys.refusals import AnswersUnfit, SurveyRefused
from samsyn.surveys.selectors.rounds import has_been_used, round_of_link
from samsyn.surveys.services.anonymous import answer_by_link
from samsyn.web.permissions import public
from samsyn.web.surveys.languages import ASKED, FRAMES, POSTED, frame_for
from samsyn.web.surveys.questions import QuestionsForm


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
    frame = frame_for(request, opened[0].languages)
    with speaking(frame):
        response = _answer(request, token, *opened, frame, today)
    return response


@public
@require_safe
def thanks(request):
    _forget_who(request)
    frame = frame_for(request, FRAMES)
    with speaking(frame):
        response = render(request, "surveys/thanks.html", {"frame": frame})
    response["Content-Language"] = frame.code
    return response


@contextmanager
def speaking(frame):
    """Let what is not in the frame, such as the guard beside a text, speak as near to it as Samsyn can."""
    base = base_of(frame.code)
    with translation.override(base if base in dict(settings.LANGUAGES) else "sv"):
        yield


def _answer(request, token, found, place, frame, today):
    context = {
        "round": found,
        "place": place,
        "title": _title(found, frame.code),
        "lead": said(found.asks.lead, frame.code),
        "frame": frame,
        "posted": POSTED,
        "languages": _languages(found, request.path),
    }
    form, status, page = None, 200, "surveys/link.html"
    if has_been_used(token) or not found.takes_answers:
        context |= {"is_used": found.takes_answers, "opens": _opens(found, frame)}
        page = "surveys/link_closed.html"
    else:
        form = _form(request, found, frame)
        if request.method == "POST" and form.is_valid() and _sent(form, token, today, frame):
            return redirect(f"{reverse('surveys:thanks')}?{urlencode({ASKED: frame.code})}")
        status = 422 if form.errors else 200
    response = render(request, page, context | {"form": form}, status=status)
    response["Content-Language"] = frame.code
    return response


def _form(request, found, frame):
    posted = request.POST if request.method == "POST" else None
    return QuestionsForm(posted, asks=found.asks, language=frame.code)


def _title(found, language):
    """The round's name where it has one in the language; else what its questions are called there."""
    own = found.titles.get(language) or found.asks.title.get(language)
    return own or found.titles["sv"]


def _opens(found, frame):
    """When it opens: in words where Samsyn has them, else in figures that are read alike everywhere."""
    in_words = base_of(frame.code) in dict(settings.LANGUAGES)
    day = written_day(found.opens_on, "j F Y" if in_words else "Y-m-d")
    # Figures after Arabic letters would else be written from the right: 22-11-2026.
    shown = format_html('<time datetime="{}" dir="ltr">{}</time>', found.opens_on.isoformat(), day)
    return format_html(frame.opens, day=shown)


def _languages(found, path):
    """The round's languages as links, each named in itself."""
    there = [FRAMES[one] for one in found.languages if one in FRAMES]
    return [(one, f"{path}?{urlencode({ASKED: one.code})}") for one in there]


def _forget_who(request):
    """Show and know no account on this page."""
    request.user, request.viewer, request.visit = AnonymousUser(), None, None


def _sent(form, token, today, frame):
    """True when the answer was kept; else the form says what was refused."""
    try:
        answer_by_link(token, form.values, today=today, decided=form.decided)
    except AnswersUnfit as unfit:
        form.refuse(unfit.faults)
    except PersonalDataFound as found:
        form.tell_found(found.found)
    except SurveyRefused as refused:
        words = {"empty": frame.at_least_one, "used": frame.used}
        form.add_error(None, words.get(refused.why, frame.closed))
    else:
        return True
    return False
