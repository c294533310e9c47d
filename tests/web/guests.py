"""Somebody without an account: a unit that has only a mailbox, its deviation, and a visit there."""

import io
from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from samsyn.deviations.mailbox_links import read_link, sign_link
from samsyn.deviations.selectors.mailbox import door_of, guest_at
from samsyn.deviations.services.attaching import attach_file
from samsyn.web.mailbox.visits import VISITS
from tests.builders import NOW, make_answer, make_deviation, make_unit
from tests.files import make_png


def make_mailed(cast, name="BUP Sparven"):
    """Things around Astrid's deviation to a unit without people: `mailed` and what belongs to it.

    The link is signed today, not on the cast's day: pages ask the real clock.
    """
    unit = make_unit(name, principal=cast.places.region)
    mailed = make_deviation(cast, to=[unit])
    part = mailed.addressings.get()
    token = sign_link(part.pk, unit.pk, unit.function_mailbox, timezone.now())
    viewer = guest_at(door_of(read_link(token), now=timezone.now()))
    answer = make_answer(mailed, by=viewer)
    places = cast.places
    bups = make_deviation(cast, to=[places.bup]).addressings.get()
    attached = attach_file(
        deviation_id=mailed.pk,
        name="karta",
        file=io.BytesIO(make_png()),
        by=cast.viewer("astrid"),
        now=NOW,
    )
    return {
        "mailed": mailed.number,
        "mailed_part": part.pk,
        "mailed_measure": answer.addressing.measures.get().pk,
        "mailed_file": attached.pk,
        "mailed_link": token,
        "bups_link": sign_link(bups.pk, places.bup.pk, places.bup.function_mailbox, timezone.now()),
    }


def session_of_guest(things):
    """The session key of somebody who has typed the right code."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    until = timezone.now() + timedelta(hours=1)
    visit = {"token": things["mailed_link"], "until": until.isoformat()}
    session[VISITS] = {things["mailed"]: visit}
    session.create()
    return session.session_key
