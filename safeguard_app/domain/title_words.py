"""The words a nation uses for the people a sentence names: the caller takes them from the catalogue."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TitleWords:
    """Titles as they stand in the middle of a sentence ("the Headteacher decides what follows")."""

    head: str = "Headteacher"
    acting_head: str = "Acting Headteacher"
    chair: str = "Chair of Governors"
    vice_chair: str = "Vice Chair of Governors"
    trust_lead: str = "trust's chief executive"
    authority_officer: str = "education authority's officer"
    safeguarding_lead: str = "Designated Safeguarding Lead"
    deputy_lead: str = "Deputy Designated Safeguarding Lead"
