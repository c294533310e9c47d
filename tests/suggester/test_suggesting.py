"""Proposals: only with reasons that stand in the text, quick, and nothing for what tells nothing."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.suggester import LEAST, suggest
from samsyn.suggester.features import features_of
from samsyn.suggester.suggesting import score_of
from samsyn.suggester.taxonomy import subtype_id, theme_id
from samsyn.suggester.training.examples import HELD_OUT, read_examples

HOSTILE = [
    *("a" * 5000, "dnr " * 1200, "kom inte " * 600, "å" * 5000, "a-" * 2500, "[" * 5000),
    *("[a" * 2500, "٣" * 3000, "\0" * 5000, "a\u0336" * 2500, "ﷺ" * 1000, "\ud800", "  ", ""),
]


def first(text, **more):
    return suggest(text, **more).themes[0]


def test_a_proposal_says_why_in_the_texts_own_words():
    found = first("BUP uteblev från SIP-mötet i tisdags.")
    assert found.id == "sip" and found.score > 0.9
    assert "SIP-mötet" in found.because and "uteblev" in found.because


def test_who_took_part_is_no_reason_while_there_is_another_and_no_word_is_said_twice():
    found = first("SIP med skolan. Skolan kom till SIP-mötet, BUP kom inte till mötet.")
    assert not {"skolan", "Skolan", "BUP"} & set(found.because)
    assert not {"SIP", "SIP-mötet"} <= set(found.because)
    assert first("BUMM, BUMM och BUMM").because == ("BUMM",)


def test_a_misleading_word_does_not_decide():
    found = suggest("Vid SIP kom det fram att skolan ännu inte har fått något svar på remissen.")
    assert found.themes[0].id == "remiss"
    assert found.subtypes[0].id == "remiss_uteblivet_svar"


def test_a_scan_without_dots_and_rings_reads_the_same():
    text = "Läkarundersökning inför LVU kunde inte göras på grund av lång kö."
    plain = text.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
    both = suggest(text), suggest(plain)
    assert len({tuple((one.id, one.score) for one in each.themes) for each in both}) == 1


def test_what_is_masked_is_not_read():
    assert features_of("Remiss till [BUP Mellringe] om [barnet]").words == ["Remiss", "till", "om"]


def test_two_words_in_a_row_are_a_feature_that_knows_both():
    seen = features_of("Ingen ringer. Nej, INGEN ringar")
    assert seen.found["~ing ring"] == [0, 1, 3, 4]
    assert seen.found["~ring nej"] == [1, 2]
    assert not [one for one in features_of("Nej").found if one.startswith("~")]


def test_words_that_the_texts_do_not_know_propose_nothing():
    for text in ("", "?!", "x" * 41, "[barnet]"):
        assert suggest(text) == suggest("")
    assert suggest("").themes == ()


def test_who_writes_to_whom_is_heard_but_decides_little():
    text = "Undersökningen blev inte av."
    alone = first(text)
    told = first(text, reporter_service="Socialtjänst", recipient_services=["BUMM"])
    assert alone != told
    sure = "BUP uteblev från SIP-mötet."
    assert first(sure, reporter_service="Socialtjänst", recipient_services=["BUMM"]).id == "sip"


@pytest.mark.parametrize("one", read_examples(HELD_OUT)[::4], ids=lambda one: one.id)
def test_proposals_keep_their_form(one):
    found = suggest(one.text)
    words = set(features_of(one.text).words)
    for part in (found.themes, found.subtypes):
        assert all(LEAST <= each.score < 1 for each in part)
        assert [each.chance for each in part] == sorted((e.chance for e in part), reverse=True)
    assert all(set(each.because) <= words for each in found.themes)
    assert found.themes[0].because


def test_a_score_of_one_half_is_a_chance_of_one_in_five():
    assert score_of(0.2) == pytest.approx(0.5)
    assert (score_of(0.0), score_of(1.0)) == (0.0, 1.0)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:6]))
def test_hostile_texts_are_harmless(text):
    began = time.process_time()
    suggest(text)
    assert time.process_time() - began < 1


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200), st.text(max_size=20), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_gets_an_answer(text, reporter, recipients):
    found = suggest(text, reporter_service=reporter, recipient_services=recipients)
    assert all(word in text for one in found.themes for word in one.because)


def test_the_package_needs_nothing_but_python():
    """No framework, no arrays, no learning: whoever only wants proposals pays for nothing else."""
    program = (
        "import sys, samsyn.suggester as s; s.suggest('BUP');"
        "print([one for one in ('django', 'numpy', 'sklearn', 'scipy') if one in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


def test_every_years_names_are_known():
    assert theme_id("ovrig", "Övrig samverkan runt individ") == "individ"
    assert theme_id("Samordnad individuell plan (SIP)") == "sip"
    assert theme_id("granser", "Oklara gränser för uppdrag och ansvar") is None
    assert subtype_id("Flera remisser utan stöd") == "remiss_flera_remisser"


def test_the_taxonomy_knows_every_id_that_is_learned():
    for one in read_examples(HELD_OUT):
        assert (theme_id(one.theme), subtype_id(one.subtype)) == (one.theme, one.subtype)
