"""Things to test with, each with a sensible default for what the test does not care about.

The cast: Astrid reports (socialtjänst), Bo answers (BUP), Berit stands at a second recipient
outside the county, Cecilia belongs to another area and must see nothing, Doris is the secretariat,
Elof coordinates Astrid's principal, Frej is its registrar, Gudmund administers, Hedda is contact in
the local group, Ivar sits in the regional forum.
"""

import contextlib
import itertools
import uuid
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from unittest import mock
from zoneinfo import ZoneInfo

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from samsyn.accounts import selectors as accounts
from samsyn.accounts.models import RoleGrant, User
from samsyn.deviations import services
from samsyn.deviations.content import Account, AnswerContent, MeasurePromised, Submission
from samsyn.deviations.models import Agreement, AgreementPoint
from samsyn.deviations.services.laddering import start_ladder
from samsyn.domain.access import SCOPE_OF_ROLE, ScopeKind
from samsyn.domain.report import (
    Asked,
    Part,
    Prose,
    Report,
    ReportTable,
    Section,
    Sentence,
    Standing,
    to_json,
)
from samsyn.domain.vocabulary import AreaKind, Cause, PrincipalKind, Role
from samsyn.domain.vocabulary import View as RecipientView
from samsyn.guarding import last_word
from samsyn.organisations.models import Area, Principal, Unit, UnitKind
from samsyn.reports.models import Edition, WrittenReport

