"""Is every text read before the database is held for it? (ADR 0052)"""

import ast
import importlib
import inspect
from functools import cache
from types import ModuleType

from samsyn.guarding.last_word import found_in
from tests.house.source import ROOT, inside, python_files, tree_of


def test_a_text_is_read_before_the_transaction_that_stores_it():
    """Whoever asks the last word in a transaction begins it with `atomic_when_read`."""
    asks = functions_that_ask()
    assert ("samsyn.deviations.services.talking", "write_message") in asks
    wrong = sorted(
        f"{module}.{name}: line {line}"
        for module, name in asks
        for line in held_while_asking(module, name, asks)
    )
    assert wrong == []


def functions_that_ask():
    """The functions from which the last word is reached, by module and name."""
    calls = {
        (module, name): set(called_in(module, node))
        for module in modules()
        for name, node in functions_of(module).items()
    }
    asks = {identity(found_in)}
    while new := {one for one, called in calls.items() if called & asks} - asks:
        asks |= new
    return asks & calls.keys()


def held_while_asking(module, name, asks):
    """The lines on which a function that asks has begun a transaction of the plain kind."""
    node = functions_of(module)[name]
    marks = [ast.unparse(one) for one in node.decorator_list]
    if "atomic_when_read" in marks:
        return
    if "transaction.atomic" in marks:
        yield node.lineno
    for one in ast.walk(node):
        is_held = isinstance(one, ast.With) and any(
            ast.unparse(item.context_expr).startswith("transaction.atomic") for item in one.items
        )
        if is_held and set(called_in(module, *one.body)) & asks:
            yield one.lineno


@cache
def modules():
    """Every module below the pages; a page asks in the form, before it calls a service."""
    paths = [inside(path) for path in python_files("samsyn")]
    skipped = ("samsyn/web/", "samsyn/__main__", "samsyn/guarding/transactions")
    names = [
        path.removesuffix(".py").replace("/", ".")
        for path in paths
        if path.startswith("samsyn/") and not path.startswith(skipped)
    ]
    return [one.removesuffix(".__init__") for one in names]


@cache
def functions_of(module):
    loaded = importlib.import_module(module)
    path = ROOT / inspect.getsourcefile(loaded)
    return {one.name: one for one in tree_of(path).body if isinstance(one, ast.FunctionDef)}


def called_in(module, *nodes):
    """What the code in these nodes names, as the function that it is."""
    known = vars(importlib.import_module(module))
    for node in nodes:
        for one in ast.walk(node):
            found = None
            if isinstance(one, ast.Name):
                found = known.get(one.id)
            elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
                holder = known.get(one.value.id)
                found = getattr(holder, one.attr, None) if isinstance(holder, ModuleType) else None
            if inspect.isfunction(found):
                yield identity(found)


def identity(function):
    real = inspect.unwrap(function)
    return real.__module__, real.__name__
