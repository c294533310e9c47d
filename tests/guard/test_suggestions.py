"""Does the suggestion follow the role in the text, and is it the same for the same name all through it?"""

import pytest

from samsyn.guard import replaced, scan


def suggestions(text):
    return {text[one.start : one.end]: one.suggestion for one in scan(text)}


@pytest.mark.parametrize(
    ("text", "name", "suggestion"),
    [
        ("Vi ringde kurator Annika i går.", "Annika", "[kurator]"),
        ("Kuratorn, Annika, svarade.", "Annika", "[kurator]"),
        ("Skolkurator Annika Berg svarade.", "Annika Berg", "[skolkurator]"),
        ("Enligt socialsekreteraren Monika Ahl är det så.", "Monika Ahl", "[socialsekreterare]"),
        ("Lena Forsberg, rektor", "Lena Forsberg", "[rektor]"),
        ("Mamman, Hoa, ringde.", "Hoa", "mamman"),
        ("Pappa Roger vill ha SIP.", "Roger", "pappa"),
        ("Skolan bjöd inte in Agnieszka, som är barnets mamma.", "Agnieszka", "mamma"),
        ("Eleven (Moa, åk 6) saknar stöd.", "Moa", "[barnet]"),
        ("Pojken Hugo saknar stöd.", "Hugo", "[barnet]"),
        ("Vi talade med Elsas mamma.", "Elsa", "[barnet]"),
        ("mamman till nellie har ringt", "nellie", "[barnet]"),
        ("Mötet leddes av Camilla Hedqvist.", "Camilla Hedqvist", "[person]"),
        ("Behandlarna Ida och Mårten gick.", "Mårten", "[behandlare]"),
    ],
)
def test_the_role_is_what_is_written(text, name, suggestion):
    assert suggestions(text)[name] == suggestion


def test_the_same_name_is_replaced_alike_all_through():
    text = "Annika ringde. Enligt kurator Annika är Elsas plan klar. Elsa vet inte. Annikas svar dröjde."
    found = scan(text)
    assert [one.suggestion for one in found] == [
        *("[kurator]", "[kurator]", "[barnet]", "[barnet]", "[kurator]"),
    ]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Enligt kurator Annika är det så.", "Enligt [kurator] är det så."),
        ("Mamman, Hoa, ringde.", "mamman, ringde."),
        ("Elsas pappa har ringt 070-174 06 38.", "[barnet]s pappa har ringt [telefonnummer]."),
        (
            "Barnet, f. 12 mars 2011, bor på Lindvägen 4.",
            "Barnet, f. [ålder], bor på [bostadsadress].",
        ),
        ("Alva-ärendet (dnr 2022/123) vilar.", "[person]-ärendet (dnr [ärendenummer]) vilar."),
    ],
)
def test_replaced_text_reads_on(text, after):
    assert replaced(text, scan(text)) == after


def test_a_name_found_once_is_found_again_where_nothing_tells():
    text = "Flickan Sol har slutat äta. Sol, katt och hund bor där."
    assert [text[one.start : one.end] for one in scan(text)] == ["Sol", "Sol"]
