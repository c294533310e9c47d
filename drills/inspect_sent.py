"""Is each sent deviation whole, and is none missing or double? Run inside the drill's environment.

`form`: print a filled form for the submitters. `check FILE`: FILE holds what they were told.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import django

django.setup()

from samsyn.audit.models import AuditEvent  # noqa: E402
from samsyn.deviations.models import (  # noqa: E402
    Addressing,
    AgreementPoint,
    Deviation,
    DeviationVersion,
    Draft,
    SearchText,
    SecretariatCopy,
    StepTaken,
)
from samsyn.mail.models import Letter  # noqa: E402
from samsyn.organisations.models import Unit  # noqa: E402

RECIPIENTS = ("demo-skola-tofsmesen", "demo-hab-steglitsen", "demo-vc-tjadern")
TITLE = "Skriven i en övning"


def form():
    point = AgreementPoint.objects.earliest("pk")
    units = Unit.objects.filter(key__in=RECIPIENTS)
    return {
        "direct_contact": "yes",
        "title": TITLE,
        "happened_on": "2026-01-12",
        "what_happened": "Mötet hölls utan oss. " * 10,
        "what_was_expected": "Att kallelsen går till vår funktionsbrevlåda.",
        "consequence": "minor",
        "point": f"{point.agreement_id}-{point.pk}",
        "level": "individual",
        "recipients": [unit.pk for unit in units],
    }


def counted(model, field):
    return Counter(
        model.objects.filter(**{f"{field}__title": TITLE}).values_list(f"{field}_id", flat=True)
    )


def check(told):
    """How many are lost, double and half-written."""
    sent = {str(one.submission_key): one for one in Deviation.objects.filter(title=TITLE)}
    lost = [key for key, number in told["acknowledged"].items() if _number(sent, key) != number]
    numbers = Counter(one.number for one in sent.values())
    unasked = set(sent) - set(told["asked"])
    pks = {one.pk for one in sent.values()}
    events = Counter(
        pk
        for pk, details in AuditEvent.objects.filter(object_kind="deviation").values_list(
            "object_id", "details"
        )
        if pk in pks and details.get("step") == "sent"
    )
    letters = Counter(
        Letter.objects.filter(deviation_number__in=numbers).values_list(
            "deviation_number", flat=True
        )
    )
    drafts = {str(key) for key in Draft.objects.values_list("submission_key", flat=True)}
    once = [counted(each, "deviation") for each in (DeviationVersion, SecretariatCopy, StepTaken)]
    once.append(counted(SearchText, "deviation"))
    parts = counted(Addressing, "deviation")
    half = [
        one.number
        for key, one in sent.items()
        if any(rows[one.pk] != 1 for rows in (*once, events))
        or parts[one.pk] != len(RECIPIENTS)
        or letters[one.number] != len(RECIPIENTS)
        or key in drafts
    ]
    double = [number for number, times in numbers.items() if times > 1]
    return {
        "sent": len(sent),
        "acknowledged": len(told["acknowledged"]),
        "lost": len(lost),
        "double": len(double) + len(unasked),
        "half-written": len(half),
    }


def _number(sent, key):
    return sent[key].number if key in sent else None


if __name__ == "__main__":
    if sys.argv[1] == "form":
        print(json.dumps(form()))
    else:
        print(json.dumps(check(json.loads(Path(sys.argv[2]).read_text()))))
