"""Which files an import takes, and what it says of the others."""

import os
import subprocess

import pytest

from articles.importing import InputError, list_inputs


def test_a_folder_is_listed_with_all_below_it_in_sorted_order(tmp_path):
    for name in ("b.txt", "a.txt", "2009/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [given.name for given in list_inputs([tmp_path])] == ["2009/c.txt", "a.txt", "b.txt"]


def test_folders_within_folders_are_listed_however_deep(tmp_path):
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1100):
        os.mkdir("d", dir_fd=folder)
        inner = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(os.open("deep.txt", os.O_CREAT, dir_fd=folder))
    os.close(folder)
    (tmp_path / "z.txt").write_text("x")
    names = [given.path.name for given in list_inputs([tmp_path])]
    # Python's own way of deleting folders gives up at this depth.
    subprocess.run(["rm", "-r", tmp_path / "d"], check=True)
    assert names == ["deep.txt", "z.txt"]


def test_links_pipes_hidden_files_and_notes_on_the_folder_are_passed_over_with_a_reason(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "README.md").write_text("x")
    assert {given.name: given.skip_reason for given in list_inputs([tmp_path])} == {
        ".hidden": "Is hidden.",
        "README.md": "Describes its folder.",
        "a.txt": "",
        "link.txt": "Is a symbolic link.",
        "loop": "Is a symbolic link.",
        "pipe.txt": "Is a device, pipe or socket.",
    }


def test_a_link_given_by_name_is_not_followed(tmp_path):
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (given,) = list_inputs([tmp_path / "link.txt"])
    assert given.skip_reason == "Is a symbolic link."
    with pytest.raises(InputError, match="Cannot be read"):
        given.open()


def test_a_file_that_is_not_there_says_so_when_it_is_read(tmp_path):
    (given,) = list_inputs([tmp_path / "nowhere.txt"])
    with pytest.raises(InputError, match="No such file"):
        given.open()


def test_a_file_name_that_is_not_utf_8_is_spelt_out(tmp_path):
    os.close(os.open(os.fsencode(tmp_path) + b"/caf\xe9.txt", os.O_CREAT))
    (given,) = list_inputs([tmp_path])
    assert given.name == "caf\\xe9.txt"
    with given.open() as file:
        assert file.read() == b""
