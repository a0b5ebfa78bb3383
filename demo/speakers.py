"""The invented people and bodies who are quoted, with what they were when."""

import datetime
from dataclasses import dataclass, field
from itertools import zip_longest

BEGINNING = datetime.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Role:
    """What somebody is from a day on: a title that stands before the name, or "", and words that follow it."""

    words: str
    title: str = ""
    since: datetime.date = BEGINNING


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person or body; `spellings` says which outlet prints the name otherwise."""

    key: str
    name: str
    roles: tuple[Role, ...] = ()
    is_female: bool = False
    is_body: bool = False
    spellings: dict[str, str] = field(default_factory=dict)

    def role_on(self, day: datetime.date) -> Role:
        """Return the role of a day."""
        return max((role for role in self.roles if role.since <= day), key=lambda role: role.since)

    @property
    def offices(self) -> tuple[str, ...]:
        """What they were, with its days: "the chancellor, from 1 March 2011 to 20 October 2015"; not what they had been."""
        ends = [role.since for role in self.roles[1:]]
        return tuple(
            role.words + _days(role.since, end)
            for role, end in zip_longest(self.roles, ends)
            if not role.words.startswith("the former ")
        )

    def printed(self, outlet: str) -> str:
        """Return the name as an outlet, given by key, prints it."""
        return self.spellings.get(outlet, self.name)


def _days(start: datetime.date, end: datetime.date | None) -> str:
    first = "" if start == BEGINNING else f"{start.day} {start:%B %Y}"
    last = f"{end.day} {end:%B %Y}" if end else ""
    if first and last:
        return f", from {first} to {last}"
    return f", from {first}" if first else f", until {last}" if last else ""


def _person(key: str, name: str, sex: str, *roles: Role, **spellings: str) -> Speaker:
    return Speaker(key, name, roles, is_female=sex == "f", spellings=spellings)


def _body(key: str, name: str) -> Speaker:
    return Speaker(key, name, is_body=True)


_election = datetime.date(2013, 5, 28)
_second_term = datetime.date(2017, 9, 29)
_solane = datetime.date(2018, 6, 26)

SPEAKERS = {
    speaker.key: speaker
    for speaker in (
        _person(
            "oldane", "Marcus Oldane", "m",
            Role("the prime minister", "Prime Minister"),
            Role("the leader of the National Reform Party", "opposition leader", _election),
            Role("the former prime minister", "former Prime Minister", _second_term),
        ),
        # No relation of the other.
        _person("poldane", "Peter Oldane", "m", Role("the president of the Coastal Fishers' Union")),
        _person(
            "varro", "Helena Varro", "f",
            Role("the leader of the Civic Union", "opposition leader"),
            Role("the prime minister", "Prime Minister", _election),
            Role("the former prime minister", "former Prime Minister", _solane),
            Role("the president of the Nauve River Commission", "", datetime.date(2019, 1, 15)),
        ),
        _person(
            "solane", "Ingrid Solane", "f",
            Role("the Civic Union's spokeswoman on finance"),
            Role("the finance minister", "Finance Minister", _election),
            Role("the prime minister", "Prime Minister", _solane),
        ),
        _person(
            "brackwell", "Thomas Brackwell", "m",
            Role("the governor of the Bank of Corvane"),
            Role("the former governor of the Bank of Corvane", "", datetime.date(2016, 4, 5)),
        ),
        _person(
            "kestrel", "Miriam Kestrel", "f",
            Role("the deputy governor of the Bank of Corvane"),
            Role("the governor of the Bank of Corvane", "", datetime.date(2016, 4, 6)),
        ),
        _person(
            "dahlen", "Katrin Dahlen", "f",
            Role("the chancellor of Selmark", "Chancellor"),
            Role("the former chancellor of Selmark", "former Chancellor", datetime.date(2015, 10, 20)),
        ),
        _person(
            "volmar", "Andrei Volmar", "m",
            Role("the water minister of Selmark"),
            Role("the chancellor of Selmark", "Chancellor", datetime.date(2015, 10, 21)),
            gazette="Andrej Volmar",
        ),
        _person(
            "farrant", "Joseph Farrant", "m",
            Role("the energy minister", "Energy Minister"),
            Role("the National Reform Party's spokesman on energy", "", _election),
        ),
        _person(
            "benmore", "Laura Benmore", "f",
            Role("a member of the Assembly for the Civic Union"),
            Role("the energy minister", "Energy Minister", _election),
            Role("the finance minister", "Finance Minister", _solane),
        ),
        _person(
            "ruske", "Daniel Ruske", "m",
            Role("the chief engineer of the Corvane Water Authority"),
            Role("the director of the Corvane Water Authority", "", datetime.date(2015, 1, 1)),
        ),
        _person(
            "lanter", "Sofia Lanter", "f",
            Role("the leader of the Green List"),
            Role("the environment minister", "Environment Minister", _solane),
        ),
        _person(
            "haskin", "Robert Haskin", "m",
            Role("the fisheries minister", "Fisheries Minister"),
            Role("the mayor of Port Merrin", "Mayor", _election),
        ),
        _person("dray", "Hannah Dray", "f", Role("the fisheries minister", "Fisheries Minister")),
        _person(
            "ostrell", "Claire Ostrell", "f",
            Role("Corvane's ambassador to Selmark", "Ambassador"),
            Role("the foreign minister", "Foreign Minister", _election),
        ),
        _person("saal", "Viktor Saal", "m", Role("the director of the Kessary Dam Company")),
        _person(
            "corwen", "Nadia Corwen", "f",
            Role("a biologist at the Port Merrin Institute of Marine Research"),
            Role("the director of the Port Merrin Institute of Marine Research", "", datetime.date(2016, 1, 1)),
        ),
        _person(
            "quist", "Eleanor Quist", "f",
            Role("the president of the Consumers' League"),
            Role("the national ombudsman", "", datetime.date(2017, 10, 1)),
        ),
        _person(
            "tarrow", "William Tarrow", "m",
            Role("Selmark's chief negotiator"),
            Role("the foreign minister of Selmark", "", datetime.date(2016, 1, 4)),
        ),
        _person("lowen", "Margaret Lowen", "f", Role("the president of the tribunal", "Judge")),
        _body("bank", "the Bank of Corvane"),
        _body("league", "the Consumers' League"),
        _body("union", "the Coastal Fishers' Union"),
        _body("authority", "the Corvane Water Authority"),
        _body("commission", "the Nauve River Commission"),
        _body("records", "the State Records Office"),
    )
}  # fmt: skip
