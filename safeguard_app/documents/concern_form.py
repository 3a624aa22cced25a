"""Blank concern form for any member of staff: one A4 page, for the day when the laptop is away (domain.md 3.7)."""

from dataclasses import dataclass

from safeguard_app.documents.content import PageFrame


@dataclass(frozen=True, slots=True)
class ConcernForm:
    """The content of a blank concern form.

    ``school_lead`` is the nation's word ("Designated Safeguarding Lead"); ``hand_to`` names who takes it and where
    ("Mrs Ruth Okello, office 2, or Mr Tom Reed"); ``about_headteacher`` says whom to go to when it is about the
    Headteacher ("the Chair of Governors").
    """

    frame: PageFrame
    school_lead: str = "Designated Safeguarding Lead"
    headteacher: str = "Headteacher"
    hand_to: str = ""
    about_headteacher: str = "the Chair of Governors"
