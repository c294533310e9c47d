"""How does the log look in a spreadsheet?"""

import csv
import io
import json

from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.domain.vocabulary import AuditKind

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def lines_of(events):
    """The lines of the file: with a mark that tells Excel the coding, and a head."""
    head = [_("Tid"), _("Händelse"), _("Person"), _("Företrädde"), _("Vad"), _("Nummer eller namn")]
    yield "\ufeff" + _line([*head, _("Skäl"), _("Uppgifter")])
    for event in events:
        yield _line(_cells(event))


def _cells(event):
    return [
        timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
        _(AuditKind(event.kind).label),
        event.actor_name,
        event.acting_for,
        event.object_kind,
        event.object_label,
        event.reason,
        json.dumps(event.details, ensure_ascii=False) if event.details else "",
    ]


def _line(cells):
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(map(_harmless, cells))
    return out.getvalue()


def _harmless(cell):
    # A spreadsheet would run a cell that begins like a formula (fault F12).
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
