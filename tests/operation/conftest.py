"""A copy of the project in a folder of its own, for programs that write where they run."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.operation.machines import MADE, PROJECT


@pytest.fixture
def checkout(tmp_path) -> Path:
    """Return a copy of the project whose path has a space, with this Python as its installed environment."""
    folder = tmp_path / "a checkout"
    shutil.copytree(PROJECT, folder, ignore=MADE)
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (programs / "python").chmod(0o755)
    for lock in ("base.txt", "dev.txt"):
        shutil.copy(folder / "requirements" / lock, folder / ".venv" / lock)
    return folder
