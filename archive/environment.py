"""Reads settings from the environment, and says in one sentence what is missing."""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
# Tests and checks name another file, so that a developer's own settings do not change what they see.
environ.Env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))


def data_dir() -> Path:
    """Return the folder of database, index, key and collected files; made for its owner alone when new."""
    folder: Path = (BASE_DIR / env.str("DATA_DIR", default="var")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(*, key_file: Path, debug: bool) -> str:
    """Return SECRET_KEY, else the key that `make setup` left in key_file.

    Raises:
        ImproperlyConfigured: neither exists and this is not a debug run.
    """
    key: str = env.str("SECRET_KEY", default="")
    if not key and key_file.is_file():
        key = key_file.read_text(encoding="ascii").strip()
    if not key and debug:
        key = "only-for-debugging"
    if not key:
        raise ImproperlyConfigured(
            f"SECRET_KEY is missing. Run `make setup`, which writes one to {key_file.name} in the data folder, "
            "or add a line SECRET_KEY=<50 random characters> to .env."
        )
    return key
