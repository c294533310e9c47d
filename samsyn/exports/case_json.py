"""One case as JSON; the fields stand in docs/exports.md."""

import json

from samsyn.exports.case import Case


def json_of(case: Case) -> bytes:
    """The case as indented UTF-8 JSON with a last line break."""
    return (json.dumps(case, indent=2, ensure_ascii=False) + "\n").encode()
