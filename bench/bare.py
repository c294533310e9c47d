"""Bare Django behind the same server as Samsyn: no middleware, no log-in, no permissions (P10).

The ORM and a template, as anybody writes them; what `bench/served.py` compares Samsyn with.
"""

import copy
import functools
import uuid

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.db import transaction  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

from bench import floor  # noqa: E402
from samsyn.audit.models import AuditConcern, AuditEvent  # noqa: E402
from samsyn.deviations.models import (  # noqa: E402
    Addressing,
    Deviation,
    DeviationVersion,
    SearchText,
    SecretariatCopy,
    StepTaken,
)
from samsyn.mail.models import Letter  # noqa: E402

settings.MIDDLEWARE = []
settings.ROOT_URLCONF = "bench.bare"
PAGE = """<!doctype html><html lang="sv"><title>Rader</title><h1>Rader</h1><table>
{% for row in rows %}<tr>
<td><a href="/avvikelser/{{ row.deviation.number }}/">{{ row.deviation.number }}</a></td>
<td>{{ row.deviation.title }}</td><td>{{ row.deviation.reporter_name_then }}</td>
<td>{{ row.addressed_at|date:"j F Y" }}</td><td>{{ row.outcome|default:"" }}</td></tr>
{% endfor %}</table>"""
TEMPLATE = engines["django"].from_string(PAGE)


def one(request, pk):
    """One row by its primary key."""
    found = Deviation.objects.get(pk=pk)
    return HttpResponse(f"{found.number} {found.title}")


def rows(request, unit):
    """A unit's 25 newest, rendered."""
    standing = Addressing.objects.filter(unit_id=unit, redirected_at=None)
    newest = standing.select_related("deviation").order_by("-addressed_at")[: floor.ROWS]
    return HttpResponse(TEMPLATE.render({"rows": newest}))


def insert(request):
    """One small row, committed."""
    return floor.durable_insert()


@functools.cache
def rows_of(pk):
    """Every row that Samsyn wrote when this deviation was sent; read once, before the measuring."""
    deviation = Deviation.objects.get(pk=pk)
    event = AuditEvent.objects.get(object_kind="deviation", object_id=pk)
    return {
        "deviation": deviation,
        "version": DeviationVersion.objects.get(deviation=deviation),
        "copy": SecretariatCopy.objects.get(deviation=deviation),
        "addressings": list(Addressing.objects.filter(deviation=deviation)),
        "words": SearchText.objects.get(deviation=deviation),
        "step": StepTaken.objects.get(deviation=deviation),
        "event": event,
        "concerns": list(AuditConcern.objects.filter(event=event)),
        "letters": list(Letter.objects.filter(deviation_number=deviation.number)),
    }


@transaction.atomic
def store(request, pk):
    """The rows of that deviation stored once more: what sending writes, and nothing else."""
    kept, key = rows_of(pk), uuid.uuid4()
    deviation = once_more(kept["deviation"], number=f"BARE-{key.hex}", submission_key=key)
    version = once_more(kept["version"], deviation=deviation)
    once_more(kept["copy"], deviation=deviation, source_id=version.pk)
    Addressing.objects.bulk_create(again(row, deviation=deviation) for row in kept["addressings"])
    once_more(kept["words"], deviation=deviation)
    once_more(kept["step"], deviation=deviation)
    event = once_more(kept["event"], object_id=deviation.pk)
    AuditConcern.objects.bulk_create(again(row, event=event) for row in kept["concerns"])
    Letter.objects.bulk_create(
        again(row, message_id=uuid.uuid4(), deviation_number=deviation.number)
        for row in kept["letters"]
    )
    return HttpResponse(deviation.number)


def once_more(row, **different):
    new = again(row, **different)
    new.save(force_insert=True)
    return new


def again(row, **different):
    """The same row, not stored yet."""
    new = copy.copy(row)
    new.pk = None
    for name, value in different.items():
        setattr(new, name, value)
    return new


urlpatterns = [
    path("", lambda request: HttpResponse("up")),
    path("one/<int:pk>", one),
    path("rows/<int:unit>", rows),
    path("insert", insert),
    path("store/<int:pk>", store),
]
application = WSGIHandler()
