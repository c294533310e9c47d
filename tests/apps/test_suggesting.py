"""Proposals in the year's own themes, from what was learned here when somebody has accepted it."""

import os

import pytest

from samsyn.coding.selectors.codes import ThemeCard
from samsyn.coding.suggesting import Told, suggestions_for, text_of, weights_in_use
from samsyn.suggester import shipped_weights
from samsyn.suggester.suggesting import SHIPPED
from samsyn.suggester.weights import from_bytes, to_bytes

SIP, OWN = ThemeCard(7, "sip-2", "SIP", ()), ThemeCard(8, "eget", "Något helt eget", ())


@pytest.fixture
def learned(settings, tmp_path):
    settings.THEME_WEIGHTS = tmp_path / "weights.bin"
    return settings.THEME_WEIGHTS


def test_themes_are_known_by_their_name_and_strangers_are_never_proposed(learned):
    told = Told("BUP uteblev från SIP-mötet.")
    (found,) = suggestions_for(told, [OWN, SIP])
    assert found.theme_id == 7 and "uteblev" in found.because
    assert suggestions_for(told, [OWN]) == ()
    assert suggestions_for(Told(""), [SIP]) == ()


def test_only_what_tells_of_the_matter_is_read():
    account = {"title": "Uteblivet", "what_happened": "Ingen kom.", "proposed_measure": "En SIP."}
    assert text_of(account) == "Uteblivet\nIngen kom."


def test_what_was_learned_here_is_preferred_and_read_again_when_it_changes(learned):
    assert weights_in_use() is shipped_weights()
    data = to_bytes(from_bytes(SHIPPED.read_bytes()))
    learned.write_bytes(data)
    first = weights_in_use()
    assert first is not shipped_weights() and weights_in_use() is first
    os.utime(learned, ns=(1, 1))
    assert weights_in_use() is not first


def test_damaged_weights_are_told_of_and_not_used(learned, caplog):
    learned.write_bytes(b"PK")
    assert weights_in_use() is shipped_weights()
    assert "the shipped ones are" in caplog.text
