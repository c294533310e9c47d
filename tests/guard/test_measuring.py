"""What is found, missed and wrongly marked is counted as the word says."""

import json
from pathlib import Path

from samsyn.guard import Finding
from samsyn.guard.figures import as_json, from_json, kept_figures
from samsyn.guard.measuring import measured, measured_sets
from tests.data.guard import build

TEXT = "Alvas mamma bor på Lindvägen 4, ring inte."


def line(text=TEXT, *spans, hard=False):
    made = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    return json.dumps({"id": text, "text": text, "spans": made, "tags": [], "hard": hard})


def finder(*found):
    return lambda text: tuple(
        Finding(start, end, label, level, "") for start, end, label, level in found
    )


ALVA = (0, 4, "PERSON")
STREET = (19, 30, "ADDRESS")


def test_found_is_what_is_covered_whatever_it_is_called():
    find = finder((0, 5, "PERSON", "certain"), (19, 30, "PERSON", "possible"))
    part = measured([line(TEXT, ALVA, STREET)], find).usual
    address, person = part.counts
    assert (address.standing, address.found, address.found_certain) == (1, 1, 0)
    assert (address.marks, address.wrong) == (0, 0)
    assert (person.standing, person.found, person.found_certain) == (1, 1, 1)
    assert (person.marks, person.wrong) == (2, 0)
    assert part.missed == part.wrong == ()


def test_half_an_address_is_missed_and_two_marks_cover_one():
    half = measured([line(TEXT, STREET)], finder((19, 28, "ADDRESS", "certain"))).usual
    assert (half.total.found, half.total.missed, half.total.wrong) == (0, 1, 0)
    assert half.missed[0].parts == ("Alvas mamma bor på ", "Lindvägen 4", ", ring inte.")
    both = finder((19, 28, "ADDRESS", "certain"), (29, 30, "ADDRESS", "possible"))
    whole = measured([line(TEXT, STREET)], both).usual.total
    assert (whole.found, whole.found_certain, whole.marks) == (1, 0, 2)


def test_a_mark_that_touches_nothing_is_wrong_and_counts_its_clean_text_once():
    find = finder((6, 11, "PERSON", "certain"), (32, 36, "PHONE", "possible"))
    part = measured([line(), line(TEXT + " ", ALVA)], find).usual
    assert (part.texts, part.clean, part.clean_marked) == (2, 1, 1)
    person, phone = part.counts
    assert (person.wrong, person.wrong_certain, person.missed) == (2, 2, 1)
    assert (phone.standing, phone.marks, phone.wrong, phone.wrong_certain) == (0, 2, 2, 0)
    assert [one.parts[1] for one in part.wrong] == ["mamma", "ring"] * 2


def test_hard_texts_are_counted_by_themselves_and_all_is_read_back():
    figures = measured([line(TEXT, ALVA, hard=True), line()], finder((0, 4, "PERSON", "certain")))
    assert (figures.hard.texts, figures.hard.total.found, figures.hard.clean) == (1, 1, 0)
    assert (figures.usual.texts, figures.usual.total.wrong) == (1, 1)
    assert from_json(as_json({"dev": figures})) == {"dev": figures}


def test_the_kept_figures_are_what_the_guard_does_today():
    """If this fails, `./run guard figures` writes them anew: read what became worse before you commit."""
    kept = kept_figures()
    for name, figures in measured_sets(Path(build.__file__).parent).items():
        assert figures == kept[name], name
