"""Does docs/security.md name tests that exist?"""

import re

from tests.house.source import ROOT, text_of

PAGE = text_of("docs/security.md")


def test_every_test_and_link_that_it_names_exists():
    named = re.findall(r"`((?:tests|config)/[\w/.]+)`", PAGE)
    named += [f"docs/{target}" for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE)]
    assert len(named) > 20
    assert not [one for one in named if not (ROOT / one).exists()]


def test_every_security_test_stands_on_it():
    tests = {path.name for path in (ROOT / "tests/web").glob("test_security_*.py")}
    assert not {name for name in tests - {"test_security_page.py"} if name not in PAGE}
