"""The figures as a table that says which target is met."""

from collections.abc import Mapping, Sequence
from typing import Any

# Milliseconds of CPU that the median page may take.
TARGET = 50.0


def table(figures: Mapping[str, Any]) -> str:
    """Return the table of pages and that of files, the slowest first, at the largest size."""
    sizes = list(figures["sizes"])
    largest = figures["sizes"][sizes[-1]]
    before = {each["name"]: each for each in figures["sizes"][sizes[0]]} if len(sizes) > 1 else {}
    pages, files = ([each for each in largest if each["is_file"] is is_file] for is_file in (False, True))
    made = (
        f"Made by `python -m benchmarks.pages` at {figures['commit']}, Python {figures['python']}, {figures['processors']} processors. "
        f"Milliseconds of CPU in one process, medians, through Django's test client; {int(sizes[-1]):,} articles. "
        f"The target of each is {TARGET:.0f} ms, and the same queries at every size."
    )
    lines = [
        "# Pages, measured",
        "",
        made,
        "",
        "## For readers",
        "",
        *_rows(pages, before, sizes),
        "",
        "## For programs",
        "",
        *_rows(files, before, sizes),
        "",
        _verdict(largest, before),
    ]
    return "\n".join(lines) + "\n"


def _rows(
    listed: Sequence[Mapping[str, Any]], before: Mapping[str, Mapping[str, Any]], sizes: Sequence[str]
) -> list[str]:
    headings = ["", "ms", *([f"at {int(sizes[0]):,}"] if before else []), "queries", "kB", "", "address"]
    lines = [f"| {' | '.join(headings)} |", "|" + "---|" * len(headings)]
    for each in sorted(listed, key=lambda each: -each["cpu_ms"]):
        other = before.get(each["name"])
        queries = str(each["queries"])
        if other and other["queries"] != each["queries"]:
            queries = f"{other['queries']}, then {queries}"
        cells = [
            each["name"],
            f"{each['cpu_ms']:.1f}",
            *([f"{other['cpu_ms']:.1f}" if other else ""] if before else []),
            queries,
            f"{each['bytes'] / 1000:.1f}",
            _remark(each, other),
            f"`{each['path'][:70]}`",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _remark(each: Mapping[str, Any], other: Mapping[str, Any] | None) -> str:
    said = []
    if each["status"] != 200:
        said.append(str(each["status"]))
    if each["cpu_ms"] > TARGET:
        said.append("**too slow**")
    if other and other["queries"] != each["queries"]:
        said.append("**queries grow**")
    return ", ".join(said)


def _verdict(largest: Sequence[Mapping[str, Any]], before: Mapping[str, Mapping[str, Any]]) -> str:
    slow = [each["name"] for each in largest if each["cpu_ms"] > TARGET]
    growing = [
        each["name"]
        for each in largest
        if each["name"] in before and before[each["name"]]["queries"] != each["queries"]
    ]
    within = len(largest) - len(slow)
    said = [f"{within} of {len(largest)} take {TARGET:.0f} ms or less."]
    if slow:
        said.append(f"Slower: {'; '.join(slow)}.")
    if growing:
        said.append(f"More queries in the larger archive: {'; '.join(growing)}.")
    elif before:
        said.append("None takes more queries in the larger archive.")
    return " ".join(said)
