"""How does a shipped version with a file for each language become one questionnaire?

Two or three languages read well beside each other in one file; ten do not, and whoever checks a translation
should get one language to read: `key-number.toml` says what is asked, `key-number/ar.toml` says it in Arabic.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

type Spoken = Mapping[str, Mapping[str, Any]]
"""What each language's file says, by language code."""


def in_every_language(data: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The version with its texts, as domain.questionnaires.from_data reads it.

    A question's options are named by one of the lists in `answers`, so that each is said once. A text that
    a file lacks is not there: domain.spoken.whole_in tells.
    """
    spoken = {
        code: tomllib.loads((folder / f"{code}.toml").read_text(encoding="utf-8"))
        for code in data["languages"]
    }
    whole = {name: value for name, value in data.items() if name != "answers"}
    parts = [
        part
        | {
            "title": _said(spoken, "parts", part["key"]),
            "questions": [_question(one, data["answers"], spoken) for one in part["questions"]],
        }
        for part in data["parts"]
    ]
    return whole | {
        "title": _said(spoken, "title"),
        "lead": _said(spoken, "lead"),
        "parts": parts,
    }


def _question(data: Mapping[str, Any], answers: Mapping[str, Any], spoken: Spoken) -> Any:
    listed = data["options"]
    options = [
        one | {"text": _said(spoken, "answers", listed, one["code"])} for one in answers[listed]
    ]
    texts = {
        "text": _said(spoken, "questions", data["code"]),
        "name": _said(spoken, "names", data["code"]),
    }
    return {**data, **texts, "options": options}


def _said(spoken: Spoken, *path: str) -> dict[str, str]:
    """What stands at a place in each language's file, without those where nothing does."""
    found = {}
    for code, words in spoken.items():
        at: Any = words
        for step in path:
            at = at.get(step, {})
        if at:
            found[code] = at
    return found
