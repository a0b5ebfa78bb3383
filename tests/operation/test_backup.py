"""The backup that docs/operating.md tells people to make by hand."""

import re
import shlex
import sqlite3
import sys
from contextlib import closing

from tests.operation.machines import PROJECT, run


def test_the_documented_backup_of_sqlite_is_whole_while_the_archive_writes(tmp_path):
    text = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
    [command] = re.findall(r"^    (.*VACUUM INTO.*)$", text, re.MULTILINE)
    python, *arguments = shlex.split(command)
    assert python == ".venv/bin/python"
    (tmp_path / "var").mkdir()
    with closing(sqlite3.connect(tmp_path / "var" / "archive.sqlite3")) as archive:
        archive.execute("PRAGMA journal_mode=WAL")
        archive.execute("CREATE TABLE article (headline)")
        archive.execute("INSERT INTO article VALUES ('Harbour fee to fall')")
        archive.commit()
        archive.execute("INSERT INTO article VALUES ('not committed')")
        made = run(sys.executable, *arguments, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    with closing(sqlite3.connect(tmp_path / "backup.sqlite3")) as backup:
        assert backup.execute("SELECT headline FROM article").fetchall() == [("Harbour fee to fall",)]
