"""The secretariat corrects its own transcription of a paper report, and nobody's words but its own."""

from datetime import date, timedelta

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.content import Account, Settled, Transcription
from samsyn.deviations.models import Deviation, SecretariatCopy, StepTaken
from samsyn.deviations.selectors.lists import Wishes, copies_of
from samsyn.deviations.selectors.shared_view import copy_view, shared_view
from samsyn.deviations.selectors.typed import transcription_in
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import Outdated, PaperRefused, PersonalNumberFound
from samsyn.domain.vocabulary import AnswerOutcome, Closing
from samsyn.mail.models import Letter
from tests.apps.test_paper import LONG_AGO, TODAY, paper
from tests.builders import NOW, make_deviation

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=900)
ANSWERED = Settled(AnswerOutcome.PARTLY, date(2019, 6, 3), "Ny rutin från maj.")
RIGHT = Transcription(title="Kallelse saknades", what_happened="Som det står på papperet.")


def retype(cast, deviation, wanted=RIGHT, *, by="doris", reason="Fel avskrivet.", **more):
    deviation.refresh_from_db()
    services.retype_paper(
        deviation_id=deviation.pk,
        seen_version=more.pop("seen_version", deviation.version),
        transcription=wanted,
        reason=reason,
        by=cast.viewer(by),
        now=more.pop("now", NOW + timedelta(hours=1)),
    )


def versions_of(deviation):
    return list(deviation.versions.order_by("number").values_list("what_happened", "reason"))


def test_a_new_version_with_its_reason_that_the_parties_see(cast):
    deviation = paper(cast, text="Som på fel papper.")
    Letter.objects.all().delete()
    retype(cast, deviation)
    assert versions_of(deviation) == [
        ("Som på fel papper.", ""),
        ("Som det står på papperet.", "Fel avskrivet."),
    ]
    for who in ("astrid", "bo"):
        seen = shared_view(deviation.number, viewer=cast.viewer(who), today=TODAY)
        assert [one.number for one in seen.versions] == [2, 1]
        assert seen.account.what_happened == "Som det står på papperet."
        assert (seen.steps[-1].kind, seen.steps[-1].reason) == ("retyped", "Fel avskrivet.")
    told = dict(Letter.objects.values_list("recipient", "kind"))
    both = (cast.places.bup.function_mailbox, cast.places.social.function_mailbox)
    assert told == dict(zip(both, ("corrected", "retyped"), strict=True))
    row = AuditEvent.objects.filter(kind="wrote").latest("pk")
    assert (row.actor_id, row.details) == (cast.doris.pk, {"step": "retyped"})


def test_a_closed_one_registered_years_ago_with_its_answer(cast):
    deviation = paper(cast, on=LONG_AGO, settled=ANSWERED)
    wanted = Transcription(
        "Ny rubrik", "Rätt text.", "", "", date(2019, 5, 2), "Ny rutin från juni."
    )
    retype(cast, deviation, wanted, now=LATER)
    deviation.refresh_from_db()
    assert (deviation.title, deviation.closing) == ("Ny rubrik", Closing.BEFORE_SAMSYN)
    assert (deviation.sent_on, deviation.year) == (LONG_AGO, 2019)
    assert deviation.versions.latest("number").happened_on == date(2019, 5, 2)
    seen = shared_view(deviation.number, viewer=cast.viewer("bo"), today=LATER.date())
    assert [one.perspective for one in seen.parties[0].answers] == [
        "Ny rutin från juni.",
        "Ny rutin från maj.",
    ]
    assert not Letter.objects.exists()
    assert deviation.addressings.get().answered_at.date() == date(2019, 6, 3)


def test_only_the_answer_leaves_the_account_as_it_is(cast):
    deviation = paper(cast, on=LONG_AGO, settled=ANSWERED)
    retype(
        cast, deviation, Transcription("Kallelse saknades", "Som på papperet.", answer_text="Nej.")
    )
    assert deviation.versions.count() == 1
    assert (
        SecretariatCopy.objects.filter(source="answer").latest("pk").texts["perspective"] == "Nej."
    )


