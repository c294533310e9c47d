"""Is the tally always what the facts say, whoever changed them, marked or brought up to date?"""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate
from django.db.transaction import atomic

from samsyn.coding.models import Coding, Subtype
from samsyn.coding.services.code_books import ensure_theme
from samsyn.coding.services.coding import code_deviation
from samsyn.deviations import services as deviations
from samsyn.deviations.models import Addressing, Deviation
from samsyn.domain.access import Everything
from samsyn.domain.vocabulary import AnswerOutcome
from samsyn.statistics.dimensions import JUDGED
from samsyn.tally import keeping, services
from samsyn.tally.checking import is_kept, marks, wrongly_counted
from samsyn.tally.grains import GRAINS, grain_for
from samsyn.tally.models import COMMON, KEY, RECIPIENT, Balance, Changed, Line
from samsyn.tally.outcomes import BIT_OF_OUTCOME
from samsyn.tally.selectors import tally
from tests.builders import NOW, make_answer, make_deviation, make_unit

pytestmark = pytest.mark.django_db
TEST = Everything("test")
MIGRATED = (Migration("0001_first", "tally"), False)
MIGRATED_ELSEWHERE = (Migration("0001_first", "mail"), False)


def counted(**where):
    """How many deviations the tally holds with these values: the same before and after it is brought up."""
    before = counted_now(where)
    with atomic():
        services.carry_forward(from_marks=1)
        assert marks() == wrongly_counted() == 0
        assert counted_now(where) == before
        transaction.set_rollback(True)
    return before


def counted_now(where):
    found = tally(*KEY, per_recipient=not where.keys().isdisjoint(RECIPIENT), viewer=TEST)
    rows = (dict(zip((*KEY, "total"), row, strict=True)) for row in found)
    return sum(row["total"] for row in rows if where.items() <= row.items())


def by_part(deviation, by, unit, **more):
    part = deviation.addressings.get(unit=unit, redirected_at=None)
    where = {"deviation_id": deviation.pk, "addressing_id": part.pk, "seen_version": part.version}
    return {**where, "by": by, "now": NOW, **more}


def judge(cast, deviation, unit, outcome):
    deviations.judge_answer(**by_part(deviation, cast.viewer("astrid"), unit, outcome=outcome))


def test_each_step_counts_in_its_own_transaction(cast):
    astrid, bup, far = cast.viewer("astrid"), cast.places.bup, cast.places.external_bup
    sent = make_deviation(cast, to=[bup, far])
    assert counted(year=sent.year, month=sent.month, between_principals=True) == 1
    assert counted(answered=False, outcomes=0, theme_id=0) == 1
    theme, _ = ensure_theme(year=sent.year, name="Broar")
    code = {"deviation_id": sent.pk, "source": "writer", "by": astrid, "now": NOW}
    code_deviation(theme_id=theme.pk, **code)
    assert (counted(theme_id=theme.pk), counted(theme_id=0)) == (1, 0)
    make_answer(sent, by=cast.viewer("bo"))
    make_answer(sent, by=cast.viewer("berit"))
    assert (counted(answered=True, theme_id=theme.pk), counted(answered=False)) == (1, 0)
    judge(cast, sent, bup, AnswerOutcome.RESOLVED)
    judge(cast, sent, far, AnswerOutcome.UNRESOLVED)
    assert counted(outcomes=1 + 8) == counted() == 1
    code_deviation(theme_id=None, **code)
    assert counted(theme_id=0, outcomes=9) == counted() == 1
    assert wrongly_counted() == 0


def test_redirecting_away_the_only_other_principal_changes_the_scope(cast):
    sent = make_deviation(cast)
    own = make_unit("Koltrastens skola", principal=cast.places.municipality)
    at = by_part(sent, cast.viewer("bo"), cast.places.bup, to_unit_id=own.pk, reason="Fel enhet")
    deviations.redirect(**at)
    assert (counted(between_principals=False), counted(between_principals=True)) == (1, 0)


def test_a_withdrawn_deviation_counts_no_more(cast):
    sent = make_deviation(cast)
    deviations.withdraw_deviation(
        deviation_id=sent.pk, seen_version=1, reason="Fel", by=cast.viewer("astrid"), now=NOW
    )
    assert counted() == 0
    services.carry_forward(from_marks=1)
    assert Line.objects.count() == wrongly_counted() == 0


def test_a_step_that_is_undone_leaves_no_mark(cast):
    sent, before = make_deviation(cast), marks()
    with pytest.raises(RuntimeError), atomic():
        make_answer(sent, by=cast.viewer("bo"))
        assert counted(answered=True) == 1
        raise RuntimeError
    assert (counted(answered=True), marks()) == (0, before)


def test_corrections_past_the_services_count_as_well(cast):
    """Somebody mends a row with SQL, or removes a deviation: no figure is left behind."""
    sent = [make_deviation(cast) for _ in range(3)]
    Deviation.objects.filter(pk=sent[0].pk).update(year=2019, month=5)
    Addressing.objects.filter(deviation=sent[1]).update(answered_at=NOW, outcome="partly")
    Coding.objects.create(deviation=sent[1], source="import", coded_at=NOW)
    assert (counted(year=2019, month=5), counted(answered=True, outcomes=4)) == (1, 1)
    Addressing.objects.filter(deviation=sent[1]).update(redirected_at=NOW)
    assert (counted(answered=True), counted(outcomes=0)) == (0, 3)
    Deviation.objects.filter(pk=sent[2].pk).update(withdrawn_at=NOW, withdrawn_by=cast.astrid)
    assert counted() == 2
    Deviation.objects.filter(pk=sent[2].pk).update(withdrawn_at=None, withdrawn_by=None)
    assert counted() == 3
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM coding_coding")
    assert wrongly_counted() == 0


