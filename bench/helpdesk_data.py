"""Fill django-helpdesk with tickets of the shape of deviations; run by its own environment. JSON to stdout.

`python -m bench.helpdesk_data TICKETS QUEUES IN_THE_FIRST`: a queue is a unit, the first has as many
as the unit of Samsyn's that is asked beside it; a third is open, each has an answer and a judgement.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402
from helpdesk.models import FollowUp, Queue, Ticket, UserSettings  # noqa: E402

AT_ONCE = 2000
WORDS = [
    "kallelsen",
    "remissen",
    "telefon",
    "mötet",
    "svar",
    "tider",
    "utskrivning",
    "planering",
    "skola",
    "mottagning",
]
CLOSED, OPEN = Ticket.CLOSED_STATUS, Ticket.OPEN_STATUS


def text(number, length):
    """Words in an order of its own for each ticket."""
    found, at = [], number
    while sum(map(len, found)) + len(found) < length:
        at = (at * 1103515245 + 12345) % 2**31
        found.append(WORDS[at // 65536 % len(WORDS)])
    return " ".join(found)


def ticket(number, queues, in_the_first, tickets, staff, now):
    place = 0 if number < in_the_first else 1 + number % (len(queues) - 1)
    created = now - timedelta(days=3 * 365) * (number * 7919 % tickets / tickets)
    return Ticket(
        title=text(number, 60),
        description=text(number + 1, 600),
        queue=queues[place],
        created=created,
        modified=created,
        submitter_email=f"enhet{number % len(queues)}@demo.invalid",
        assigned_to=staff,
        status=OPEN if number % 3 == 0 else CLOSED,
        secret_key="x" * 36,
    )


def fill(tickets, many_queues, in_the_first):
    call_command("migrate", verbosity=0)
    staff = User.objects.create_superuser("staff", "staff@demo.invalid", "only for measuring")
    UserSettings.objects.get_or_create(user=staff)
    for number in range(many_queues):
        Queue(title=f"Enhet {number}", slug=f"enhet-{number}", allow_public_submission=True).save()
    queues, now = list(Queue.objects.order_by("pk")), timezone.now()
    for first in range(0, tickets, AT_ONCE):
        numbers = range(first, min(first + AT_ONCE, tickets))
        made = Ticket.objects.bulk_create(
            ticket(number, queues, in_the_first, tickets, staff, now) for number in numbers
        )
        FollowUp.objects.bulk_create(
            FollowUp(
                ticket=one,
                date=one.created + timedelta(days=10 * (turn + 1)),
                title="Svar" if turn == 0 else "Bedömning",
                comment=text(one.pk + turn, 300),
                public=True,
                user=staff,
            )
            for one in made
            for turn in range(2)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def known():
    """What whoever asks must know: a session, the first queue and a ticket in it."""
    client = Client()
    client.force_login(User.objects.get(username="staff"))
    queue = Queue.objects.earliest("pk")
    return {
        "session": client.cookies["sessionid"].value,
        "queue": queue.pk,
        "ticket": Ticket.objects.filter(queue=queue).latest("created").pk,
        "tickets": Ticket.objects.count(),
    }


if __name__ == "__main__":
    if not connection.introspection.table_names():
        fill(*map(int, sys.argv[1:]))
    json.dump(known(), sys.stdout)
