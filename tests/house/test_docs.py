"""Does what is written about the house hold?"""

import re

import pytest
import yaml
from django.conf import settings

from samsyn.commands.picture import with_picture
from tests.house.source import ROOT, SAMSYN, public_functions, python_files, text_of

MAP = re.findall(r"^\| (.+?) \| `([\w/.]+)(?:: (\w+))?` \|$", text_of("README.md"), re.MULTILINE)
GLOSSARY = re.findall(r"^\| (.+?) \| (\w+) \|", text_of("docs/ordlista.md"), re.MULTILINE)
ADRS = sorted((ROOT / "docs/adr").glob("*.md"))


def test_the_map_has_a_row_for_each_frequent_question():
    assert len(MAP) >= 12


@pytest.mark.parametrize(("question", "path", "function"), MAP, ids=lambda value: value[:40])
def test_the_map_leads_there(question, path, function):
    names = {one.name for one in public_functions(ROOT / path)}
    assert not function or function in names


def test_every_term_of_the_glossary_is_used_in_the_code():
    code = "\n".join(path.read_text() for path in python_files("samsyn"))
    assert len(GLOSSARY) > 40
    unused = [term for _, term in GLOSSARY if not re.search(rf"\b_?{term}(_|\b)", code)]
    assert not unused


def test_the_glossary_says_everything_once():
    swedish = [word for word, _ in GLOSSARY]
    assert len(swedish) == len(set(swedish))


def test_the_picture_of_the_life_cycle_is_in_step():
    page = text_of("ARCHITECTURE.md")
    assert with_picture(page) == page, "./run picture"


def test_the_layers_in_the_architecture_are_the_packages():
    rows = re.findall(r"^\| `(\w+)` \|", text_of("ARCHITECTURE.md"), re.MULTILINE)
    packages = {path.name for path in SAMSYN.iterdir() if (path / "__init__.py").exists()}
    assert set(rows) == packages


@pytest.mark.parametrize("path", ADRS, ids=lambda path: path.stem)
def test_a_decision_has_its_number_and_its_parts(path):
    text = path.read_text()
    assert text.startswith(f"# {path.stem[:4]} ")
    for part in ("Status: ", "## Context", "## Decision", "## Consequences"):
        assert part in text
    assert text.count("\n") <= 60, "a decision is at most a page"


def test_decisions_are_numbered_without_gaps():
    assert [path.stem[:4] for path in ADRS] == [f"{n:04d}" for n in range(1, len(ADRS) + 1)]


def test_decisions_that_the_code_names_exist():
    numbers = {path.stem[:4] for path in ADRS}
    named = {
        number
        for path in python_files("samsyn", "config")
        for number in re.findall(r"ADR (\d{4})", path.read_text())
    }
    assert named <= numbers


def test_every_setting_is_documented():
    read = re.findall(r'env\.\w+\(\s*"(\w+)"', text_of("config/settings.py"))
    documented = set(re.findall(r"`(\w+)`", text_of("docs/operations.md")))
    assert len(read) > 15
    assert set(read) <= documented
    stale = {name for name in documented if name.startswith("SAMSYN_")} - set(read)
    assert stale == {"SAMSYN_ADMIN_PASSWORD"}, "read by createadmin; the others by nobody"


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "docs/operations.md"]
)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text_of(page)):
        assert ((ROOT / page).parent / target).exists(), target


def test_documents_that_the_code_names_exist():
    named = {
        name
        for path in python_files("samsyn", "config", "tests")
        for name in re.findall(r"docs/[\w/-]+\.md", path.read_text())
    }
    assert not {name for name in named if not (ROOT / name).exists()}


def test_publiccode_describes_this_version():
    described = yaml.safe_load(text_of("publiccode.yml"))
    required = {
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "developmentStatus",
        "softwareType",
    }
    assert required | {"description", "legal", "maintenance", "localisation"} <= described.keys()
    assert described["softwareVersion"] == settings.VERSION
    assert described["legal"]["license"] == "Apache-2.0"
    for texts in described["description"].values():
        assert len(texts["shortDescription"]) <= 150
        assert 150 <= len(texts["longDescription"]) <= 10_000
        assert texts["features"]
