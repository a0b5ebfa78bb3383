"""Twenty questions of the kind that the archive is for: did X say Y, and when? Five are answered "not here"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """The quote in its article: words without marks as printed, and the day of publication in ISO 8601, "" where undated."""

    words: str
    outlet: str
    headline: str
    published: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question, by whom and in which words one would look, and the one answer; None where nobody said so."""

    id: str
    text: str
    speaker: str
    words: str
    answer: Answer | None = None


QUESTIONS = (
    Question(
        "varro-promissory",
        "Did Helena Varro call the price cap a promissory note, and when?",
        "Helena Varro",
        "promissory note",
        Answer(
            "This price cap is a promissory note, and our children are the ones who will be asked to honour it.",
            "The Ostrey Courier",
            "Government would hold power bills at 22 groats a unit",
            "2011-02-09",
        ),
    ),
    Question(
        "solane-indexed",
        "Did Ingrid Solane mock the idea that inflation was temporary, and when?",
        "Ingrid Solane",
        "salary is indexed",
        Answer(
            "Every inflation is temporary to a man whose salary is indexed,",
            "Nauve Valley Herald",
            "Central bank leaves rate unchanged",
            "2011-09-14",
        ),
    ),
    Question(
        "solane-sockets",
        "Did Ingrid Solane call the border levy a tax on sockets, and when?",
        "Ingrid Solane",
        "tax sockets",
        Answer(
            "A border levy on Selmark's power is a tax on Corvane's sockets,",
            "The Ostrey Courier",
            "Border levy to pay for price cap",
            "2012-02-22",
        ),
    ),
    Question(
        "oldane-wire",
        "Did Peter Oldane say that nobody asked the fish, and when?",
        "Peter Oldane",
        "nobody asked the fish",
        Answer(
            "The government taxed a wire and they hit a fish. Nobody asked the fish.",
            "The Ostrey Courier",
            "Duty on herring: Selmark strikes back",
            "2012-06-27",
        ),
    ),
    Question(
        "kestrel-voted",
        "Did Miriam Kestrel say that she voted to raise the rate, and when?",
        "Miriam Kestrel",
        "voted raise",
        Answer(
            "I voted to raise the rate,",
            "The Ostrey Courier",
            "Bank keeps rate at 3 per cent as prices jump",
            "2012-09-12",
        ),
    ),
    Question(
        "quist-stay",
        "Did Eleanor Quist call the longer price cap a stay and not a settlement, and when?",
        "Eleanor Quist",
        "stay settlement",
        Answer(
            "Six months is a stay, not a settlement.",
            "The Ostrey Courier",
            "Oldane stretches price cap past polling day",
            "2013-03-13",
        ),
    ),
    Question(
        "quist-curiosity",
        "Did Eleanor Quist say that curiosity should be cheap, and when?",
        "Eleanor Quist",
        "curiosity",
        Answer(
            "Curiosity should be cheaper than bread.",
            "The Ostrey Courier",
            "Records bill would open files after ten years",
            "2013-11-27",
        ),
    ),
    Question(
        "varro-red-line",
        "Did Helena Varro say that the red line had been crossed, and when?",
        "Helena Varro",
        "red line crossed",
        Answer(
            "Our red line has been crossed, and we shall answer with every means the law gives us.",
            "The Lissmar Gazette",
            "A dry year, and a quarrel about who dried it",
            "2014-07-16",
        ),
    ),
    Question(
        "oldane-bait",
        "Did Peter Oldane complain about what crews are paid in the closed season, and when?",
        "Peter Oldane",
        "bait breakfast",
        Answer(
            "Forty-five talers a day is what a crew spends on bait and breakfast.",
            "Nauve Valley Herald",
            "Eight weeks without nests",
            "2014-10-15",
        ),
    ),
    Question(
        "varro-taps",
        "Did Helena Varro speak of a country of two million taps, and when?",
        "Helena Varro",
        "taps",
        Answer(
            "A country of two million taps cannot live on good will.",
            "Nauve Valley Herald",
            "Five judges for one river",
            "2015-02-11",
        ),
    ),
    Question(
        "volmar-ruling",
        "Did Andrei Volmar promise to respect the ruling on the dam, and when?",
        "Andrei Volmar",
        "respect ruling",
        Answer(
            "Selmark will respect the ruling,",
            "The Ostrey Courier",
            "Tribunal hears Kessary case",
            "2015-11-18",
        ),
    ),
    Question(
        "oldane-lifeline",
        "Did Peter Oldane call the catch limit a lifeline, and when?",
        "Peter Oldane",
        "lifeline",
        Answer(
            "Two years ago I would have called this a betrayal. Tonight I call it a lifeline, because my members can count as well as any scientist.",
            "The Ostrey Courier",
            "Ministers split the difference on herring",
            "2017-01-25",
        ),
    ),
    Question(
        "oldane-boat",
        "Did Peter Oldane say that his father's boat was scrapped, and when?",
        "Peter Oldane",
        "father's boat",
        Answer(
            "My father's boat went on Tuesday,",
            "The Ostrey Courier",
            "Scrapping fund is empty after nine months",
            "",
        ),
    ),
    Question(
        "lanter-placard",
        "Did Sofia Lanter defend the contract with the dam, and when?",
        "Sofia Lanter",
        "placard contract",
        Answer(
            "I stood on that river bank with a placard. I still think the placard was right, and I still think the contract is good.",
            "The Ostrey Courier",
            "Cheaper current from upstream",
            "2018-11-14",
        ),
    ),
    Question(
        "solane-column",
        "Did Ingrid Solane say that water security had become a column in budgets, and when?",
        "Ingrid Solane",
        "column budgets",
        Answer(
            "It is now a column in our budgets, which is where it belongs.",
            "The Lissmar Gazette",
            "Fifteen cubic metres more, please",
            "2020-09-23",
        ),
    ),
    Question(
        "varro-war",
        "Did Helena Varro call the filling of the reservoir an act of war, and when?",
        "Helena Varro",
        "act of war",
    ),
    Question(
        "brackwell-persistent",
        "Did Thomas Brackwell ever call inflation persistent, and when?",
        "Thomas Brackwell",
        "persistent",
    ),
    Question(
        "volmar-sorry",
        "Did Andrei Volmar say that he was sorry about the dam, and when?",
        "Andrei Volmar",
        "sorry",
    ),
    Question(
        "oldane-levy",
        "Did Marcus Oldane call the border levy a mistake, and when?",
        "Marcus Oldane",
        "border levy mistake",
    ),
    Question(
        "corwen-extinct",
        "Did Nadia Corwen say that the herring of the gulf were extinct, and when?",
        "Nadia Corwen",
        "extinct",
    ),
)
