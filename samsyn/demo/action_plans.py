"""What have some groups set out to do? One group in two years with all beside it, a few others in short."""

import io
import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from samsyn.accounts import services as account_services
from samsyn.accounts.selectors.viewers import choices_for
from samsyn.coding.selectors import themes_in_use
from samsyn.demo.acting import acting_as
from samsyn.demo.places import DEMO, OPENED
from samsyn.domain.access import Viewer
from samsyn.domain.plans import Basis, BasisKind, DocumentKind, SchoolCalls
from samsyn.domain.vocabulary import MeasureStatus, Role
from samsyn.organisations import selectors as organisations
from samsyn.plans.content import PlanContent
from samsyn.plans.selectors import groups_with_plans
from samsyn.plans.services import attach_document, start_plan, state_routine, write_point

ROUTINE = Path(__file__).parent / "invitation.typ"
OTHERS = (
    ("bus-0136", "Kärstin Vinterkråka", SchoolCalls.MAY, "Ersättare till varje möte"),
    ("bus-0182", "Botvid Sävsparvsund", None, "Kallelser tre veckor i förväg"),
)
"""Other groups: the key of their area, who is contact, what the routine says, what they set out to do."""


class Planning:
    """Plans as contact persons write them, last winter and since."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng, self.now = rng, now

    def tell(self) -> None:
        """Make last year's and this year's plans."""
        by = acting_as("kontaktperson", self.now)
        then = self.now.replace(year=self.now.year - 1, month=1, day=20)
        group = self._group_of(by, then)
        last = start_plan(group, then.year, by=by, now=then)
        self._write(last, self._of_last_year(then), by, then)
        start = min(self.now, self.now.replace(month=1, day=25))
        this = start_plan(group, self.now.year, by=by, now=start)
        self._write(this, self._of_this_year(), by, start + timedelta(hours=2))
        state_routine(group, SchoolCalls.MUST, date(then.year, 2, 1), by=by, now=start)
        self._attach(group, by, start)
        for area, name, calls, priority in OTHERS:
            self._other(area, name, calls, priority, start)

    def _write(self, plan: int, points: Iterable[PlanContent], by: Viewer, at: datetime) -> None:
        for point in points:
            key = uuid.UUID(int=self.rng.getrandbits(128), version=4)
            write_point(plan, point, key=key, by=by, now=at)

    def _group_of(self, by: Viewer, at: datetime) -> int:
        return groups_with_plans(viewer=by, today=at.date())[0].id

    def _of_last_year(self, then: datetime) -> list[PlanContent]:
        theme = themes_in_use(then.year)[0].id
        return [
            PlanContent(
                "Kallelser till SIP som når fram",
                goal="Alla kallade verksamheter får kallelsen tre veckor i förväg.",
                activity="Kallelser går till funktionsbrevlådor, enligt en gemensam mall.",
                responsible="Arbetsgruppen",
                due_on=date(then.year, 6, 15),
                indicator="Andelen avvikelser om SIP i området",
                status=MeasureStatus.DONE,
                follow_up="Mallen används av alla sedan i maj.",
                theme_id=theme,
                began_on=date(then.year, 5, 10),
                bases=(
                    Basis(
                        BasisKind.STATISTICS,
                        "Avvikelser efter tema",
                        f"/statistik/?year={then.year - 1}&scope=between&count=deviations&by=theme",
                    ),
                ),
            ),
            PlanContent(
                "Fristående skolor i gruppen",
                goal="Minst två fristående huvudmän sitter med i arbetsgruppen.",
                activity="Styrgruppen bjuder in rektorerna.",
                responsible="Styrgruppens ordförande",
                due_on=date(then.year, 11, 30),
                status=MeasureStatus.ONGOING,
            ),
        ]

    def _of_this_year(self) -> list[PlanContent]:
        return [
            PlanContent(
                "Svar på avvikelser inom en månad",
                goal="Åtta av tio avvikelser är besvarade inom trettio dagar.",
                activity="Obesvarade avvikelser är en stående punkt på varje möte.",
                responsible="Enhetscheferna",
                due_on=(self.now + timedelta(days=40)).date(),
                indicator="Andel besvarade avvikelser och mediantid",
                status=MeasureStatus.ONGOING,
                follow_up="Gås igenom vid varje möte.",
                bases=(
                    Basis(BasisKind.STATISTICS, "Svar och tider i området", "/svarstider/"),
                    Basis(BasisKind.OTHER, "Arbetsgruppens möte i januari"),
                ),
            ),
            PlanContent(
                "Ersättare till varje möte",
                goal="Varje verksamhet har en namngiven ersättare.",
                responsible="Alla verksamheter",
                due_on=(self.now - timedelta(days=25)).date(),
                indicator="Närvaro vid mötena",
                status=MeasureStatus.PLANNED,
            ),
            PlanContent(
                "Gemensam lista över kontaktvägar",
                activity="Listan tas fram och läggs i Vem gör vad.",
                responsible="Kontaktpersonen",
                status=MeasureStatus.DONE,
            ),
        ]

    def _attach(self, group: int, by: Viewer, at: datetime) -> None:
        import typst  # only a demo being made needs it here

        pdf = typst.compile(
            ROUTINE.read_bytes(),
            pdf_standards="ua-1",
            ignore_system_fonts=True,
            timestamp=int(at.timestamp()),
        )
        assert isinstance(pdf, bytes)
        attach_document(
            group,
            kind=DocumentKind.SIP_ROUTINE,
            name="Lokal rutin för SIP.pdf",
            file=io.BytesIO(pdf),
            by=by,
            now=at,
        )

    def _other(
        self, area: str, name: str, calls: SchoolCalls | None, priority: str, at: datetime
    ) -> None:
        by = self._contact(area, name)
        group = self._group_of(by, at)
        plan = start_plan(group, self.now.year, by=by, now=at)
        point = PlanContent(
            priority,
            responsible="Arbetsgruppen",
            due_on=(self.now + timedelta(days=self.rng.randint(-60, 90))).date(),
            status=MeasureStatus.ONGOING,
        )
        self._write(plan, [point], by, at)
        if calls:
            state_routine(group, calls, date(self.now.year, 1, 1), by=by, now=at)

    def _contact(self, area: str, name: str) -> Viewer:
        """An invented contact person, without a password: only what they wrote is to be seen."""
        scope = next(one.id for one in organisations.areas_on(self.now.date()) if one.key == area)
        user = account_services.create_user(
            by=DEMO, now=self.now, email=f"{area}@demo.invalid", name=name
        )
        account_services.grant_role(
            by=DEMO,
            now=self.now,
            user=user,
            role=Role.GROUP_CONTACT,
            scope_id=scope,
            valid_from=OPENED,
        )
        return choices_for(user, self.now.date())[0]
