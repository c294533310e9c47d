"""A county in which every text is an attack: what the security tests look at (fault F12).

`make_hostile_world(cast)` says tests/data/xss.txt in every field that somebody can type in. Long
texts hold every line or every seventh, short ones a line that breaks out of text and attributes.
"""

import contextlib
import functools
import uuid
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from samsyn.accounts.models import User
from samsyn.audit import services as audit
from samsyn.coding import services as coding
from samsyn.coding.models import Theme
from samsyn.deviations import services
from samsyn.deviations.content import Account, AnswerContent, MeasurePromised
from samsyn.deviations.models import Agreement, AgreementPoint
from samsyn.deviations.services.attaching import attach_file
from samsyn.domain.vocabulary import (
    AnswerOutcome,
    AuditKind,
    Cause,
    Consequence,
    DirectContact,
    MeasureStatus,
    View,
)
from samsyn.organisations.models import Area, Principal, Unit, UnitAlias, UnitKind
from tests.builders import (
    NOW,
    before_the_guard,
    make_answer,
    make_cast,
    make_deviation,
    make_unit,
)
from tests.files import make_png
from tests.web.permission_table import EVERY_PERSON, TABLE
from tests.web.test_permission_matrix import make_world

MARK = "x5s"
"""Stands in every line: where it is found in a page, something hostile was shown."""
CORPUS = [
    line
    for line in (Path(__file__).parent.parent / "data/xss.txt").read_text().splitlines()
    if line and not line.startswith("# ")
]
LONG = "\n".join(CORPUS)
FEW = "\n".join(CORPUS[::7])
SHORT = "\"'><img src=x onerror=x5s()>{{x5s}}"
ADDRESS = "javascript:x5s()//\"'>"
MAILBOX = '"\'><svg/onload=x5s()>"@example.com'
ALIKE = {"manager", "ivar", "cecilia"}
"""They see pages that another one sees too: Astrid, Hedda, Bo."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One hostile world for a whole module whose tests are marked `django_db`; undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        yield make_hostile_world(make_cast())
        transaction.set_rollback(True)


@contextlib.contextmanager
def undone():
    """Whatever happens inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@before_the_guard()
def make_hostile_world(cast, *, short=SHORT, long=LONG, titles=CORPUS[::2]):
    """The permission matrix's world, hostile in every text, with a deviation in every state."""
    poison(cast, short)
    world = make_world(cast)
    Unit.objects.filter(name="BUP Sparven").update(name=f"{short} Sparven")
    case = make_case(cast, short, long)
    more = make_others(cast, short)
    listed = [make_deviation(cast, title=title[:120], what_happened=title) for title in titles]
    draft = make_draft(cast, short, long)
    log_reason(cast, case, long)
    part = case.addressings.filter(unit=cast.places.bup).get()
    begin_answer(part, cast.viewer("bo"), short, long)
    world.things |= {
        "theirs": case.number,
        "bos_part": part.pk,
        "measure": part.measures.latest("pk").pk,
        "attachment": case.attachments.get().pk,
        "draft": draft.submission_key,
    }
    world.cast, world.case, world.others, world.listed = cast, case, more, listed
    return world


def poison(cast, short):
    """Everything that has a name gets a hostile one."""
    for model in (Principal, Area, UnitKind, AgreementPoint, Theme, Agreement):
        for row in model.objects.all():
            row.name = f"{short}{row.pk}"
            row.save()
    UnitKind.objects.update(short_label=short)
    Principal.objects.update(organisation_number=short[:20], source=short)
    for unit in Unit.objects.all():
        unit.name, unit.note, unit.source = f"{short} {unit.pk}", short, short
        unit.contact_function, unit.function_phone = short, ADDRESS
        unit.sdk_address, unit.function_mailbox = short, MAILBOX
        unit.kind.refresh_from_db()
        unit.principal.refresh_from_db()
        if unit.area:
            unit.area.refresh_from_db()
        unit.save()
        UnitAlias.objects.create(unit=unit, name=f"{short} alias {unit.pk}")
    for user in User.objects.all():
        user.name, user.title, user.phone = f"{short} {user.pk}", short, ADDRESS
        user.save()
    for place in vars(cast.places).values():
        place.refresh_from_db()
    for name in cast.everybody:
        getattr(cast, name).refresh_from_db()


OTHER_TEXTS = ("what_was_expected", "contact_text", "consequence_text", "proposed_measure")


def account(short, long, **changed):
    fields = {
        **dict.fromkeys(OTHER_TEXTS, FEW),
        "title": short,
        "what_happened": long,
        "direct_contact": DirectContact.YES,
        "consequence": Consequence.SERIOUS,
        "happened_on": NOW.date(),
        "discovered_on": NOW.date(),
        **changed,
    }
    return Account(**fields)


def make_case(cast, short, long):
    """Corrected, talked about, answered twice, judged, with a file and a theme; one part waits."""
    places, astrid, bo = cast.places, cast.viewer("astrid"), cast.viewer("bo")
    case = make_deviation(
        cast,
        to=[places.bup, places.external_bup],
        own_system_reference=short,
        internal_reference=short,
        agreement_point_id=cast.agreement.points.first().pk,
        **vars(account(short, long)),
    )
    steps = Steps(case)
    steps.take(
        services.correct_deviation,
        astrid,
        account=account(short, long + "\nrättat", title=f"{short} rättad"),
        reason=FEW,
    )
    for by in (astrid, bo):
        services.write_message(
            deviation_id=case.pk, submission_key=steps.key(), text=long, by=by, now=steps.later()
        )
    answer = answer_of(short, long)
    steps.take(services.answer_deviation, bo, content=answer)
    changed = answer_of(short, long + "\nändrat")
    steps.take(services.amend_answer, bo, content=changed, reason=FEW)
    steps.take(services.judge_answer, astrid, outcome=AnswerOutcome.PARTLY, text=FEW, of=bo)
    measure = case.addressings.get(unit=places.bup).measures.latest("pk")
    services.change_measure(
        deviation_id=case.pk,
        measure_id=measure.pk,
        seen_version=measure.version,
        status=MeasureStatus.ONGOING,
        by=bo,
        now=steps.later(),
    )
    attach(case, bo, short, steps.later())
    coding.code_deviation(
        deviation_id=case.pk,
        theme_id=Theme.objects.first().pk,
        source="writer",
        by=astrid,
        now=steps.later(),
    )
    case.refresh_from_db()
    return case


