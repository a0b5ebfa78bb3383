"""Settings from the environment: what is missing is said, what is unsafe is found."""

import stat
import sys

from archive.keys import keep_key
from tests.operation.machines import environment, manage, run


def test_a_missing_secret_key_is_named_with_the_line_to_add(tmp_path):
    settings = environment(tmp_path)
    del settings["SECRET_KEY"]
    result = manage("check", env=settings)
    assert result.returncode != 0
    assert "SECRET_KEY is missing" in result.stderr
    assert "SECRET_KEY=<50 random characters>" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_made_key_is_used_kept_and_only_its_owners(tmp_path):
    settings = environment(tmp_path / "data")
    del settings["SECRET_KEY"]
    make_key = (sys.executable, "-m", "archive.keys")
    assert run(*make_key, env=settings).returncode == 0
    key = tmp_path / "data" / "secret_key"
    first = key.read_text()
    assert run(*make_key, env=settings).returncode == 0
    assert key.read_text() == first
    assert len(first.strip()) >= 50
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert manage("check", env=settings).returncode == 0


def test_no_key_is_made_beside_one_from_the_environment(tmp_path):
    assert run(sys.executable, "-m", "archive.keys", env=environment(tmp_path / "data")).returncode == 0
    assert not (tmp_path / "data").exists()


def test_an_empty_key_file_is_written_anew(tmp_path):
    key = tmp_path / "secret_key"
    key.touch()
    assert keep_key(key)
    assert key.read_text().strip()
    assert not keep_key(key)


def test_the_deployment_checks_pass_with_the_settings_of_a_public_archive(tmp_path):
    public = environment(
        tmp_path, HTTPS="true", ALLOWED_HOSTS="archive.example.org", SECRET_KEY="0123456789" * 5
    )
    result = manage("check", "--deploy", "--fail-level", "WARNING", env=public)
    assert result.returncode == 0, result.stderr


def test_settings_may_stand_in_a_file_and_the_environment_counts_for_more(tmp_path):
    (tmp_path / "env").write_text("ARCHIVE_NAME=From the file\nTIME_ZONE=Asia/Seoul\n")
    settings = environment(tmp_path, ENV_FILE=str(tmp_path / "env"), TIME_ZONE="Europe/Oslo")
    shown = manage("diffsettings", env=settings).stdout
    assert "ARCHIVE_NAME = 'From the file'" in shown
    assert "TIME_ZONE = 'Europe/Oslo'" in shown
