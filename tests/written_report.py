"""A year's report to test with: Doris and Disa are the secretariat, a few deviations are the year."""

from samsyn.accounts.models import User
from samsyn.domain.vocabulary import Role
from samsyn.reports import services
from samsyn.reports.selectors.drafts import draft_of
from tests.builders import NOW, grant_role, make_deviation, make_user, viewer_of

YEAR = NOW.year
TOTAL = "received.total"
DISA = "disa@example.com"


def second_reader():
    """A viewer of the secretariat beside Doris."""
    disa = User.objects.filter(email=DISA).first()
    if disa is None:
        disa = make_user("Disa Gränsholm", email=DISA)
        grant_role(disa, Role.SECRETARIAT)
    return viewer_of(disa)


def make_report(cast, *, deviations=3, year=YEAR):
    """A report that Doris has begun, of a year with a few deviations from Astrid to Bo."""
    for _ in range(deviations):
        make_deviation(cast, now=NOW.replace(year=year))
    return services.start_report(year=year, by=cast.viewer("doris"), now=NOW)


def draft(cast, year=YEAR):
    """The report as it stands."""
    return draft_of(year, viewer=cast.viewer("doris"))


def take(report, cast, *steps, readers=None):
    """Take these steps one after another: Doris writes, Disa reads; how many have been taken since."""
    doris, disa = readers or (cast.viewer("doris"), second_reader())
    for step in steps:
        by = disa if step is services.approve else doris
        more = {"note": "Fel siffra."} if step in {services.send_back, services.reopen} else {}
        if step is services.freeze and report.editions.filter(withdrawn_at=None).exists():
            more = {"errata": "Siffran är rättad."}
        step(report_id=report.pk, seen_steps=report.steps.count(), by=by, now=NOW, **more)


def accept(report, cast, key=TOTAL, chapter="received"):
    """A proposed sentence that stands in the report."""
    by = cast.viewer("doris")
    return services.accept_sentence(report_id=report.pk, chapter=chapter, key=key, by=by, now=NOW)
