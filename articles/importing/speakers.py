"""From the speakers of one text to those of the archive."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from articles.changes import added, watch
from articles.models import (
    Article,
    IndexChange,
    Quote,
    Redirect,
    RedirectKind,
    Speaker,
    SpeakerAlias,
    UnnamedSource,
)
from articles.models.outbox import IndexedKind
from articles.models.public_ids import name_key, slug_for
from articles.models.slugs import free_slug, welcome_back
from articles.models.speakers import RESERVED_SLUGS
from articles.text import documents

# "Geun-hye": written so, a last word is a Korean given name; "Mann-Brandt" is a family name.
_GIVEN_NAME_LAST = re.compile(r"[A-Z][a-z]+-[a-z]+")
PATRONYMIC_LINKS = frozenset({"bin", "binti", "a/l", "a/p"})


def stored_speakers(parsed: Iterable[documents.Speaker], *, article: Article) -> dict[str, Speaker]:
    """Return the archive's speakers of these names, made where there are none, with the forms printed.

    A person known by one word only ("Smith") is looked for among those quoted in this article:
    the Smiths of two articles need not be one person. An editor may merge them. Speakers are made in
    the order of their names, so that of two imports at once that make the same ones the second waits
    for the first, and never each for the other.
    """
    wanted = sorted({speaker.name: speaker for speaker in parsed}.values(), key=lambda speaker: speaker.name)
    if not wanted:
        return {}
    known = _known_speakers(wanted, article=article)
    new = [speaker for speaker in wanted if speaker.name not in known]
    made = dict(zip((speaker.name for speaker in new), _made_speakers(new, article=article), strict=True))
    stored = known | made
    _add_forms({stored[speaker.name]: speaker.forms for speaker in wanted}, new=set(made.values()))
    return stored


def stored_speaker(parsed: documents.Speaker, *, article: Article) -> Speaker:
    """Return one speaker, as stored_speakers does."""
    return stored_speakers([parsed], article=article)[parsed.name]


def stored_unnamed_sources(
    parsed: Iterable[documents.UnnamedSource], *, article: Article
) -> dict[documents.UnnamedSource, UnnamedSource]:
    """Return the article's unnamed sources of these descriptions, made where there are none.

    Of one that is described more than once the last terms stand.
    """
    wanted = list(dict.fromkeys(parsed))
    if not wanted:
        return {}
    rows = {(row.description, row.is_several): row for row in article.unnamed_sources.all()}
    changed: dict[int, UnnamedSource] = {}
    for source in wanted:
        key = (source.description, source.is_several)
        row = rows.setdefault(key, UnnamedSource(article=article, description=key[0], is_several=key[1]))
        if row.terms != list(source.terms):
            row.terms = list(source.terms)
            if row.pk:
                changed[row.pk] = row
    watch(UnnamedSource.objects.filter(pk__in=changed))
    added(UnnamedSource.objects.bulk_create([row for row in rows.values() if row.pk is None]))
    UnnamedSource.objects.bulk_update(changed.values(), ["terms"])
    IndexChange.objects.record(IndexedKind.ARTICLE, [article.pk])
    return {source: rows[source.description, source.is_several] for source in wanted}


def stored_unnamed_source(parsed: documents.UnnamedSource, *, article: Article) -> UnnamedSource:
    """Return one unnamed source, as stored_unnamed_sources does."""
    return stored_unnamed_sources([parsed], article=article)[parsed]


def _is_ambiguous(parsed: documents.Speaker) -> bool:
    """Whether a name may be another person's in another article."""
    return parsed.kind is documents.SpeakerKind.PERSON and len(parsed.name.split()) == 1


def _slug(parsed: documents.Speaker, article: Article) -> str:
    slug = slug_for(parsed.name)
    return f"{slug}-{article.public_id}" if _is_ambiguous(parsed) else slug


