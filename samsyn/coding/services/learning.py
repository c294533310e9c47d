"""What has the secretariat coded, for the suggester to learn from? Masked copies only, and it is logged."""

import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from samsyn.audit.services import record
from samsyn.coding.models import AT_THE_DESK, Coding
from samsyn.coding.suggesting import text_of
from samsyn.deviations.selectors.copied_texts import masked_accounts
from samsyn.domain.access import Everything
from samsyn.domain.vocabulary import AuditKind
from samsyn.suggester import subtype_id, theme_id

AT_ONCE = 500
"""So many at a time: SQLite takes a bounded number of values in a question."""


@dataclass(frozen=True)
class CodedText:
    """One masked text and what the secretariat has coded it as, by the suggester's ids."""

    deviation_id: int
    text: str
    theme: str
    subtype: str
    """Empty when no subtype was chosen, or none that the suggester knows."""


def coded_texts(*, by: Everything, now: datetime) -> list[CodedText]:
    """Everything that the secretariat has coded in themes that the suggester knows; logged as an export."""
    codes = _codes()
    found = list(_texts(codes, by))
    record(
        AuditKind.EXPORTED,
        by=by,
        now=now,
        object_kind="theme_weights",
        details={"deviations": len(found)},
    )
    return found


def _codes() -> dict[int, tuple[str, str]]:
    """Theme and subtype by deviation. A coding with several subtypes is learned under the first known one."""
    rows = Coding.objects.filter(source__in=AT_THE_DESK, theme__isnull=False).order_by("pk")
    themes: dict[int, str] = {}
    subtypes: dict[int, list[str]] = defaultdict(list)
    listed = rows.values_list("deviation_id", "theme__key", "theme__name", "subtypes__name")
    for deviation, key, name, subtype in listed.order_by("pk", "subtypes__order", "subtypes__pk"):
        if known := theme_id(key, name):
            themes[deviation] = known
            subtypes[deviation] += [found] if (found := subtype_id(subtype or "")) else []
    return {
        deviation: (theme, next((one for one in subtypes[deviation] if one.startswith(theme)), ""))
        for deviation, theme in themes.items()
    }


def _texts(codes: dict[int, tuple[str, str]], by: Everything) -> Iterator[CodedText]:
    ids = sorted(codes)
    for start in range(0, len(ids), AT_ONCE):
        for deviation, account in masked_accounts(ids[start : start + AT_ONCE], viewer=by):
            if text := text_of(account):
                yield CodedText(deviation, text, *codes[deviation])


def accept_weights(weights: bytes, *, by: Everything, now: datetime) -> Path:
    """From now on these weights are used; logged. The file is whole or not there at all."""
    path = Path(settings.THEME_WEIGHTS)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_bytes(weights)
    os.replace(unfinished, path)
    record(AuditKind.KEPT_RUNNING, by=by, now=now, object_kind="theme_weights")
    return path
