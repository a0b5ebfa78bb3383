"""How good the engine is: on the project's own cases, with floors, and on any labelled articles one has."""
