"""Which chapters, in which order? The structure of the report of 2021."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from samsyn.reports.contents.answers import answers
from samsyn.reports.contents.gathering import Chapter, Gathering
from samsyn.reports.contents.participation import coverage, geography
from samsyn.reports.contents.reasons import by_recipient, themes
from samsyn.reports.contents.received import received, recipients, reporters


def background(asked: Gathering) -> Chapter:
    """What the agreement is: prose only."""
    return Chapter(
        "background",
        _("Bakgrund"),
        _(
            "Kommunerna och regionen samverkar kring barn i behov av särskilt stöd enligt en "
            "gemensam överenskommelse. När samverkan brister skriver den som ser det en avvikelse "
            "till de verksamheter som berörs."
        ),
    )


def purpose(asked: Gathering) -> Chapter:
    """What the report is for: prose only."""
    return Chapter(
        "purpose",
        _("Syfte"),
        _(
            "Avvikelserna ska leda till att de berörda förstår vad som hände och kan förebygga att "
            "det händer igen. Sammanställningen visar mönster som behöver åtgärder på regional nivå."
        ),
    )


def reflection(asked: Gathering) -> Chapter:
    """What the writers make of the year: prose only."""
    return Chapter("reflection", _("Avslutande reflektion"))


def links(asked: Gathering) -> Chapter:
    """Where to read more: prose only."""
    return Chapter("links", _("Länkar"))


CHAPTERS: tuple[Callable[[Gathering], Chapter], ...] = (
    background,
    purpose,
    received,
    coverage,
    geography,
    reporters,
    recipients,
    by_recipient,
    themes,
    answers,
    reflection,
    links,
)


def outline(asked: Gathering) -> list[Chapter]:
    """Every chapter with what the data give it now."""
    return [chapter(asked) for chapter in CHAPTERS]
