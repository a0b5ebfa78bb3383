"""Web boilerplate by rule: lines that belong to the page, not to the article. Data, and its matcher."""

import re
from collections.abc import Sequence

from articles.text.blocks import Block

# A longer block is prose, whatever it begins with.
LONGEST_BOILERPLATE = 60  # words
LONGEST_MENU = 12  # words


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A block of these words alone, in any order and number, is what the rule says.
SHARING = _words(
    """share tweet facebook twitter x linkedin whatsapp reddit pinterest telegram email e-mail mail print rss youtube
    instagram tiktok flipboard messenger tumblr copy link copied viber bluesky threads gift save saved bookmark
    google pocket sms line snapchat truth gettr gab parler truthsocial via on to this and or shares likes views
    comments comment follow us in app read"""
)
ADVERTISING = _words(
    """advertisement advertisements advertising sponsored promoted content ad ads publicidad anzeige publicité
    reklame advertentie pubblicità loading story article continues below this continue reading after scroll to"""
)
RELATED = _words(
    """read see watch view also learn find out related more recommended trending popular most latest recent top
    editor's editors' picks pick you may you might like up next previous other don't miss explore from our the
    around web site stories story news articles article posts post coverage topics topic links viewed shared now
    headlines videos video about for be interested in shop on of"""
)
NAVIGATION = _words(
    """home homepage menu search close back top skip main content contact about us careers jobs help faq privacy
    policy terms of use and conditions service cookie cookies settings preferences sitemap site map advertise with
    news tips archives archive tags tag topics topic sections section world politics business sports sport opinion
    entertainment technology tech health science lifestyle video videos photos photo weather local national
    international breaking u.s us uk europe asia africa economy environment education travel culture arts style food
    money markets latest live listen watch podcasts podcast epaper e-paper account my edition languages language
    accessibility load show more see all view primary next previous article post toggle navigation open sign log in
    out up register subscribe support donate shop credit image caption gallery enlarge min mins minute minutes read
    reading time ago h d hour hours day days week weeks month months year years english"""
)

