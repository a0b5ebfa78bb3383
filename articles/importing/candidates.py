"""Who else might have said a quotation: kept on its quote, and made a speaker only when an editor says so."""

from typing import Any

from articles.importing.speakers import stored_speaker, stored_unnamed_source
from articles.models import Article, Speaker, UnnamedSource
from articles.text import documents


def candidate_record(candidate: documents.Candidate) -> dict[str, Any]:
    """Return a candidate as a quote keeps it; `kind` is person, body, unnamed, or "" where that is not known."""
    record = {"name": candidate.name, "score": candidate.score, "reason": candidate.reason, "kind": ""}
    if (speaker := candidate.speaker) is not None:
        return {**record, "kind": speaker.kind.value, "forms": list(speaker.forms)}
    if (unnamed := candidate.unnamed) is not None:
        return {**record, "kind": "unnamed", "several": unnamed.is_several, "terms": list(unnamed.terms)}
    return record


def stored_candidate(record: dict[str, Any], *, article: Article) -> Speaker | UnnamedSource | None:
    """Return the row of a candidate, made as an import would make it; None where its kind is not known."""
    match record.get("kind"):
        case "unnamed":
            source = documents.UnnamedSource(record["name"], record["several"], tuple(record["terms"]))
            return stored_unnamed_source(source, article=article)
        case "person" | "body" as kind:
            speaker = documents.Speaker(
                record["name"], documents.SpeakerKind(kind), tuple(record.get("forms", ()))
            )
            return stored_speaker(speaker, article=article)
        case _:
            return None
