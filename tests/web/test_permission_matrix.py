"""Every address, for every kind of person, on own and on others' things (fault F10).

Made from the URLconf: an address without a row in permission_table.py fails.
"""

import base64
import functools
import io
import re
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from samsyn.accounts import services as accounts
from samsyn.accounts.models import JoiningRequest
from samsyn.coding.selectors.correspondences import codes_in
from samsyn.coding.services import ensure_code_book
from samsyn.deviations.models import Measure
from samsyn.deviations.services import start_draft
from samsyn.deviations.services.attaching import attach_file
from samsyn.domain.periods import period_of
from samsyn.domain.plans import DocumentKind
from samsyn.domain.vocabulary import Role
from samsyn.followups.services import Statement, write_followup
from samsyn.guarding.services import add_not_name
from samsyn.mail.models import Letter
from samsyn.plans.services import attach_document
from samsyn.push import services as push
from samsyn.reports import services
from samsyn.series.selectors.breaks import known_breaks
from samsyn.series.selectors.published import published_values
from tests.builders import (
    NOW,
    grant_role,
    make_answer,
    make_cast,
    make_deviation,
    make_given_up_job,
    make_unit,
    make_user,
)
from tests.client import BACKEND
from tests.grouping import a_group
from tests.lifting import lift_to_region, make_lift, make_local_group, make_plan, settle
from tests.noticed import make_noticed
from tests.published_report import make_edition
from tests.quoting import make_waiting
from tests.surveys import worldly
from tests.web.guests import make_mailed, session_of_guest
from tests.web.permission_table import CAST, EVERYBODY, TABLE
from tests.written_report import accept, make_report, take

LOG_IN = "/konto/logga-in/"
REACHED = {200, 302, 303, 400, 409, 422}
NO_SUCH_METHOD = 405
TYPED_TEXT_KEPT = 403
"""A form that was sent after the log-in expired comes back with its text (deviations/kept.py)."""
PICTURE = io.BytesIO(
    base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
    )
)


def names(resolver, space=""):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}"
        else:
            yield from names(one, f"{space}{one.namespace}:" if one.namespace else space)


def area_of(name):
    return name.partition(":")[0] if ":" in name else "log_in"


NAMES = sorted(set(names(get_resolver())))
SAMPLE = {"anonymous", "guest", "nobody", "astrid", "gudmund"}
"""Enough for what everybody may open; elsewhere each kind of person is asked."""
AREAS = sorted({area_of(name) for name in NAMES})


def test_every_address_has_a_row():
    missing = set(NAMES) - set(TABLE)
    assert not missing, f"add rows to tests/web/permission_table.py: {sorted(missing)}"


def test_every_row_has_an_address():
    assert not set(TABLE) - set(NAMES)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The people and the things that rows speak of, made once: each request is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield make_world(make_cast())
        transaction.set_rollback(True)


def make_world(cast):
    manager = make_user("Märit Hällfors", email="manager@example.com")
    grant_role(manager, Role.MANAGER, cast.places.social)
    stranger = make_unit("BUP Rördrommen", principal=cast.places.other_municipality)
    theirs = make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    foreign = make_deviation(cast, by=cast.viewer("cecilia"), to=[stranger])
    users = {name: getattr(cast, name) for name in CAST}
    users |= {"manager": manager, "nobody": make_user(email="nobody@example.com")}
    webhook = push.add_webhook(
        principal_id=cast.places.region.pk,
        url="https://system.example/",
        events=[],
        by=cast.viewer("gudmund"),
        now=NOW,
    )
    things = {name: user.pk for name, user in users.items()}
    things |= {name: getattr(cast.places, name).pk for name in ("bup", "social", "region", "area")}
    things |= {
        "agreement": cast.agreement.key,
        "kind": cast.places.bup.kind_id,
        "point": cast.agreement.points.first().pk,
        "unknown": 10**9,
        "first_list": 2020,
        "theme_of_2020": codes_in(2020)[0].key,
        "list_of_2021": 2021,
        "published_value": published_values()[0].pk,
        "series_break": known_breaks()[0].pk,
        "edition_of_2021": make_edition(cast).number,
        "workbook": "xlsx",
        "table": "areas",
        "csv": "csv",
        "not_name_of_all": add_not_name("Liv", by=cast.viewer("doris"), now=NOW),
        "not_name_of_trastby": add_not_name("Ros", by=cast.viewer("elof"), now=NOW),
        "coming_list": ensure_code_book(year=3000).year,
        "letters": "abc",
        "no_number": "SAM-1999-9999",
        "social_key": f"unit:{cast.places.social.pk}",
        "grant_of_astrid": cast.astrid.grants.get().pk,
        "grant_of_cecilia": cast.cecilia.grants.get().pk,
        "theirs": theirs.number,
        "foreign": foreign.number,
        "bos_part": theirs.addressings.get(unit=cast.places.bup).pk,
        "foreign_part": foreign.addressings.get().pk,
        "draft": start_draft(by=cast.viewer("astrid"), now=NOW).submission_key,
        "measure": measure_of(make_answer(theirs, by=cast.viewer("bo"))),
        "attachment": attach_file(
            deviation_id=theirs.pk, name="karta", file=PICTURE, by=cast.viewer("astrid"), now=NOW
        ).pk,
        "swedish": "sv",
        "sticks_out": make_noticed().pk,
        "period": period_of(timezone.localdate(), 3).key,
        "webhook": webhook.pk,
        "delivery": push.send_test(webhook=webhook, by=cast.viewer("gudmund"), now=NOW).event_id,
        "no_event": UUID(int=0),
        "job": make_given_up_job().pk,
        "calendar_token": push.open_feed(by=cast.viewer("astrid"), now=NOW),
        **on_the_way_in(cast),
        **a_report(cast),
        "followup": make_followup(cast),
        **on_the_way_up(cast, theirs),
        **a_group(cast),
        **a_quote(theirs),
        **worldly(cast),
    }
    things |= make_mailed(cast)
    sessions = {name: session_of(user) for name, user in users.items()}
    sessions["guest"] = session_of_guest(things)
    return SimpleNamespace(things=things, sessions=sessions)


