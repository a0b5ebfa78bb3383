"""Words that report what somebody says, thinks or wants, without marks. Data, and what their forms mean."""

from articles.text.cues import ACCORDING_TO, LEMMA_OF
from articles.text.wordlists import words

# Verbs beyond those that introduce words between marks.
_VERBS = words(
    """
    accept address admire aim anticipate applaud appreciate assume back boo bristle calculate castigate
    cheer choose commit concern congratulate convince dare debate decide decline demonstrate deny
    detail determine disagree disavow discover discuss dislike disparage dispel dispute dodge doubt
    downplay dwell embrace endorse envision estimate exaggerate expect expose fault fear float focus
    forecast foresee forget gripe grumble guarantee guess hypothesize ignore imagine indict
    insinuate intend jest justify know lambast learn lobby love minimize misstate moan mourn
    need negotiate notify object opt overstate parrot pitch plan ponder pray prefer presume prohibit
    project prophesy prove raise rank reaffirm realise realize reason reassert reassure rebuff rebut
    reckon recognise recognize reconsider reference reflect refute regret remember reminisce
    repudiate request require resent restate retweet rubbish rue rumor scorn show skewer specify
    speculate spotlight spurn stipulate surmise suspect swear sympathize teach theorize touch
    trumpet trust understand uphold vent verify vilify voice vote vouch wish worry
    """
)
_FORMS = {
    "aim": "aims aimed aiming", "choose": "chooses chose chosen choosing",
    "commit": "commits committed committing", "deny": "denies denied denying",
    "dispel": "dispels dispelled dispelling", "foresee": "foresees foresaw foreseen foreseeing",
    "forget": "forgets forgot forgotten forgetting", "justify": "justifies justified justifying",
    "know": "knows knew known knowing", "learn": "learns learned learnt learning",
    "notify": "notifies notified notifying", "opt": "opts opted opting",
    "plan": "plans planned planning", "prefer": "prefers preferred preferring",
    "prophesy": "prophesies prophesied prophesying", "rebut": "rebuts rebutted rebutting",
    "regret": "regrets regretted regretting", "retweet": "retweets retweeted retweeting",
    "show": "shows showed shown showing", "specify": "specifies specified specifying",
    "swear": "swears swore sworn swearing", "teach": "teaches taught teaching",
    "understand": "understands understood understanding", "uphold": "upholds upheld upholding",
    "verify": "verifies verified verifying", "vilify": "vilifies vilified vilifying",
    "worry": "worries worried worrying",
}  # fmt: skip
# Verbs that introduce words between marks, but do something else without them.
_DEEDS = words("cast depict fire frame hit hold name paint present see shoot sign tag term title use")
# What somebody says or thinks, as a noun: "his claim that", "their concerns about".
_NOUNS = words(
    """
    accusation admission advice allegation announcement argument assertion assessment assumption assurance
    belief commitment complaint conclusion conviction contention criticism decision declaration demand denial
    desire determination expectation explanation finding hint idea impression insistence intention
    notion objection opinion opposition pledge prediction proposal proposition promise realization
    recommendation remark request skepticism scepticism speculation statement suggestion suspicion theory
    threat view vow warning confidence rumour rumor message testimony
    """
)
# How somebody feels about it: "was confident that", "is worried about".
_FEELINGS = words(
    """
    adamant afraid angry determined anxious aware certain clear concerned confident convinced critical disappointed
    doubtful eager glad grateful happy hopeful keen nervous opposed optimistic pessimistic pleased proud
    ready reluctant sceptical skeptical supportive sure surprised unaware uncertain unhappy unsure upset
    wary willing worried
    """
)


def _regular(verb: str) -> dict[str, str]:
    stem = verb.removesuffix("e")
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return {verb: "base", third: "s", stem + "ed": "ed", stem + "ing": "ing"}


def _irregular(verb: str, forms: str) -> dict[str, str]:
    ends = {
        form: "ing" if form.endswith("ing") else "s" if form.endswith("s") else "ed" for form in forms.split()
    }
    return {verb: "base"} | ends


def _known_forms() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for noun in sorted(_NOUNS):
        found[noun] = (noun, "noun")
        found[noun[:-1] + "ies" if noun.endswith("y") else noun + "s"] = (noun, "noun")
    for verb in sorted(_VERBS):
        forms = _irregular(verb, _FORMS[verb]) if verb in _FORMS else _regular(verb)
        found.update((form, (verb, ending)) for form, ending in forms.items())
    for form, verb in LEMMA_OF.items():
        if verb in _DEEDS:
            continue
        ending = (
            "base" if form == verb else "ing" if form.endswith("ing") else "s" if form.endswith("s") else "ed"
        )
        found[form] = (verb, ending)
    found.update((word, (word, "feeling")) for word in _FEELINGS)
    return found


