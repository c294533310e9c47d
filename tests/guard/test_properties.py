"""Whatever the text: a scan ends, its findings are in order and inside, and replacing them settles."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samsyn.guard import replaced, scan
from samsyn.guard.finding import SUGGESTIONS
from tests.guard.numbers import a_personal_number, a_phone, a_plate

PIECES = [
    *(
        "Elsa",
        "elsas",
        "ANNA BERG",
        "kurator",
        "mamman",
        "Karl-Erik",
        "K.L.",
        "von",
        "T",
        "BUP",
        "Maj",
        "Sol",
    ),
    *(
        "[barnet]",
        "[",
        "]",
        "(",
        ")",
        "född",
        "f.",
        "fyller",
        "dnr",
        "mål",
        "bor på",
        "Lindvägen 4",
        "c/o",
    ),
    *(
        "070-174 06 38",
        "081123-2391",
        "12 mars 2011",
        "@exempel.se",
        "(at)",
        "punkt",
        "https://a.se/b",
        "ABD 123",
    ),
    *(
        " ",
        " ",
        ", ",
        ". ",
        "\n",
        ":s ",
        "-",
        "/",
        "å",
        "e\u0301",
        "😀",
        "\u00a0",
        "\u200b",
        "\0",
        "och",
        "har",
    ),
]
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
)
ROUNDS = 6
HOSTILE = (
    *(
        "a",
        "A",
        "dnr ",
        "0",
        "f. ",
        "[",
        "[(",
        "😀",
        "a\u0301\u0308",
        "A.",
        "A ",
        "Ab ",
        "@",
        "a@",
        "a.",
        "www.",
    ),
    *(
        "född ",
        "född 12 ",
        "bor på ",
        "Tallvägen ",
        "noll ",
        "070-",
        "1 ",
        "12-",
        "(",
        "c/o A ",
        "Box 1 ",
    ),
    *(
        "mamma ",
        "Anna och ",
        "-",
        "a-",
        "Aa-",
        "a snabel-a ",
        "a punkt ",
        "A1/",
        "ABC 12 ",
        "tel 1 ",
        "\n",
        "\0",
    ),
    *(
        "mål A 1 ",
        "akt nr nr nr ",
        "K.L. ",
        "http://",
        "Anna skola ",
        "20200101 ",
        "2020-",
        "Norra Stora Nya ",
    ),
)


@settings(max_examples=80)
@given(TEXTS)
@example("\ud800 Elsa")
@example("Elsas" + "s" * 60)
def test_findings_are_in_order_inside_and_apart(text):
    end = 0
    for one in scan(text):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip()
        assert one.label in SUGGESTIONS
        assert one.suggestion
        end = one.end


@settings(max_examples=50)
@given(TEXTS)
def test_replacing_again_and_again_comes_to_an_end(text):
    for _ in range(ROUNDS):
        certain = [one for one in scan(text) if one.level == "certain"]
        if not certain:
            return
        text = replaced(text, certain)
    assert not [one for one in scan(text) if one.level == "certain"], text


@settings(max_examples=30)
@given(TEXTS)
def test_nothing_is_found_inside_a_placeholder(text):
    inside = "".join(one for one in text if one not in "[]\n")[:70]
    if not inside.strip() or inside.strip() in {"at", "a", "@", "punkt", "dot", "."}:
        return
    assert not [
        one for one in scan(f"x [{inside}] y") if one.start < 4 + len(inside) and one.end > 2
    ]


@pytest.mark.parametrize("seed", range(60))
def test_one_replacement_leaves_nothing_certain(seed):
    chance = random.Random(seed)
    century, six, last = a_personal_number(chance)
    name = chance.choice(
        ("Elsa", "Zahra Mohammadi", "Karl-Erik Ström", "Bo Ek", "Noor", "Łukasz Nowak")
    )
    role = chance.choice(("kurator ", "mamman, ", "pojken ", "", "eleven ", "läkaren "))
    text = (
        f"Vi ringde {role}{name} på {a_phone(chance)} om {century}{six}-{last}. "
        f"{name}s bil {a_plate(chance)} stod på Lindvägen {seed}. "
        f"{name} fyller år den 3 maj, se dnr SN 2022/{seed + 100}."
    )
    found = scan(text)
    assert {"PERSON", "PHONE", "PERSONNUMMER", "PLATE", "ADDRESS", "CASE_NUMBER"} <= {
        one.label for one in found
    }, text
    assert not [one for one in scan(replaced(text, found)) if one.level == "certain"]


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_a_hostile_text_is_read_to_its_end(piece):
    """Every pattern is bounded: where one is not, these 5,000 characters would never end."""
    text = (piece * 5000)[:5000]
    assert all(one.end <= 5000 for one in scan(text))
