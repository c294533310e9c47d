"""Answering without an account: links, codes, limits and revocation, below the pages (ADR 0023)."""

import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connections

from samsyn.audit import selectors as audit
from samsyn.audit.models import AuditEvent
from samsyn.deviations import services
from samsyn.deviations.content import AnswerContent
from samsyn.deviations.mailbox_links import hinted, read_link, sign_link
from samsyn.deviations.models import MailboxCode
from samsyn.deviations.selectors.mailbox import door_of, guest_at
from samsyn.deviations.selectors.shared_view import shared_view
from samsyn.deviations.selectors.visible import (
    addressings_visible_to,
    deviations_visible_to,
    redirected_by,
    sent_by,
)
from samsyn.deviations.services import mailbox
from samsyn.deviations.services.mailbox import Sending
from samsyn.domain.access import Ability
from samsyn.domain.lifecycle import StepRefused
from samsyn.domain.refusals import Outdated
from samsyn.domain.vocabulary import AuditKind, Role, StepKind, View
from samsyn.mail.models import Letter
from samsyn.organisations.selectors import unit_by_pk
from tests.builders import (
    NOW,
    grant_role,
    make_answer,
    make_deviation,
    make_unit,
    make_user,
    viewer_of,
)
from tests.files import make_png

pytestmark = pytest.mark.django_db
SECOND, MINUTE, HOUR, DAY = (
    timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours", "days")
)


@pytest.fixture
def silent(cast):
    """A unit that has never heard of Samsyn."""
    return make_unit(
        "BUP Sparven", principal=cast.places.region, function_mailbox="s@region.example"
    )


@pytest.fixture
def case(cast, silent):
    return make_deviation(cast, to=[silent, cast.places.bup])


def letter_to(unit, after=0):
    return Letter.objects.filter(recipient=unit.function_mailbox, pk__gt=after).latest("pk")


def link_in(letter):
    return read_link(re.search(r"/brevlada/([^/\s]+)/", letter.body)[1])


@pytest.fixture
def link(case, silent):
    return link_in(letter_to(silent))


@pytest.fixture
def door(link):
    return door_of(link, now=NOW + MINUTE)


def code_in(letter):
    return re.search(r"\b\d{6}\b", letter.body)[0]


def send(door, now):
    return mailbox.send_code(door, language="sv", now=now)


# Links ------------------------------------------------------------------------------------------------


def test_each_recipient_gets_a_link_of_its_own_and_the_writer_none(cast, case, silent, link):
    part = case.addressings.get(unit=silent)
    assert (link.addressing_id, link.unit_id) == (part.pk, silent.pk)
    assert abs(link.signed_at - NOW) < SECOND
    other = link_in(letter_to(cast.places.bup))
    assert other.unit_id == cast.places.bup.pk
    make_answer(case, by=cast.viewer("bo"))
    assert "/brevlada/" not in letter_to(cast.places.social).body


def test_two_units_with_one_mailbox_get_a_letter_each(cast, silent):
    twin = make_unit("BUP Sparven 2", function_mailbox=silent.function_mailbox)
    make_deviation(cast, to=[silent, twin])
    letters = Letter.objects.filter(recipient=silent.function_mailbox)
    assert {link_in(letter).unit_id for letter in letters} == {silent.pk, twin.pk}


def test_a_changed_link_is_not_ours(link):
    for place, sign in enumerate(link.token):
        other = "A" if sign != "A" else "B"
        forged = link.token[:place] + other + link.token[place + 1 :]
        assert read_link(forged) is None, place
    assert read_link("") is None
    assert read_link("." + link.token.split(".")[1]) is None


def test_a_link_ends_after_its_days(link, settings):
    ends = link.signed_at + timedelta(days=settings.MAILBOX_LINK_DAYS)
    assert door_of(link, now=link.signed_at)
    assert door_of(link, now=ends - SECOND)
    assert door_of(link, now=ends) is None
    assert door_of(link, now=link.signed_at - SECOND) is None