# Code points; terms of an index have no more.
LONGEST_LEMMA = 100

# A form with the word that it is a form of, and which: base, s, ed, ing, noun or feeling.
FORMS = _known_forms()


def lemma_of_cue(words: str) -> str:
    """Return a cue as printed in the form that stands for all of its forms: "Said" and "says" are "say".

    What consists of several words stands for itself, without capitals: "according to". What is longer than any cue of
    the engine, as an editor may enter it, stands for all that begin so.
    """
    bare = " ".join(words.lower().split())[:LONGEST_LEMMA].rstrip()
    lemma = _lemma_of(bare)
    return _lemma_of(lemma)  # "findings" are a form of the noun "finding", and that of the verb


def _lemma_of(form: str) -> str:
    return FORMS[form][0] if form in FORMS else LEMMA_OF.get(form, form)


# What the words of a kind do; a word may be of several kinds.
_KINDS = {
    "says": """
        say tell add write tweet state declare announce explain argue insist warn answer note observe remark
        reply respond claim assert maintain contend conclude testify recall acknowledge admit concede
        confirm stress emphasize emphasise reiterate repeat joke quip boast predict complain lament report
        reveal disclose allege caution advise remind inform assure proclaim deny clarify recount estimate
        forecast project reckon speculate quote text opine posit confess charge counter retort exclaim
        blog brag email post preach pronounce protest relate shout yell cry chant whisper sing laugh sigh
        snap muse interject intone bark bellow thunder crow chuckle deadpan demur echo elaborate fume gush
        scoff venture volunteer continue misstate overstate exaggerate reaffirm reassert restate retweet
        specify stipulate swear vouch verify theorize hypothesize insinuate rebut refute reassure notify
        instruct gripe grumble moan rumor jest prophesy calculate guarantee justify reason argument
        assertion accusation advice allegation announcement assurance complaint conclusion contention
        declaration denial explanation insistence prediction speculation statement admission warning rumour
        message testimony threat assessment suggestion
        """,
    "believes": """
        think believe feel know hope expect fear worry doubt suspect assume guess imagine understand
        consider wonder realize realise learn regard view agree disagree dispute trust presume surmise
        anticipate foresee envision remember forget recognize recognise discover determine interpret judge
        accept ignore reconsider certain confident convinced aware unaware sure unsure clear afraid
        concerned worried nervous anxious optimistic pessimistic doubtful skeptical sceptical uncertain
        surprised wary concern convince belief opinion suspicion impression idea notion confidence
        skepticism scepticism theory assumption conviction expectation realization
        """,
    "wants": """
        want hope plan seek intend aim decide choose prefer refuse decline agree vow pledge promise ask
        demand urge push love wish need threaten propose offer beg plead implore recommend request require
        favor favour dare opt pray encourage exhort advocate lobby negotiate prohibit uphold vote order rule
        press eager glad keen reluctant ready willing determined hopeful adamant desire intention decision
        proposal proposition recommendation commitment determination
        """,
    "judges": """
        call describe label brand dub deem denounce decry criticize criticise condemn slam blast attack
        dismiss praise hail laud tout mock deride ridicule accuse blame portray characterize characterise
        compare reject defend support oppose back endorse welcome celebrate salute thank credit challenge
        question rip assail lambaste lambast bash rail rebuke chide applaud castigate disavow dislike admire
        appreciate embrace object regret apologize apologise bemoan bristle admonish berate boo cheer
        congratulate disparage fault indict invoke lash lecture liken minimize downplay dispel mourn needle
        rebuff repudiate resent rubbish rue scold scorn skewer spurn sympathize taunt tease trumpet vilify
        vent parrot caption criticism opposition objection angry critical opposed supportive proud upset
        unhappy happy pleased disappointed grateful
        """,
    "shows": """
        show suggest find indicate demonstrate reveal prove signal reflect expose detail highlight
        underscore underline imply hint point read rate rank spotlight teach finding
        """,
    "speaks of": """
        discuss talk speak mention refer address focus cite comment point highlight outline raise touch
        dwell reference reminisce identify express voice dodge ponder debate pitch float commit
        """,
}  # fmt: skip
KINDS: dict[str, tuple[str, ...]] = {}
KINDS[ACCORDING_TO] = ("cites",)
for _kind, _words in _KINDS.items():
    for _word in sorted(words(_words)):
        KINDS[_word] = (*KINDS.get(_word, ()), _kind)
