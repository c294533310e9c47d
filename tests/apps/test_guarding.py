"""Which words are no names, who says so, and does the last word hold?"""

import pytest

from samsyn.audit.models import AuditEvent
from samsyn.domain.refusals import PersonalDataFound
from samsyn.guarding.last_word import as_certain, found_in, refuse_personal_data
from samsyn.guarding.selectors import forget_names, listed_word, listed_words, not_names
from samsyn.guarding.services import (
    WordRefused,
    add_not_name,
    restore_not_name,
    withdraw_not_name,
)
from samsyn.organisations.models import Unit, UnitAlias
from tests.builders import NOW, make_unit
from tests.client import watched

NUMBER = "19811228-9874"
PLATE = "KLM 523"
"""Found as possible: a registration plate without a word for a car."""


@pytest.fixture
def doris(cast):
    return cast.viewer("doris")


@pytest.fixture
def elof(cast):
    return cast.viewer("elof")


def test_names_of_the_registry_are_no_names(cast):
    UnitAlias.objects.create(unit=cast.places.bup, name="Vipan")
    words = not_names(viewer=cast.viewer("astrid"))
    assert {"BUP Tofsvipan", "Vipan", "Trastby", "Trastby kommun", "BUP"} <= words


def test_a_renamed_unit_is_known_at_once_and_nothing_is_read_twice(cast):
    first = not_names(viewer=None)
    with watched() as seen:
        again = not_names(viewer=None)
    assert again is first and len(seen.queries) == 1
    Unit.objects.filter(pk=cast.places.bup.pk).update(name="BUP Kricka", version=2)
    assert "BUP Kricka" in not_names(viewer=None)
    make_unit("BUP Knipa")
    assert "BUP Knipa" in not_names(viewer=None)


def test_a_word_of_the_secretariat_is_everybodys_and_a_coordinators_the_own_principals(
    cast, doris, elof
):
    add_not_name("Sol  Ros", by=doris, now=NOW)
    add_not_name("Vinterljus", by=elof, now=NOW)
    astrid, bo = cast.viewer("astrid"), cast.viewer("bo")
    assert {"Sol Ros", "Vinterljus"} <= not_names(viewer=astrid)
    assert "Sol Ros" in not_names(viewer=bo)
    assert "Vinterljus" not in not_names(viewer=bo)


def test_a_withdrawn_word_may_be_a_name_again_until_it_is_put_back(doris):
    pk = add_not_name("Liv", by=doris, now=NOW)
    withdraw_not_name(pk, by=doris, now=NOW)
    assert "Liv" not in not_names(viewer=doris)
    restore_not_name(pk, by=doris, now=NOW)
    assert "Liv" in not_names(viewer=doris)
    withdraw_not_name(pk, by=doris, now=NOW)
    assert add_not_name("LIV", by=doris, now=NOW) == pk
    (row,) = listed_words(viewer=doris)
    assert (row.word, row.kind, row.by) == ("Liv", "restored", "Doris Kvistrum")
    logged = AuditEvent.objects.filter(kind="changed_not_names").order_by("pk")
    steps = [one.details["step"] for one in logged]
    assert steps == ["added", "withdrawn", "restored", "withdrawn", "restored"]


@pytest.mark.parametrize(
    ("word", "why"),
    [(" ", "empty"), ("…", "empty"), ("x" * 81, "long"), (NUMBER, "pattern"), ("Liv", "there")],
)
def test_not_every_word_can_stand_in_the_list(doris, word, why):
    add_not_name("Liv", by=doris, now=NOW)
    with pytest.raises(WordRefused) as refused:
        add_not_name(word, by=doris, now=NOW)
    assert refused.value.why == why


def test_only_those_who_keep_the_list_see_and_change_it_and_only_their_own(cast, doris, elof):
    pk = add_not_name("Liv", by=doris, now=NOW)
    own = add_not_name("Sol", by=elof, now=NOW)
    assert [(one.word, one.is_own) for one in listed_words(viewer=elof)] == [
        ("Liv", False),
        ("Sol", True),
    ]
    assert [one.word for one in listed_words(viewer=doris, wanted="SO")] == ["Sol"]
    assert listed_word(pk, viewer=elof) is None and listed_word(own, viewer=elof)
    for change in (withdraw_not_name, restore_not_name):
        with pytest.raises(WordRefused):
            change(pk, by=elof, now=NOW)
    astrid = cast.viewer("astrid")
    assert listed_words(viewer=astrid) == [] and listed_word(pk, viewer=astrid) is None
    with pytest.raises(WordRefused):
        add_not_name("Ros", by=astrid, now=NOW)


def test_certain_findings_refuse_whatever_was_decided(db):
    with pytest.raises(PersonalDataFound) as refused:
        refuse_personal_data(
            {"title": "Kallelsen", "text": f"Numret är {NUMBER}."},
            by=None,
            decided=frozenset({NUMBER}),
        )
    assert refused.value.fields == ("text",)
    assert NUMBER not in f"{refused.value!r} {refused.value}"


def test_a_possible_finding_asks_once_for_all_texts(db):
    texts = {"title": PLATE, "text": f"Vi mötte {PLATE}, och sedan {PLATE} igen."}
    found = found_in(texts, viewer=None)
    assert {one.level for findings in found.values() for one in findings} == {"possible"}
    assert as_certain(found) == {}
    with pytest.raises(PersonalDataFound):
        refuse_personal_data(texts, by=None)
    refuse_personal_data(texts, by=None, decided=frozenset({PLATE.casefold()}))


def test_a_text_may_be_looked_through_for_less(db):
    texts = {"reference": PLATE, "text": PLATE}
    found = found_in(texts, viewer=None, only={"reference": {"PERSONNUMMER"}})
    assert set(found) == {"text"}


def test_a_clean_text_takes_no_query(db, django_assert_num_queries):
    forget_names()
    with django_assert_num_queries(0):
        assert found_in({"text": " ", "title": "Kallelsen kom inte"}, viewer=None) == {}
