"""What is article and what is web boilerplate, each removal with the rule that made it."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from articles.text.blocks import Block, find_region
from articles.text.documents import RemovedText

BREAK = "\n\n"  # between two paragraphs of a body

# Rules by name; a block that matches is boilerplate wherever it stands. Matched from the block's
# start, without regard to case. `$` ends the patterns that could also begin a sentence.
_END = r"[\s.:!>»→…|]*$"
RULES = {
    # "You are using an outdated version of Internet Explorer."
    "browser notice": (
        r"you are using an? (?:outdated|old|unsupported)|(?:please )?(?:enable|turn on) (?:javascript|cookies)"
        r"|javascript (?:is|must be)|your browser|this (?:site|website|page) (?:requires|uses cookies)|we use cookies"
    ),
    # "blog comments powered by Disqus"
    "comments": (
        r"(?:blog )?comments (?:powered by|are closed|have been)|powered by disqus|\d* ?comments?" + _END
        + r"|(?:leave|post|add|write|view|read|show|join|be the first to|log in to|sign in to) (?:an? |your |the |all )?"
        r"(?:\d+ )?(?:comment|repl|conversation|discussion)|comment now|please enter your|save my name|your email address"
        r"|(?:name|email|comment|website):?\*?" + _END + r"|you have entered an incorrect|what do you think\?" + _END
    ),
    # "Discuss this story on Twitter or Facebook"
    "sharing": (
        r"(?:discuss|share|tweet|follow|like|pin|email|send|print|save|copy|bookmark|listen to|report) (?:(?:this|the|our|us|on|to|it|via|a|link|by)\b ?)*"
        r"(?:story|article|page|post|link|error|twitter|facebook|linkedin|instagram|whatsapp|e-?mail|telegram|reddit|x|youtube|threads|friend)?"
        r"(?: (?:on|via|or|and|with|to)\b.{0,60})?" + _END
        + r"|(?:(?:share|facebook|twitter|x|linkedin|whatsapp|reddit|pinterest|telegram|e-?mail|print|rss|youtube|instagram|tiktok|flipboard|messenger|tumblr|copy link|link copied|copied|tweet|viber|bluesky|threads|gift|save|bookmark|more|google\+?|pocket|sms|line|snapchat)[\s,/|&+·•-]*(?:\d+[km]?)?\s*)+" + _END
        + r"|follow (?:us|him|her|them|me|@|\w+(?: \w+){0,4} on (?:twitter|x|facebook|instagram|social))|(?:shares?|likes?|views?)[:\s]*[\d.,]+[km]?" + _END + r"|[\d.,]+[km]? (?:shares?|likes?|views?|retweets?|comments?)" + _END
    ),
    "advertisement": r"\W*(?:advertisements?|advertising|sponsored(?: content)?|promoted(?: content)?|ad|publicidad|anzeige|publicité|reklame|advertentie|pubblicità|story continues below(?: (?:this )?advertisement)?|article continues (?:below|after).{0,40}|continue reading(?: below)?|scroll to continue.{0,40}|skip (?:to|past) .{0,40}|loading)\W*$",
    "subscription": (
        r"(?:subscribe|sign up|sign in|log in|login|register|join us|become a (?:member|subscriber)|create an account|get (?:the|our|all the|more|breaking|exclusive|unlimited)|already a (?:subscriber|member)|subscribers? only|stay (?:informed|up to date|connected|in the know|on top)|support (?:our|independent|the|quality) (?:\w+ )?journalism|(?:click|tap) (?:here|to)|download (?:the|our)|newsletters?|don[’']t miss|never miss|start your (?:day|free)|your (?:daily|weekly|essential) )"
    ),
    "copyright": r"(?:copyright\b|©|\(c\) ?\d{4}|all rights reserved|this (?:material|article|content|work|story) (?:may not|was (?:originally|first)|is (?:licensed|republished|protected))|reproduction (?:of|in whole))|.{0,120}all rights? reserved",
    "related": (
        r"(?:read|see|watch|view|also|learn|find out|related|more|recommended|trending|popular|most|latest|recent|top|editor[’']?s?[’']?|you may|you might|up next|next|previous|in (?:other|this)|don[’']t miss|explore|what to|around the|from (?:our|the|around))"
        r"(?: (?:more|also|next|read|on|stories|story|news|articles?|posts?|coverage|content|topics?|links?|reading|viewed|popular|shared|now|this|these|like|from|the|web|web|site|to|explore|in|picks?|headlines|videos?|comments?|out|about|for you|you|may|might|be|interested|shop|our))*" + _END
        + r"|(?:read(?: more| also| next)?|see also|also read|related(?: \w+)?|watch|more(?: on this| from| on)?|recommended|further reading|in case you missed it|up next|don[’']t miss|listen|here[’']s what|opinion|live updates?|exclusive|photos|gallery|video) ?[:|»>]"
        + r"|(?:more|latest|other) (?:from|on|in|news|stories|by) .{0,60}$|(?:lees ook|lire aussi|lea también|leer también|leia também|leggi anche|lesen sie auch|mehr zum thema|baca juga|läs också|à lire aussi|les også)\b"
    ),
    "navigation": (
        r"(?:home|homepage|menu|search|search for|close|back|back to (?:top|home|the top)|top|skip to .{0,30}|contact(?: us)?|about(?: us)?|careers|jobs|help|faq|privacy(?: policy)?|terms(?: (?:of|and|&) \w+){0,2}|cookie (?:policy|settings|preferences)|site ?map|advertise(?: with us)?|news ?tips|archives?|tags?|topics?|filed under|categor(?:y|ies)|sections?|world|politics|business|sports?|opinion|entertainment|technology|tech|health|science|lifestyle|video|videos|photos|weather|local(?: news)?|national|international|breaking news|news|u\.?s\.?(?: news)?|uk|europe|asia|africa|economy|environment|education|travel|culture|arts|style|food|money|markets|latest(?: news)?|live|listen|watch|podcasts?|e-?paper|my account|edition|languages?|accessibility|load more|show more|see all|view all|show all|read more|more|view more|see more|primary menu|main menu|next|previous|next article|previous article|previous post|next post|share this.{0,20}|toggle .{0,30}|open .{0,20}menu|settings|support|donate|shop|subscribe|credit|photo|image|caption|view (?:image|photo|gallery).{0,20}|\W+|\d+ ?(?:of|/) ?\d+|\d+ ?min(?:ute)?s?(?: read)?|(?:reading|read) time.{0,20}|\d+|\d+ ?(?:h|hours?|d|days?|m|min|mins|minutes?|weeks?|months?|years?) ?ago)" + _END
        + r"|(?:tags?|topics?|filed under|categor(?:y|ies)|posted in|keywords|see more on|related topics) ?[:|]"
    ),
    "contact": r"(?:e-?mail|contact|reach|write to|send (?:tips|news|your)|got a (?:tip|story)|do you have)(?: (?:us|him|her|the|our|this|a|at|reporter|author|writer|newsroom))*[ :].{0,80}(?:@|\bat \d|form\b|here\b|tip)|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{2,30}$|https?://\S{1,300}$|www\.\S{1,200}$",
    "agency mark": r"(?:reuters?|reuter|ends?|\(?ends\)?|###|#|-30-|xxx|\*{2,})\W*$",
    "picture credit": r"(?:photo|image|picture|photograph|pic|credit|file photo|source|foto|crédit|getty images|ap photo|reuters/|afp/|via getty|\(?photo by|image (?:credit|source|caption)|media caption|photo credit|photographer)\b ?[:|/(©]?(?:(?!\b(?:said|says|shows?)\b).){0,120}$",
}
_RULES = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in RULES.items())
# A rule that matches only the beginning does not remove a long paragraph of prose.
LONGEST_BOILERPLATE = 60  # words
# The words that end a picture's caption.
CREDIT_AT_END = re.compile(
    r"(?:\((?:photo|image|picture|file|ap|afp|reuters|getty|supplied|courtesy)\b[^()]{0,80}\)|\b(?:Photo|Image|Picture|Photograph|Credit|Source|Foto|Pic)s?(?: by| credit)?: ?[^.]{2,80}"
    r"|\b(?:AP|AFP|Reuters|REUTERS|EPA|Getty Images|AAP|Shutterstock|iStock|PA|Alamy|Xinhua)(?: ?(?:Photo|Images?|Archive|via|File))*(?: ?/ ?[^.]{2,60}| via [^.]{2,40}|\) ?)?)\.?$"
)


def boilerplate_rule(block: Block) -> str | None:
    """Return the name of the rule that a block is boilerplate by, or None."""
    if block.words > LONGEST_BOILERPLATE:
        return None
    for name, pattern in _RULES:
        if pattern.match(block.text):
            return name
    if CREDIT_AT_END.search(block.text) and block.words <= 45:
        return "picture credit"
    return None


def find_prose(blocks: Sequence[Block], rules: Sequence[str | None]) -> range:
    """Return the stretch of blocks that holds the article: from its first paragraph to its last."""
    return find_region([_weight(block, rule) for block, rule in zip(blocks, rules, strict=True)])


def _weight(block: Block, rule: str | None) -> float:
    """Weigh a block: its words where it reads like a paragraph, a fixed loss where it does not."""
    if rule is not None:
        return -4
    if block.is_prose:
        return min(block.words, 60)
    return block.words if block.words >= 3 and block.ends_a_sentence else -8


def find_article(
    blocks: Sequence[Block], *, start: int, stop: int, rules: Sequence[str | None]
) -> tuple[str | None, ...]:
    """Return for each block the rule that removes it, or None for what stays in the body.

    `rules` are those of boilerplate_rule; the body's blocks are among [start, stop). Short lines
    between paragraphs are subheadings unless several stand in a row, as in menus and lists of links.
    """
    decided = list(rules)
    for index in range(start, len(blocks)):
        if decided[index] is None and index >= stop and not (index == stop and _may_close(blocks[index])):
            decided[index] = "after the article"
    for run in _short_runs(blocks, decided, start=start, stop=stop):
        if len(run) >= 3 and not _is_list(blocks, run):
            for index in run:
                decided[index] = "list of links"
        elif run[0] > start and rules[run[0] - 1] == "related":
            decided[run[0]] = "related"  # "Read more", then the other article's headline
    return tuple(decided)


def _may_close(block: Block) -> bool:
    """Whether a short last line can be the article's: a sentence, or something said."""
    return block.ends_a_sentence and block.words >= 3 or block.text[0] in "“\"‘«„—-•"


