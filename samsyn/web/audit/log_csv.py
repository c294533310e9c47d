"""How does the log look in a spreadsheet?"""

import json

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samsyn.domain.vocabulary import AuditKind
from samsyn.exports.csv_file import csv_pieces


def log_as_csv(events):
    """The file in pieces: a head, and one line an event."""
    return csv_pieces(_rows(events))


def _rows(events):
    head = [_("Tid"), _("Händelse"), _("Person"), _("Företrädde"), _("Vad"), _("Nummer eller namn")]
    yield [*head, _("Skäl"), pgettext("of an event", "Uppgifter")]
    for event in events:
        yield [
            timezone.localtime(event.at).strftime("%Y-%m-%d %H:%M:%S"),
            _(AuditKind(event.kind).label),
            event.actor_name,
            event.acting_for,
            event.object_kind,
            _(event.object_label) if event.object_label else "",
            event.reason,
            json.dumps(event.details, ensure_ascii=False) if event.details else "",
        ]
