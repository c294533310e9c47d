"""What the browser holds back is certain to the guard too, so that nobody is stopped by one of them alone."""

import json
from pathlib import Path

import pytest

from samsyn.guard import scan

EXAMPLES = json.loads((Path(__file__).parents[1] / "data/guard/browser.json").read_text())


@pytest.mark.parametrize(("text", "labels"), EXAMPLES["found"])
def test_what_the_browser_finds_is_certain(text, labels):
    certain = [one.label for one in scan(text) if one.level == "certain"]
    assert certain == labels
