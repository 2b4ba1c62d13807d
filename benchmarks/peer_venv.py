# SPDX-License-Identifier: GPL-2.0-or-later
"""A venv for the programs we are compared with; none of them is installed among our own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def install(venv: Path, packages: Sequence[str]) -> dict[str, str]:
    """Make the venv unless it is there; return the packages it lacks, with pip's reason."""
    stamp = venv / "installed.json"
    if stamp.exists():
        kept = json.loads(stamp.read_text(encoding="utf-8"))
        if kept["wanted"] == list(packages):
            return kept["lacking"]
    subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
    lacking = {}
    for package in packages:
        program = [venv / "bin" / "pip", "install", "--quiet", package]
        done = subprocess.run(program, check=False, stderr=subprocess.PIPE, encoding="utf-8")
        if done.returncode:
            lacking[package] = reason(done.stderr)
    kept = {"wanted": list(packages), "lacking": lacking}
    stamp.write_text(json.dumps(kept), encoding="utf-8")
    return lacking


def reason(complaint: str) -> str:
    """Return the line of pip's complaint that says what went wrong."""
    lines = complaint.splitlines()
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return errors[0] if errors else "pip gave no reason"
