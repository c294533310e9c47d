"""A year in which a quote points nobody out: enough alike deviations, enough units that could write."""

from samsyn.coding.models import QuoteMark
from samsyn.coding.selectors import themes_in_use
from samsyn.coding.services import AtTheDesk, code_at_desk
from samsyn.deviations.models import SecretariatCopy
from samsyn.domain.vocabulary import Role
from samsyn.organisations.models import UnitKind
from samsyn.reports.quotes.models import ReportQuote
from tests.builders import NOW, grant_role, make_deviation, make_unit, make_user, viewer_of

SAID = "Vi bad BUP Tofsvipan om ett möte, men ingen kom. Trastbys skolor väntade i tre veckor."
PRINTED = "Vi bad [aktuell BUP] om ett möte, men ingen kom. [aktuell kommun]s skolor väntade […]"
CROWD = 6


def crowd(cast, *, of=CROWD, units=CROWD):
    """So many deviations of one theme to BUP, of so many units of Astrid's kind; the last says SAID."""
    UnitKind.objects.filter(pk=cast.places.bup.kind_id).update(key="bup")
    social = cast.places.social
    for place in range(units - 1):
        make_unit(f"Enhet {place}", kind=social.kind, principal=social.principal, area=social.area)
    made = [make_deviation(cast, what_happened=f"Det var så. {SAID}") for _ in range(of)]
    theme = themes_in_use(2026)[0]
    for deviation in made:
        content = AtTheDesk(theme_id=theme.id, quote=SAID if deviation == made[-1] else "")
        doris = cast.viewer("doris")
        code_at_desk(deviation_id=deviation.pk, content=content, by=doris, now=NOW)
    return made


def mark():
    return QuoteMark.objects.get()


def colleague(name="Disa Fjällskär"):
    """Somebody else at the secretariat."""
    person = make_user(name)
    grant_role(person, Role.SECRETARIAT)
    return viewer_of(person)


def make_waiting(deviation, by=None):
    """A mark, and a quote that waits to be read; no crowd is asked for."""
    copy = SecretariatCopy.objects.filter(deviation=deviation).first()
    where = {"copy": copy, "name": "what_happened", "start": 0}
    marked = QuoteMark.objects.create(**where, end=6, marked_at=NOW)
    quote = ReportQuote.objects.create(
        **where, end=17, year=deviation.year, deviation_id=deviation.pk
    )
    writer = by or colleague()
    quote.steps.create(kind="written", text="Mötet hölls utan […]", at=NOW, by_id=writer.user_id)
    return marked, quote
