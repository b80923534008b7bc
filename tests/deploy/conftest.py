"""What the tests of deploying share: a network of loopback alone, and where the machine lacks something, why."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import chromium  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[2]
ALONE = ("unshare", "--map-root-user", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "alone")
"""Runs the command behind it in a network namespace that has loopback and nothing else."""


@pytest.fixture(scope="session")
def alone() -> tuple[str, ...]:
    """A command's beginning that takes the network away; skips where the kernel does not let us."""
    if not shutil.which("unshare") or not shutil.which("ip"):
        pytest.skip("needs unshare (util-linux) and ip (iproute2)")
    if subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("this kernel lets nobody make a network namespace")
    return ALONE
