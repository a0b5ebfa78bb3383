"""Contrasts, computed from tokens.css, and what docs/design.md says of them."""

import math
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TOKENS = dict(
    re.findall(r"--([\w-]+): ([^;]+);", (ROOT / "static/css/tokens.css").read_text(encoding="utf-8"))
)
# As docs/design.md lists them: | `--ink` on `--paper` | 16.96 | 14.05 | 4.5 |
ROW = re.compile(r"^\| `--([\w-]+)` on `--([\w-]+)` \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs/design.md").read_text(encoding="utf-8"))


def resolve(value: str, scheme: int) -> str:
    """Return the oklch() behind a role, in light (0) or dark (1)."""
    if either := re.fullmatch(r"light-dark\((.+?\)), (.+)\)", value):
        return resolve(either[1 + scheme], scheme)
    if name := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return resolve(TOKENS[name[1]], scheme)
    return value


def luminance(oklch: str) -> float:
    """Return the relative luminance of a colour, as WCAG 2 takes it; the matrices are those of CSS Color 4."""
    lightness, chroma, hue = map(float, re.fullmatch(r"oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)", oklch).groups())
    a, b = (chroma * turn(math.radians(hue)) for turn in (math.cos, math.sin))
    lightness /= 100
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return sum(
        weight * min(max(part, 0), 1)
        for weight, part in zip((0.2126, 0.7152, 0.0722), (red, green, blue), strict=True)
    )


def contrast(front: str, back: str, scheme: int) -> float:
    lighter, darker = sorted(
        (luminance(resolve(TOKENS[name], scheme)) for name in (front, back)), reverse=True
    )
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_greatest_contrast_there_is():
    assert luminance("oklch(100% 0 0)") == pytest.approx(1, abs=1e-6)
    assert luminance("oklch(0% 0 0)") == 0
    # #ff0000 and #00ff00, which weigh in at what WCAG gives red and green.
    assert luminance("oklch(62.8% 0.2577 29.23)") == pytest.approx(0.2126, abs=1e-3)
    assert luminance("oklch(86.644% 0.29483 142.5)") == pytest.approx(0.7152, abs=1e-3)
    # #767676, of all greys on white the lightest that WCAG's AA lets be text: 4.54.
    assert 1.05 / (luminance("oklch(56.57% 0 0)") + 0.05) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(
    ("front", "back", "light", "dark", "least"), ROWS, ids=[f"{a} on {b}" for a, b, *_ in ROWS]
)
def test_a_pair_of_colours_has_the_contrast_that_the_document_says_and_enough(
    front, back, light, dark, least
):
    measured = [contrast(front, back, scheme) for scheme in (0, 1)]
    assert [f"{ratio:.2f}" for ratio in measured] == [light, dark]
    assert min(measured) >= float(least)


def test_the_document_lists_every_role_that_a_text_or_a_picture_has():
    roles = {name for name, value in TOKENS.items() if value.startswith("light-dark")}
    assert roles == {name for front, back, *_ in ROWS for name in (front, back)}
