"""Which questions have been lifted? One that came back with a regional measure, one under way, one new."""

import uuid
from datetime import datetime, timedelta
from random import Random

from samsyn.coding.selectors import themes_in_use
from samsyn.demo.acting import acting_as
from samsyn.deviations.selectors.visible import sent_by
from samsyn.domain.access import Viewer
from samsyn.domain.vocabulary import MeasureStatus
from samsyn.followups.selectors import followup
from samsyn.followups.services import Statement, change_followup, publish_followup
from samsyn.lifts import services
from samsyn.lifts.content import MeasureContent, Wording
from samsyn.lifts.selectors import groups_above, lift, regional_bodies

UNITS_QUESTION = Wording(
    "Vem kallar när två verksamheter delar på ansvaret?",
    "Vi har flera gånger väntat på varandra. Var och en har trott att den andra kallar till SIP. Vi "
    "behöver en regel som gäller för alla, inte bara för oss.",
)
GROUPS_QUESTION = Wording(
    "Ansvaret för kallelsen när flera delar på insatserna",
    "Arbetsgruppen har sett samma sak mellan flera verksamheter i området. Vi har prövat en lokal "
    "turordning, men den räcker inte när en part hör till ett annat område.",
)
PRINCIPLE = Wording(
    "Vilken verksamhet kallar till SIP när ansvaret är delat?",
    "Frågan kommer från flera BUS-grupper. Överenskommelsen säger att båda kan kalla, och då händer "
    "det att ingen gör det.",
)
DECISION = (
    "Den verksamhet som först ser behovet kallar, inom tio arbetsdagar, oavsett vem som har ansvaret "
    "för insatserna. Regeln skrivs in i den gemensamma rutinen."
)
MEASURE = MeasureContent(
    "En gemensam rutin för kallelse till SIP, med en mall som säger vem som kallar och när.",
    "Regionens och kommunernas samordnare",
)
PATTERN = Wording(
    "Remisser som skickas runt mellan mottagningar",
    "I statistiken för året är remisser en större del än förra året. Vi vet inte om vägledningen är "
    "otydlig eller om den inte är känd.",
)
PATTERN_ON = Wording(
    "Otydlig väg för remisser mellan BUMM och BUP",
    "Två grupper har tagit upp samma mönster. Vi föreslår att forumet tar ställning till en gemensam "
    "vägledning.",
)
NEW = Wording(
    "Hur når elevhälsan rätt mottagning?",
    "Telefonnummer och öppettider stämmer inte, och vi skickar ärenden fel. Kan gruppen ta fram en "
    "gemensam lista?",
)


class Lifting:
    """Each step as the one who would take it, at its day."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng, self.now = rng, now

    def tell(self) -> None:
        """Make the three questions."""
        self._came_back()
        self._under_way()
        self._new()

    def _key(self) -> uuid.UUID:
        return uuid.UUID(int=self.rng.getrandbits(128), version=4)

    def _ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    def _asked(self, pk: int, by: Viewer, now: datetime) -> dict[str, object]:
        card = lift(pk, viewer=by, today=now.date())
        assert card is not None
        return {"key": self._key(), "seen_version": card.version, "by": by, "now": now}

    def _from_deviation(self, who: str, wording: Wording, days: int, theme: int | None) -> int:
        by, at = acting_as(who, self.now), self._ago(days)
        sent = sent_by(viewer=by).filter(withdrawn_at=None, sent_at__lt=at)
        groups = groups_above(by.unit_id or 0, viewer=by, today=at.date())
        return services.start_lift(
            wording,
            key=self._key(),
            by=by,
            now=at,
            numbers=[sent.latest("sent_at").number],
            group_id=groups[0].id if groups else None,
            theme_id=theme,
        )

    def _came_back(self) -> None:
        contact, desk = acting_as("kontaktperson", self.now), acting_as("sekretariat", self.now)
        began = self._ago(330)
        theme = themes_in_use(began.year)[0].id
        pk = self._from_deviation("socialtjanst", UNITS_QUESTION, 330, theme)
        for wording, by, days in ((GROUPS_QUESTION, contact, 310), (PRINCIPLE, desk, 290)):
            services.lift_further(pk, wording, **self._asked(pk, by, self._ago(days)))  # type: ignore[arg-type]
        other = sent_by(viewer=acting_as("elevhalsa", self.now))
        numbers = [
            other.filter(withdrawn_at=None, sent_at__lt=self._ago(290)).latest("sent_at").number
        ]
        services.add_deviations(pk, numbers, by=desk, now=self._ago(289))
        self._on_agenda(pk, self._ago(285), self._ago(265))
        started = (self._ago(240)).date()
        measure = MeasureContent(
            MEASURE.words,
            MEASURE.owner,
            due_on=self._ago(200).date(),
            theme_id=theme,
            began_on=started,
        )
        at = self._ago(264)
        services.decide(pk, DECISION, measure=measure, **self._asked(pk, desk, at))  # type: ignore[arg-type]
        done = MeasureContent(
            measure.words,
            measure.owner,
            due_on=measure.due_on,
            status=MeasureStatus.DONE,
            theme_id=theme,
            began_on=started,
            follow_up="Rutinen är känd i alla BUS-grupper. Siffrorna följs i ett år.",
        )
        services.change_measure(pk, done, seen_version=1, by=desk, now=self._ago(120))
        self._tell_everybody(pk, desk)

    def _tell_everybody(self, pk: int, desk: Viewer) -> None:
        """In the report of the year before last, which is the one that anybody reads in the demo."""
        at = self._ago(50)
        statement = services.tell_everybody(pk, by=desk, now=at)
        told = followup(statement, viewer=desk)
        assert told is not None
        year = self.now.year - 2
        theme = next((one.id for one in themes_in_use(year) if one.name == told.theme), None)
        words = Statement(
            year, theme, told.said, told.done, told.by_function, told.done_on, "BUSSAM"
        )
        change_followup(statement, words, seen_version=1, by=desk, now=at)
        publish_followup(statement, seen_version=2, by=desk, now=at)

    def _under_way(self) -> None:
        contact, desk = acting_as("kontaktperson", self.now), acting_as("sekretariat", self.now)
        year = self.now.year
        theme = next((one.id for one in themes_in_use(year) if "emiss" in one.name), None)
        pk = services.start_lift(
            PATTERN,
            key=self._key(),
            by=contact,
            now=self._ago(45),
            theme_id=theme,
            page=f"/statistik/?year={year}&scope=between&count=deviations&by=theme",
            page_words="Avvikelser efter tema",
        )
        services.lift_further(pk, PATTERN_ON, **self._asked(pk, desk, self._ago(20)))  # type: ignore[arg-type]
        self._on_agenda(pk, self._ago(6), self.now + timedelta(days=18))

    def _on_agenda(self, pk: int, at: datetime, meets: datetime) -> None:
        member = acting_as("bussam", self.now)
        bodies = regional_bodies(viewer=member, today=at.date())
        body = next((one for one in bodies if "BUSSAM" in one.name), bodies[0])
        services.schedule(pk, body.id, meets.date(), **self._asked(pk, member, at))  # type: ignore[arg-type]

    def _new(self) -> None:
        self._from_deviation("elevhalsa", NEW, 4, None)
