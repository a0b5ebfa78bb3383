"""The curated subjects that the demo's editors gather articles under, one for each story and one across them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject; its articles are those of a story, or those whose events are named. `introduction` is Markdown."""

    name: str
    slug: str
    introduction: str
    story: str = ""
    events: tuple[str, ...] = ()


TOPICS = (
    Topic(
        "The Kessary dam",
        "kessary-dam",
        "A dam in Selmark, on a river that four million people in Corvane drink from. It was announced in 2011, filled without an "
        "agreement in 2013 and has been governed by a treaty since 2018.\n\n"
        "**Key dates**\n\n"
        "- 22 March 2011: Selmark announces the dam\n"
        "- 5 November 2013: the gates close; Corvane recalls its ambassador\n"
        "- 14 June 2016: the tribunal at Sarn orders a flow of 290 cubic metres a second\n"
        "- 18 April 2017: the Nauve Water Treaty is signed\n"
        "- 15 January 2019: the Nauve River Commission begins its work\n\n"
        "*Words to follow:* [technical dialogue](/search/?q=%22technical+dialogue%22) until 2013, "
        "[red line](/search/?q=%22red+line%22) from 2012 to 2014, [minimum flow](/search/?q=%22minimum+flow%22) from 2014, "
        "[water security](/search/?q=%22water+security%22) from 2016.",
        story="kessary_dam",
    ),
    Topic(
        "Price cap and social tariff",
        "price-cap",
        "What households pay for electricity. The price cap of 2011 became the social tariff of 2015: the same quarrel under two names.\n\n"
        "**Key dates**\n\n"
        "- 21 June 2011: the Assembly passes the price cap by eleven votes\n"
        "- 16 June 2015: the government announces a social tariff in its place\n"
        "- 7 May 2019: the author of the price cap calls it a mistake\n"
        "- 20 October 2020: the social tariff is made permanent",
        story="price_cap",
    ),
    Topic(
        "Fishing in the Gulf of Marren",
        "marren-fisheries",
        "Herring, the two fleets that catch it, and the catch limit that one of them first called a betrayal and then a lifeline.\n\n"
        "**Key dates**\n\n"
        "- 27 November 2012: the first catch limit, 84,000 tonnes\n"
        "- 24 January 2017: cut to 52,000 tonnes\n"
        "- 10 November 2020: the agreement is renewed for ten years",
        story="marren_fisheries",
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
        events=("levy-proposed", "levy-answer", "levy-halved", "levy-gone", "grid-2020"),
    ),
    Topic(
        "Right to know",
        "right-to-know",
        "From a thirty-year rule to files on the web: the Public Records Act and what became of it.",
        story="public_records",
    ),
)
