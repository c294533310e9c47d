"""The outbox, seen from inside the drill's environment: `post N`, `wait SECONDS`, `again`. Prints JSON."""

import json
import math
import sys
import time
from collections import Counter

import django

django.setup()

from django.utils import timezone  # noqa: E402

from samsyn.domain.access import ScopeKind, Viewer  # noqa: E402
from samsyn.domain.vocabulary import Role  # noqa: E402
from samsyn.mail import services  # noqa: E402
from samsyn.mail.letters import Addressee, LetterKind  # noqa: E402
from samsyn.mail.models import Letter  # noqa: E402
from samsyn.mail.states import state_of  # noqa: E402


def post(many):
    to = [Addressee(f"unit{number}@example.com") for number in range(int(many))]
    services.post_notice(LetterKind.NEW, number="SAM-2026-0001", to=to, now=timezone.now())
    return len(to)


def tell():
    letters = Letter.objects.all()
    return {
        "ids": [str(letter.message_id) for letter in letters],
        "states": Counter(str(state_of(letter)) for letter in letters),
        "errors": Counter(letter.last_error for letter in letters if letter.last_error),
    }


def wait(patience):
    """Tell when no letter waits any more, or when for `patience` seconds no further one has left."""
    least, moved = math.inf, time.monotonic()
    while True:
        told = tell()
        waiting = sum(n for state, n in told["states"].items() if state not in {"sent", "given_up"})
        if waiting < least:
            least, moved = waiting, time.monotonic()
        if not waiting or time.monotonic() > moved + float(patience):
            return {**told, "waiting": waiting}
        time.sleep(0.3)


def again():
    somebody = Viewer(
        user_id=1,
        name="Övning",
        scope=ScopeKind.COUNTY,
        scope_id=None,
        roles=frozenset({Role.ADMINISTRATOR}),
    )
    return services.send_all_again(by=somebody, now=timezone.now())


if __name__ == "__main__":
    print(json.dumps({"post": post, "wait": wait, "again": again}[sys.argv[1]](*sys.argv[2:])))
