"""Times the job: the demonstration's twenty questions, asked in a browser of the site as it is served.

    python -m benchmarks.questions [--rounds 3]

Needs a Chromium. The demonstration is made once, in a data folder of its own, and kept for the next run. For each question: pages
seen, requests of the browser, CPU seconds of the one worker that serves. Results: benchmarks/results/questions.json and questions.md.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django
from playwright.sync_api import Page, sync_playwright
from tqdm import tqdm

from benchmarks.search.folders import PROJECT, RESULTS, Folder, state_of_the_code
from benchmarks.walking import Walk
from demo.questions import QUESTIONS, Question

MOST_VIEWS = 4


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument(
        "--folder", type=Path, default=PROJECT / "var" / "bench" / "demo", help="where the demonstration is"
    )
    options.add_argument(
        "--rounds", type=int, default=3, help="how often each is asked (default: %(default)s)"
    )
    given = options.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    folder = Folder(given.folder.resolve(), 300, 1)
    os.environ |= folder.environment() | {"DEMO": "true"}
    django.setup()
    figures = {
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "commit": state_of_the_code(),
        "rounds": given.rounds,
        "questions": measure(folder, rounds=given.rounds),
    }
    told = table(figures)
    RESULTS.mkdir(parents=True, exist_ok=True)
    stored = json.dumps(figures, indent=1, ensure_ascii=False) + "\n"
    (RESULTS / "questions.json").write_text(stored, encoding="utf-8")
    (RESULTS / "questions.md").write_text(told, encoding="utf-8")
    print(told)


def measure(folder: Folder, *, rounds: int) -> list[dict[str, Any]]:
    """Return what each question took, after one round that is not counted."""
    # ruff: noqa: PLC0415  there are no models before django.setup()
    from django.core.management import call_command

    from benchmarks.search.serving import served

    call_command("prepare_demo")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        sys.exit("There is no Chromium.")
    with served(folder, workers=1) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        home = f"http://127.0.0.1:{server.port}/"
        for question in QUESTIONS:
            Walk(page, home).ask(question)
        found = [
            _asked(page, home, question, server=server, rounds=rounds)
            for question in tqdm(QUESTIONS, desc="questions", disable=None, leave=False)
        ]
        browser.close()
    return found


def _asked(page: Page, home: str, question: Question, *, server: Any, rounds: int) -> dict[str, Any]:
    """Return what one question took. CPU time is counted in hundredths of a second: so it is that of all rounds."""
    cpu, walls = server.cpu_seconds(), []
    for _ in range(rounds):
        began = time.perf_counter()
        seen = Walk(page, home).ask(question)
        walls.append(time.perf_counter() - began)
    words = question.answer.words if question.answer else ""
    return {
        "id": question.id,
        "question": question.text,
        "views": seen.views,
        "requests": seen.requests,
        "is_right": seen.words == words and (bool(seen.refusal) or seen.is_in_its_place),
        "server_s": round((server.cpu_seconds() - cpu) / rounds, 4),
        "wall_s": round(statistics.median(walls), 3),
    }


def table(figures: Mapping[str, Any]) -> str:
    """Return the questions as a table, and what is to be said of all together."""
    asked = figures["questions"]
    lines = [
        "# The job, measured",
        "",
        (
            "Did X say Y, and when? Made by `python -m benchmarks.questions` at "
            f"{figures['commit']}, Python {figures['python']}, {figures['processors']} processors; {figures['rounds']} rounds after one that is not counted."
        ),
        "",
        "| question | pages | requests | CPU seconds of the server | seconds in the browser | |",
        "|---|---|---|---|---|---|",
    ]
    for each in asked:
        remark = "" if each["is_right"] else "**not answered**"
        if each["views"] > MOST_VIEWS:
            remark = "**too many pages**"
        lines.append(
            f"| {each['question']} | {each['views']} | {each['requests']} | {each['server_s']:.3f} | {each['wall_s']:.2f} | {remark} |"
        )
    right = sum(each["is_right"] for each in asked)
    views, server, wall = (
        statistics.median(each[name] for each in asked) for name in ("views", "server_s", "wall_s")
    )
    lines += [
        "",
        (
            f"{right} of {len(asked)} answered. The median question: {views:.0f} pages, {server:.3f} s of the server, {wall:.2f} s in the browser; "
            f"the most: {max(each['views'] for each in asked)} pages, {max(each['server_s'] for each in asked):.3f} s of the server."
        ),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