def a_report(cast):
    """The year's report, published once and opened for a correction, with a sentence in a chapter."""
    report = make_report(cast, deviations=0)
    sentence = accept(report, cast)
    take(report, cast, services.hand_in, services.approve, services.freeze)
    take(report, cast, services.publish, services.reopen)
    return {
        "report_year": report.year,
        "chapter": sentence.chapter,
        "sentence": sentence.pk,
        "hand_in": "lamna-in",
        "first_edition": 1,
    }


def a_quote(deviation):
    """A marked passage, and another that waits to be read."""
    mark, quote = make_waiting(deviation)
    return {"mark": mark.pk, "quote": quote.pk}


def make_followup(cast):
    """A statement that is not published yet."""
    said = Statement(2021, None, "Kallelser kom sent.", "De går nu till brevlådan.", "BUSSAM")
    return write_followup(said, by=cast.viewer("doris"), now=NOW)


def on_the_way_up(cast, theirs):
    """Hedda's plan with a document, and questions of Astrid's deviation at each height."""
    group = make_local_group(cast)
    _plan, [point] = make_plan(cast, group, "Kallelser")
    document = attach_document(
        group,
        kind=DocumentKind.OTHER,
        name="rutin",
        file=PICTURE,
        by=cast.viewer("hedda"),
        now=NOW,
    )
    decided = lift_to_region(cast, group, deviation=theirs)
    settle(cast, decided)
    return {
        "docx": "docx",
        "planning_group": group,
        "this_year": NOW.year,
        "plan_point": point,
        "plan_document": document,
        "lift_at_group": make_lift(cast, group, deviation=theirs),
        "lift_at_region": lift_to_region(cast, group, deviation=theirs),
        "decided_lift": decided,
    }


def on_the_way_in(cast):
    """An invitation and a request, each with what stands in its letter's link."""
    unit, email = cast.places.social, "vendela@example.com"
    invitation = accounts.invite(
        by=cast.viewer("gudmund"),
        now=timezone.now(),
        email=email,
        role=Role.CASEWORKER,
        scope_id=unit.pk,
    )
    invited = token_in_last_letter()
    accounts.ask_to_join(
        now=timezone.now(), unit_id=unit.pk, email=email, name="Vendela", title="", language="sv"
    )
    return {
        "invitation": invitation.pk,
        "invited": invited,
        "asked": token_in_last_letter(),
        "joining": JoiningRequest.objects.get().pk,
    }


def token_in_last_letter():
    return re.search(r"/([\w-]{40,}\.[\w-]+)/", Letter.objects.latest("pk").body)[1]


def measure_of(answer):
    return Measure.objects.get(addressing=answer.addressing_id).pk


@functools.cache
def handler():
    """One for all clients, since each new one loads every middleware again."""
    return Client().handler


def session_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def answer(world, person, method, path, data):
    """The status that this person meets, and where it leads; what is changed is undone."""
    client = Client()
    client.handler = handler()
    if person != "anonymous":
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[person]
    with transaction.atomic():
        response = getattr(client, method)(path, data)
        transaction.set_rollback(True)
    return response.status_code, response.headers.get("Location", "")


def fault(row, person, method, status, where):
    """What is wrong in this cell, or nothing."""
    if status >= 500:
        return "breaks"
    if row.own_way or status == NO_SUCH_METHOD:
        return ""
    to_log_in = where.startswith(LOG_IN)
    allowed = row.post if method == "post" and row.post is not None else row.who
    if person in allowed:
        return "" if status in REACHED and not to_log_in else "is kept out"
    if person == "anonymous":
        return "" if to_log_in or status == TYPED_TEXT_KEPT else "is let in"
    if person == "guest":  # anonymous, but for the pages of one deviation, where others' are 404
        return "" if to_log_in or status in {TYPED_TEXT_KEPT, 404} else "is let in"
    return "" if status == 404 else "is let in"


def cells(world, area):
    """Each row of an area with its address and what is posted there."""
    for name in (one for one in NAMES if area_of(one) == area):
        for row in TABLE.get(name, []):
            path = reverse(name, args=[world.things[thing] for thing in row.args])
            yield (
                row,
                path,
                {key: world.things.get(value, value) for key, value in row.data.items()},
            )


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("area", AREAS)
def test_cell_by_cell(world, plain_refusals, area):
    wrong = []
    for row, path, data in cells(world, area):
        for person in sorted(SAMPLE if row.own_way or row.who == EVERYBODY else EVERYBODY):
            for method in ("get", "post"):
                status, where = answer(world, person, method, path, data)
                if reason := fault(row, person, method, status, where):
                    wrong.append(f"{person} {reason}: {method} {path} -> {status} {where}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("area", AREAS)
def test_no_method_opens_a_door_for_anonymous_people(world, plain_refusals, area):
    for row, path, data in cells(world, area):
        for method in ("head", "put", "patch", "delete", "options"):
            status, where = answer(world, "anonymous", method, path, data)
            is_safe = status == NO_SUCH_METHOD or where.startswith(LOG_IN)
            assert is_safe or "anonymous" in row.who, f"{method} {path} -> {status} {where}"
