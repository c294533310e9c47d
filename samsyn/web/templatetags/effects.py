"""How is a measure's before and after said in words?"""

from datetime import date

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from samsyn.domain.before_after import Compared, Span
from samsyn.domain.shares import share_of
from samsyn.plans.effects import Effect
from samsyn.web.templatetags.samsyn import number

register = template.Library()


@register.filter
def rows_of_effect(effect: Effect) -> list[dict[str, object]]:
    """Before and after as the table's two rows."""
    compared = effect.compared
    sides = (
        (gettext("Före"), effect.before, compared.before, compared.before_lies),
        (gettext("Efter"), effect.after, compared.after, compared.after_lies),
    )
    return [
        {
            "words": words,
            "span": span_in_words(span) if span else "",
            "part": part,
            "share": share_of(part.count, part.n) if part.count is not None and part.n else None,
            "lies": gettext("%(low)s–%(high)s %%")
            % {"low": number(round(lies.low * 100)), "high": number(round(lies.high * 100))}
            if lies
            else "",
        }
        for words, span, part, lies in sides
    ]


def span_in_words(span: Span) -> str:
    """februari 2025–oktober 2025, or the year alone when all of it is meant."""
    if (span.first.month, span.last.month) == (1, 12) and span.first.year == span.last.year:
        return str(span.first.year)
    ends = [date_format(date(one.year, one.month, 1), "F Y") for one in (span.first, span.last)]
    return "–".join(dict.fromkeys(ends))


@register.simple_tag
def difference_words(compared: Compared) -> str:
    """The difference with its interval, in percentage points."""
    lies = compared.difference
    assert lies is not None
    return gettext(
        "Skillnaden efter jämfört med före ligger mellan %(low)s och %(high)s procentenheter."
    ) % {
        "low": _signed(lies.low),
        "high": _signed(lies.high),
    }


def _signed(share: float) -> str:
    points = round(share * 100)
    return f"−{number(-points)}" if points < 0 else f"+{number(points)}" if points else "0"


@register.simple_tag
def uncoded_words(effect: Effect) -> str:
    """How many reports were not coded before and after; empty when all were, or it is not shown."""
    before, after = effect.uncoded
    if before is None or after is None or not before + after:
        return ""
    words = ngettext(
        "%(all)s rapport saknar tema och räknas inte: %(before)s före och %(after)s efter.",
        "%(all)s rapporter saknar tema och räknas inte: %(before)s före och %(after)s efter.",
        before + after,
    )
    return words % {"all": before + after, "before": before, "after": after}


@register.filter
def confidence(effect: Effect) -> int:
    """How sure the intervals are to be, in percent."""
    level: int = settings.SERIES_CONFIDENCE_PERCENT
    return level
