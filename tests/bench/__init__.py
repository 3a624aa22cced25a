"""How fast the program is and how much a person has to type: ``python -m tests.bench``."""
