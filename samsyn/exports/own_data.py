"""What is stored of one person, for that person: an extract by GDPR art. 15 and 20.

Nothing of others: whoever changed the account is left out, and the names of those whose accounts the
person keeps. Letters are told without their text, since a link in one may still open the account.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder

from samsyn.accounts import selectors as accounts
from samsyn.audit import selectors as audit
from samsyn.deviations.selectors.answer_drafts import answer_drafts_by
from samsyn.deviations.selectors.drafts import drafts_by
from samsyn.domain.access import Ability, Viewer
from samsyn.groups.selectors.own import own_seats
from samsyn.mail import selectors as mail
from samsyn.push.selectors import feeds_of

if TYPE_CHECKING:
    from samsyn.accounts.models import User

ABOUT_PEOPLE = frozenset({"user", "invitation", "joining_request"})
"""Objects of the log that are other persons, unless they are oneself."""

OwnData = dict[str, Any]


def own_data(
    user: "User", *, choices: Iterable[Viewer], has_second_step: bool, now: datetime
) -> OwnData:
    """The whole extract, ready for JSON. `choices`: what the person may act for at this moment.

    A draft's text is part of it only at units that the person may write, or answer, for now: elsewhere
    it is the unit's, which the person has left.
    """
    myself, choices = accounts.as_person(user), tuple(choices)
    return {
        "about": "Samsyn: what is stored of one person (GDPR art. 15 and 20)",
        "made_at": now,
        "account": {**accounts.own_account(user), "has_second_step": has_second_step},
        "roles": accounts.own_roles(user),
        **accounts.own_entries(user),
        "log": [_event(event, user) for event in audit.own_events(viewer=myself)],
        "drafts": _drafts(myself, choices),
        "answer_drafts": _answer_drafts(myself, choices),
        "letters": list(mail.letters_to(user.email)),
        "summaries": accounts.own_summaries(user),
        "calendars": _calendars(myself),
        "seats": own_seats(user.email, viewer=myself),
    }


def own_json(data: OwnData) -> bytes:
    """The extract as indented UTF-8 JSON with a last line break; moments with their offset."""
    text = json.dumps(data, indent=2, ensure_ascii=False, cls=DjangoJSONEncoder)
    return (text + "\n").encode()


def _event(event: Any, user: "User") -> dict[str, Any]:
    by_myself = event.actor_id == user.pk
    about_other = event.object_kind in ABOUT_PEOPLE and not (
        event.object_kind == "user" and event.object_id == user.pk
    )
    return {
        "at": event.at,
        "kind": event.kind,
        "by": "myself" if by_myself else "somebody else",
        "acting_for": event.acting_for if by_myself else "",
        "object_kind": event.object_kind,
        "object": "" if about_other else event.object_label,
        "reason": event.reason if by_myself else "",
        "details": event.details,
    }


def _calendars(myself: Viewer) -> list[dict[str, Any]]:
    # Not the address: of its secret only a check sum is stored.
    feeds = feeds_of(viewer=myself).values()
    return [{"acting_for": one.acting_key, "created_at": one.created_at} for one in feeds]


def _drafts(myself: Viewer, choices: Iterable[Viewer]) -> list[dict[str, Any]]:
    units = {one.unit_id for one in choices if one.may(Ability.WRITE_DEVIATION)}
    return [
        {
            "unit": draft.unit.name,
            "created_at": draft.created_at,
            "saved_at": draft.saved_at,
            "fields": draft.fields if draft.unit_id in units else None,
        }
        for draft in drafts_by(viewer=myself)
    ]


def _answer_drafts(myself: Viewer, choices: Iterable[Viewer]) -> list[dict[str, Any]]:
    units = {one.unit_id for one in choices if one.may(Ability.ANSWER)}
    return [
        {
            "number": draft.addressing.deviation.number,
            "unit": draft.addressing.name_then,
            "created_at": draft.created_at,
            "saved_at": draft.saved_at,
            "fields": draft.fields if draft.addressing.unit_id in units else None,
        }
        for draft in answer_drafts_by(viewer=myself)
    ]