def test_the_door_is_asked_in_one_query(link, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert door_of(link, now=NOW + MINUTE).unit_name == "BUP Sparven"


def test_a_link_to_another_units_part_opens_nothing(case, silent, cast):
    part = case.addressings.get(unit=cast.places.bup)
    token = sign_link(part.pk, silent.pk, silent.function_mailbox, NOW)
    assert door_of(read_link(token), now=NOW) is None


def test_a_moved_mailbox_makes_the_link_void(link, silent):
    silent.function_mailbox = "ny@region.example"
    silent.save()
    assert door_of(link, now=NOW + MINUTE) is None
    silent.function_mailbox = "S@Region.example"  # the same, written otherwise
    silent.save()
    assert door_of(link, now=NOW + MINUTE)


def test_what_is_withdrawn_or_redirected_is_void(cast, case, silent, link):
    part = case.addressings.get(unit=silent)
    to = make_unit("BUP Lärkan", principal=cast.places.region)
    services.redirect(
        deviation_id=case.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        to_unit_id=to.pk,
        reason="Fel mottagare",
        by=guest_at(door_of(link, now=NOW)),
        now=NOW,
    )
    assert door_of(link, now=NOW) is None
    new = link_in(letter_to(to))
    assert door_of(new, now=NOW).number == case.number
    case.refresh_from_db()
    services.withdraw_deviation(
        deviation_id=case.pk,
        seen_version=case.version,
        reason="Dubbel",
        by=cast.viewer("astrid"),
        now=NOW,
    )
    assert door_of(new, now=NOW) is None


def test_revoking_ends_older_links_and_no_newer_ones(cast, case, silent, link):
    mailbox.revoke_links(unit_by_pk(silent.pk), by=cast.viewer("gudmund"), now=NOW + HOUR)
    assert door_of(link, now=NOW + 2 * HOUR) is None
    part = case.addressings.get(unit=silent)
    newer = sign_link(part.pk, silent.pk, silent.function_mailbox, NOW + HOUR + SECOND)
    assert door_of(read_link(newer), now=NOW + 2 * HOUR)
    assert door_of(link_in(letter_to(cast.places.bup)), now=NOW + 2 * HOUR), "another unit's"
    event = AuditEvent.objects.filter(kind=AuditKind.CHANGED_ACCESS).get()
    assert (event.actor_name, event.object_label) == (cast.gudmund.name, "BUP Sparven")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("sparven@region.example", "s•••n@region…"),
        ("ab@x.se", "•••@x.se…"),
        ("a@b.se", "•••@b.se…"),
    ],
)
def test_the_mailbox_is_hinted_at(given, shown):
    assert hinted(given) == shown


def test_a_unit_with_people_is_said_to_have_them(cast, link, silent):
    assert not door_of(link, now=NOW).has_people
    person = make_user("Dagny Tallskrika", is_active=False)
    grant_role(person, Role.CASEWORKER, silent)
    assert not door_of(link, now=NOW).has_people, "the account is closed"
    person.is_active = True
    person.save()
    assert door_of(link, now=NOW).has_people


# Codes ------------------------------------------------------------------------------------------------


def test_a_code_goes_to_the_mailbox_and_only_its_check_sum_is_kept(door, silent):
    assert send(door, NOW) is Sending.SENT
    letter = letter_to(silent)
    code = code_in(letter)
    assert letter.secret
    assert code not in letter.subject
    row = MailboxCode.objects.get()
    assert code not in f"{row.salt} {row.check_sum}"
    assert mailbox.try_code(door, code, now=NOW + MINUTE).is_right


def test_a_code_is_used_once(door, silent):
    send(door, NOW)
    code = code_in(letter_to(silent))
    assert mailbox.try_code(door, code, now=NOW).is_right
    again = mailbox.try_code(door, code, now=NOW)
    assert (again.is_right, again.left) == (False, 0)


def test_a_code_ends_after_its_minutes(door, silent, settings):
    send(door, NOW)
    ends = NOW + timedelta(minutes=settings.MAILBOX_CODE_MINUTES)
    assert not mailbox.try_code(door, code_in(letter_to(silent)), now=ends).is_right
    assert mailbox.try_code(door, code_in(letter_to(silent)), now=ends - SECOND).is_right


def wrong_one(code):
    return f"{(int(code) + 1) % 10**6:06}"


def test_guessing_ends_with_the_tries_even_when_the_last_is_right(door, silent, settings):
    send(door, NOW)
    code = code_in(letter_to(silent))
    left = [
        mailbox.try_code(door, wrong_one(code), now=NOW).left
        for _ in range(settings.MAILBOX_CODE_TRIES)
    ]
    assert left == [4, 3, 2, 1, 0]
    assert not mailbox.try_code(door, code, now=NOW).is_right
    assert AuditEvent.objects.filter(kind=AuditKind.CODE_WRONG).count() == len(left)


