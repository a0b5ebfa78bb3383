"""Which lead is right: the learned ranker's chance for every lead of a quotation, and for nobody."""

from collections.abc import Sequence

from articles.text.candidates import Lead
from articles.text.features import Asked, continued_features, mention_features, nobody_features
from articles.text.linear import load_model, softmax
from articles.text.paragraphs import Paragraph


def read_features(
    paragraphs: Sequence[Paragraph], asked: Asked, leads: Sequence[Lead], earlier: Sequence[Asked]
) -> list[list[str]]:
    """Return the features of each lead, in order, and last those of "none of these".

    `earlier` are the article's quotations so far, which a lead's `continues` counts from 0.
    """
    features = []
    for lead in leads:
        if lead.mention is not None:
            where = paragraphs[asked.number - lead.back]
            features.append(mention_features(asked, lead, lead.mention, where=where, back=lead.back))
        elif lead.continues is not None:
            features.append(continued_features(asked, lead, earlier=earlier[lead.continues]))
    features.append(nobody_features(asked, count=len(leads)))
    return features


def rank(features: Sequence[Sequence[str]]) -> list[float]:
    """Return the chance of each lead, in order, and last that of nobody; they add up to 1."""
    model = load_model("speakers")
    return softmax([model.score(found) for found in features])
