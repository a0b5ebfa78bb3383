"""From the speakers of one text to those of the archive."""

import re
from collections.abc import Iterable

from articles.importing.slugs import free_slug, welcome_back
from articles.models import Article, RedirectKind, Speaker, SpeakerAlias, UnnamedSource
from articles.models.public_ids import name_key, slug_for
from articles.models.speakers import RESERVED_SLUGS
from articles.text import documents

# "Geun-hye": written so, a last word is a Korean given name; "Mann-Brandt" is a family name.
_GIVEN_NAME_LAST = re.compile(r"[A-Z][a-z]+-[a-z]+")
PATRONYMIC_LINKS = frozenset({"bin", "binti", "a/l", "a/p"})


def stored_speaker(parsed: documents.Speaker, *, article: Article) -> Speaker:
    """Return the archive's speaker of this name, made where there is none, with the forms printed.

    A person known by one word only ("Smith") is looked for among those quoted in this article:
    the Smiths of two articles need not be one person. An editor may merge them.
    """
    is_ambiguous = parsed.kind is documents.SpeakerKind.PERSON and len(parsed.name.split()) == 1
    key = name_key(parsed.name)
    if is_ambiguous:
        slug = f"{slug_for(parsed.name)}-{article.public_id}"
        speaker = (
            Speaker.objects.filter(aliases__name_key=key, quotes__article=article).first()
            or Speaker.objects.filter(slug=slug).first()
        )
    else:
        slug = free_slug(
            slug_for(parsed.name),
            among=Speaker.objects.all(),
            kind=RedirectKind.SPEAKER,
            reserved=RESERVED_SLUGS,
        )
        alias = SpeakerAlias.objects.select_related("speaker").filter(name_key=key, identifies=True).first()
        speaker = alias.speaker if alias else None
    if speaker is None:
        welcome_back(slug, kind=RedirectKind.SPEAKER)
        speaker = Speaker.objects.create(
            name=parsed.name, slug=slug, kind=parsed.kind.value, sort_name=sort_name(parsed.name, parsed.kind)
        )
        SpeakerAlias.objects.create(
            speaker=speaker, name=parsed.name, name_key=key, identifies=not is_ambiguous
        )
    _add_forms(speaker, parsed.forms)
    return speaker


def stored_unnamed_source(parsed: documents.UnnamedSource, *, article: Article) -> UnnamedSource:
    """Return the article's unnamed source of this description, made where there is none."""
    source, _ = UnnamedSource.objects.update_or_create(
        article=article,
        description=parsed.description,
        is_several=parsed.is_several,
        defaults={"terms": list(parsed.terms)},
    )
    return source


def sort_name(name: str, kind: documents.SpeakerKind) -> str:
    """Return where A–Z puts a name: "Obama, Barack"; a body without its article word.

    A name that says it is not given name and family name stays as it is printed: "Park Geun-hye",
    whose family name stands first, and "Ahmad bin Yusof", who has none.
    """
    if kind is documents.SpeakerKind.BODY:
        return name.removeprefix("The ").removeprefix("the ")
    *given, last = name.split()
    if _GIVEN_NAME_LAST.fullmatch(last) or not PATRONYMIC_LINKS.isdisjoint(given):
        return name
    return f"{last}, {' '.join(given)}" if given else last


def _add_forms(speaker: Speaker, forms: Iterable[str]) -> None:
    known = set(speaker.aliases.values_list("name", flat=True))
    for form in sorted(set(forms) - known):
        # One by one: each new alias tells the index about the speaker's quotes elsewhere.
        SpeakerAlias.objects.create(speaker=speaker, name=form, name_key=name_key(form))
