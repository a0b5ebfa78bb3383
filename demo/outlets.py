"""The four invented outlets: who writes for them, and under which address."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet; `domain` is under `.example`, which leads nowhere."""

    key: str
    name: str
    domain: str
    reporters: tuple[str, ...]


WIRE = Outlet(
    "wire", "Corvane Wire", "wire.example", ("Edith Marlow", "Simon Pell", "Grace Underhay", "Oliver Stent")
)
COURIER = Outlet(
    "courier",
    "The Ostrey Courier",
    "ostreycourier.example",
    ("Judith Amberley", "Henry Coll", "Alice Trenwith", "George Mardle", "Rachel Dunmoor"),
)
HERALD = Outlet(
    "herald",
    "Nauve Valley Herald",
    "valleyherald.example",
    ("Frances Ilby", "Walter Kemmish", "Susan Orrick"),
)
GAZETTE = Outlet(
    "gazette",
    "The Lissmar Gazette",
    "lissmargazette.example",
    ("Anna Lindqvell", "Martin Rohde-Farr", "Emma Tessmer"),
)
OUTLETS = (WIRE, COURIER, HERALD, GAZETTE)