def test_the_newest_code_alone_holds(door, silent):
    send(door, NOW)
    first = code_in(letter_to(silent))
    send(door, NOW + 2 * MINUTE)
    second = code_in(letter_to(silent))
    if first != second:
        assert not mailbox.try_code(door, first, now=NOW + 2 * MINUTE).is_right
    assert mailbox.try_code(door, second, now=NOW + 2 * MINUTE).is_right


def test_a_code_opens_no_other_part(cast, case, silent, door):
    other = door_of(link_in(letter_to(cast.places.bup)), now=NOW)
    send(door, NOW)
    assert not mailbox.try_code(other, code_in(letter_to(silent)), now=NOW).is_right


def test_a_second_press_sends_nothing(door, settings):
    send(door, NOW)
    pause = timedelta(seconds=settings.MAILBOX_CODE_PAUSE_SECONDS)
    assert send(door, NOW + pause - SECOND) is Sending.JUST_SENT
    assert MailboxCode.objects.count() == 1
    assert send(door, NOW + pause) is Sending.SENT


def test_a_used_code_is_no_reason_to_wait(door, silent):
    send(door, NOW)
    mailbox.try_code(door, code_in(letter_to(silent)), now=NOW)
    assert send(door, NOW + SECOND) is Sending.SENT


def test_codes_are_limited_by_the_hour_and_by_the_day(door, settings):
    moments = [NOW + number * 2 * MINUTE for number in range(settings.MAILBOX_CODES_PER_HOUR + 1)]
    assert [send(door, at) for at in moments][-2:] == [Sending.SENT, Sending.TOO_MANY]
    sent = [send(door, NOW + number * 13 * MINUTE + 2 * HOUR) for number in range(40)]
    assert Sending.TOO_MANY in sent
    assert MailboxCode.objects.count() == settings.MAILBOX_CODES_PER_DAY
    assert send(door, NOW + 2 * DAY) is Sending.SENT


def test_old_codes_are_forgotten(door):
    send(door, NOW)
    assert mailbox.forget_codes(now=NOW + 29 * DAY) == 0
    assert mailbox.forget_codes(now=NOW + 31 * DAY) == 1


def test_the_principals_registrars_see_what_happened_at_the_door(cast, door, silent):
    send(door, NOW)
    mailbox.try_code(door, wrong_one(code_in(letter_to(silent))), now=NOW)
    mailbox.try_code(door, code_in(letter_to(silent)), now=NOW)
    frej = cast.viewer("frej")  # the writer's principal: a party, too
    seen = {event.kind: event for event in audit.events(viewer=frej)}
    for kind in (AuditKind.CODE_SENT, AuditKind.CODE_WRONG, AuditKind.MAILBOX_ENTERED):
        event = seen[kind]
        assert (event.actor_id, event.actor_name) == (None, "")
        assert event.acting_for == "BUP Sparven (via funktionsbrevlådan)"
        assert event.principal_id == cast.places.region.pk
    assert not set(audit.events(viewer=cast.viewer("gudmund"))) & set(seen.values())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_presses_at_once_send_one_code(door):
    results = at_once(8, lambda _number: send(door, NOW))
    assert results.count(Sending.SENT) == 1
    assert MailboxCode.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_right_code_typed_many_times_at_once_is_used_once(door, silent):
    send(door, NOW)
    code = code_in(letter_to(silent))
    results = at_once(4, lambda _number: mailbox.try_code(door, code, now=NOW))
    assert [one.is_right for one in results].count(True) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_are_counted_all_the_same(door, silent, settings):
    send(door, NOW)
    code = code_in(letter_to(silent))
    at_once(12, lambda _number: mailbox.try_code(door, wrong_one(code), now=NOW))
    assert MailboxCode.objects.get().tries == settings.MAILBOX_CODE_TRIES
    assert not mailbox.try_code(door, code, now=NOW).is_right


def at_once(times, work):
    def closing(number):
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(closing, range(times)))


# The guest --------------------------------------------------------------------------------------------


@pytest.fixture
def guest(door):
    return guest_at(door)


