"""What has been done because of the published report? Two statements that anybody reads, and one not yet."""

from dataclasses import replace
from datetime import datetime, timedelta

from samsyn.coding.selectors import themes_in_use
from samsyn.demo.coded import secretariat
from samsyn.followups.services import Statement, publish_followup, write_followup

INVITING = Statement(
    year=0,
    theme_id=None,
    said="Kallelser till möten kom fram för sent eller inte alls, oftast när ingen visste vem som kallar.",
    done=(
        "Alla parter kallar nu genom funktionsbrevlådor, tre veckor i förväg. En gemensam mall säger "
        "vem som kallar och vem som svarar."
    ),
    by_function="Regionalt forum (BUSSAM)",
    source="Påhittat för demon: protokoll från BUSSAM, punkt 4",
)
ANSWERING = Statement(
    year=0,
    theme_id=None,
    said="Många avvikelser fick svar sent, eller inget svar.",
    done="De lokala BUS-grupperna går igenom obesvarade avvikelser vid varje möte.",
    by_function="Lokala BUS-grupper",
    source="Påhittat för demon",
)
REFERRING = Statement(
    year=0,
    theme_id=None,
    said="Remisser skickades tillbaka utan besked om vart de borde ha gått.",
    done="Regionen och kommunerna skriver en gemensam vägledning.",
    by_function="BUS-sekretariatet",
)


def tell_what_was_done(now: datetime) -> None:
    """State what was done because of the report of the year before last: of a theme, and of all of it."""
    writer, _reader = secretariat(now)
    year, at = now.year - 2, now - timedelta(days=60)
    themes = themes_in_use(year)
    done_on = (now - timedelta(days=75)).date()
    for statement in (
        replace(INVITING, year=year, theme_id=themes[0].id, done_on=done_on),
        replace(ANSWERING, year=year),
    ):
        pk = write_followup(statement, by=writer, now=at)
        publish_followup(pk, seen_version=1, by=writer, now=at + timedelta(hours=1))
    unpublished = replace(REFERRING, year=year, theme_id=themes[-1].id)
    write_followup(unpublished, by=writer, now=now - timedelta(days=1))
