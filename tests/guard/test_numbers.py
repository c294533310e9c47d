"""Are personal numbers, telephones and plates found however they are written, and only those?"""

import random

import pytest

from samsyn.guard import scan
from samsyn.guard.personal_numbers import is_day, luhn_holds
from tests.guard.numbers import a_personal_number, a_phone, a_plate, check_digit

PERSONAL = (
    "{c}{d}-{l}",
    "{c}{d}{l}",
    "{d}-{l}",
    "{d}{l}",
    "{d}+{l}",
    "{d}–{l}",
    "{d} {l}",
    "{c}{d}\u00a0{l}",
    "{c}{d} - {l}",
    "{c}{d:.2}-{d:2.4}-{l}",
)
PHONES = (
    "{0}-{1} {2} {3}",
    "{0}{1}{2}{3}",
    "{0} {1}{2}{3}",
    "{0}/{1} {2} {3}",
    "{0}.{1}.{2}.{3}",
    "({0}) {1} {2} {3}",
    "{0}–{1}{2}{3}",
    "{0} - {1} {2} {3}",
    "+46{4}{1}{2}{3}",
    "+46 (0){4} {1} {2} {3}",
    "0046 {4} {1} {2} {3}",
)


def found(text):
    return [(text[one.start : one.end], one.label, one.level) for one in scan(text)]


def dashed(century, six, last):
    return f"{century}{six[:2]}-{six[2:4]}-{six[4:]}-{last}"


@pytest.mark.parametrize("seed", range(40))
def test_a_personal_number_that_holds_is_certain_in_every_form(seed):
    century, six, last = a_personal_number(random.Random(seed))
    forms = [one.format(c=century, d=six, l=last) for one in PERSONAL[:-1]]
    for written in (*forms, dashed(century, six, last)):
        text = f"Remissen avser {written}, skickad i mars."
        assert found(text) == [(written, "PERSONNUMMER", "certain")]


@pytest.mark.parametrize("seed", range(20))
def test_a_wrong_check_digit_is_possible_or_certain_by_the_word_before(seed):
    century, six, last = a_personal_number(random.Random(seed))
    written = f"{century}{six}-{last[:3]}{(int(last[3]) + 3) % 10}"
    assert found(f"Se {written} i listan.") == [(written, "PERSONNUMMER", "possible")]
    assert found(f"Elev {written} saknas.") == [(written, "PERSONNUMMER", "certain")]


@pytest.mark.parametrize("hidden", ["XXXX", "xxxx", "****", "____", "12XX"])
def test_half_hidden_numbers_are_found(hidden):
    assert found(f"Barn 130611-{hidden}, ingen SIP.")[0][:2] == (f"130611-{hidden}", "PERSONNUMMER")


@pytest.mark.parametrize(
    "text",
    [
        "Region Stockholm (232100-0016) betalar.",
        "Org.nr 556677-8899 gäller.",
        "Beställning 991401-2384 saknas.",
        "Ordernummer 20220115-1235 är skickat.",
        "Mötet 2021-10-04 kl. 08.30–09.15.",
        "Perioden 2021-01-01 – 2021-12-31.",
        "Kostnad 2 350 000 kr eller 0 100 200 kr.",
        "Ring 1177 eller 112.",
        "Läsåret 2021/2022, sid 14-16.",
        "Telefontid 08:00–09:00.",
        "SIP 112 och HSL 404 är inga bilar.",
        "Sal DEF 203 är ett rum.",
    ],
)
def test_other_numbers_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize("seed", range(20))
def test_telephones_are_found_in_every_form(seed):
    number = a_phone(random.Random(seed))
    parts = (number[:3], number[3:6], number[6:8], number[8:], number[1:3])
    for form in PHONES:
        written = form.format(*parts)
        ((words, label, level),) = found(f"Mamman nås säkrast via {written}, helst sent.")
        assert (label, level) == ("PHONE", "certain"), written
        assert "".join(filter(str.isdigit, words))[-8:] == number[-8:], written


@pytest.mark.parametrize("seed", range(20))
def test_plates_are_certain_near_a_car_and_small_only_there(seed):
    plate = a_plate(random.Random(seed))
    for written in (plate, f"{plate[:3]} {plate[3:]}", plate.lower()):
        assert found(f"Han kör en bil med regnr {written}.") == [(written, "PLATE", "certain")]
    assert found(f"Anteckning {plate.lower()} finns.") == []


def test_days_and_check_digits_are_those_of_the_tax_agency():
    assert luhn_holds("8112289874")
    assert not luhn_holds("8112289875")
    assert check_digit("811228987") == "4"
    assert is_day("04", "02", "29")
    assert is_day("81", "12", "88")
    assert not is_day("81", "13", "01")
    assert not is_day("81", "02", "31")
