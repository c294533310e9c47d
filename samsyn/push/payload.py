"""What is a principal's system told? That something happened, to which number; never what was written."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from samsyn.deviations.calendar import STOCKHOLM
from samsyn.deviations.selectors.pushed import PartyStep
from samsyn.push.vocabulary import TEST


def body_of(step: PartyStep, unit_key: str, event_id: UUID) -> str:
    """The body of one event, as docs/webhooks.md describes it."""
    return _as_json(
        event_id,
        step.kind,
        step.at,
        number=step.number,
        role=step.side.value,
        unit=unit_key,
        standing=step.is_standing,
        link=page_of(step.number),
    )


def test_body(event_id: UUID, now: datetime) -> str:
    """The body of a test event: the same keys, about no deviation."""
    none = {"number": None, "role": None, "unit": None, "standing": None}
    return _as_json(event_id, TEST, now, **none, link=f"{settings.BASE_URL}/")


def page_of(number: str) -> str:
    """The address of a deviation's page; it opens for whoever may read it."""
    return f"{settings.BASE_URL}/avvikelser/{number}/"


def _as_json(event_id: UUID, event: str, at: datetime, **more: Any) -> str:
    moment = at.astimezone(STOCKHOLM).isoformat(timespec="seconds")
    told = {"id": str(event_id), "event": event, "at": moment, **more}
    return json.dumps(told, ensure_ascii=False)
