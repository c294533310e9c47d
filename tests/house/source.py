"""What the house tests read: the project's files, as text and as syntax trees."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMSYN = ROOT / "samsyn"


def text_of(path):
    return (ROOT / path).read_text()


@cache
def python_files(*folders):
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    )


@cache
def tree_of(path):
    return ast.parse(path.read_text())


def public_functions(path):
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    body = tree_of(path).body
    return [node for node in body if isinstance(node, functions) and node.name[0] != "_"]


def files_named(*names):
    """Modules called selectors or services, whether one file or a package of files."""
    return [
        path
        for path in python_files("samsyn")
        if path.name != "__init__.py" and (path.stem in names or path.parent.name in names)
    ]


def inside(path):
    return str(path.relative_to(ROOT))


@cache
def tracked_files():
    """Every file that is, or would be, in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
