"""Which foreign files does the site serve, and from where? Fetches them with `npm pack`.

Run `python scripts/vendor.py` after changing a version; `--from DIR` takes unpacked packages.

What browsers load lands in samsyn/web/static/vendor/, what only the server reads in samsyn/exports/vendor/;
each with its licence, and VENDORED.md is written anew.
"""

import argparse
import hashlib
import json
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "samsyn/web/static/vendor"
NOT_SERVED = ROOT / "samsyn/exports/vendor"


@dataclass(frozen=True)
class Package:
    """One package: which of its files we serve (path in the package -> name here), and why."""

    name: str
    version: str
    folder: str
    files: dict[str, str]
    why: str
    into: Path = VENDOR
    licence: str = "LICENSE"


PACKAGES = (
    Package(
        "@digdir/designsystemet-css",
        "1.22.0",
        "designsystemet",
        {"dist/src/index.css": "components.css", "dist/theme/designsystemet.css": "theme.css"},
        "classes for buttons, fields, tables, cards and alerts; our own theme lies over it",
    ),
    Package(
        "htmx.org",
        "4.0.1",
        "htmx",
        {"dist/htmx.min.js": "htmx.min.js"},
        "quicker forms and lists; every page also works without it",
    ),
    Package(
        "@fontsource-variable/source-sans-3",
        "5.3.0",
        "source-sans-3",
        {
            "files/source-sans-3-latin-wght-normal.woff2": "latin.woff2",
            "files/source-sans-3-latin-ext-wght-normal.woff2": "latin-ext.woff2",
        },
        "the typeface: good Swedish letters, tabular figures, one file for all weights",
    ),
    Package(
        "@expo-google-fonts/source-sans-3",
        "0.4.1",
        "source-sans-3",
        {
            "400Regular/SourceSans3_400Regular.ttf": "regular.ttf",
            "600SemiBold/SourceSans3_600SemiBold.ttf": "semibold.ttf",
        },
        "the same typeface for charts, which are measured and drawn on the server",
        into=NOT_SERVED,
        licence="LICENSE_FONT",
    ),
)


def unpacked(package: Package, given: Path | None, work: Path) -> Path:
    """The package's folder: among the given ones, or packed by npm into the work folder."""
    if given:
        flat = package.name.replace("@", "").replace("/", "-")
        return given / f"{flat}-{package.version}" / "package"
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run([*command, "--pack-destination", str(work)], check=True)
    (archive,) = work.glob("*.tgz")
    target = work / package.folder
    with tarfile.open(archive) as tar:
        tar.extractall(target, filter="data")
    archive.unlink()
    return target / "package"


def fetch(package: Package, source: Path) -> list[str]:
    """Copies the files and the licence; gives the package's section of VENDORED.md."""
    described = json.loads((source / "package.json").read_text())
    if described["version"] != package.version:
        raise SystemExit(f"{package.name}: found {described['version']}, wanted {package.version}")
    folder = package.into / package.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = [f"## {package.name} {package.version}", "", f"Licence: {described['license']}"]
    lines += [f"(`{package.folder}/LICENSE`). For: {package.why}.", "", "| file | sha256 |"]
    lines += ["| --- | --- |"]
    shutil.copyfile(source / package.licence, folder / "LICENSE")
    for inside, name in package.files.items():
        data = (source / inside).read_bytes()
        (folder / name).write_bytes(data)
        lines.append(f"| `{package.folder}/{name}` | `{hashlib.sha256(data).hexdigest()}` |")
    return [*lines, ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="given", type=Path, help="folder of unpacked npm packages")
    given = parser.parse_args().given
    head = ["# Vendored files", "", "Written by `scripts/vendor.py`; do not edit by hand.", ""]
    listed: dict[Path, list[str]] = {}
    with tempfile.TemporaryDirectory() as work:
        for serial, package in enumerate(PACKAGES):
            place = Path(work) / str(serial)  # two packages may want folders of the same name
            place.mkdir()
            lines = fetch(package, unpacked(package, given, place))
            listed.setdefault(package.into, list(head)).extend(lines)
    for into, lines in listed.items():
        (into / "VENDORED.md").write_text("\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
