"""`./run COMMAND`: finds the command, prepares Django and runs it."""

import ast
import keyword
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

COMMANDS = Path(__file__).parent / "commands"
NO_SECRET = """SAMSYN_SECRET_KEY is missing. Give a random text of at least 40 characters, or
a file that holds it through SAMSYN_SECRET_KEY_FILE. To see an invented county: ./run demo"""  # noqa: S105


@dataclass(frozen=True)
class Command:
    """One module in samsyn/commands, read without being imported."""

    name: str
    summary: str
    needs_django: bool
    is_part: bool
    """Reached through another command (`./run import registry`), so not in the list."""

    @property
    def module(self) -> str:
        return f"samsyn.commands.{self.name}{'_' if keyword.iskeyword(self.name) else ''}"


def commands() -> dict[str, Command]:
    """Every command by name."""
    found = {}
    for path in sorted(COMMANDS.glob("[a-z]*.py")):
        constants = _constants(path)
        if "SUMMARY" in constants:
            name = path.stem.rstrip("_")
            found[name] = Command(
                name=name,
                summary=str(constants["SUMMARY"]),
                needs_django=bool(constants.get("NEEDS_DJANGO", True)),
                is_part=path.stem.startswith("import_") and path.stem != "import_",
            )
    return found


def _constants(path: Path) -> dict[str, object]:
    return {
        ast.unparse(node.targets[0]): node.value.value
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    }


def overview() -> str:
    """The list that `./run` shows."""
    lines = [f"  {one.name:<16}{one.summary}" for one in commands().values() if not one.is_part]
    return "\n".join(["Usage: ./run COMMAND [...]   (--help after a command)", "", *lines])


def main(arguments: list[str]) -> int:
    """Run one command; 0 done, 1 the data or the request was wrong, 2 wrong usage."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(overview())
        return 0
    command = commands().get(arguments[0])
    if command is None:
        print(f"Samsyn has no command {arguments[0]!r}.\n\n{overview()}", file=sys.stderr)
        return 2
    try:
        if command.needs_django:
            prepare()
        return int(import_module(command.module).main(arguments[1:]) or 0)
    except Exception as error:
        if (reason := in_words(error)) is None:
            raise
        print(f"Samsyn: {reason}", file=sys.stderr)
        return 1


def in_words(error: Exception) -> str | None:
    """What to do about an error that is the installation's and not the program's, else None."""
    match type(error).__name__:  # by name, because the classes cannot be imported before settings
        case "ImproperlyConfigured" if "SECRET_KEY" in str(error):
            return NO_SECRET
        case "SettingMissing" | "ImproperlyConfigured":
            return str(error)
        case "OperationalError" | "ProgrammingError":
            return f"the database refuses ({error}). Try ./run migrate, then ./run doctor"
    return None


def prepare() -> None:
    """Read the settings and load the applications."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
