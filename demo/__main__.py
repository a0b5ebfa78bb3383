"""Writes the demo's files: `python -m demo FOLDER`."""

import argparse
from pathlib import Path

from demo.articles import SEED, make_articles
from demo.files import write_files


def main() -> None:
    """Write the files and say how many articles they hold."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write; made when new")
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    articles = make_articles(given.seed)
    files = write_files(articles, given.folder)
    print(f"{len(articles)} articles in {len(files)} files")


if __name__ == "__main__":
    main()
