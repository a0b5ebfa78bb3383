"""What the repository promises about itself: documents, lock files, layers and names agree with the code."""

import hashlib
import itertools
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("[a-z]*/README.md")])
LOCK_FILES = sorted(PROJECT.glob("requirements/*.txt"))


def _named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def _kept_files() -> list[Path]:
    """Return the files under version control, and those about to be; skips where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this copy of the project is not a git checkout")
    return [PROJECT / name for name in listed.stdout.split("\0") if name and (PROJECT / name).is_file()]


def test_the_top_level_is_the_one_people_know():
    assert {
        "manage.py",
        "pyproject.toml",
        "archive",
        "articles",
        "templates",
        "static",
        "seeds",
        "tests",
        "docker-compose.yml",
    } <= {path.name for path in PROJECT.iterdir()}


def test_every_layer_imports_downwards_only():
    # In a process of its own: it silences the loggers of the one it runs in.
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


# Seeds


@pytest.mark.parametrize(
    ("name", "size", "digest"),
    [
        ("000_d12a19e22484eae2.txt", 3757, "afffbc3e8a2c29d9"),
        ("002_161c82a92c6fdd44.txt", 3231, "ce3200a936ed4669"),
    ],
)
def test_a_seed_is_what_was_received(name, size, digest):
    content = (PROJECT / "seeds" / name).read_bytes()
    assert len(content) == size
    assert hashlib.sha256(content).hexdigest().startswith(digest)


# Settings

READ = re.compile(r"""env(?:\.\w+\(|iron\.get\()\s*"([A-Z_]+)"|\$\{([A-Z_]+)[:}]""")


def _variables_read() -> set[str]:
    sources = [
        *PROJECT.glob("archive/*.py"),
        *PROJECT.glob("articles/**/*.py"),
        PROJECT / "gunicorn.conf.py",
        PROJECT / "docker" / "entrypoint.sh",
        PROJECT / "docker-compose.yml",
    ]
    found = (match for source in sources for match in READ.finditer(source.read_text(encoding="utf-8")))
    return {match[1] or match[2] for match in found}


def test_the_example_lists_every_setting_and_no_other():
    example = (PROJECT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#([A-Z_]+)=", example, re.MULTILINE)) == _variables_read()


def test_every_setting_of_the_example_is_explained_above_it():
    lines = (PROJECT / ".env.example").read_text(encoding="utf-8").splitlines()
    for before, line in itertools.pairwise(lines):
        if re.match(r"#[A-Z_]+=", line):
            assert before.startswith("# "), f"{line} has no line of explanation above it"


# Dependencies


@pytest.mark.parametrize("lock", LOCK_FILES, ids=_named)
def test_a_lock_file_names_packages_versions_and_hashes_only(lock):
    requirement = r"[a-z0-9][a-z0-9.-]*==[0-9][0-9a-z.+!]*(?: ; [\w ='<>!.()]+)?"
    content = lock.read_text(encoding="utf-8")
    assert re.fullmatch(rf"(?:{requirement}(?: \\\n    --hash=sha256:[0-9a-f]{{64}})+\n)+", content)


def test_the_lock_files_hold_what_the_project_asks_for():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    base, dev = (_versions(PROJECT / "requirements" / name) for name in ("base.txt", "dev.txt"))
    assert _names(project["project"]["dependencies"]) <= base.keys()
    assert _names(project["dependency-groups"]["dev"]) <= dev.keys()
    assert base.items() <= dev.items()


def _names(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w.-]+", requirement)[0].lower() for requirement in requirements}


def _versions(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([^ ]+)", lock.read_text(encoding="utf-8"), re.MULTILINE))


def test_every_dependency_says_what_it_is_for():
    lines = (PROJECT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start, end = lines.index("dependencies = ["), lines.index("[tool.pytest.ini_options]")
    explained = ""
    for line in lines[start + 1 : end]:
        if re.match(r'    "types-', line):
            continue  # the types of a package explained elsewhere
        if line.startswith('    "'):
            assert explained, f"{line.strip()} has no reason above it"
        elif not line.startswith("    #"):
            explained = ""
            continue
        explained = line


# Documents


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_the_links_of_a_document_lead_somewhere(document):
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (document.parent / path).resolve() if path else document
        assert linked.exists(), f"{_named(document)} links to {target}"
        if anchor and linked.suffix == ".md":
            assert anchor in _anchors(linked), f"{_named(document)} links to {target}"


def _anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_readme_begins_with_the_two_commands():
    lines = [line for line in (PROJECT / "README.md").read_text(encoding="utf-8").splitlines() if line]
    assert lines[0].startswith("# ")
    assert lines[1].startswith("    make serve")
    assert lines[2].startswith("    make test")


@pytest.mark.parametrize("document", DOCUMENTS, ids=_named)
def test_the_commands_of_a_document_exist(document):
    targets = set(
        re.findall(r"^([a-z-]+):.*##", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    commands = {path.stem for path in PROJECT.glob("articles/management/commands/*.py")}
    commands |= {
        "changepassword",
        "check",
        "createsuperuser",
        "migrate",
        "rebuild_index",
        "shell",
        "update_index",
    }  # Django's and Haystack's
    text = document.read_text(encoding="utf-8")
    assert set(re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.MULTILINE)) <= targets
    assert set(re.findall(r"manage\.py ([a-z_]+)", text)) <= commands


def test_contributing_names_the_commands_that_ci_runs():
    ran = re.findall(
        r"^(?:\w+=\S+ )*(make \w+)", (PROJECT / ".ci" / "run").read_text(encoding="utf-8"), re.MULTILINE
    )
    contributing = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert ran == ["make check", "make test", "make test"]
    assert all(f"    {command} " in contributing for command in ran)


def test_decisions_are_numbered_without_a_gap_and_have_their_three_parts():
    records = sorted((PROJECT / "docs" / "decisions").glob("*.md"))
    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(record.name[:4])}. ")
        assert re.search(r"^20\d\d-\d\d-\d\d$", text, re.MULTILINE), f"{record.name} has no date"
        assert re.findall(r"^## (.+)$", text, re.MULTILINE)[:3] == ["Context", "Decision", "Consequences"]


def test_no_file_names_a_folder_of_one_machine():
    # Split, so that this file does not find itself.
    places = re.compile(b"/" + rb"(?:home|root|Users|work)/\w")
    named = [
        _named(path) for path in _kept_files() if path.suffix != ".txt" and places.search(path.read_bytes())
    ]
    assert named == []
