"""Which foreign files does the site serve, and from where? Fetches them with `npm pack`.

Run `python scripts/vendor.py` after changing a version; `--from DIR` takes unpacked packages.

Everything lands in samsyn/web/static/vendor/ with its licence; VENDORED.md is written anew.
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


@dataclass(frozen=True)
class Package:
    """One package: which of its files we serve (path in the package -> name here), and why."""

    name: str
    version: str
    folder: str
    files: dict[str, str]
    why: str


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
    folder = VENDOR / package.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = [f"## {package.name} {package.version}", "", f"Licence: {described['license']}"]
    lines += [f"(`{package.folder}/LICENSE`). For: {package.why}.", "", "| file | sha256 |"]
    lines += ["| --- | --- |"]
    shutil.copyfile(source / "LICENSE", folder / "LICENSE")
    for inside, name in package.files.items():
        data = (source / inside).read_bytes()
        (folder / name).write_bytes(data)
        lines.append(f"| `{package.folder}/{name}` | `{hashlib.sha256(data).hexdigest()}` |")
    return [*lines, ""]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="given", type=Path, help="folder of unpacked npm packages")
    given = parser.parse_args().given
    lines = ["# Vendored files", "", "Written by `scripts/vendor.py`; do not edit by hand.", ""]
    with tempfile.TemporaryDirectory() as work:
        for package in PACKAGES:
            lines += fetch(package, unpacked(package, given, Path(work)))
    (VENDOR / "VENDORED.md").write_text("\n".join(lines).rstrip() + "\n")


if __name__ == "__main__":
    main()