def test_what_counts_in_no_figure_leaves_no_mark(cast):
    sent, before = make_deviation(cast), marks()
    deviations.acknowledge(**by_part(sent, cast.viewer("bo"), cast.places.bup))
    Deviation.objects.filter(pk=sent.pk).update(title="En annan rubrik", version=7)
    assert marks() == before


def test_every_recipient_has_a_line_as_it_was_then(cast):
    bup, far = cast.places.bup, cast.places.external_bup
    sent = make_deviation(cast, to=[bup, far])
    make_answer(sent, by=cast.viewer("berit"))
    Addressing.objects.filter(deviation=sent, unit=bup).update(name_then="BUP Sädesärlan")
    assert counted(recipient_name="BUP Sädesärlan", recipient_answered=False) == 1
    assert counted(recipient_unit_id=far.pk, recipient_answered=True, answered=True) == 1
    kinds = sorted({bup.kind_id, far.kind_id})
    assert counted(services=" ".join(map(str, kinds))) == 1
    Addressing.objects.filter(deviation=sent).update(redirected_at=NOW)
    assert counted(recipient_unit_id=0, recipient_name="", services="") == 1


def test_subtypes_count_in_order_whoever_sets_them(cast):
    sent = make_deviation(cast)
    theme, _ = ensure_theme(year=sent.year, name="Broar")
    ras, rost = (Subtype.objects.create(theme=theme, key=key, name=key) for key in ("ras", "rost"))
    coding = Coding.objects.create(deviation=sent, theme=theme, source="import", coded_at=NOW)
    coding.subtypes.set([rost, ras])
    assert counted(subtypes=f"{ras.pk} {rost.pk}") == 1
    coding.subtypes.remove(ras)
    assert counted(subtypes=str(rost.pk)) == counted() == 1


def test_bringing_the_balances_up_changes_no_figure(cast):
    for _ in range(2):
        make_answer(make_deviation(cast), by=cast.viewer("bo"))
    before, waiting = tally(*KEY, viewer=TEST), marks()
    assert waiting > 2
    assert services.carry_forward(from_marks=waiting + 1) == 0
    assert services.carry_forward(from_marks=waiting) == waiting
    assert marks() == 0
    assert sorted(tally(*KEY, viewer=TEST)) == sorted(before)
    of_deviations = Balance.objects.filter(
        grain__in=[g.number for g in GRAINS if not g.of_recipient]
    )
    assert set(of_deviations.values_list("number", flat=True)) == {2}
    assert services.carry_forward(from_marks=1) == 0


def test_every_grain_says_the_same(cast):
    """Whichever balances a figure is summed from: one of each grain's own columns, marked or not."""
    make_answer(make_deviation(cast), by=cast.viewer("bo"))
    services.carry_forward(from_marks=1)
    make_deviation(cast, to=[cast.places.bup, cast.places.external_bup])
    for grain in GRAINS:
        lines = 3 if grain.of_recipient else 2
        found = tally(*COMMON, *grain.columns, per_recipient=grain.of_recipient, viewer=TEST)
        assert sum(row[-1] for row in found) == lines, grain
    assert grain_for(KEY, of_recipient=False) is None
    assert sum(row[-1] for row in tally(*KEY, viewer=TEST)) == 2
    assert len({grain.number for grain in GRAINS}) == len(GRAINS)


def test_a_wrong_tally_is_found_and_counted_anew(cast):
    make_deviation(cast)
    services.carry_forward(from_marks=1)
    assert services.recount() == 0
    Balance.objects.update(number=5)
    Line.objects.update(month=1)
    assert wrongly_counted() > 0
    assert services.recount() > 0
    assert wrongly_counted() == 0
    assert counted(month=NOW.month) == counted() == 1


def test_triggers_that_are_gone_are_noticed_and_put_back(cast):
    keeping.uninstall()
    assert not is_kept()
    make_deviation(cast)
    assert Changed.objects.count() == 0
    assert services.recount() is None
    assert (is_kept(), counted()) == (True, 1)


def test_after_every_migration_the_triggers_stand_and_all_is_counted(cast):
    """A migration that rebuilds a table drops its triggers in SQLite; they must not be missed."""
    make_deviation(cast)
    keeping.uninstall()
    config = apps.get_app_config("tally")
    told = {"app_config": config, "using": "default", "verbosity": 0, "interactive": False}

    def send(signal, *plan):
        signal.send(config, plan=list(plan), apps=apps, **told)

    send(post_migrate, MIGRATED)
    assert (is_kept(), counted()) == (True, 1)
    send(pre_migrate)
    send(pre_migrate, MIGRATED_ELSEWHERE)
    assert is_kept(), "nothing to migrate that counts, nothing to drop"
    send(pre_migrate, MIGRATED)
    assert not is_kept()
    send(post_migrate, MIGRATED)
    assert (is_kept(), counted()) == (True, 1)


def test_only_what_somebody_judged_is_an_outcome():
    assert tuple(BIT_OF_OUTCOME) == JUDGED
    bits = list(BIT_OF_OUTCOME.values())
    assert bits == [1 << place for place in range(len(bits))]


def test_numbers_are_whole_on_every_database(cast):
    make_deviation(cast)
    services.carry_forward(from_marks=1)
    (row,) = tally("year", per_recipient=True, with_received=True, viewer=TEST)
    assert row == (NOW.year, 1, 1)
    assert [type(number) for number in row] == [int, int, int]


def test_ten_times_the_deviations_are_no_more_to_read(cast):
    make_deviation(cast)
    services.carry_forward(from_marks=1)
    few = Balance.objects.count()
    for _ in range(9):
        make_deviation(cast)
    services.carry_forward(from_marks=1)
    assert (counted(), Balance.objects.count()) == (10, few)
