"""Makes the secret key of a new installation: `python -m archive.keys`."""

import os
import secrets
import tempfile
from pathlib import Path

from archive.environment import data_dir, env


def keep_key(key_file: Path) -> bool:
    """Return whether a new key was written: one that is there already stays.

    Only the owner can read the file, and it is never seen half written.
    """
    if key_file.is_file() and key_file.read_text(encoding="ascii").strip():
        return False
    handle, name = tempfile.mkstemp(dir=key_file.parent, prefix=key_file.name)  # mode 0600
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50) + "\n")
    Path(name).replace(key_file)
    return True


if __name__ == "__main__" and not env.str("SECRET_KEY", default=""):
    keep_key(data_dir() / "secret_key")
