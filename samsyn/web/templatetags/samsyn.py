"""How are codes, people, days and numbers said in words on a page?"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from django import template
from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from samsyn.domain import vocabulary
from samsyn.domain.vocabulary import Listed
from samsyn.web.icons import ICONS

register = template.Library()


@register.filter
def label(code: str, list_name: str = "") -> str:
    """{{ value|label:"View" }}: the translated label of a code in a closed list of the vocabulary.

    A member needs no list name. A code that the list does not know is shown as it is.
    """
    if not code:
        return ""
    if isinstance(code, Listed):
        return gettext(code.label)
    try:
        return gettext(getattr(vocabulary, list_name)(code).label)
    except ValueError:
        return str(code)


@register.simple_tag
def icon(name: str) -> SafeString:
    """{% icon "check" %}: a decorative picture; the word beside it says the same."""
    return DRAWN_ICONS[name]


DRAWN_ICONS: dict[str, SafeString] = {
    name: format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(paths),  # noqa: S308 (our own constants)
    )
    for name, paths in ICONS.items()
}


# code -> (icon, tone). Tones are defined in css/components/state.css.
STATES: dict[str, dict[str, tuple[str, str]]] = {
    "AddressingState": {
        "delivered": ("mail", "waiting"),
        "acknowledged": ("check", "going"),
        "investigating": ("search", "going"),
        "answered": ("message", "done"),
        "judged": ("check-double", "done"),
        "declined": ("minus-circle", "quiet"),
        "redirected": ("redirect", "quiet"),
    },
    "DeviationState": {
        "draft": ("edit", "quiet"),
        "sent": ("send", "waiting"),
        "partly_answered": ("half", "going"),
        "answered": ("message", "done"),
        "judged": ("check-double", "done"),
        "closed": ("lock", "quiet"),
        "withdrawn": ("undo", "quiet"),
    },
    "View": {
        "agrees": ("check-circle", "done"),
        "partly": ("half", "going"),
        "differs": ("x-circle", "differs"),
    },
    "MeasureStatus": {
        "planned": ("calendar", "waiting"),
        "ongoing": ("clock", "going"),
        "done": ("check", "done"),
        "dropped": ("minus-circle", "quiet"),
    },
    "LiftState": {
        "waiting": ("clock", "waiting"),
        "scheduled": ("calendar", "going"),
        "decided": ("check-double", "done"),
        "withdrawn": ("minus-circle", "quiet"),
    },
    "Consequence": {
        "none": ("minus-circle", "quiet"),
        "minor": ("info", "quiet"),
        "moderate": ("alert", "waiting"),
        "serious": ("stop", "late"),
        "unknown": ("help", "quiet"),
    },
    "AnswerOutcome": {
        "resolved": ("check-circle", "done"),
        "improvement": ("arrow-right", "done"),
        "partly": ("half", "going"),
        "unresolved": ("x-circle", "differs"),
        "not_judged": ("help", "quiet"),
        "unanswered": ("clock", "late"),
    },
}


@register.simple_tag
@cache
def frame_path(url_name: str) -> str:
    """{% frame_path "inbox:inbox" %}: the address of a page without arguments, worked out once.

    For what stands around every page: twenty addresses, which never change while the server runs.
    """
    return reverse(url_name)


@register.simple_tag
def state_tag(code: str, list_name: str = "") -> SafeString:
    """{% state_tag state "DeviationState" %}: icon and word for a state; never colour alone."""
    name = type(code).__name__ if isinstance(code, Listed) else list_name
    return _drawn_state(str(code), name, get_language())


@lru_cache(maxsize=200)  # the closed lists are short, and a page of rows shows few states
def _drawn_state(code: str, name: str, language: str) -> SafeString:
    picture, tone = STATES.get(name, {}).get(code, ("info", "quiet"))
    about = {"icon": picture, "tone": tone, "word": label(code, name)}
    return render_to_string("components/state.html", about)


def days_in_words(last_day: date, today: date) -> str:
    """How long until a day, in words: 3 dagar kvar, i dag, 2 dagar försenat."""
    days = (last_day - today).days
    if days == 0:
        return gettext("i dag")
    if days > 0:
        return ngettext("%(days)s dag kvar", "%(days)s dagar kvar", days) % {"days": days}
    return ngettext("%(days)s dag försenat", "%(days)s dagar försenat", -days) % {"days": -days}


@register.simple_tag
def day(when: date | None) -> str:
    """{% day answer_by %}: <time> with the day in words, 12 mars 2026, of a day or a moment."""
    return _time(when, "j F Y", "")


@register.simple_tag
def moment(when: datetime | None) -> str:
    """{% moment step.at %}: <time> with day and clock, 12 mars 2026 14.03, that keep to one line."""
    return _time(when, "j F Y H.i", "nowrap")


def _time(when: date | None, words: str, css: str) -> str:
    if when is None:
        return ""
    here = timezone.localtime(when) if isinstance(when, datetime) else when
    # By its written form: the hour that comes twice in October is equal to itself as a datetime.
    return _drawn_time(here.isoformat(), here, words, css, get_language())


@lru_cache(maxsize=2000)  # the same few days come again and again on the pages of a week
def _drawn_time(attribute: str, when: date, words: str, css: str, language: str) -> SafeString:
    kept = format_html(' class="{}"', css) if css else ""
    said = formats.date_format(when, words)
    return format_html('<time{} datetime="{}">{}</time>', kept, attribute, said)


@register.filter
def days_left(last_day: date | None) -> str:
    """{{ answer_by|days_left }}: the days from today to a deadline, in words."""
    return days_in_words(last_day, timezone.localdate()) if last_day else ""


@register.inclusion_tag("components/deadline.html")
def deadline(last_day: date | None, words: str = "", soon: int = 5) -> dict[str, object]:
    """{% deadline answer_by _("Svara senast") %}: the day and what is left, in words."""
    left = (last_day - timezone.localdate()).days if last_day else None
    tone = (
        "quiet" if left is None else "late" if left < 0 else "waiting" if left <= soon else "calm"
    )
    return {"day": last_day, "words": words, "tone": tone}


@register.filter
def person(user: object, role_and_unit: str = "") -> str:
    """{{ user|person:"Enhetschef, BUP Tofsvipan" }}: the name, or the role if protected."""
    if user is None:
        return role_and_unit or gettext("okänd person")
    if getattr(user, "hide_name", False):
        return role_and_unit or gettext("en medarbetare")
    return str(user)


@register.filter
def person_at(user: object, deviation: object) -> str:
    """{{ answer.made_by|person_at:seen.deviation }}: as `person`; nobody by name came by the mailbox."""
    if user is None and getattr(deviation, "origin", "") == vocabulary.Origin.WRITTEN:
        return gettext("via funktionsbrevlådan")
    return person(user)


@register.filter
def number(value: object, decimals: int | None = None) -> str:
    """{{ value|number:1 }}: the number as the language writes it: thin space, decimal comma."""
    if value is None or value == "":
        return ""
    if decimals is not None:
        # Half is rounded up, as in the yearly reports; number_format alone would cut.
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return formats.number_format(value, decimals, force_grouping=True)


@register.filter
def percent(share: float | None, decimals: int = 0) -> str:
    """{{ 0.54|percent }}: 54 %, with a space that does not break."""
    if share is None:
        return ""
    return gettext("%(share)s %%") % {"share": number(Decimal(str(share)) * 100, decimals)}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, object]:
    """{% breadcrumbs "inbox:inbox" _("Inkorg") deviation.number %}: pairs of address and words.

    An address is a URL name without arguments or a path; a last lone word is the page itself.
    """
    pairs = zip(parts[0::2], parts[1::2], strict=False)
    trail = [(to if to.startswith("/") else reverse(to), words) for to, words in pairs]
    return {"trail": trail, "here": parts[-1] if len(parts) % 2 else ""}


@register.filter
def pages_near(paginator: Paginator, page: Page) -> list[int | None]:
    """The first, the last and the pages near this one; None where some are left out."""
    shown = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [one if isinstance(one, int) else None for one in shown]


@register.simple_tag(takes_context=True)
def without(context: template.Context, name: str) -> str:
    """{% without "state" %}: this page's address without one filter, from the first page."""
    return same_list(context, **{name: None, "page": None})


@register.simple_tag(takes_context=True)
def same_list(context: template.Context, **changes: object) -> str:
    """{% same_list page=3 sort="-date" %}: this page's address with some query words changed."""
    words = context["request"].GET.copy()
    for name, value in changes.items():
        if value in (None, ""):
            words.pop(name, None)
        else:
            words[name] = str(value)
    return f"?{words.urlencode()}"
