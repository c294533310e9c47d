"""Which exact version of each dependency is used, with which hashes?"""

import subprocess
import sys
from pathlib import Path

SUMMARY = "pin all dependencies anew, with hashes (developers)"
NEEDS_DJANGO = False
FILES: dict[str, list[str]] = {"requirements.txt": [], "requirements-dev.txt": ["--group", "dev"]}
UV = Path(sys.executable).parent / "uv"


def main(arguments: list[str]) -> int:
    """Compile both files for every platform; further arguments go to uv (--upgrade)."""
    for name, group in FILES.items():
        command: list[str | Path] = [
            UV,
            *("pip", "compile", "pyproject.toml", *group, "--quiet", "--output-file", name),
            *("--universal", "--python-version", "3.12", "--generate-hashes"),
            # The default says nothing of where it was fetched from; nor should the header.
            *("--no-header", "--no-annotate"),
        ]
        if code := subprocess.call([*command, *arguments]):
            return code
        print(f"{name}: {_pins(Path(name))} packages")
    return 0


def _pins(path: Path) -> int:
    return sum("==" in line for line in path.read_text().splitlines())
