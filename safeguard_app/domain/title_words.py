"""The words a nation uses for the people a sentence names: the caller takes them from the catalogue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Titles as they stand in the middle of a sentence ("the Headteacher decides what follows")."""

    head: str
    acting_head: str
    chair: str
    vice_chair: str
    authority_officer: str
    safeguarding_lead: str
    deputy_lead: str
    trust_lead: str = "trust’s chief executive"