NOW = datetime(2026, 3, 9, 12, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
"""A Monday noon, no holiday near."""


@contextlib.contextmanager
def before_the_guard():
    """For texts with personal data that stand there since before the guard did: it sees nothing."""
    with mock.patch.object(last_word, "findings_in", lambda text, *_: ()):
        yield


_serial = itertools.count(1)


def _key(prefix):
    return f"{prefix}-{next(_serial)}"


def make_principal(name="Fågelkommun", *, kind=PrincipalKind.MUNICIPALITY, **fields):
    return Principal.objects.create(
        **{"key": _key("principal"), "name": name, "kind": kind, **fields}
    )


def make_area(name="Fågelkommun", *, kind=AreaKind.MUNICIPALITY, covers=(), **fields):
    area = Area.objects.create(**{"key": _key("area"), "name": name, "kind": kind, **fields})
    area.covers.set(covers)
    return area


def make_unit_kind(short_label="BUP", **fields):
    """The kind with this label; made unless it exists, since reports group by it."""
    made = {"key": _key("kind"), "name": short_label, **fields}
    return UnitKind.objects.get_or_create(short_label=short_label, defaults=made)[0]


def make_unit(name="BUP Rödhaken", *, kind=None, principal=None, area=None, **fields):
    key = _key("unit")
    made = {"key": key, "function_mailbox": f"{key}@example.com", **fields}
    return Unit.objects.create(
        name=name,
        kind=kind or make_unit_kind(),
        principal=principal or make_principal(),
        area=area,
        **made,
    )


def make_agreement(key="bus", name="BUS-överenskommelsen", *, points=("Samordnad plan",), **fields):
    """The agreement with this key, as a migration left it or new."""
    agreement, is_new = Agreement.objects.get_or_create(key=key, defaults={"name": name, **fields})
    if is_new:
        for order, point in enumerate(points):
            AgreementPoint.objects.create(
                agreement=agreement, key=f"point-{order}", name=point, order=order
            )
        start_ladder(agreement)
    return agreement


def make_user(name="Torfrid Lavskrika", email=None, **fields):
    email = email or f"{name.split()[0].lower()}-{next(_serial)}@example.com"
    return User.objects.create(email=email, name=name, **fields)


def grant_role(user, role, at=None, *, valid_from=date(2020, 1, 1), valid_to=None):
    """Give a role for a unit, principal or area; county roles need none."""
    grant = grant_of(user, role, at, valid_from=valid_from, valid_to=valid_to)
    grant.save(force_insert=True)
    return grant


def grant_of(user, role, at=None, *, valid_from=date(2020, 1, 1), valid_to=None):
    column = {Unit: "unit", Principal: "principal", Area: "area"}.get(type(at))
    expected = SCOPE_OF_ROLE[role]
    assert column == (None if expected is ScopeKind.COUNTY else expected), f"{role} is not for {at}"
    where = {column: at} if column else {}
    return RoleGrant(user=user, role=role, valid_from=valid_from, valid_to=valid_to, **where)


def viewer_of(user, at=None):
    """Who looks when this person acts for `at`, or for what comes first."""
    choices = accounts.choices_for(user, NOW.date())
    return next(one for one in choices if at is None or one.scope_id == at.pk)


@dataclass(frozen=True)
class Places:
    """Where the cast works."""

    region: Principal
    municipality: Principal
    other_municipality: Principal
    external_region: Principal
    county: Area
    area: Area
    other_area: Area
    bus_area: Area
    social: Unit
    """Koltrastens socialtjänst: Astrid's."""
    bup: Unit
    """BUP Tofsvipan: Bo's."""
    external_bup: Unit
    """BUP Storlommen, outside the county: Berit's."""
    other_school: Unit
    """Gråsiskans skola in another municipality: Cecilia's."""


@dataclass(frozen=True)
class Cast:
    """Everybody, and where they work: `cast.astrid`, `cast.places.social`, `cast.viewer("bo")`."""

    places: Places
    agreement: Agreement
    astrid: User
    bo: User
    berit: User
    cecilia: User
    doris: User
    elof: User
    frej: User
    gudmund: User
    hedda: User
    ivar: User
    everybody: tuple[str, ...] = field(
        default=(
            "astrid",
            "bo",
            "berit",
            "cecilia",
            "doris",
            "elof",
            "frej",
            "gudmund",
            "hedda",
            "ivar",
        )
    )

    def viewer(self, name, at=None):
        return viewer_of(getattr(self, name), at)


def make_places():
    region, municipality, other_municipality, external_region = Principal.objects.bulk_create(
        Principal(key=_key("principal"), name=name, kind=kind, is_external=is_external)
        for name, kind, is_external in (
            ("Region Fågelsjö", PrincipalKind.REGION, False),
            ("Trastby kommun", PrincipalKind.MUNICIPALITY, False),
            ("Siskaryds kommun", PrincipalKind.MUNICIPALITY, False),
            ("Region Lomvik", PrincipalKind.REGION, True),
        )
    )
    county = make_area("Fågelsjö län", kind=AreaKind.COUNTY)
    area = make_area("Trastby", parent=county, code="9801")
    other_area = make_area("Siskaryd", parent=county, code="9802")
    bup, social, school = map(make_unit_kind, ("BUP", "Socialtjänst", "Skola"))
    return Places(
        region=region,
        municipality=municipality,
        other_municipality=other_municipality,
        external_region=external_region,
        county=county,
        area=area,
        other_area=other_area,
        bus_area=make_area("BUS Trastby", kind=AreaKind.BUS, parent=county, covers=[area]),
        social=make_unit(
            "Koltrastens socialtjänst", kind=social, principal=municipality, area=area
        ),
        bup=make_unit("BUP Tofsvipan", kind=bup, principal=region, area=area),
        external_bup=make_unit(
            "BUP Storlommen", kind=bup, principal=external_region, is_external=True
        ),
        other_school=make_unit(
            "Gråsiskans skola", kind=school, principal=other_municipality, area=other_area
        ),
    )


def make_cast():
    """Everybody at once: one insert for the people and one for their roles, since most tests begin here."""
    places = make_places()
    members = {
        "Astrid Vindelsnår": (Role.CASEWORKER, places.social),
        "Bo Lingonhed": (Role.CASEWORKER, places.bup),
        "Berit Dimfjär": (Role.CASEWORKER, places.external_bup),
        "Cecilia Rönnskog": (Role.CASEWORKER, places.other_school),
        "Doris Kvistrum": (Role.SECRETARIAT, None),
        "Elof Tjärnvide": (Role.COORDINATOR, places.municipality),
        "Frej Myrtorva": (Role.REGISTRAR, places.municipality),
        "Gudmund Björkvase": (Role.ADMINISTRATOR, None),
        "Hedda Lavholme": (Role.GROUP_CONTACT, places.bus_area),
        "Ivar Stensöta": (Role.REGIONAL_FORUM, None),
    }
    people = {name.split()[0].lower(): name for name in members}
    users = User.objects.bulk_create(
        User(email=f"{first}@example.com", name=name) for first, name in people.items()
    )
    roles = zip(users, members.values(), strict=True)
    RoleGrant.objects.bulk_create(grant_of(user, role, at) for user, (role, at) in roles)
    return Cast(places=places, agreement=make_agreement(), **dict(zip(people, users, strict=True)))


def make_deviation(cast, *, by=None, to=None, now=NOW, **content):
    """Send a deviation, from Astrid to BUP Tofsvipan unless told otherwise.

    `content` takes any field of Account and Submission, such as title="…" or internal_reference="…".
    """
    of_account = {one.name for one in fields(Account)}
    account = {
        "title": "Kallelsen till mötet kom inte fram",
        "what_happened": "Mötet hölls utan oss.",
        **{name: value for name, value in content.items() if name in of_account},
    }
    submission = {
        "agreement_id": cast.agreement.pk,
        "recipient_ids": tuple(unit.pk for unit in to or [cast.places.bup]),
        **{name: value for name, value in content.items() if name not in of_account},
    }
    return services.send_deviation(
        submission_key=uuid.uuid4(),
        submission=Submission(account=Account(**account), **submission),
        by=by or cast.viewer("astrid"),
        now=now,
    )


def make_answer(deviation, *, by, now=NOW, **content):
    """Answer for the viewer's unit, with one measure."""
    addressing = deviation.addressings.get(unit_id=by.unit_id, redirected_at=None)
    answer = {
        "view": RecipientView.PARTLY,
        "perspective": "Vi fick ingen kallelse.",
        "cause": Cause.INVITATION,
        "measures": (MeasurePromised("Ny rutin för kallelser", "Enhetschef"),),
        **content,
    }
    return services.answer_deviation(
        deviation_id=deviation.pk,
        addressing_id=addressing.pk,
        seen_version=addressing.version,
        content=AnswerContent(**answer),
        by=by,
        now=now,
    )


def make_report(year=2025, *, sections=(), **fields):
    """A report of a year with a chapter of prose, a sentence, and the tables that every year has."""
    asked = Asked((year,), "between", "deviations", ("theme",))
    rows = (
        ("SIP", 6, Part(6, 10)),
        ("Remiss", 3, Part(3, 10)),
        ("Ej klassificerad", 1, Part(1, 10)),
    )
    heads = ("Tema", "Rapporter", "Andel")
    themes = ReportTable("themes", "Teman", heads, rows, 10, ("Alla",), (2,), asked)
    made = {
        "title": f"Avvikelser i samverkan {year}",
        "subtitle": "Redovisning av ett påhittat år",
        "language": "sv",
        "summary": ("SIP gäller 6 av 10 avvikelser, 60 %.",),
        "sections": (
            Section("background", "Bakgrund", (Prose("prose", "Kallelsen kom *för sent*."),)),
            Section("themes", "Teman", (Sentence("s", "SIP gäller 6 av 10."), themes)),
            *sections,
        ),
        **fields,
    }
    return Report(year=year, **made)


def make_edition(by, report=None, *, number=1, published_at=NOW, errata="", **fields):
    """A frozen edition of a report, published unless `published_at` is None; `fields` are WrittenReport's."""
    report = report or make_report()
    report = replace(report, standing=Standing(number, f"{NOW:%Y-%m-%d}", errata))
    written, _ = WrittenReport.objects.get_or_create(
        **{"year": report.year, "scope": ScopeKind.COUNTY, "language": report.language, **fields},
        defaults={"title": report.title, "made_at": NOW, "made_by": by},
    )
    return Edition.objects.create(
        report=written,
        number=number,
        content=to_json(report),
        fingerprint=report.fingerprint,
        errata=errata,
        frozen_at=NOW,
        frozen_by=by,
        published_at=published_at,
    )


def make_given_up_job(task="samsyn.mail.jobs.send_letters", *keys, error="builtins.OSError"):
    """A job that failed at every attempt."""
    return DBTaskResult.objects.create(
        task_path=task,
        args_kwargs={"args": list(keys), "kwargs": {}},
        status=TaskResultStatus.FAILED,
        finished_at=NOW,
        run_after=NOW,
        worker_ids=["one"] * 5,
        backend_name="default",
        exception_class_path=error,
    )
