"""Finding a unit: words, aliases, Swedish letters and order, on both databases."""

from datetime import date

import pytest

from samsyn.organisations import selectors
from samsyn.organisations.models import UnitAlias
from tests.builders import make_area, make_principal, make_unit, make_unit_kind
from tests.client import watched

TODAY = date(2026, 3, 9)


def names(text, **more):
    return [unit.name for unit in selectors.find_units(text, on=TODAY, **more)]


@pytest.fixture
def units(db):
    town = make_area("Östervik")
    brommaplan = make_unit("BUP Brommaplan", area=town)
    UnitAlias.objects.create(unit=brommaplan, name="BUP Bromma")
    for name in ("Årsta skola", "Ängsskolan", "Öknaskolan", "Zinkskolan", "Éclairskolan"):
        make_unit(name, kind=make_unit_kind("Skola"))
    make_unit("BUP Älvan", valid_to=date(2020, 6, 30))
    make_unit("Gamla BUP", is_historic=True)
    return town


@pytest.mark.parametrize("text", ["BUP Bromma", "bromma bup", "brommap", "BUP, öster"])
def test_by_name_alias_and_place(units, text):
    assert names(text) == ["BUP Brommaplan"]


@pytest.mark.parametrize("text", ["årsta", "ÅRSTA", "Års", "skola årsta"])
def test_swedish_letters_fold_their_case(units, text):
    assert names(text) == ["Årsta skola"]


def test_a_is_not_å(units):
    assert names("arsta") == []


def test_inside_a_word_is_not_found(units):
    assert names("plan") == []


@pytest.mark.parametrize("text", ["", " ", "%", "_", "'", "*"])
def test_signs_are_no_wildcards(units, text):
    assert names(text) == []


def test_order_is_swedish(units):
    found = names("skola")
    # Own name first: it begins with the words.
    assert found == ["Éclairskolan", "Zinkskolan", "Årsta skola", "Ängsskolan", "Öknaskolan"]


def test_ended_and_historic_units_are_left_out(units):
    assert names("älvan") == []
    assert [u.name for u in selectors.find_units("älvan", on=date(2020, 6, 30))] == ["BUP Älvan"]
    assert names("gamla") == []
    assert names("gamla", with_historic=True) == ["Gamla BUP"]


def test_one_query_whatever_the_number(units):
    with watched() as seen:
        selectors.find_units("bup bromma", on=TODAY)
    assert len(seen.queries) == 1


@pytest.mark.slow
def test_fast_with_five_thousand(db):
    import time

    principal, kind, area = make_principal(), make_unit_kind(), make_area()
    for number in range(5000):
        make_unit(f"Skola {number} Örnen", kind=kind, principal=principal, area=area)
    started = time.perf_counter()
    assert len(names("skol örn 49")) == 20
    assert time.perf_counter() - started < 0.2


def test_filters(units):
    school = make_unit_kind("Skola")
    wanted = selectors.Filter(kind=school.pk, day=TODAY, text="å")
    assert [unit.name for unit in selectors.filtered_units(wanted)] == ["Årsta skola"]
    by_area = selectors.Filter(area=units.pk)
    assert len(selectors.filtered_units(by_area)) == 1


def test_units_without_mailbox(db):
    make_unit("BUP Ormvråken", function_mailbox="")
    make_unit("BUP Röda gladan")
    make_unit("Gammal", function_mailbox="", is_historic=True)
    make_unit("Ended", function_mailbox="", valid_to=date(2020, 1, 1))
    assert [unit.name for unit in selectors.units_without_mailbox(TODAY)] == ["BUP Ormvråken"]
    assert selectors.count_without_mailbox(TODAY) == 1


def test_a_name_means_the_unit_of_the_day(db):
    old = make_unit("BUP Tranan", valid_to=date(2019, 12, 31))
    new = make_unit("BUP Tranan", valid_from=date(2020, 1, 1))
    assert selectors.unit_by_any_name("bup tranan", on=date(2019, 5, 1)).id == old.pk
    assert selectors.unit_by_any_name("BUP  TRANAN", on=TODAY).id == new.pk
    assert selectors.unit_by_any_name("BUP Okänd") is None


def test_a_card_says_the_same_however_it_is_asked_for(units):
    town = make_area("Vinterby", kind="municipality")
    make_unit("BUP Trasten", area=make_area("Norrdal", kind="district", parent=town))
    make_unit("BUP Utan plats", area=None, valid_from=date(2020, 1, 1))
    listed = selectors.units_on(TODAY, with_historic=True)
    assert any(card.municipality_name == "Vinterby" for card in listed)
    cards = {card.id: card for card in listed}
    assert selectors.units_by_pk(cards) == cards
    assert selectors.units_by_pk([0]) == {}
