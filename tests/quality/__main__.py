"""`make quality`: scores the project's own cases and fails below a floor; or scores labelled articles."""

import argparse
import datetime
import sys
from pathlib import Path

from tests.quality.figures import figures, publish, report
from tests.quality.gate import FLOORS, faults, score_all, score_by_class
from tests.quality.labels import read_articles, read_speakers
from tests.quality.persons import judge
from tests.quality.tables import case_table


def main() -> int:
    """Return 0, or 1 where a figure of the cases is below its floor."""
    options = _arguments()
    if not options.labelled:
        return _gate()
    readings = list(read_articles(options.labelled, predicted=options.predicted))
    judged = judge(readings, read_speakers(options.persons)) if options.persons else []
    print(report(readings, judged))
    if options.publish:
        today = datetime.datetime.now(tz=datetime.UTC).date()
        publish(figures(readings, judged, name=options.publish, how=options.how, at=today))
    return 0


def _gate() -> int:
    print(case_table(score_by_class(), score_all()))
    found = faults()
    print("\n".join(found) or f"Every figure is at or above its floor in {FLOORS.name}.")
    return 1 if found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("labelled", nargs="*", type=Path, help="labelled articles, .jsonl or .jsonl.gz")
    parser.add_argument("--predicted", type=Path, help="what was found, as extract_quotes writes it")
    parser.add_argument("--persons", type=Path, help="JSON Lines of who really spoke")
    parser.add_argument(
        "--publish", metavar="NAME", help="put the figures on /about/quality/ under this name"
    )
    parser.add_argument("--how", default="", help="how they were measured, in a sentence for that page")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
