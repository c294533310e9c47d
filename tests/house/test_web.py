"""Is every view guarded, every address named and every template used?"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from django.urls import URLPattern, get_resolver

from tests.house.source import ROOT, SAMSYN, python_files

FOREIGN = {
    "allauth": "log-in and second factor guard themselves",
    "django.views.i18n": "switching language is for everybody",
    "django.views.static": "files of the styleguide",
}
"""Views that are not ours, and why they carry no mark."""


def patterns(resolver, namespace=""):
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield namespace, one
        else:
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from patterns(one, inner)


PATTERNS = list(patterns(get_resolver()))
OURS = [(space, one) for space, one in PATTERNS if one.callback.__module__.startswith("samsyn")]


def test_foreign_views_are_known():
    foreign = {one.callback.__module__ for _, one in PATTERNS} - {
        one.callback.__module__ for _, one in OURS
    }
    assert all(module.startswith(tuple(FOREIGN)) for module in foreign), foreign


@pytest.mark.parametrize(("space", "pattern"), OURS, ids=lambda value: str(value)[:60])
def test_every_view_says_who_may_open_it(space, pattern):
    assert getattr(pattern.callback, "permission", None), f"{pattern.callback} has no permission"


@pytest.mark.parametrize(("space", "pattern"), OURS, ids=lambda value: str(value)[:60])
def test_every_address_is_swedish_and_has_an_english_name(space, pattern):
    assert pattern.name and re.fullmatch(r"[a-z0-9_]+", pattern.name), pattern
    assert pattern.name.isascii()


def test_url_names_are_used_once():
    names = [f"{space}{one.name}" for space, one in OURS]
    assert len(names) == len(set(names)), {name for name in names if names.count(name) > 1}


def templates():
    for folder in sorted(SAMSYN.glob("*/templates")):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.relative_to(folder).as_posix()


TEMPLATES = list(templates())
BY_CONVENTION = re.compile(r"(\d{3}\.html|mail/.+)")
"""Error pages are found by Django, letters by their kind."""


def sources():
    pages = [path for folder in SAMSYN.glob("*/templates") for path in folder.rglob("*")]
    files = [*pages, *python_files("samsyn", "config")]
    return "\n".join(path.read_text() for path in files if path.is_file())


def test_every_template_is_used():
    mentioned = sources()
    foreign = [config.path for config in apps.get_app_configs() if "samsyn" not in config.name]
    unused = [
        name
        for name in TEMPLATES
        if f'f"{name.rpartition("/")[0]}/{{' not in mentioned
        and re.sub(r"_(subject|message)\.txt$", "", name) not in mentioned
        and not BY_CONVENTION.fullmatch(name)
        and not any((Path(path) / "templates" / name).exists() for path in foreign)
        and not name.startswith("django/forms/")
    ]
    assert not unused


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name.endswith(".html")])
def test_every_template_compiles(name):
    get_template(name)


def test_no_page_reaches_out():
    """Everything a page needs comes from the same server (CSP; no third party learns who reads)."""
    outside = re.compile(r"""(src|href)=["'](https?:)?//""")
    loading = re.compile(r"<(script|link|img|iframe|source)\b[^>]*")
    found = [
        tag[0]
        for folder in SAMSYN.glob("*/templates")
        for path in folder.rglob("*.html")
        for tag in loading.finditer(path.read_text())
        if outside.search(tag[0])
    ]
    assert not found, ROOT
