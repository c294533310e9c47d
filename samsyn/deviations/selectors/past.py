"""What is stored of an imported deviation, in the words of the file it came from?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from samsyn.deviations.models import Addressing, Answer, Deviation, DeviationVersion
from samsyn.domain.access import Everything
from samsyn.domain.vocabulary import AnswerOutcome, Origin


@dataclass(frozen=True)
class StoredPast:
    """What a row of an earlier year's file is compared with when it is read in again."""

    pk: int
    is_imported: bool
    reported_on: date
    reporter: tuple[str, int, int]
    """Name then, kind and principal."""
    recipients: frozenset[tuple[str, int, int]]
    area_id: int | None
    description: str
    proposed_measure: str
    answered_on: date | None
    answer_text: str
    outcome: AnswerOutcome | None


def stored_past(*, numbers: Collection[str], viewer: Everything) -> dict[str, StoredPast]:
    """The deviations with these numbers, by number, whoever reads: only an import compares them."""
    rows = Deviation.objects.filter(number__in=list(numbers))
    pks = [row.pk for row in rows]
    versions = {
        version.deviation_id: version
        for version in DeviationVersion.objects.filter(deviation__in=pks).order_by("number")
    }
    answers = {
        answer.addressing_id: answer
        for answer in Answer.objects.filter(addressing__deviation__in=pks).order_by("number")
    }
    addressings: dict[int, list[Addressing]] = {}
    for each in Addressing.objects.filter(deviation__in=pks, redirected_at=None).order_by("pk"):
        addressings.setdefault(each.deviation_id, []).append(each)
    return {
        row.number: _stored(row, versions[row.pk], addressings.get(row.pk, []), answers)
        for row in rows
    }


def _stored(
    row: Deviation,
    version: DeviationVersion,
    addressings: list[Addressing],
    answers: dict[int, Answer],
) -> StoredPast:
    answered = next((each for each in addressings if each.answered_at), None)
    answer = answers.get(answered.pk) if answered else None
    return StoredPast(
        pk=row.pk,
        is_imported=row.origin == Origin.IMPORTED,
        reported_on=row.sent_on,
        reporter=(row.reporter_name_then, row.reporter_kind_id, row.reporter_principal_id),
        recipients=frozenset(
            (each.name_then, each.kind_id, each.principal_id) for each in addressings
        ),
        area_id=row.reporter_area_id,
        description=version.what_happened,
        proposed_measure=version.proposed_measure,
        answered_on=answered.answered_at.date() if answered and answered.answered_at else None,
        answer_text=answer.perspective if answer else "",
        outcome=AnswerOutcome(answered.outcome) if answered else None,
    )
