"""Are the figures "as now" the same deviations as those "as then", under the names of today?"""

import json
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from samsyn.commands import stats
from samsyn.deviations.models import Deviation
from samsyn.domain.access import Everything
from samsyn.domain.tables import Question
from samsyn.domain.vocabulary import AreaKind, CountNote, Dimension, Naming, PrincipalKind, Scope
from samsyn.organisations.models import Area, Principal, Unit
from samsyn.statistics.selectors import table_for
from tests.apps.test_statistics_oracle import World, told
from tests.builders import make_area, make_deviation, make_principal, make_unit

TEST = Everything("test")
LAST = date(2020, 6, 30)
D = Dimension
RENAMED = (D.REPORTER_UNIT, D.REPORTER_PRINCIPAL, D.REPORTER_DISTRICT, D.RECIPIENT_UNIT)


def rows(*by, naming, where=()):
    asked = Question((2026,), Scope.ALL, by=by, where=where, naming=naming)
    found = table_for(asked, viewer=TEST).rows
    return {tuple(value.key for value in row.values): row.count for row in found}


@pytest.fixture
def merged(cast):
    """Three deviations from offices of Älvsjö and Hägersten-Liljeholmen, which became one."""
    city = make_area("Stockholm")
    after, *before = (
        make_area(name, kind=AreaKind.DISTRICT, parent=city)
        for name in ("Hägersten-Älvsjö", "Älvsjö", "Hägersten-Liljeholmen")
    )
    owner = make_principal("Stockholms stad")
    offices = [
        make_unit(f"Socialtjänsten {area.name}", area=area, principal=owner)
        for area in (after, *before)
    ]
    for old, new in ((before, after), (offices[1:], offices[0])):
        for each in old:
            type(each).objects.filter(pk=each.pk).update(valid_to=LAST, successor=new)
    for office in (offices[1], offices[2], offices[2]):
        sent = make_deviation(cast)
        Deviation.objects.filter(pk=sent.pk).update(
            reporter_unit=office,
            reporter_name_then=office.name,
            reporter_area=office.area,
            reporter_principal=owner,
        )


@pytest.mark.django_db
def test_a_merged_district_is_two_then_and_one_now(merged):
    assert rows(D.REPORTER_DISTRICT, naming=Naming.THEN) == {
        ("Hägersten-Liljeholmen",): 2,
        ("Älvsjö",): 1,
    }
    assert rows(D.REPORTER_DISTRICT, naming=Naming.NOW) == {("Hägersten-Älvsjö",): 3}
    assert rows(D.REPORTER_UNIT, naming=Naming.NOW) == {("Socialtjänsten Hägersten-Älvsjö",): 3}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dimension", "then", "now"),
    [
        (D.REPORTER_DISTRICT, "Älvsjö", "Hägersten-Älvsjö"),
        (D.REPORTER_UNIT, "Socialtjänsten Älvsjö", "Socialtjänsten Hägersten-Älvsjö"),
    ],
)
def test_a_condition_follows_as_well(merged, dimension, then, now):
    """Under today's name, and under the old one, which means what it has become."""
    counted = {
        (naming, name): rows(naming=naming, where=((dimension, name),)).get((), 0)
        for naming in Naming
        for name in (then, now)
    }
    assert counted == {
        (Naming.THEN, then): 1,
        (Naming.THEN, now): 0,
        (Naming.NOW, then): 3,
        (Naming.NOW, now): 3,
    }


@pytest.mark.django_db
def test_the_command_says_which_names_it_took(merged, capsys):
    asked = ["--year", "2026", "--by", "reporter_district", "--format", "json"]
    assert stats.main([*asked, "--names", "now"]) == 0
    now = json.loads(capsys.readouterr().out)
    assert [(row["key"], row["value"]) for row in now["rows"]] == [(["Hägersten-Älvsjö"], 3)]
    assert CountNote.AS_NOW.label in now["notes"]
    assert stats.main(asked) == 0
    assert CountNote.AS_NOW.label not in json.loads(capsys.readouterr().out)["notes"]


@pytest.mark.django_db
def test_a_unit_that_only_changed_its_name_has_the_new_one_now(cast):
    make_deviation(cast)
    Unit.objects.filter(pk=cast.places.bup.pk).update(name="BUP Sädesärlan")
    assert rows(D.RECIPIENT_UNIT, naming=Naming.THEN) == {("BUP Tofsvipan",): 1}
    assert rows(D.RECIPIENT_UNIT, naming=Naming.NOW) == {("BUP Sädesärlan",): 1}


def test_a_principal_has_become_another(cast):
    sent = make_deviation(cast)
    region = make_principal("Region Stockholm", kind=PrincipalKind.REGION)
    council = make_principal(
        "Stockholms läns landsting", kind=PrincipalKind.REGION, valid_to=LAST, successor=region
    )
    Deviation.objects.filter(pk=sent.pk).update(reporter_principal=council)
    named = [(D.REPORTER_PRINCIPAL, one.name) for one in (council, region)]
    assert rows(D.REPORTER_PRINCIPAL, naming=Naming.NOW) == {("Region Stockholm",): 1}
    assert [rows(naming=Naming.NOW, where=(one,)) for one in named] == [{(): 1}] * 2
    assert rows(naming=Naming.THEN, where=(named[1],)) == {}


@settings(
    max_examples=8,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deviations=st.lists(told(), min_size=3, max_size=8), chance=st.randoms())
def test_whatever_merged_the_sums_are_the_same(db, deviations, chance):
    """Any successors, also circles: nothing is lost and nothing is counted twice."""
    with transaction.atomic():
        world = World()
        for number, one in enumerate(deviations):
            world.store(number, one)
        for model in (Unit, Principal, Area):
            pks = list(model.objects.values_list("pk", flat=True))
            for pk in pks:
                if chance.random() < 0.5:
                    model.objects.filter(pk=pk).update(successor=chance.choice(pks))
        for by in ((one, *more) for one in RENAMED for more in ((), (D.THEME,))):
            then, now = (
                table_for(Question((2030, 2031), Scope.ALL, by=by, naming=one), viewer=TEST)
                for one in Naming
            )
            assert (then.n, then.unclassified) == (now.n, now.unclassified), by
            assert sum(row.count for row in then.rows) == sum(row.count for row in now.rows), by
        transaction.set_rollback(True)
