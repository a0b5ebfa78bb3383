"""Which language a text is in."""

import re
from collections import Counter

# Function words that the other languages here do not share, or share little.
FUNCTION_WORDS = {
    "en": "the of and to that was for with his her on by from said which have has are were been this would",
    "de": "der die das und ist nicht mit von dem den ein eine auf für auch sich des im wird zu noch",
    "es": "el la los las y que del por con una para es su lo como más pero fue ha al",
    "fr": "le la les des et est une dans pour que qui du sur pas avec au par ce sont a été",
    "it": "il che di della per non una con del sono gli alla anche più dei nel ha è le si",
    "nl": "de het een van en dat niet op te voor met zijn aan ook door naar bij maar werd heeft",
    "pt": "o os as e que do da em um uma para com não por mais dos foi ao na no se",
    "sv": "och att det som en på är av för med den till inte har ett om var de men han",
    "da": "og at det som en på er af for med den til ikke har et om var de men der",
    "pl": "i w nie na z się do to że jest o jak po za od przez co dla ale",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena oleh",
    "tr": "ve bir bu için ile da de olarak daha çok ancak kadar sonra gibi olan",
}
_LANGUAGES = {language: frozenset(words.split()) for language, words in FUNCTION_WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "th": re.compile(r"[\u0e00-\u0e7f]"),
}
ANY_SCRIPT = re.compile("[" + "".join(script.pattern[1:-1] for script in SCRIPTS.values()) + "]")
SAMPLE = 2_500  # code points; enough for any language here, and bounds the time


def find_language(body: str) -> str:
    """Return the BCP 47 tag of a body's language, or "" where its function words do not tell."""
    sample = body[:SAMPLE]
    if ANY_SCRIPT.search(sample):
        letters = sum(map(str.isalpha, sample)) or 1
        for language, script in SCRIPTS.items():
            if len(script.findall(sample)) > letters / 4:
                return language
    words = Counter(_WORD.findall(sample.lower()))
    counts = {
        language: sum([words[word] for word in function_words if word in words])
        for language, function_words in _LANGUAGES.items()
    }
    language, count = max(counts.items(), key=lambda item: item[1])
    rival = max(value for key, value in counts.items() if key != language)
    is_told = count >= 2 and count > rival and count >= words.total() / 20
    return language if is_told else ""
