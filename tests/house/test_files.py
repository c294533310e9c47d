"""Is nothing in the repository that belongs to one machine, and nothing installed without a hash?"""

import re
import tomllib

import pytest

from tests.house.source import inside, text_of, tracked_files

# Put together here, so that this file does not find itself.
FOREIGN = [
    "".join(parts)
    for parts in (
        ("pypi", ".org"),
        ("python", "hosted"),
        ("registry", ".npmjs"),
        ("index", "-url"),
        ("extra", "-index"),
        ("find", "-links = "),
        ("/root", "/"),
        ("/home", "/"),
        ("/work", "/main"),
        ("/work", "/shared"),
        ("/opt", "/"),
        ("file", ":///"),
    )
]
LOCKS = {"requirements.txt": [], "requirements-dev.txt": ["dev"]}
PROJECT = tomllib.loads(text_of("pyproject.toml"))


def test_no_registry_and_no_machine_is_named():
    found = []
    for path in tracked_files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if "vendor" not in path.parts:
            found += [f"{inside(path)}: {word}" for word in FOREIGN if word in text]
    assert not found


def test_no_link_leads_out_of_the_repository():
    assert not [inside(path) for path in tracked_files() if path.is_symlink()]


def test_every_dependency_says_why_it_is_here():
    block = re.findall(
        r"^(?:dependencies|dev) = \[\n(.*?)^\]", text_of("pyproject.toml"), re.M | re.S
    )
    lines = [line for part in block for line in part.splitlines() if line.strip()]
    assert len(lines) > 25
    assert not [line for line in lines if not re.search(r'",\s+# \w', line)]


@pytest.mark.parametrize("name", LOCKS)
def test_everything_installed_has_a_hash(name):
    text = text_of(name)
    pinned = re.split(r"\n(?=\S)", text.strip())
    assert len(pinned) > 20
    bare = [
        one for one in pinned if not re.match(r"\S+==\S+.*\\\n\s+--hash=sha256:[0-9a-f]{64}", one)
    ]
    assert not bare


@pytest.mark.parametrize(("name", "groups"), LOCKS.items())
def test_the_pins_hold_everything_that_is_asked_for(name, groups):
    asked = list(PROJECT["project"]["dependencies"])
    asked += [one for group in groups for one in PROJECT["dependency-groups"][group]]
    pinned = set(re.findall(r"^([\w.-]+)==", text_of(name), re.MULTILINE))
    missing = {re.match(r"[\w.-]+", one)[0] for one in asked} - pinned
    assert not missing, "./run lock"
