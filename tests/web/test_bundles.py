"""Stylesheets and scripts, apart in the tree and together where they are served."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command

PRODUCTION = {"staticfiles": {"BACKEND": "articles.bundles.BundlingStorage"}}


@pytest.fixture
def collected(settings, tmp_path):
    """Return the folder into which the static files were collected."""
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {**settings.STORAGES, **PRODUCTION}
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path / "static"


# The desk loads its own, beside those of Django's admin.
OF_THE_DESK = {"css/admin.css", "js/review.js", "js/select-words.js"}


def links(html: str) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"', html)


def test_a_page_links_to_one_stylesheet_and_one_script_where_files_are_collected(client, db, collected):
    found = [first or second for first, second in links(client.get("/").content.decode())]
    assert len(found) == 2
    assert re.fullmatch(r"/static/css/archive\.[0-9a-f]{12}\.css", found[0])
    assert re.fullmatch(r"/static/js/archive\.[0-9a-f]{12}\.js", found[1])
    for address in found:
        file = collected / address.removeprefix("/static/")
        assert gzip.decompress(file.with_name(f"{file.name}.gz").read_bytes()) == file.read_bytes()


def test_a_page_links_to_each_source_while_it_is_worked_on(client, db, settings):
    found = [first or second for first, second in links(client.get("/").content.decode())]
    sources = [name for names in settings.STATIC_BUNDLES.values() for name in names]
    assert found == [f"/static/{name}" for name in sources]
    settings.STORAGES = {**settings.STORAGES, **PRODUCTION}
    settings.DEBUG = True
    found = [first or second for first, second in links(client.get("/").content.decode())]
    assert found == [f"/static/{name}" for name in sources]


def test_a_bundle_holds_its_sources_whole_and_in_their_order(settings, collected):
    for bundle, sources in settings.STATIC_BUNDLES.items():
        texts = [(Path(settings.BASE_DIR) / "static" / name).read_text(encoding="utf-8") for name in sources]
        assert (collected / bundle).read_text(encoding="utf-8") == "\n".join(texts)


def test_every_stylesheet_and_script_of_the_pages_is_in_a_bundle(settings):
    folder = Path(settings.BASE_DIR) / "static"
    ours = {
        path.relative_to(folder).as_posix() for kind in ("css", "js") for path in (folder / kind).iterdir()
    }
    bundled = [name for names in settings.STATIC_BUNDLES.values() for name in names]
    assert ours - OF_THE_DESK == set(bundled)
    assert len(bundled) == len(set(bundled))


def test_a_bundle_follows_a_change_of_its_sources(settings, collected, tmp_path):
    changed = tmp_path / "changed" / "css" / "utilities.css"
    changed.parent.mkdir(parents=True)
    changed.write_text("@layer utilities { .new { color: red; } }", encoding="utf-8")
    before = json.loads((collected / "staticfiles.json").read_text())["paths"]["css/archive.css"]
    settings.STATICFILES_DIRS = [tmp_path / "changed", *settings.STATICFILES_DIRS]
    # A change is told by its time, which a checkout sets anew.
    (collected / "css" / "utilities.css").unlink()
    call_command("collectstatic", interactive=False, verbosity=0)
    after = json.loads((collected / "staticfiles.json").read_text())["paths"]["css/archive.css"]
    assert after != before
    assert ".new { color: red; }" in (collected / after).read_text(encoding="utf-8")


def test_pages_are_compressed_for_who_can_read_it_and_sent_as_they_are_to_others(client, db):
    plain = client.get("/about/")
    assert "Content-Encoding" not in plain
    packed = client.get("/about/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]


def test_an_answer_of_the_api_that_is_unchanged_is_not_sent_again_compressed_or_not(client, db):
    packed = client.get("/api/v1/publications", headers={"Accept-Encoding": "gzip"})
    again = client.get(
        "/api/v1/publications", headers={"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]}
    )
    assert again.status_code == 304
