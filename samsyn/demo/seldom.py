"""What happens seldom, once each: one event told of thrice, paper, a file, a case that is opened again."""

import io
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from samsyn.coding import selectors as coding
from samsyn.coding.services import register_and_code, send_and_code
from samsyn.demo.coded import secretariat
from samsyn.demo.courses import Agreed
from samsyn.demo.places import Place
from samsyn.demo.words import texts
from samsyn.deviations import services
from samsyn.deviations.calendar import day_in_stockholm
from samsyn.deviations.content import Account, PaperReport, Settled, Submission
from samsyn.deviations.selectors.lists import Standing, Wishes, sent_of
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import AnswerOutcome, DirectContact
from samsyn.events.services import link_as_one_event

INVITATION = Path(__file__).parent / "invitation.typ"
OF_ONE_EVENT, OLD = 3, 2
ADDED = OF_ONE_EVENT + OLD
"""So many deviations more than those by chance."""
THEME = "Samordnad individuell plan, SIP"
TITLES = ("BUP kom inte till SIP-mötet på skolan", "SIP-mötet på skolan utan BUP")
HAPPENED = (
    "SIP-mötet på skolan hölls utan BUP. Kallelsen var bekräftad, ingen ersättare kom och planen väntar.",
    "BUP uteblev från SIP-mötet på skolan trots bekräftad kallelse. Ingen ersättare kom och planen väntar.",
    "Vi var på plats för SIP-mötet på skolan. BUP kom inte, trots bekräftad kallelse, och planen väntar.",
)
PAPERS = (
    ("Remissen kom tillbaka utan besked", Settled(), 700),
    (
        "Ingen tog emot vid utskrivningen",
        Settled(AnswerOutcome.PARTLY, None, "Vi ringer före utskrivning i fortsättningen."),
        640,
    ),
)
"""Title, how it ended, and how many days ago it was written."""


class Seldom:
    """Tells them with the services themselves, as people would have done in the last weeks."""

    def __init__(self, rng: Random, places: Sequence[Place], agreed: Agreed, now: datetime) -> None:
        self.rng, self.agreed, self.now = rng, agreed, now
        self.at = {place.key: place for place in places}
        self.desk = secretariat(now)[0]

    def tell(self) -> int:
        """Everything that is seldom; how many deviations were added."""
        self._one_event()
        for title, settled, days in PAPERS:
            self._old_paper(title, settled, days)
        self._open_again()
        return ADDED

    def _days_ago(self, days: float) -> datetime:
        return self.now - timedelta(days=days)

    def _key(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def _theme(self, year: int) -> int | None:
        return next((one.id for one in coding.themes_in_use(year) if one.name == THEME), None)

    def _submission(self, title: str, happened: str, on: date, to: str) -> Submission:
        account = Account(
            title=title,
            what_happened=happened,
            what_was_expected="Att den som har bekräftat kommer, eller skickar en ersättare.",
            happened_on=on,
            direct_contact=DirectContact.NO,
        )
        return Submission(
            account=account,
            recipient_ids=(self.at[to].card.id,),
            agreement_id=self.agreed.id,
            agreement_point_id=self.agreed.points.get("sip-kallelse"),
        )

    def _one_event(self) -> None:
        """Two wrote in Samsyn and one on paper of the same meeting; two of them have been linked."""
        met_on = day_in_stockholm(self._days_ago(11))
        school = self._send("skola-naktergalen", TITLES[0], HAPPENED[0], met_on, days=9)
        self._attach(school, self.at["skola-naktergalen"].people[0], self._days_ago(8.9))
        self._send("hab-sidensvansen", TITLES[1], HAPPENED[1], met_on, days=8)
        report = PaperReport(
            self._submission(TITLES[0], HAPPENED[2], met_on, "bup-storspoven"),
            self.at["stenskvattan"].card.id,
            day_in_stockholm(self._days_ago(10)),
        )
        paper = self._register(report, self._days_ago(6))
        link_as_one_event(deviation_ids=(school, paper), by=self.desk, now=self._days_ago(5))

    def _send(self, who: str, title: str, happened: str, on: date, *, days: float) -> int:
        at = self._days_ago(days)
        sent = send_and_code(
            submission_key=self._key(),
            submission=self._submission(title, happened, on, "bup-storspoven"),
            theme_id=self._theme(at.year),
            by=self.at[who].people[0],
            now=at,
        )
        return int(sent.pk)

    def _register(self, report: PaperReport, at: datetime) -> int:
        registered = register_and_code(
            submission_key=self._key(),
            report=report,
            theme_id=self._theme(report.reported_on.year) if not report.settled else None,
            by=self.desk,
            now=at,
        )
        return int(registered.pk)

    def _old_paper(self, title: str, settled: Settled, days: int) -> None:
        on = day_in_stockholm(self._days_ago(days))
        if settled.outcome:
            settled = Settled(settled.outcome, on + timedelta(days=21), settled.answer_text)
        submission = self._submission(
            title, f"{title}. Avskrift av en rapport på papper.", on, "bup-storspoven"
        )
        report = PaperReport(submission, self.at["gulsparven"].card.id, on, settled)
        self._register(report, self._days_ago(4))

    def _attach(self, deviation_id: int, by: Viewer, at: datetime) -> None:
        import typst  # 80 MB that only files need

        pdf = typst.compile(
            INVITATION.read_bytes(),
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            timestamp=int(at.timestamp()),
        )
        assert isinstance(pdf, bytes)
        services.attach_file(
            deviation_id=deviation_id,
            name="Kallelse.pdf",
            file=io.BytesIO(pdf),
            by=by,
            now=at,
        )

    def _open_again(self) -> None:
        """The newest of Koltrasten's deviations that had ended by then, with a reason."""
        at = self._days_ago(2)
        who = self.at["koltrasten"].people[0]
        wishes = Wishes(standing=Standing.CLOSED)
        ended = sent_of(viewer=who, wishes=wishes, today=day_in_stockholm(at))
        closed = ended.filter(closed_at__lt=at).first()
        assert closed is not None, "three years without an end"
        services.reopen_deviation(
            deviation_id=closed.pk,
            seen_version=closed.version,
            reason=self.rng.choice(texts()["reasons"]["reopen"]),
            by=who,
            now=at,
        )
