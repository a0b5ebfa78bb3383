"""archive.settings as the tests see them: neither .env nor the developer's shell has a say in it."""

import atexit
import os
import re
import shutil
import tempfile
from pathlib import Path

# The suite runs on either database and either engine.
KEPT = {"DATABASE_URL", "SEARCH_URL"}

example = Path(__file__).resolve().parent.parent / ".env.example"
for name in re.findall(r"^#([A-Z_]+)=", example.read_text(encoding="utf-8"), re.MULTILINE):
    if name not in KEPT:
        os.environ.pop(name, None)
data_dir = tempfile.mkdtemp(prefix="on-the-record-")
atexit.register(shutil.rmtree, data_dir, ignore_errors=True)
os.environ |= {"ENV_FILE": os.devnull, "SECRET_KEY": "only-for-testing", "DATA_DIR": data_dir}

from archive.settings import *  # noqa: E402, F403 -- the settings themselves, after their environment

INDEXING_THREAD = False
