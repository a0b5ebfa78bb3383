"""The page of all parts, for those who change the look."""

import pytest
from django.conf import settings as project
from django.test.signals import template_rendered

from tests.web.markup import Markup

# What is in the head of pages, what only a demonstration has, and the search box of pages without one of their own.
ELSEWHERE = {
    "metadata.html",
    "demo_notice.html",
    "masthead_search.html",
    "intervals.html",
    "history_link.html",
}


@pytest.fixture
def _debug(settings):
    settings.DEBUG = True


@pytest.mark.usefixtures("_debug")
def test_every_part_is_shown_in_well_formed_html_and_light_or_dark(client):
    shown = set()

    def note(template, **_):
        shown.add(template.name)

    template_rendered.connect(note)
    try:
        response = client.get("/components/?scheme=dark")
    finally:
        template_rendered.disconnect(note)
    html = response.content.decode()
    assert Markup(html).faults == []
    assert '<html lang="en" class="is-dark">' in html
    files = {path.name for path in (project.BASE_DIR / "templates" / "components").iterdir()}
    assert files - {name.removeprefix("components/") for name in shown if name} == ELSEWHERE


@pytest.mark.usefixtures("_debug")
def test_an_unknown_scheme_is_the_systems_own(client):
    assert '<html lang="en">' in client.get("/components/?scheme=%22x").content.decode()


def test_nobody_sees_it_where_debug_is_off(client, db):
    assert client.get("/components/").status_code == 404
