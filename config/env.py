"""What does the environment say? Typed, with a documented default, and loud when it is wrong."""

import json
import os
from pathlib import Path
from typing import Any


class SettingMissing(RuntimeError):
    """A setting that production needs is absent or unreadable; the text says which and how to give it."""


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that NAME_FILE points to (for secrets), or the default."""
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text().strip()
        except OSError as error:
            raise SettingMissing(f"{name}_FILE={file} could not be read: {error}") from error
    return os.environ.get(name, default)


def flag(name: str, default: bool = False) -> bool:
    """True for 1/true/yes/on, False for 0/false/no/off; anything else is refused."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingMissing(f"{name}={value!r} is neither yes nor no. Write 1 or 0.")


def number(name: str, default: int) -> int:
    """A whole number, or the default when the variable is absent."""
    value = os.environ.get(name, "").strip()
    try:
        return int(value) if value else default
    except ValueError as error:
        raise SettingMissing(f"{name}={value!r} is not a whole number.") from error


def words(name: str, default: str = "") -> list[str]:
    """A list with commas or line breaks between, without blanks, also from NAME_FILE."""
    lines = text(name, default).replace(",", "\n").splitlines()
    return [line.strip() for line in lines if line.strip()]


def table(name: str) -> dict[str, str]:
    """A JSON object of names and values, also from NAME_FILE; empty when the variable is absent."""
    given = text(name)
    try:
        value = json.loads(given or "{}")
    except ValueError as error:
        raise SettingMissing(f"{name} is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise SettingMissing(f"{name} is not a JSON object.")
    return value


def numbers(name: str, default: dict[str, int]) -> dict[str, int]:
    """The default with what the variable, a JSON object of names and whole numbers, says otherwise."""
    given: dict[str, Any] = {**table(name)}
    wrong = [key for key, one in given.items() if key not in default or type(one) is not int]
    if wrong:
        known = ", ".join(default)
        raise SettingMissing(f"{name}: {', '.join(wrong)}. Whole numbers for some of {known}.")
    return default | given
