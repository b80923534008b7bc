"""Delivered without the internet: wheels alone make a board that runs, and their licences are known ones."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from scripts.check_licences import allowed, unknown
from scripts.lock_wheels import lock
from tests.deploy.conftest import ROOT

READY = textwrap.dedent("""
    import json, os, socket, subprocess, sys, time, urllib.request
    with socket.socket() as probe:
        try:
            probe.connect(("192.0.2.1", 80))
            sys.exit("there is a network here")
        except OSError as error:
            print("no way out:", error.strerror)
    board = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "server:app", "--port", "8790", "--ws", "websockets-sansio"],
        stdout=subprocess.DEVNULL,
    )
    try:
        while board.poll() is None:
            try:
                with urllib.request.urlopen("http://127.0.0.1:8790/healthz") as answer:
                    print(answer.status, json.load(answer)["status"])
                    sys.exit()
            except OSError:
                time.sleep(0.2)
        sys.exit("the board ended at its start")
    finally:
        board.kill()
        board.wait()
""")
"""Run in a network namespace of its own, where every port is free."""


@pytest.mark.slow
def test_a_board_installs_and_runs_where_there_is_no_network(tmp_path: Path, alone: tuple[str, ...]) -> None:
    copy = tmp_path / "board"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "tests", "__pycache__", "wheels"))
    shutil.copytree(ROOT / ".streamlit", copy / ".streamlit")
    subprocess.run(["make", "-C", ROOT, "wheels", f"WHEELS={copy / 'wheels'}"], check=True)
    own = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PIP_NO_INDEX": "1"}
    subprocess.run(
        [*alone, "make", "-C", str(copy), "install-offline", f"PYTHON={sys.executable}"], check=True, env=own
    )
    told = subprocess.run(
        [*alone, str(copy / ".venv/bin/python"), "-c", READY], cwd=copy, env=own, check=True, capture_output=True
    )
    assert told.stdout.decode().splitlines()[-1] == "200 ready"
    assert told.stdout.startswith(b"no way out:")


@pytest.mark.slow
def test_a_wheel_that_was_changed_is_not_installed(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    name = "six-1.17.0-py2.py3-none-any.whl"
    (wheels / name).write_bytes(b"no archive")
    (wheels / "requirements.lock").write_text("six==1.17.0 --hash=sha256:" + "0" * 64 + "\n")
    told = subprocess.run(
        ["make", "-C", ROOT, "install-offline", f"WHEELS={wheels}", f"OFFLINE={tmp_path / 'venv'}"],
        capture_output=True,
        text=True,
    )
    assert told.returncode
    assert "DO NOT MATCH THE HASHES" in told.stderr


def test_the_lock_names_every_wheel_by_its_hash(tmp_path: Path) -> None:
    (tmp_path / "b_c-2.0-py3-none-any.whl").write_bytes(b"two")
    (tmp_path / "a-1.0-cp311-cp311-linux_x86_64.whl").write_bytes(b"one")
    one, two = (hashlib.sha256(content).hexdigest() for content in (b"one", b"two"))
    assert lock(tmp_path) == f"a==1.0 --hash=sha256:{one}\nb-c==2.0 --hash=sha256:{two}\n"


@pytest.mark.parametrize(
    ("licence", "found"),
    [
        ("MIT", []),
        ("MIT; BSD License", []),
        ("(MIT OR Apache-2.0) AND 0BSD", []),
        ("Mozilla Public License 2.0 (MPL 2.0)", []),
        ("MIT AND GPL-3.0-only", ["thing 1: GPL-3.0-only"]),
        ("UNKNOWN", ["thing 1: UNKNOWN"]),
        ("", ["thing 1: "]),
    ],
)
def test_a_licence_that_is_not_in_the_table_is_told(licence: str, found: list[str]) -> None:
    assert unknown([{"Name": "thing", "Version": "1", "License": licence}], allowed()) == found
