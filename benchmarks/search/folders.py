"""Where an archive of one size lies with all its indexes, and what was measured on it."""

import datetime
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
RESULTS = PROJECT / "benchmarks" / "results"


@dataclass(frozen=True, slots=True)
class Folder:
    """A data directory (DATA_DIR) of its own: database and index as the product keeps them, the peers beside."""

    path: Path
    size: int
    seed: int

    @property
    def database(self) -> Path:
        return self.path / "archive.sqlite3"

    @property
    def index(self) -> Path:
        return self.path / "index"

    def peer(self, name: str) -> Path:
        return self.path / name

    def environment(self) -> dict[str, str]:
        """Return the variables of a process that works on this archive, away from .env and shell."""
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DEBUG")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "archive.settings",
            "ENV_FILE": os.devnull,
            "SECRET_KEY": "only-for-measuring",
            "DATA_DIR": str(self.path),
            "PYTHONPATH": str(PROJECT),
        }

    def reset_unless(self, stamp: dict[str, Any]) -> bool:
        """Return whether what lies here was made as `stamp` says; otherwise empty the folder."""
        if self.note("archive") == stamp:
            return True
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir(parents=True)
        return False

    def keep(self, name: str, value: Any) -> None:
        """Keep what was measured or made under a name, so that a run that was stopped goes on from here.

        "states" tells of which state of the code, and when.
        """
        if name != "states":
            state = {"commit": state_of_the_code(), "at": f"{datetime.datetime.now(datetime.UTC):%F %T}"}
            self.keep("states", (self.note("states") or {}) | {name: state})
        kept = self.path / "notes" / f"{name}.json"
        kept.parent.mkdir(exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(kept)

    def note(self, name: str) -> Any:
        """Return what was kept under a name, or None."""
        kept = self.path / "notes" / f"{name}.json"
        return json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else None


def state_of_the_code() -> str:
    """Return which commit this is, "-dirty" with changes of its own, or "" where there is no git."""
    git = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    return git.stdout.strip()


def bytes_below(path: Path) -> int:
    """Return the size of a file, or of all files below a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
