"""The open data as DCAT-AP-SE asks for them: named in two languages, with the addresses of this service."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from samsyn.exports.dcat import Catalogue, Dataset, Distribution, Publisher
from samsyn.reports.open_data import OpenData, Subject
from samsyn.web.published.addresses import whole_address

SPOKEN = ("sv", "en")
FORMS = {"csv": "text/csv", "json": "application/json"}
KEYWORDS = (
    gettext_noop("samverkan"),
    gettext_noop("avvikelser"),
    gettext_noop("barn och unga"),
    gettext_noop("samordnad individuell plan"),
)
AT_DATAPORTAL = "http://dataportal.se/organisation/SE"


def catalogue_of(data: OpenData) -> Catalogue:
    """The catalogue of all that is open now."""
    return Catalogue(
        iri=_iri("katalog"),
        homepage=whole_address(reverse("open_data:start")),
        title=_spoken(lambda: _("Avvikelser i samverkan")),
        description=_spoken(
            lambda: _("Tabeller ur årsrapporterna om avvikelser i samverkan kring barn och unga.")
        ),
        publisher=_publisher(),
        datasets=tuple(_dataset(one) for one in data.subjects),
    )


def _publisher() -> Publisher:
    number = settings.PUBLISHER_NUMBER
    return Publisher(
        iri=f"{AT_DATAPORTAL}{number}" if number else _iri("utgivare"),
        name=settings.PUBLISHER_NAME,
        contact_iri=_iri("kontakt"),
        email=settings.OPEN_DATA_EMAIL,
    )


def _dataset(subject: Subject) -> Dataset:
    published = [timezone.localdate(one.shelved.published_at) for one in subject.tables]
    return Dataset(
        iri=_iri(subject.key),
        title={language: subject.title(language) for language in SPOKEN},
        description=_spoken(lambda: _description(subject)),
        keywords=tuple(_spoken(lambda word=word: _(word)) for word in KEYWORDS),
        landing_page=f"{whole_address(reverse('open_data:start'))}#{subject.key}",
        issued=min(published),
        modified=max(published),
        first_day=date(min(subject.years), 1, 1),
        last_day=date(max(subject.years), 12, 31),
        distributions=tuple(_distribution(subject, ending) for ending in FORMS),
    )


def _description(subject: Subject) -> str:
    table = subject.tables[0].table
    notes = " ".join(table.notes)
    words = _(
        "Tabell ur årsrapporten om avvikelser i samverkan kring barn och unga, en fil för varje år "
        "och del. Antal och andel av n. Små tal som kan peka ut någon är dolda."
    )
    return (
        f"{words} {notes}".strip() if subject.tables[0].shelved.report.language == "sv" else words
    )


def _distribution(subject: Subject, ending: str) -> Distribution:
    return Distribution(
        iri=_iri(f"{subject.key}-{ending}"),
        title=_spoken(
            lambda: _("%(form)s, en fil för varje tabell och år") % {"form": ending.upper()}
        ),
        media_type=FORMS[ending],
        access_url=f"{whole_address(reverse('open_data:start'))}#{subject.key}",
        files=tuple(
            whole_address(reverse(f"open_data:{ending}", args=[one.year, one.table.key]))
            for one in subject.tables
        ),
    )


def _iri(name: str) -> str:
    return f"{whole_address(reverse('open_data:dcat'))}#{name}"


def _spoken(say) -> dict[str, str]:
    found = {}
    for language in SPOKEN:
        with override(language):
            found[language] = say()
    return found
