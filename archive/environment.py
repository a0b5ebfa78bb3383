"""Reads settings from the environment, and says in one sentence what is missing."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")


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
