"""One deviation in which everything has happened, always the same: what exports are compared with."""

from datetime import date, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from samsyn.deviations import services
from samsyn.deviations.content import Account, AnswerContent, MeasurePromised
from samsyn.deviations.services.attaching import attach_file
from samsyn.domain.vocabulary import AnswerOutcome, Cause, Consequence, DirectContact
from samsyn.domain.vocabulary import View as RecipientView
from tests.builders import NOW, before_the_guard, make_answer, make_deviation, make_unit
from tests.files import PDF

SECRET = "HEMLIG-4711"
"""The internal reference: only the writing unit may ever see it."""
STOCKHOLM = ZoneInfo("Europe/Stockholm")
EXPORTED = NOW + timedelta(days=9)

ACCOUNT = Account(
    title="Ingen kom till mötet om planen",
    what_happened="Mötet hölls utan er.\nVi väntade en halvtimme.\n\nVi ringde 08-123 45 67.",
    what_was_expected="=SUMMA(A1) Att någon deltog, eller skrev till namn@example.com.",
    happened_on=date(2026, 3, 2),
    discovered_on=date(2026, 3, 3),
    direct_contact=DirectContact.YES,
    contact_text="Vi talade med varandra dagen efter.",
    consequence=Consequence.MODERATE,
    consequence_text="Planen blev två veckor sen.",
    proposed_measure="- Kalla per telefon också",
)


@before_the_guard()
def make_full_case(cast):
    """To BUP Tofsvipan, which answers twice, and to BUP Storlommen, which is redirected and silent."""
    places, days = cast.places, iter(range(1, 9))
    astrid, bo = cast.viewer("astrid"), cast.viewer("bo")
    cast.bo.hide_name = True
    cast.bo.save()

    def later():
        return NOW + timedelta(days=next(days), hours=1)

    deviation = make_deviation(
        cast,
        to=[places.bup, places.external_bup],
        agreement_point_id=cast.agreement.points.first().pk,
        own_system_reference="AVV-77",
        internal_reference=SECRET,
        **{name: getattr(ACCOUNT, name) for name in Account.__dataclass_fields__},
    )
    redirect(cast, deviation, make_unit("BUP Duvhöken", principal=places.external_region), later())
    correct(deviation, astrid, later())
    services.write_message(
        deviation_id=deviation.pk,
        submission_key=deviation.submission_key,
        text="Kan ni skicka tiden för mötet?",
        by=bo,
        now=later(),
    )
    answer_twice(cast, deviation, bo, later(), later())
    judge(deviation, places.bup, astrid, later())
    attach_file(
        deviation_id=deviation.pk,
        name="Kallelse till mötet.pdf",
        file=BytesIO(PDF),
        by=bo,
        now=later(),
    )
    return deviation


def part_of(deviation, unit):
    return deviation.addressings.get(unit=unit, redirected_at=None)


def redirect(cast, deviation, to, now):
    part = part_of(deviation, cast.places.external_bup)
    services.redirect(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        to_unit_id=to.pk,
        reason="En annan mottagning",
        by=cast.viewer("berit"),
        now=now,
    )


def correct(deviation, astrid, now):
    deviation.refresh_from_db()
    changed = {**vars(ACCOUNT), "consequence_text": "Planen blev tre veckor sen."}
    services.correct_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        account=Account(**changed),
        reason="Fel antal veckor",
        by=astrid,
        now=now,
    )


def answer_twice(cast, deviation, bo, first, second):
    make_answer(deviation, by=bo, now=first)
    part = part_of(deviation, cast.places.bup)
    content = AnswerContent(
        view=RecipientView.PARTLY,
        perspective="Kallelsen nådde fel brevlåda. Ring 08-765 43 21.",
        cause=Cause.INVITATION,
        cause_text="Adressen var gammal.",
        measures=(MeasurePromised("Ny brevlåda för kallelser", "Enhetschef", date(2026, 5, 1)),),
    )
    services.amend_answer(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        content=content,
        reason="Vi har hittat kallelsen",
        by=bo,
        now=second,
    )


def judge(deviation, unit, astrid, now):
    part = part_of(deviation, unit)
    services.judge_answer(
        deviation_id=deviation.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        outcome=AnswerOutcome.IMPROVEMENT,
        text="Bra, vi prövar det.",
        by=astrid,
        now=now,
    )
