"""Is `./run guard scan --jsonl` as interfaces.md says: a line for a line, and a word about a bad one?"""

import io
import json
import sys
from pathlib import Path

import pytest

from samsyn.__main__ import commands
from samsyn.commands import guard


class Bytes(io.TextIOWrapper):
    def __init__(self, given):
        super().__init__(io.BytesIO(given))


def run(monkeypatch, capsys, given, *arguments):
    monkeypatch.setattr(sys, "stdin", Bytes(given))
    code = guard.main(["scan", "--jsonl", *arguments])
    told = capsys.readouterr()
    return code, [json.loads(line) for line in told.out.splitlines()], told.err


def line(key, text):
    return json.dumps({"id": key, "text": text}).encode() + b"\n"


def test_each_line_is_answered_by_one(monkeypatch, capsys):
    given = line("a", "😀 kurator Annika ringde") + b"\n" + line(7, "Ingen kom.")
    code, told, wrong = run(monkeypatch, capsys, given)
    assert (code, wrong) == (0, "")
    assert told == [
        {
            "id": "a",
            "findings": [
                {
                    "start": 10,
                    "end": 16,
                    "label": "PERSON",
                    "level": "certain",
                    "suggestion": "[kurator]",
                }
            ],
        },
        {"id": 7, "findings": []},
    ]


@pytest.mark.parametrize(
    ("bad", "word"),
    [
        (b"{no json}\n", "not JSON"),
        (b'{"id": 1}\n', '"text"'),
        (b'{"text": "Elsa"}\n', '"id"'),
        (b'{"id": 1, "text": 7}\n', '"text"'),
        (b"[1, 2]\n", "no object"),
        (b'{"id": 1, "text": "\xff"}\n', "UTF-8"),
        (b"[" * 100_000 + b"\n", "not JSON"),
    ],
)
def test_a_bad_line_is_named_and_its_words_are_not_told(monkeypatch, capsys, bad, word):
    code, told, wrong = run(monkeypatch, capsys, line(1, "Ingen kom.") + bad)
    assert code == 1
    assert [one["id"] for one in told] == [1]
    assert "line 2" in wrong
    assert word in wrong
    assert "Elsa" not in wrong


def test_names_that_are_none_come_from_a_file(monkeypatch, capsys, tmp_path):
    words = tmp_path / "ej_namn.txt"
    words.write_text("Ekorren Alma\n", encoding="utf-8")
    code, told, _ = run(
        monkeypatch, capsys, line(1, "Ekorren Alma har stängt."), "--not-names", str(words)
    )
    assert code == 0
    assert told == [{"id": 1, "findings": []}]
    code, told, wrong = run(monkeypatch, capsys, b"", "--not-names", str(tmp_path / "nowhere"))
    assert (code, told) == (1, [])
    assert "nowhere" in wrong


def test_it_needs_neither_settings_nor_database():
    assert not commands()["guard"].needs_django
    assert Path(guard.__file__).name == "guard.py"
