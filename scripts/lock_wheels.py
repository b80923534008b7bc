"""Write `requirements.lock` beside wheels: each by its exact version and sha256, as `pip --require-hashes` asks.

usage: python -m scripts.lock_wheels [FOLDER]     (default `wheels/`; `make wheels` runs it)
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from packaging.utils import parse_wheel_filename

LOCK = "requirements.lock"


def lock(folder: Path) -> str:
    """One line a wheel, by name. Raises InvalidWheelFilename for a wheel that bears none of the standard's names."""
    lines = []
    for path in folder.glob("*.whl"):
        name, version, _, _ = parse_wheel_filename(path.name)
        lines.append(f"{name}=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n")
    return "".join(sorted(lines))


if __name__ == "__main__":
    wheels = Path(sys.argv[1] if len(sys.argv) > 1 else "wheels")
    (wheels / LOCK).write_text(lock(wheels), "utf-8")