def _known_speakers(wanted: Sequence[documents.Speaker], *, article: Article) -> dict[str, Speaker]:
    """Return those that the archive has, by their names."""
    keys = {speaker.name: name_key(speaker.name) for speaker in wanted}
    aliases = SpeakerAlias.objects.select_related("speaker").order_by("-pk")
    sure = [keys[speaker.name] for speaker in wanted if not _is_ambiguous(speaker)]
    unsure = [speaker for speaker in wanted if _is_ambiguous(speaker)]
    identified = {row.name_key: row.speaker for row in aliases.filter(name_key__in=sure, identifies=True)}
    known = {name: identified[key] for name, key in keys.items() if key in identified}
    if unsure:
        here = aliases.filter(
            name_key__in=[keys[speaker.name] for speaker in unsure], speaker__quotes__article=article
        )
        quoted = {row.name_key: row.speaker for row in here}
        slugs = {_slug(speaker, article): speaker.name for speaker in unsure}
        made = {slugs[old]: row for old, row in _at_addresses(slugs).items()}
        for speaker in unsure:
            known.pop(speaker.name, None)
            if found := quoted.get(keys[speaker.name]) or made.get(speaker.name):
                known[speaker.name] = found
    return known


def _at_addresses(slugs: Iterable[str]) -> dict[str, Speaker]:
    """Return the speaker that stands at each of these addresses, or that an editor merged that one into."""
    wanted = list(slugs)
    leading = Redirect.objects.filter(kind=RedirectKind.SPEAKER, old__in=wanted).exclude(new="")
    now = {slug: slug for slug in wanted}
    for old in leading.values_list("old", flat=True):
        now[old] = Redirect.objects.target(kind=RedirectKind.SPEAKER, old=old) or old
    rows = {row.slug: row for row in Speaker.objects.filter(slug__in={*wanted, *now.values()})}
    found = {slug: rows.get(slug) or rows.get(now[slug]) for slug in wanted}
    return {slug: row for slug, row in found.items() if row is not None}


def _made_speakers(new: Sequence[documents.Speaker], *, article: Article) -> list[Speaker]:
    """Return new rows for speakers that the archive does not have, each with the alias of its own name."""
    if not new:
        return []
    slugs = [_slug(parsed, article) for parsed in new]
    taken = {
        *RESERVED_SLUGS,
        *Speaker.objects.filter(slug__in=slugs).order_by().values_list("slug", flat=True),
        *Redirect.objects.filter(kind=RedirectKind.SPEAKER, old__in=slugs)
        .exclude(new="")
        .values_list("old", flat=True),
    }
    rows = []
    for parsed, wished in zip(new, slugs, strict=True):
        slug = wished
        if wished in taken:
            slug = free_slug(wished, among=Speaker.objects.all(), kind=RedirectKind.SPEAKER, reserved=taken)
        taken.add(slug)
        rows.append(
            Speaker(
                name=parsed.name,
                slug=slug,
                kind=parsed.kind.value,
                sort_name=sort_name(parsed.name, parsed.kind),
            )
        )
    welcome_back([row.slug for row in rows], kind=RedirectKind.SPEAKER)
    # Nothing quotes them yet, so that the index has nothing to learn.
    Speaker.objects.bulk_create(rows)
    SpeakerAlias.objects.bulk_create(
        SpeakerAlias(
            speaker=row, name=row.name, name_key=name_key(row.name), identifies=not _is_ambiguous(parsed)
        )
        for row, parsed in zip(rows, new, strict=True)
    )
    return rows


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


def _add_forms(forms: Mapping[Speaker, Iterable[str]], *, new: Collection[Speaker]) -> None:
    """Keep the forms in which speakers were printed; the index learns of those whom other articles quote too."""
    known = set(SpeakerAlias.objects.filter(speaker__in=forms).values_list("speaker", "name"))
    rows = [
        SpeakerAlias(speaker=speaker, name=form, name_key=name_key(form))
        for speaker, printed in forms.items()
        for form in sorted(set(printed))
        if (speaker.pk, form) not in known
    ]
    SpeakerAlias.objects.bulk_create(rows)
    if renamed := {row.speaker for row in rows} - set(new):
        quoting = Quote.objects.filter(speaker__in=renamed).order_by().values_list("article", flat=True)
        IndexChange.objects.record(IndexedKind.ARTICLE, quoting.distinct())
