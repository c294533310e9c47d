"""What has the secretariat written? One yearly report is published, the next is half written."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from samsyn.coding.selectors import themes_in_use
from samsyn.coding.selectors.opinions import said_about
from samsyn.coding.services import AtTheDesk, code_at_desk
from samsyn.demo.coded import secretariat
from samsyn.domain.access import Viewer
from samsyn.domain.report_sentences import Proposal
from samsyn.reports import services
from samsyn.reports.selectors.drafts import draft_of

BACKGROUND = (
    "Kommunerna och regionen har kommit överens om hur de samverkar kring barn och unga som behöver "
    "stöd från flera. När samverkan brister skriver den som ser det en avvikelse till dem som berörs.\n\n"
    "Avvikelser är ett sätt att **lära av det som hände**, inte att peka ut någon. "
    "De gör tre saker möjliga:\n\n"
    "- att den som har fått en avvikelse rättar till det som brast\n"
    "- att de lokala BUS-grupperna ser vad som återkommer hos dem\n"
    "- att länet ser vad som behöver ändras i överenskommelsen"
)
REFLECTION = (
    "Samma saker återkommer år efter år: kallelser som inte kommer fram, och planer som ingen följer "
    "upp. Där parterna har ringt varandra *innan* de skrev har svaren kommit fortare.\n\n"
    "Till nästa år föreslår vi att varje lokal BUS-grupp väljer ett tema och följer det."
)
LINKS = "[Uppdrag samverkan](https://www.uppdragsamverkan.se/) om SIP."
RECEIVED = (
    "I rapporten är fokus på avvikelser mellan huvudmän. De flesta har skrivits av skolan och "
    "socialtjänsten."
)
TOTAL = "received.total"
CHECKED = "Läs gärna reflektionen en extra gång."


def write_reports(coded_by_one: Iterable[int], now: datetime) -> None:
    """Publish the report of the year before last, and leave last year's as a draft in every state.

    `coded_by_one` are deviations of last year (primary keys): one is given another theme after a
    sentence about its theme was accepted, so that text and data have parted ways.
    """
    writer, reader = secretariat(now)
    _published(now.year - 2, writer, reader, now - timedelta(days=120))
    _draft(now.year - 1, writer, now - timedelta(days=1))
    _part_ways(now.year - 1, coded_by_one, writer, now - timedelta(hours=2))


def _published(year: int, writer: Viewer, reader: Viewer, at: datetime) -> None:
    report = services.start_report(year=year, by=writer, now=at)
    texts = {"background": BACKGROUND, "reflection": REFLECTION, "links": LINKS}
    for chapter, text in texts.items():
        _write(report.pk, chapter, text, 0, writer, at)
    _accept(report.pk, "received", TOTAL, writer, at)
    given = {"report_id": report.pk}
    services.hand_in(**given, seen_steps=0, by=writer, now=at, note=CHECKED)
    later = at + timedelta(days=2)
    services.approve(**given, seen_steps=1, by=reader, now=later)
    services.freeze(**given, seen_steps=2, by=writer, now=later + timedelta(hours=1))
    services.publish(**given, seen_steps=3, by=writer, now=later + timedelta(days=1))


def _draft(year: int, writer: Viewer, at: datetime) -> None:
    """Copied prose that one chapter's writer has read, one new text and one accepted sentence."""
    report = services.start_report(year=year, by=writer, now=at)
    _write(report.pk, "background", BACKGROUND, 1, writer, at)
    _write(report.pk, "received", RECEIVED, 0, writer, at)
    _accept(report.pk, "received", TOTAL, writer, at)


def _part_ways(year: int, coded: Iterable[int], writer: Viewer, at: datetime) -> None:
    """Accept a sentence of how large a theme is, and give one deviation of the theme another."""
    draft = draft_of(year, viewer=writer)
    assert draft is not None
    shares = {
        chapter.title: (chapter.key, offered)
        for _depth, chapter in draft.all_chapters()
        for offered in chapter.proposals
        if offered.key.endswith(".share")
    }
    for deviation_id in coded:
        said = said_about(deviation_id, viewer=writer).own
        found: tuple[str, Proposal] | None = shares.get(said.theme) if said else None
        if said and found:
            _accept(draft.report.pk, found[0], found[1].key, writer, at)
            other = next(one for one in themes_in_use(year) if one.name != said.theme)
            content = AtTheDesk(theme_id=other.id)
            code_at_desk(deviation_id=deviation_id, content=content, by=writer, now=at)
            return


def _write(
    report_id: int, chapter: str, text: str, version: int, writer: Viewer, at: datetime
) -> None:
    services.write_prose(
        report_id=report_id, chapter=chapter, text=text, seen_version=version, by=writer, now=at
    )


def _accept(report_id: int, chapter: str, key: str, writer: Viewer, at: datetime) -> None:
    services.accept_sentence(report_id=report_id, chapter=chapter, key=key, by=writer, now=at)
