"""Are the English texts in step with the Swedish ones? Gather, compare, compile."""

import argparse
import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.core.management import call_command

SUMMARY = "gather texts to translate into en.po and compile en.mo (developers)"
SAMSYN = settings.BASE_DIR / "samsyn"
PO = SAMSYN / "locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
MOST_SHOWN = 20


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run messages", description=SUMMARY)
    parser.add_argument("--check", action="store_true", help="change nothing, say what is wrong")
    if parser.parse_args(arguments).check:
        problems = translation_problems()
        print("\n".join(problems[:MOST_SHOWN]), file=sys.stderr)
        if len(problems) > MOST_SHOWN:
            print(f"... and {len(problems) - MOST_SHOWN} more", file=sys.stderr)
        return 1 if problems else 0
    gather(PO)
    compile_to(PO, MO)
    todo = [entry.msgid for entry in polib.pofile(str(PO)) if not entry.translated()]
    print(f"{PO.relative_to(settings.BASE_DIR)}: {len(todo)} texts without English")
    print("\n".join(f"  {text!r}" for text in todo))
    return 0


def gather(po: Path) -> None:
    """Bring the catalogue in step with the sources; a changed text loses its translation."""
    with _inside(SAMSYN):
        call_command("makemessages", locale=["en"], no_location=True, no_obsolete=True, verbosity=0)
    catalogue = polib.pofile(str(PO), wrapwidth=100)
    for entry in catalogue.fuzzy_entries():  # a guess by likeness is no translation
        entry.flags.remove("fuzzy")
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgid_plural = None
    # What changes at every gathering without saying anything.
    for noise in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Report-Msgid-Bugs-To",
        "Last-Translator",
    ):
        catalogue.metadata.pop(noise, None)
    catalogue.metadata |= {
        "Project-Id-Version": "Samsyn",
        "Language": "en",
        "Language-Team": "Samsyn",
    }
    catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    catalogue.header = "English texts; the sources are Swedish. Gathered by ./run messages"
    catalogue.metadata_is_fuzzy = False
    catalogue.save(str(po))


def compile_to(po: Path, mo: Path) -> None:
    """Compile with polib, so that an installation needs no gettext."""
    polib.pofile(str(po)).save_as_mofile(str(mo))


def translation_problems() -> list[str]:
    """What is untranslated, fuzzy, not gathered or not compiled; the files stay as they were."""
    if not PO.exists():
        return ["There is no en.po: ./run messages"]
    if not shutil.which("xgettext"):
        return ["gettext is missing (Debian: apt install gettext)"]
    stored = polib.pofile(str(PO))
    problems = [f"without English: {entry.msgid!r}" for entry in stored.untranslated_entries()]
    problems += [f"fuzzy: {entry.msgid!r}" for entry in stored.fuzzy_entries()]
    with _kept(PO):
        gather(PO)
        fresh = _ids(polib.pofile(str(PO)))
    problems += [f"not gathered: {text!r}" for text in sorted(fresh - _ids(stored))]
    problems += [f"no longer used: {text!r}" for text in sorted(_ids(stored) - fresh)]
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder) / "django.mo"
        compile_to(PO, compiled)
        if not MO.exists() or MO.read_bytes() != compiled.read_bytes():
            problems.append("django.mo is not what django.po says: ./run messages")
    return problems


def _ids(catalogue: polib.POFile) -> set[str]:
    return {f"{entry.msgctxt or ''}{entry.msgid}{entry.msgid_plural}" for entry in catalogue}


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def _kept(path: Path) -> Iterator[None]:
    content = path.read_bytes()
    try:
        yield
    finally:
        path.write_bytes(content)