# Openings of blocks, matched without regard to case.
OPENINGS = {
    # "You are using an outdated version of Internet Explorer."
    "browser notice": r"""you are using an? (?:outdated|old|unsupported) (?:version|browser)
        |(?:please )?(?:enable|turn on) (?:javascript|cookies)|javascript (?:is|must be)|your browser (?:does|is)
        |this (?:site|website|page) (?:requires|uses cookies)|we (?:and our partners )?use cookies|by clicking “?.{0,20}”?,? you""",
    # "blog comments powered by Disqus"
    "comments": r"""(?:blog )?comments (?:powered by|are closed|have been)|powered by disqus|\d{1,6} ?comments?$
        |(?:leave|post|add|write|view|read|show|join|log in to|sign in to) (?:an? |your |the |all )?(?:\d+ )?(?:comment|repl|conversation|discussion)
        |be the first to (?:comment|reply)|comment now$|please enter your (?:name|comment|email)|save my name
        |your email address will not|(?:name|email|comment|website):?\*?$|you have entered an incorrect""",
    # "Discuss this story on Twitter or Facebook"
    "sharing": r"""(?:discuss|share|tweet|like|pin|e-?mail|print|save|bookmark|report) (?:this|the|our|via|on|a link)\b.{0,60}[^.!?]$
        |follow (?:us|him|her|them|me|@\w+)\b.{0,80}$|follow .{0,40} on (?:twitter|x|facebook|instagram|social)
        |(?:shares?|likes?|views?)[:\s]{0,3}[\d.,]{1,9}[km]?$|[\d.,]{1,9}[km]? (?:shares?|likes?|views?|retweets?)$""",
    "subscription": r"""(?:subscribe|sign up|log in|login|register)(?: now| today| here)?$
        |(?:subscribe|sign up|sign in|log in|register|join us|get|receive|download|don[’']t miss|never miss|stay|support|start|your|create)\b.{0,80}
         (?:newsletter|inbox|subscri|your email|e-?mails\b|free account|an account|our app|the app\b|alerts?\b|unlimited|membership|journalism|informed|up to date|trial|google news)
        |become a (?:member|subscriber)|already a (?:subscriber|member)|subscribers? only|(?:click|tap) here to
        |i would like to (?:be emailed|receive)|this (?:story|article|content) is (?:available )?(?:exclusively|only)""",
    "copyright": r"""copyright\b|©|\(c\) ?\d{4}|all rights reserved
        |this (?:material|article|content|work|story) (?:may not|is (?:licensed|protected))|reproduction (?:of|in whole)
        |.{0,100}\ball rights? reserved""",
    "related": r"""(?:read(?: more| also| next)?|see also|also read|related(?: \w+)?|watch(?: now)?|more(?: on this| from| on)?
         |recommended|further reading|in case you missed it|up next|don[’']t miss|listen|gallery) ?[:|»>]
        |(?:more|latest|other) (?:from|on|news|stories) .{0,60}[^.!?]$|read more\b.{0,120}[^.!?]$|check out .{0,120}[^.]$
        |(?:lees ook|lire aussi|lea también|leer también|leia também|leggi anche|lesen sie auch|mehr zum thema|baca juga
         |läs också|à lire aussi|les også)\b""",
    "agency mark": r"reuters?\W{0,3}$|\(?ends?\)?\W{0,3}$|\#{1,3}$|-30-$|x{3}$|\*{2,9}$",
    "navigation": r"""\W+$|\d{1,6}$|\d+ ?(?:of|/) ?\d+$|skip to .{0,30}$|toggle .{0,30}$|back to .{0,20}$
        |(?:tags?|topics?|filed under|categor(?:y|ies)|posted in|keywords|see more on|related topics) ?[:|]""",
    "contact": r"""(?:e-?mail|contact|reach|write to) (?:us|him|her|the|our|this|reporter|author|writer|newsroom|\w+ \w+)\b.{0,60}@
        |got a (?:tip|story)|do you have a (?:tip|story)|[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{2,30}$|https?://\S{1,300}$|www\.\S{1,200}$""",
    "first published elsewhere": r"(?:this|the) (?:article|story|report|piece|column|post|essay) (?:was |has been |has )?(?:first |originally )(?:appeared|published|ran)\b.{0,120}$",
    "press statement": r"(?:for )?immediate release\W*$|(?:press|news|media) (?:release|statement)\W*$|embargoed (?:until|till|for) .{0,60}$",
    "picture credit": r"""(?:photo|image|picture|photograph|pic|credit|file\ photo|source|foto|crédit|media\ caption|image\ caption)s?
         (?:\ (?:by|credit|source|caption))?\ ?[:|/©](?:(?!\b(?:said|says)\b).){0,120}$|\((?:photos?|image)\b.{0,120}$
        |(?:getty\ images|ap\ photo|reuters/|afp/|via\ getty).{0,80}$""",
}
_AGENCY = "(?:AP|AFP|Reuters|REUTERS|EPA|Getty Images|AAP|Shutterstock|iStock|PA|Alamy|Xinhua)"
# The words that end a picture's caption: "The harbour at dawn. (AP Photo/Ada Marsh)".
CREDIT_AT_END = re.compile(
    r"\((?:photo|image|picture|file|ap|afp|reuters|getty|supplied|courtesy)\b[^()]{0,80}\)\.?$"
    r"|\b(?:Photo|Image|Picture|Photograph|Credit|Foto|Pic)s?(?: by| credit)?: ?[^.]{2,80}\.?$"
    rf"|\b{_AGENCY} ?(?:(?:Photo|Images?|Archive|File)(?: ?/ ?[^.]{{2,60}}| via [^.]{{2,40}}|\))?|/ ?[^.]{{2,60}}|via [^.]{{2,40}})\.?$"
    rf"|(?:^|[.!?)|”\"] ){_AGENCY}\)?\.?$"
)
LONGEST_CAPTION = 45  # words
LONGEST_CREDIT = 140  # characters


def _pattern(text: str) -> re.Pattern[str]:
    """Compile an opening; the line breaks of its source and their indents are no part of it."""
    return re.compile(re.sub(r"\n\s+", "", text).replace("\\ ", " ").replace("\\#", "#"), re.IGNORECASE)


_OPENINGS = tuple((name, _pattern(text)) for name, text in OPENINGS.items())


def boilerplate_rule(block: Block) -> str | None:
    """Return the name of the rule that a block is boilerplate by, or None."""
    words = block.lowered
    if len(words) > LONGEST_BOILERPLATE:
        return None
    if words and (rule := _rule_of_words(words, ends=block.ends_a_sentence)):
        return rule
    for name, pattern in _OPENINGS:
        if pattern.match(block.text):
            return name
    return (
        "picture credit"
        if len(words) <= LONGEST_CAPTION and CREDIT_AT_END.search(block.text[-LONGEST_CREDIT:])
        else None
    )


def _rule_of_words(words: Sequence[str], *, ends: bool) -> str | None:
    known = [word for word in words if not word.isdigit()]
    if not known:
        return None
    if set(known) <= SHARING:
        return "sharing"
    if set(known) <= ADVERTISING:
        return "advertisement"
    if ends or len(words) > LONGEST_MENU:
        return None
    if set(known) <= RELATED:
        return "related"
    return "navigation" if set(known) <= NAVIGATION else None
