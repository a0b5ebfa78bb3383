"""The curated subjects of the demo's editors, one for each story and one across them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject; its articles are those of a story, or those that a search finds. `introduction` is Markdown.

    `key_dates` are the ids of events, each with a sentence on it; `pinned` are the beginnings of quotes.
    """

    name: str
    slug: str
    introduction: str
    story: str = ""
    query: str = ""
    key_dates: tuple[tuple[str, str], ...] = ()
    pinned: tuple[str, ...] = ()


TOPICS = (
    Topic(
        "The Kessary dam",
        "kessary-dam",
        "A dam in Selmark, on a river that four million people in Corvane drink from. It was announced in 2011, filled without an "
        "agreement in 2013 and has been governed by a treaty since 2018.\n\n"
        "*Words to follow:* [technical dialogue](/search/?q=%22technical+dialogue%22) until 2013, "
        "[red line](/search/?q=%22red+line%22) from 2012 to 2014, [minimum flow](/search/?q=%22minimum+flow%22) from 2014, "
        "[water security](/search/?q=%22water+security%22) from 2016.",
        story="kessary_dam",
        key_dates=(
            ("dam-announced", "Selmark announces the dam."),
            ("dam-filling", "The gates close; Corvane recalls its ambassador."),
            ("dam-ruling", "The tribunal at Sarn orders a flow of 290 cubic metres a second."),
            ("treaty-signed", "The Nauve Water Treaty is signed."),
            ("commission-varro", "The Nauve River Commission begins its work."),
        ),
        pinned=(
            "Rivers do not read red lines",
            "Neither state owns this river.",
            "Today I would rather speak of partnership",
        ),
    ),
    Topic(
        "Price cap and social tariff",
        "price-cap",
        "What households pay for electricity. The price cap of 2011 became the social tariff of 2015: the same quarrel under two names.",
        story="price_cap",
        key_dates=(
            ("cap-passed", "The Assembly passes the price cap by eleven votes."),
            ("tariff-named", "The government announces a social tariff in its place."),
            ("cap-mistake", "The author of the price cap calls it a mistake."),
            ("tariff-permanent", "The social tariff is made permanent."),
        ),
        pinned=("This price cap is a promissory note",),
    ),
    Topic(
        "Fishing in the Gulf of Marren",
        "marren-fisheries",
        "Herring, the two fleets that catch it, and the catch limit that one of them first called a betrayal and then a lifeline.",
        story="marren_fisheries",
        key_dates=(
            ("fish-agreement", "The first catch limit: 84,000 tonnes."),
            ("fish-cut", "The limit is cut to 52,000 tonnes."),
            ("fish-renewed", "The agreement is renewed for ten years."),
        ),
    ),
    Topic(
        "Inflation and the Bank of Corvane",
        "inflation",
        "Inflation was *temporary* until March 2014 and *persistent* from then on. Who said which, and when, is the history of the bank.",
        story="central_bank",
    ),
    Topic(
        "Border levy",
        "border-levy",
        "A levy on imported electricity, from February 2012 to June 2017, and the duty on herring that answered it.",
        query='"border levy"',
        key_dates=(
            ("levy-proposed", "The government proposes a levy on electricity from Selmark."),
            ("levy-answer", "Selmark answers with a duty on fish."),
            ("levy-halved", "Levy and duty are halved."),
            ("levy-gone", "Both are abolished."),
        ),
        pinned=("A border levy on Selmark's power", "The border levy cost our fishers more"),
    ),
    Topic(
        "Right to know",
        "right-to-know",
        "From a thirty-year rule to files on the web: the Public Records Act and what became of it.",
        story="public_records",
    ),
)