def answer_of(short, long):
    return AnswerContent(
        view=View.DIFFERS,
        perspective=long,
        cause=Cause.INVITATION,
        cause_text=FEW,
        measures=(MeasurePromised(FEW, short, NOW.date()),),
    )


class Steps:
    """Takes steps with a deviation one hour after the other, with the versions that stand."""

    def __init__(self, deviation):
        self.deviation = deviation
        self.now = NOW

    def later(self):
        self.now += timedelta(hours=1)
        return self.now

    def key(self):
        return uuid.uuid4()

    def take(self, service, by, *, of=None, **asked):
        """`of` is the recipient whose part it is about, when that is not the one who acts."""
        self.deviation.refresh_from_db()
        unit_id = (of or by).unit_id
        part = self.deviation.addressings.filter(unit_id=unit_id, redirected_at=None).first()
        row = part or self.deviation
        about = {"addressing_id": part.pk} if part else {}
        return service(
            deviation_id=self.deviation.pk,
            seen_version=row.version,
            by=by,
            now=self.later(),
            **about,
            **asked,
        )


def attach(case, by, short, now):
    return attach_file(
        deviation_id=case.pk, name=f"{short}.png", file=BytesIO(make_png()), by=by, now=now
    )


def make_others(cast, short):
    """One declined, one withdrawn, one opened again, one redirected: each with a hostile reason."""
    astrid, bo = cast.viewer("astrid"), cast.viewer("bo")
    made = [
        make_deviation(cast, title=f"{short} {way}", what_happened=FEW)
        for way in ("declined", "withdrawn", "reopened", "redirected")
    ]
    to = make_unit(f"{short} till", principal=cast.places.region)
    declined, withdrawn, reopened, redirected = map(Steps, made)
    redirected.take(services.redirect, bo, to_unit_id=to.pk, reason=FEW)
    declined.take(services.decline, bo, reason=FEW)
    withdrawn.take(services.withdraw_deviation, astrid, reason=FEW)
    make_answer(made[2], by=bo, perspective=FEW, cause_text=FEW)
    reopened.take(services.judge_answer, astrid, outcome=AnswerOutcome.RESOLVED, text=FEW, of=bo)
    reopened.take(services.close_deviation, astrid)
    reopened.take(services.reopen_deviation, astrid, reason=FEW)
    return made


def make_draft(cast, short, long):
    fields = dict.fromkeys(OTHER_TEXTS, FEW) | {"what_happened": long}
    fields |= dict.fromkeys(("title", "own_system_reference", "internal_reference"), short)
    fields |= {
        "recipients": [str(cast.places.bup.pk)],
        "point": f"{cast.agreement.pk}-{cast.agreement.points.first().pk}",
        "happened_on": NOW.date().isoformat(),
        "direct_contact": "yes",
        "consequence": "serious",
        "level": "individual",
        "theme": "",
    }
    return services.start_draft(by=cast.viewer("astrid"), now=NOW, fields=fields)


def begin_answer(part, by, short, long):
    """A change of the answer that is not sent, hostile in all its fields."""
    fields = {"perspective": long, "cause_text": FEW, "reason": short}
    rows = {"TOTAL_FORMS": "1", "0-text": FEW, "0-responsible_function": short, "0-due_on": short}
    fields |= {f"measures-{name}": words for name, words in rows.items()}
    typed = services.TypedAnswer(fields, seen_answer=2)
    about = {"deviation_id": part.deviation_id, "addressing_id": part.pk}
    services.keep_answer_draft(**about, typed=typed, by=by, now=NOW)


def log_reason(cast, case, reason):
    audit.opened_with_reason(
        by=cast.viewer("frej"),
        now=NOW,
        object_kind="deviation",
        object_id=case.pk,
        label=case.number,
        reason=reason,
        principals=[case.reporter_principal_id],
    )
    audit.record(AuditKind.CHANGED_ACCESS, by=cast.viewer("gudmund"), now=NOW, label=SHORT)


def visits(world):
    """Each address of the URLconf with those who see it differently: (URL name, path, person)."""
    for name, rows in TABLE.items():
        for row in rows:
            path = reverse(name, args=[world.things[thing] for thing in row.args])
            for person in sorted(lookers(name, row)):
                yield name, path, person


def lookers(name, row):
    """One of each kind: a page for everybody is the same for all who are signed in."""
    if name == "todo:start" or not row.who >= EVERY_PERSON:
        return row.who - ALIKE
    return row.who & {"astrid", "anonymous", "guest"}


@functools.cache
def handler(enforce_csrf_checks=False):
    """One for all clients: each new one would look through every static file again."""
    return Client(enforce_csrf_checks=enforce_csrf_checks).handler


def client_of(world, person, **more):
    client = Client(**more)
    client.handler = handler(**more)
    if person != "anonymous":
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[person]
    return client


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content