def _short_runs(
    blocks: Sequence[Block], decided: Sequence[str | None], *, start: int, stop: int
) -> Iterable[list[int]]:
    run: list[int] = []
    for index in range(start, stop):
        block = blocks[index]
        if decided[index] is None and not block.is_prose and not block.ends_a_sentence and block.words <= 16:
            run.append(index)
        elif decided[index] is None and run:
            yield run
            run = []
    if run:
        yield run


def _is_list(blocks: Sequence[Block], run: Sequence[int]) -> bool:
    """Whether a run of short lines is the article's own: bullets, or a transcript."""
    own = sum(1 for index in run if re.match(r"[-–—•*·]\s|\d+[.)]\s|[^:]{2,40}:\s", blocks[index].text))
    return own * 2 >= len(run)


def clean_blocks(
    blocks: Sequence[Block], removals: Sequence[str | None], *, start: int, fields: Collection[int]
) -> tuple[str, tuple[RemovedText, ...]]:
    """Return the body, paragraphs separated by one blank line, and what was removed around it.

    Blocks before `start` and `fields` are no part of the body.
    """
    paragraphs: list[str] = []
    removed: list[RemovedText] = []
    length = 0
    for index, (block, rule) in enumerate(zip(blocks, removals, strict=True)):
        if rule is not None:
            removed.append(RemovedText(block.text, rule, position=length))
        elif index >= start and index not in fields:
            length += len(block.text) + len(BREAK)
            paragraphs.append(block.text)
    body = BREAK.join(paragraphs)
    return body, tuple(replace(text, position=min(text.position, len(body))) for text in removed)
