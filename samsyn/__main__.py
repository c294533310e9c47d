"""`./run COMMAND`: finds the command, prepares Django and runs it."""

import ast
import keyword
import os
import sys
from importlib import import_module
from pathlib import Path

COMMANDS = Path(__file__).parent / "commands"
HIDDEN = {"import_registry", "import_deviations"}  # reached through `./run import`


def commands() -> dict[str, str]:
    """Every command with its one line, read without importing anything."""
    found = {}
    for path in sorted(COMMANDS.glob("[a-z]*.py")):
        name = path.stem.rstrip("_")
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "SUMMARY":
                found[name] = ast.literal_eval(node.value)
    return {name: summary for name, summary in found.items() if name not in HIDDEN}


def overview() -> str:
    """The list that `./run` shows."""
    lines = [f"  {name:<16}{summary}" for name, summary in commands().items()]
    return "\n".join(["Usage: ./run COMMAND [...]   (--help after a command)", "", *lines])


def main(arguments: list[str]) -> int:
    """Run one command; 0 done, 1 the data or the request was wrong, 2 wrong usage."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0
    name, rest = arguments[0], arguments[1:]
    if name not in commands():
        print(f"Samsyn has no command {name!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    module = name + "_" if keyword.iskeyword(name) else name
    command = import_module(f"samsyn.commands.{module}")
    try:
        if getattr(command, "NEEDS_DJANGO", True):
            prepare()
        return int(command.main(rest) or 0)
    except Exception as error:
        if type(error).__name__ not in {"SettingMissing", "ImproperlyConfigured"}:
            raise
        print(f"Samsyn: {error}", file=sys.stderr)
        return 1


def prepare() -> None:
    """Read the settings and load the applications."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