def test_a_guest_may_three_things_and_no_more(guest):
    wanted = {Ability.READ_DEVIATIONS, Ability.ANSWER, Ability.ROUTE}
    assert {ability for ability in Ability if guest.may(ability)} == wanted


def test_a_guest_sees_one_deviation_also_of_many_at_the_unit(cast, silent, case, guest):
    make_deviation(cast, to=[silent])
    written = make_deviation(cast, by=person_at(silent), to=[cast.places.bup])
    assert list(deviations_visible_to(viewer=guest)) == [case]
    assert [part.deviation_id for part in addressings_visible_to(viewer=guest)] == [case.pk]
    assert not sent_by(viewer=guest).exists()
    assert shared_view(written.number, viewer=guest, today=NOW.date()) is None


def person_at(unit):
    person = make_user("Dagny Tallskrika")
    grant_role(person, Role.CASEWORKER, unit)
    return viewer_of(person)


def test_a_guest_answers_in_the_units_name(cast, case, silent, guest):
    make_answer(case, by=guest)
    seen = shared_view(case.number, viewer=guest, today=NOW.date())
    assert seen.mine.answer.made_by is None
    step = seen.steps[-1]
    assert (step.unit.name, step.by) == ("BUP Sparven", None)
    event = AuditEvent.objects.filter(kind=AuditKind.WROTE, object_id=case.pk).latest("pk")
    assert event.acting_for == "BUP Sparven (via funktionsbrevlådan)"


def test_a_guest_neither_attaches_nor_opens_again(case, guest):
    seen = shared_view(case.number, viewer=guest, today=NOW.date())
    assert StepKind.MESSAGE in seen.open_steps
    assert StepKind.ATTACHED not in seen.open_steps
    with pytest.raises(StepRefused) as refused:
        services.reopen_deviation(
            deviation_id=case.pk, seen_version=1, reason="Mer", by=guest, now=NOW
        )
    assert (refused.value.kind, refused.value.why) == (StepKind.REOPENED, "side")
    with pytest.raises(StepRefused):
        services.attach_file(
            deviation_id=case.pk, name="k.png", file=BytesIO(make_png()), by=guest, now=NOW
        )


def test_a_guest_stands_on_no_side_of_another_deviation(cast, silent, guest):
    other = make_deviation(cast, to=[silent])
    part = other.addressings.get()
    with pytest.raises(StepRefused):
        services.acknowledge(
            deviation_id=other.pk,
            addressing_id=part.pk,
            seen_version=part.version,
            by=guest,
            now=NOW,
        )


def test_a_guest_may_not_act_on_another_recipients_part(cast, case, guest):
    part = case.addressings.get(unit=cast.places.bup)
    with pytest.raises(StepRefused):
        services.acknowledge(
            deviation_id=case.pk,
            addressing_id=part.pk,
            seen_version=part.version,
            by=guest,
            now=NOW,
        )


def test_of_two_guests_who_answer_the_second_is_told(case, guest):
    part = case.addressings.get(unit_id=guest.unit_id)
    seen_by_both = part.version
    make_answer(case, by=guest)
    with pytest.raises((Outdated, StepRefused)):
        services.answer_deviation(
            deviation_id=case.pk,
            addressing_id=part.pk,
            seen_version=seen_by_both,
            content=AnswerContent(view=View.AGREES, perspective="En annan bild."),
            by=guest,
            now=NOW,
        )
    assert part.answers.count() == 1


def test_only_what_the_unit_sent_on_counts_as_sent_on(cast, case, silent, guest):
    part = case.addressings.get(unit=silent)
    assert not redirected_by(part.pk, viewer=guest)
    to = make_unit("BUP Lärkan", principal=cast.places.region)
    services.redirect(
        deviation_id=case.pk,
        addressing_id=part.pk,
        seen_version=part.version,
        to_unit_id=to.pk,
        reason="Fel mottagare",
        by=guest,
        now=NOW,
    )
    assert redirected_by(part.pk, viewer=guest)
    assert not redirected_by(part.pk, viewer=cast.viewer("bo"))


def test_a_guest_writes_in_the_thread_once(case, guest):
    key = uuid.uuid4()
    for _ in range(2):
        services.write_message(
            deviation_id=case.pk, submission_key=key, text="Vi ringer.", by=guest, now=NOW
        )
    assert case.messages.count() == 1
