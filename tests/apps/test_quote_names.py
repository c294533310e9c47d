"""No name of the registry is left in a quote, however it is written: tried on the county's real names."""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

import samsyn.demo
from samsyn.demo.places import load_registry
from samsyn.domain.known_names import folded_words, possible_names, redacted
from samsyn.domain.redaction import outside_brackets, pieces_of, plain
from samsyn.organisations.models import Area, Principal, Unit, UnitAlias
from samsyn.reports.quotes.names import registry_names, words_of_the_field
from tests.builders import NOW

FILE = Path(samsyn.demo.__file__).parent / "registry.json"
PLACES = [
    one["name"]
    for part in ("municipalities", "districts")
    for one in json.loads(FILE.read_text())[part]
]
CLINICS = [
    name
    for one in json.loads(FILE.read_text())["clinics"]
    for name in (one["name"], *one.get("aliases", ()))
    if one["id"] not in ("hab-other",)
]
WRITTEN = {
    "as it is": lambda name: name,
    "genitive": lambda name: name + "s",
    "no capital": str.lower,
    "shouted": str.upper,
    "genitive without capital": lambda name: name.lower() + "s",
    "hyphens as blanks": lambda name: name.replace("-", " "),
    "blanks as hyphens": lambda name: name.replace(" ", "-"),
    "hidden hyphen": lambda name: name[:2] + "\u00ad" + name[2:],
    "two lines": lambda name: name.replace(" ", "\n"),
    "decomposed": lambda name: unicodedata.normalize("NFD", name),
}
PROSE = st.lists(
    st.sampled_from(
        [
            "vi",
            "bad",
            "om",
            "ett",
            "möte,",
            "men",
            "ingen",
            "kom.",
            "Sedan",
            "ringde",
            "mamman",
            "till",
            "skolan;",
            "igen!",
        ]
    ),
    max_size=6,
).map(" ".join)


@pytest.fixture(scope="module")
def names(django_db_setup, django_db_blocker):
    """The real registry's names, read once: hypothesis asks many times."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_registry(NOW)
        names = registry_names()
        transaction.set_rollback(True)
    return names


@pytest.mark.parametrize("way", WRITTEN)
@pytest.mark.parametrize("kind", ["places", "clinics"])
def test_every_name_is_found_however_it_is_written(names, way, kind):
    left = []
    for name in PLACES if kind == "places" else CLINICS:
        text = plain(f"Ärendet fördes över till {WRITTEN[way](name)} i våras, sa de.")
        made = redacted(text, names.found_in(text))
        if not re.fullmatch(
            r"Ärendet fördes över till .*\[aktuellt? [^\]]+\].* i våras, sa de\.", made
        ):
            left.append((name, made))
        assert pieces_of(text, made), made
    assert not left


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_nothing_of_the_registry_is_left_whatever_stands_around_it(names, data):
    parts = [data.draw(PROSE)]
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(PLACES + CLINICS))
        way = data.draw(st.sampled_from(sorted(WRITTEN)))
        glue = data.draw(
            st.sampled_from([" ", " i ", " (", ", ", " på ", "/", " BUP ", "skolan i "])
        )
        parts += [glue, WRITTEN[way](name), data.draw(st.sampled_from([" ", ", ", ". ", ") "]))]
        parts.append(data.draw(PROSE))
    text = plain("".join(parts))
    made = redacted(text, names.found_in(text))
    assert pieces_of(text, made) is not None
    assert not names.found_in(made)
    kept = f" {' '.join(folded_words(outside_brackets(made)))} "
    for name in PLACES + CLINICS:
        words = " ".join(folded_words(name))
        for form in (words, words + "s"):
            assert f" {form} " not in kept, (name, made)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("BUP Flemingsberg svarade inte.", "[aktuell BUP] svarade inte."),
        ("Vi ringde BUP i Huddinge.", "Vi ringde [aktuell BUP]."),
        ("Socialtjänsten i Farsta kom.", "[aktuell socialtjänst] kom."),
        ("Huddinges socialtjänst kom.", "[aktuell kommun]s socialtjänst kom."),
        ("Huddinge kommun kom.", "[aktuell kommun] kom."),
        ("Enligt Globen dröjer det.", "Enligt [aktuell BUP] dröjer det."),
        ("Barnet bor i Kista.", "Barnet bor i [aktuell stadsdel]."),
        ("En kista av bro i handen.", "En kista av bro i handen."),
        ("Täbyskolan och en huddingebo.", "[aktuell kommun] och en [aktuell kommun]."),
        ("Vi bor i sodertalje.", "Vi bor i [aktuell kommun]."),
        ("BUP och skolan kom till mötet.", "BUP och skolan kom till mötet."),
    ],
)
def test_what_is_proposed(names, said, printed):
    assert redacted(said, names.found_in(said)) == printed


def test_a_known_placeholder_hides_nothing_and_another_bracket_does_not_hide(names):
    assert not names.found_in("Vi ringde [aktuell BUP] och [aktuell BUS-grupp].")
    assert names.found_in("Vi ringde [Huddinge].")


def test_capitals_inside_a_sentence_may_be_names_and_words_of_the_field_are_none(db):
    load_registry(NOW)
    field_words = words_of_the_field()
    text = (
        "Mamman Anna sa att BUP och Socialtjänsten dröjde. Kalle kom, med Lena-Britts SIP. […] Igen"
    )
    assert possible_names(text, field_words) == ["Anna", "Lena", "Britts"]


def test_a_unit_called_as_its_kind_names_nobody_and_an_ended_name_still_does(db):
    load_registry(NOW)
    unit = Unit.objects.get(name="BUP Globen")
    Unit.objects.filter(pk=unit.pk).update(name="Skola", valid_to=date(2020, 1, 1))
    UnitAlias.objects.create(unit=unit, name="Lommens öppenvård")
    found = registry_names(["Gamla Sparven"])
    assert not found.found_in("Ingen skola kom.")
    assert found.found_in("Ring Lommens öppenvård.") and found.found_in("Ring gamla sparven.")
    assert Area.objects.exists() and Principal.objects.exists()
