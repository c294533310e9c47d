"""Does the code keep to the house's form?"""

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.house.source import SAMSYN, files_named, inside, public_functions, python_files, tree_of

LONGEST_FILE, LONGEST_TEST, LONGEST_CONFTEST = 500, 500, 150

NEEDS_NO_VIEWER = {
    "samsyn/accounts/": "who holds which role; nothing of a case",
    "samsyn/organisations/": "the registry of units is public",
    "samsyn/mail/": "letters hold nothing of a case, and only the worker and the doctor read them",
    "samsyn/jobs/": "jobs hold primary keys only, and their page is the administrator's",
    "samsyn/groups/selectors/": "what stands beside a group or meeting that was found with a viewer",
    "in_area_as_seen": "one row of a list that was asked for with a viewer",
    "samsyn/reports/making/": "the files of an edition that was found with a viewer",
    "samsyn/reports/selectors/editions": "what is published is for anybody; the frozen ask who looks",
    "public_followups": "what the secretariat has published for everybody",
    "years_told": "the years of what it has published",
    "forget_names": "empties what a process keeps; asks nothing",
    "is_lifted": "a condition on the row of a deviation that is found with a viewer",
    "promised_in": "numbers that everybody may read, hidden as on open pages",
    "code_books_for": "the code lists are public",
    "lists_of_years": "the code lists are public",
    "samsyn/coding/selectors/code_books": "the code lists are public",
    "samsyn/coding/selectors/correspondences": "what the public code lists correspond to",
    "samsyn/series/selectors/published": "figures that reports printed are public",
    "samsyn/series/selectors/breaks": "known breaks are public",
    "themes_in_use": "the code lists are public",
    "theme_names": "the code lists are public",
    "code_of_theme": "the code lists are public",
    "public_year_of": "what the secretariat has published for everybody",
    "theme_listing": "the code lists are public",
    "subtype_listing": "the code lists are public",
    "code_book_listing": "the code lists are public",
    "deviations_with_theme": "narrows deviations that were found with a viewer",
    "deviations_with_subtype": "narrows deviations that were found with a viewer",
    "all_agreements": "agreements and their points are public",
    "agreement_by_key": "agreements and their points are public",
    "points_of": "agreements and their points are public",
    "agreement_on": "agreements and their points are public",
    "agreements_on": "agreements and their points are public",
    "ladders": "an agreement's reminders are public, as its times are",
    "ladder_of": "an agreement's reminders are public, as its times are",
    "figures_of_units": "numbers of what waits, for the letters of those who work there",
    "parts_near_deadline": "only the clock asks, to remind",
    "round_of_link": "a survey link's secret says what may be answered, whoever has it",
    "has_been_used": "a personal link's secret asks about itself",
    "samsyn/groups/selectors/asked": "who sits where, as letters of a round that was seen need it",
    "feed_with_token": "a calendar feed's secret says who looks; it opens that person's list alone",
    "hash_of": "changes a text and reads nothing",
    "exists_for_others": "tells the log of a refused look that there was something to refuse",
    "principals_concerned": "tells the log whose registrars are to see an event",
    "with_recipients": "narrows deviations that were found with a viewer",
    "with_judged": "narrows deviations that were found with a viewer",
    "is_append_only": "asks the database about its triggers",
    "samsyn/deviations/selectors/mailbox": "a signed link says what may be opened, before anybody looks",
}
"""Selectors without `viewer`, and why nobody can see too much through them."""

LEAVES_NOTHING = {"discard_draft", "discard_answer_draft", "discard_answer_drafts_of_visit"}
"""Services that need no moment: they leave nothing to date."""

SWEDISH_WORDS = re.compile("[åäöÅÄÖ]")
SWEDISH_PLACES = (
    "samsyn/commands/",
    "samsyn/demo/",
    "samsyn/domain/known_names.py",
    "samsyn/domain/likeness.py",
    "samsyn/domain/redaction.py",
    "samsyn/domain/vocabulary.py",
    "samsyn/guard/",
    "samsyn/database/swedish.py",
    "samsyn/mail/letters.py",
    "samsyn/organisations/naming.py",
    "samsyn/organisations/vocabulary.py",
    "samsyn/reports/quotes/names.py",
    "samsyn/suggester/",
    "samsyn/web/styleguide/examples.py",
    "samsyn/web/surveys/languages.py",
)
TRANSLATIONS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}
TRANSLATIONS |= {"pgettext", "pgettext_lazy", "npgettext", "npgettext_lazy"}


