"""Figures as tables of plain text."""

from collections.abc import Iterable, Sequence

from tests.quality.gate import CLASSES, CaseScore
from tests.quality.persons import Verdict


def table(head: Sequence[str], rows: Iterable[Sequence[str | float]]) -> str:
    """Return rows under a head, the first column flush left, the others flush right; shares with one decimal."""
    cells = [[f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in [list(head), *cells]) for at in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [list(head), *cells]
    ]
    return "\n".join(lines)


def case_table(scores: dict[str, CaseScore], total: CaseScore) -> str:
    """Return the score of the project's own cases, a row for each class of error."""
    head = ("class of error", "shapes", "claims", "held", "precision", "recall", "right", "wrong", "silent")
    rows = [_case_row(CLASSES[name], score) for name, score in scores.items()]
    return table(head, [*rows, _case_row("all", total)])


def _case_row(name: str, score: CaseScore) -> list[str | float]:
    figures = score.figures
    spans = [figures["span precision"], figures["span recall"]] if score.labelled else ["–", "–"]
    told = [score.speakers[verdict] for verdict in (Verdict.RIGHT, Verdict.WRONG, Verdict.SILENT)]
    return [name, score.shapes, score.claims.of, score.claims.held, *spans, *told]
