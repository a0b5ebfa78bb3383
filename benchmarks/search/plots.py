"""Cost against size as a picture: SVG written by hand, both axes logarithmic."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

WIDTH, HEIGHT = 760, 460
FONT = 'font-family="system-ui, sans-serif" font-size="12"'
LEFT, RIGHT, TOP, BOTTOM = 70, 170, 40, 60
ENGINES = {
    "beside": ("Haystack's own Whoosh", "#8a5a00"),
    "fts5": ("SQLite FTS5", "#1f6f8b"),
    "tantivy": ("Tantivy", "#7a3e9d"),
    "first": ("On the Record, first time", "#c98b8b"),
    "ours": ("On the Record", "#a3122a"),
}


def plot(figures: Mapping[str, Any]) -> str:
    """Return a plot of the page's CPU time by engine and size, or "" where nothing was measured."""
    lines = {name: _points(figures["sizes"], name) for name in ENGINES}
    drawn = {name: points for name, points in lines.items() if points}
    if not drawn:
        return ""
    everything = [point for points in drawn.values() for point in points]
    across = _Axis([size for size, _ in everything], LEFT, WIDTH - RIGHT)
    up = _Axis([cost for _, cost in everything], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" {FONT}>',
        "<title>CPU time of one search page against the number of articles</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{LEFT}" y="22" font-size="14">CPU milliseconds for one page: two words, three facets, 20 snippets</text>',
    ]
    for tick in across.ticks():
        place = across.place(tick)
        parts.append(f'<line x1="{place}" x2="{place}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{place}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{tick:,.0f}</text>')
    for tick in up.ticks():
        place = up.place(tick)
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{place}" y2="{place}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{place}" dy="4" text-anchor="end">{tick:,g}</text>')
    ends = []
    for name, points in drawn.items():
        label, colour = ENGINES[name]
        places = [(across.place(size), up.place(cost)) for size, cost in points]
        listed = " ".join(f"{x},{y}" for x, y in places)
        dash = ' stroke-dasharray="5 4"' if name == "first" else ""
        parts.append(f'<polyline points="{listed}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
        parts += [f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in places]
        ends.append((places[-1][1], label, colour))
    parts += _labels(ends)
    middle = (LEFT + WIDTH - RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{HEIGHT - 14}" text-anchor="middle">articles</text>')
    return "\n".join([*parts, "</svg>", ""])


def _points(sizes: Mapping[str, Any], engine: str) -> list[tuple[float, float]]:
    found = []
    for size, notes in sizes.items():
        match engine:
            case "beside":
                cost = ((notes.get("beside") or {}).get("page") or {}).get("cpu_ms")
            case "first":
                cost = (notes.get("first") or {}).get("cpu_ms")
            case _:
                cost = ((notes.get("page") or {}).get(engine) or {}).get("cpu_ms")
        if cost:
            found.append((float(size), float(cost)))
    return sorted(found)


def _labels(ends: Sequence[tuple[float, str, str]]) -> list[str]:
    """Return the names of the lines at their ends, moved apart where they would lie on one another."""
    parts, last = [], 0.0
    for place, label, colour in sorted(ends):
        last = max(place, last + 16)
        parts.append(
            f'<text x="{WIDTH - RIGHT + 10}" y="{last}" dy="4" fill="{colour}">{escape(label)}</text>'
        )
    return parts


class _Axis:
    """A logarithmic scale from the first to the last of whole powers of ten around the values."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.low = math.floor(math.log10(min(values)))
        self.high = max(self.low + 1, math.ceil(math.log10(max(values))))
        self.start, self.end = start, end

    def place(self, value: float) -> float:
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]