def test_imports_follow_the_layers():
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_files_are_short():
    limits = {"conftest.py": LONGEST_CONFTEST}
    long = {}
    for path in python_files("samsyn", "config", "tests", "bench", "drills"):
        limit = limits.get(path.name, LONGEST_TEST if "tests" in path.parts else LONGEST_FILE)
        lines = path.read_text().count("\n")
        if lines > limit:
            long[inside(path)] = lines
    assert not long


@pytest.mark.parametrize("name", ["utils", "helpers", "common", "core", "misc", "signals"])
def test_no_module_is_named_after_nothing(name):
    assert not [
        inside(path) for path in python_files("samsyn") if name in (path.stem, path.parent.name)
    ]


def test_every_module_says_which_question_it_settles():
    silent = [
        inside(path)
        for path in python_files("samsyn", "config")
        if path.stat().st_size
        and path.name not in {"apps.py", "urls.py", "__init__.py"}
        and not ast.get_docstring(tree_of(path))
    ]
    assert not silent


def test_public_functions_say_in_a_sentence_what_they_do():
    domain = [path for path in python_files("samsyn/domain") if path.name != "__init__.py"]
    silent = [
        f"{inside(path)}: {function.name}"
        for path in domain + files_named("selectors", "services")
        for function in public_functions(path)
        if not re.match(r"[A-Z].*[.:)]", first_line(ast.get_docstring(function)))
    ]
    assert not silent


def first_line(docstring):
    return inspect.cleandoc(docstring or "-").split("\n\n")[0].replace("\n", " ")


def keywords_of(function):
    return {argument.arg for argument in function.args.kwonlyargs}


def test_selectors_ask_who_is_looking():
    used, open_to_all = set(), []
    for path in files_named("selectors"):
        for function in public_functions(path):
            names = {
                function.name,
                *(name for name in NEEDS_NO_VIEWER if inside(path).startswith(name)),
            }
            if "viewer" in keywords_of(function):
                continue
            if excused := names & NEEDS_NO_VIEWER.keys():
                used |= excused
            else:
                open_to_all.append(f"{inside(path)}: {function.name}")
    assert not open_to_all
    stale = {name for name in NEEDS_NO_VIEWER if "/" not in name} - used
    assert not stale, "excused, yet not there"


def test_services_know_who_and_when():
    unsigned = [
        f"{inside(path)}: {function.name}"
        for path in files_named("services")
        if "deviations" in path.parts
        for function in public_functions(path)
        if function.name in exported(path) - LEAVES_NOTHING
        if "now" not in keywords_of(function)
    ]
    assert not unsigned


def exported(path):
    """What the package's __init__ offers to others."""
    for node in tree_of(path.parent / "__init__.py").body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def swedish_literals(path):
    """Swedish string constants that are neither docstrings nor marked for translation."""
    excused = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            excused.add(id(node.value))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in TRANSLATIONS:
            excused |= {id(child) for child in ast.walk(node)}
    return [
        f"{inside(path)}:{node.lineno} {node.value[:40]!r}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in excused
        and SWEDISH_WORDS.search(node.value)
    ]


def test_swedish_stands_where_it_is_translated():
    found = [
        literal
        for path in python_files("samsyn")
        if not inside(path).startswith(SWEDISH_PLACES)
        for literal in swedish_literals(path)
    ]
    assert not found


def test_migrations_are_complete(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_run_time_code_needs_no_development_package():
    development = {
        "pytest",
        "polib",
        "html5lib",
        "openpyxl",
        "pypdf",
        "playwright",
        "hypothesis",
        "yaml",
    }
    allowed = {SAMSYN / "commands" / name for name in ("test.py", "check.py", "messages.py")}
    found = []
    for path in set(python_files("samsyn", "config")) - allowed:
        for node in tree_of(path).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            found += [inside(path) for name in names if name.split(".")[0] in development]
    assert not found
