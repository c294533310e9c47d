"""`./run themes suggest --jsonl` as other tools call it."""

import io
import json

import pytest

from samsyn.commands import themes


@pytest.fixture
def run(monkeypatch, capsys):
    def told(*lines: bytes):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines))))
        code = themes.main(["suggest", "--jsonl"])
        out, error = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], error

    return told


def line(**given):
    return json.dumps(given).encode()


def test_each_line_gets_its_themes(run):
    text = "BUP uteblev från SIP-mötet."
    code, found, error = run(
        b"\xef\xbb\xbf" + line(id=7, text=text),
        b"",
        line(
            id="b",
            text="Inget svar på remissen.",
            reporter_service=None,
            recipient_services=["BUP"],
        ),
        line(id=None, text=""),
    )
    assert (code, error) == (0, "")
    assert [one["id"] for one in found] == [7, "b", None]
    assert found[0]["themes"][0].keys() == {"theme", "score", "because"}
    assert found[0]["themes"][0]["theme"] == "sip" and "uteblev" in found[0]["themes"][0]["because"]
    assert found[0]["subtypes"][0]["subtype"] == "sip_uteblivet"
    assert found[1]["themes"][0]["theme"] == "remiss"
    assert found[2] == {"id": None, "themes": [], "subtypes": []}


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"{hemligt", "line 2 is not JSON"),
        (b"[" * 100_000, "line 2 is not JSON"),
        (b"\xff\xfe", "line 2 is not UTF-8"),
        (b"[1]", 'line 2 is no object with "id" and "text"'),
        (b'{"id": 1}', 'line 2 is no object with "id" and "text"'),
        (b'{"id": 1, "text": 3}', 'line 2 is no object with "id" and "text"'),
        (b'{"id": 1, "text": "hemligt", "reporter_service": 3}', '"reporter_service" is no text'),
        (b'{"id": 1, "text": "hemligt", "recipient_services": "BUP"}', "is no list of texts"),
    ],
)
def test_a_bad_line_ends_it_with_words_that_repeat_nothing(run, bad, why):
    code, found, error = run(line(id=1, text="Remiss."), bad, line(id=3, text="x"))
    assert code == 1 and why in error and "hemligt" not in error
    assert len(found) == 1
