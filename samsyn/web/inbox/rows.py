"""What does a row of a list say? Words are made once here, so that the template only places them."""

from datetime import date

from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext

from samsyn.deviations.facts import addressing_facts
from samsyn.domain.lifecycle import (
    DeviationFacts,
    addressing_state,
    deviation_state,
    is_overdue_to_acknowledge,
    is_overdue_to_answer,
)
from samsyn.domain.vocabulary import Origin
from samsyn.web.templatetags.samsyn import days_in_words

PART = [
    "name_then",
    "unit_id",
    "addressed_at",
    "acknowledged_at",
    "investigating_at",
    "answered_at",
    "declined_at",
    "redirected_at",
    "judged_at",
    "acknowledge_by",
    "answer_by",
]
DEVIATION = [
    "number",
    "title",
    "reporter_name_then",
    "reporter_kind__short_label",
    "sent_at",
    "sent_on",
    "origin",
    "closed_at",
    "withdrawn_at",
]
FIELDS = {
    "inbox": [*PART, *(f"deviation__{name}" for name in DEVIATION)],
    "sent": DEVIATION,
    "copies": DEVIATION,
}
"""What a row is made of: the rest of these wide tables stays in the database. One more would cost a
query for each row, which the tests of the lists count."""


def inbox_row(part, today: date) -> dict[str, object]:
    """One recipient's part: where that stands, until the whole deviation has ended."""
    deviation = part.deviation
    row = _row(deviation, [part], today, day=timezone.localdate(part.addressed_at))
    if not has_ended(deviation):
        row["state"] = addressing_state(addressing_facts(part))
    return row | {"title": deviation.title}


def sent_row(deviation, today: date) -> dict[str, object]:
    """A deviation with all who are to answer it."""
    row = _row(deviation, deviation.standing, today, day=deviation.sent_on)
    return row | {"title": deviation.title}


def copy_row(deviation, today: date) -> dict[str, object]:
    """A deviation as the secretariat may see it: its title from the copy."""
    row = _row(deviation, deviation.standing, today, day=deviation.sent_on)
    return row | {"title": deviation.copied_title}


def has_ended(deviation) -> bool:
    return bool(deviation.closed_at or deviation.withdrawn_at)


def _row(deviation, parts, today, *, day):
    facts = tuple(addressing_facts(part) for part in parts)
    whole = DeviationFacts(
        deviation.sent_at, deviation.closed_at, deviation.withdrawn_at, addressings=facts
    )
    is_open = not has_ended(deviation)
    is_answer_late = is_open and any(is_overdue_to_answer(one, today) for one in facts)
    is_silent = is_open and any(is_overdue_to_acknowledge(one, today) for one in facts)
    waiting = [one.answer_by for one in facts if not (one.answered_at or one.declined_at)]
    answer_by = min((last for last in waiting if last and is_open), default=None)
    return {
        "url": reverse("deviations:show", args=[deviation.number]),
        "number": deviation.number,
        "origin": "" if deviation.origin == Origin.WRITTEN else deviation.origin,
        "from": deviation.reporter_name_then,
        "kind": deviation.reporter_kind.short_label,
        "to": ", ".join(part.name_then for part in parts),
        "day": _in_words(day),
        "state": deviation_state(whole),
        "is_late": is_answer_late or is_silent,
        "is_answer_late": is_answer_late,
        "is_silent": is_silent,
        "answer_by": _in_words(answer_by) if answer_by else None,
        "left": days_in_words(answer_by, today) if answer_by else "",
    }


def _in_words(day: date) -> dict[str, str]:
    return {"iso": day.isoformat(), "words": dateformat.format(day, gettext("j b Y"))}