def test_what_the_copy_masks_stays_where_it_was_not_touched(cast, before_the_guard):
    deviation = paper(cast, text="Ring 08-123 45 67.\nSedan inget.")
    seen = copy_view(deviation.number, viewer=cast.viewer("doris"))
    typed = transcription_in(seen, viewer=cast.viewer("doris"))
    assert typed.what_happened == "Ring [telefonnummer].\nSedan inget."
    as_sent = typed.what_happened.replace("\n", "\r\n") + " "
    retype(cast, deviation, Transcription("En annan rubrik", as_sent))
    assert versions_of(deviation)[-1][0] == "Ring 08-123 45 67.\nSedan inget."
    with pytest.raises(PaperRefused, match="unchanged"):
        retype(cast, deviation, Transcription("En annan rubrik", as_sent))


def test_never_what_was_written_in_the_system(cast):
    written = make_deviation(cast)
    with pytest.raises(StepRefused, match="side"):
        retype(cast, written)
    seen = copy_view(written.number, viewer=cast.viewer("doris"))
    assert transcription_in(seen, viewer=cast.viewer("doris")) is None
    Deviation.objects.filter(pk=written.pk).update(
        origin="paper"
    )  # a typist without a registration
    with pytest.raises(PaperRefused, match="not_typed"):
        retype(cast, written)
    assert written.versions.count() == 1


def test_never_what_the_unit_has_made_its_own(cast):
    deviation = paper(cast)
    services.correct_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        account=Account(title="Vår rubrik", what_happened="Våra ord."),
        reason="Så var det.",
        by=cast.viewer("astrid"),
        now=NOW + timedelta(1),
    )
    with pytest.raises(PaperRefused, match="not_typed"):
        retype(cast, deviation)
    assert versions_of(deviation)[-1] == ("Våra ord.", "Så var det.")


@pytest.mark.parametrize(
    "who", ["astrid", "bo", "cecilia", "elof", "frej", "gudmund", "hedda", "ivar"]
)
def test_nobody_else_may(cast, who):
    deviation = paper(cast)
    with pytest.raises(StepRefused, match="side"):
        retype(cast, deviation, by=who)
    assert deviation.versions.count() == 1


def test_a_withdrawn_one_is_left_alone(cast):
    deviation = paper(cast)
    services.withdraw_deviation(
        deviation_id=deviation.pk,
        seen_version=deviation.version,
        reason="Dubblett.",
        by=cast.viewer("astrid"),
        now=NOW + timedelta(1),
    )
    with pytest.raises(StepRefused, match="state"):
        retype(cast, deviation)


def test_not_without_a_reason_nor_with_a_personal_number_nor_unseen(cast):
    deviation = paper(cast)
    with pytest.raises(StepRefused, match="reason"):
        retype(cast, deviation, reason=" ")
    for given in (
        {"reason": "19121212-1212"},
        {"wanted": Transcription("Rubrik", "19121212-1212")},
    ):
        with pytest.raises(PersonalNumberFound):
            retype(cast, deviation, **given)
    with pytest.raises(Outdated):
        retype(cast, deviation, seen_version=deviation.version + 1)
    assert deviation.versions.count() == 1
    assert not StepTaken.objects.filter(kind="retyped").exists()


def test_the_new_words_are_found_by_the_parties_and_in_the_copies(cast):
    deviation = paper(cast, on=LONG_AGO, settled=Settled())
    retype(cast, deviation, Transcription("Kallelse saknades", "Stenkolsgruvan."))
    found = copies_of(viewer=cast.viewer("doris"), wishes=Wishes("stenkolsgruvan"), today=TODAY)
    assert deviation.pk in {one.pk for one in found}
