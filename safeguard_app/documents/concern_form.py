"""Blank concern form for any member of staff: one A4 page, for the day when the laptop is away (domain.md 3.7)."""

from dataclasses import dataclass

from safeguard_app.documents.content import (
    Box,
    Document,
    Field,
    FieldTable,
    PageFrame,
    Paragraph,
    Run,
    ToTick,
    ToWrite,
    WritingSpace,
    strong,
)


@dataclass(frozen=True, slots=True)
class ConcernForm:
    """The content of a blank concern form.

    ``school_lead`` is the nation's word ("Designated Safeguarding Lead"); ``hand_to`` names who takes it and where
    ("Mrs Ruth Okello, office 2, or Mr Tom Reed"); ``about_headteacher`` says whom to go to when it is about the
    Headteacher ("the Chair of Governors").
    """

    frame: PageFrame
    school_lead: str
    headteacher: str
    about_headteacher: str
    hand_to: str = ""


_LINE = ToWrite()


def to_document(form: ConcernForm) -> Document:
    """The form as a document of one page."""
    lead, head = form.school_lead, form.headteacher
    taker = f" ({form.hand_to})" if form.hand_to else ""
    before_writing = (
        strong("Is anyone in danger now? Ring 999 first. "),
        Run(
            f"Then write this today and hand it yourself to the {lead}{taker}. If it is about the {head}, go to "
            f"{form.about_headteacher}. Do not investigate, lead with questions or promise secrecy. Do not look "
            "for, copy or print an indecent image."
        ),
    )
    about = FieldTable(
        (
            Field("Child or adult", _LINE),
            Field("Year, class, born", _LINE),
            Field("Your name", _LINE),
            Field("Your role", _LINE),
            Field("Happened (date, time)", _LINE),
            Field("Written (date, time)", _LINE),
            Field("Where or app", _LINE),
            Field("Who was there", _LINE),
        ),
        pairs=True,
    )
    received = FieldTable(
        (
            Field("Received by", _LINE),
            Field("Date and time", _LINE),
            Field("Parents told?", ToTick((("Yes", False), ("Not yet", False)))),
            Field("In the log as", _LINE),
        ),
        pairs=True,
    )
    return Document(
        title="Concern form",
        file_title="Concern form",
        frame=form.frame,
        numbered=False,
        compact=True,
        blocks=(
            Box((before_writing,), heavy=True),
            about,
            WritingSpace("What you saw, heard or were told (facts, in order)", 6),
            WritingSpace("The child’s own words, and what you asked (Tell me, Explain, Describe)", 4),
            WritingSpace("Your opinion, and what others said that you cannot know", 2),
            WritingSpace("What you did, and whom you told and when", 2),
            FieldTable((Field("Signed", _LINE), Field("Date, time", _LINE)), pairs=True),
            Paragraph((strong(f"For the {lead}"),)),
            received,
            WritingSpace("Advice sought, action, and the reason", 2),
        ),
    )
