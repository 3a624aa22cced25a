"""The agenda of the meeting with the Headteacher on paper: case numbers and neutral words, a box to tick for each item.

One sheet for each part of the log, as the day sheet: a case number of a part that few people read tells whoever sees it
that there is such a case.
"""

from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.documents.day_sheet import DayGroup, DaySheet, to_document
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.head_meetings import MeetingLine, meeting
from safeguard_app.services.labels import entered, today
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import AgendaPaper
from safeguard_app.services.part_names import part_name
from safeguard_app.services.session import Session

AGENDA_KIND = "meeting_agenda"
AGENDA_FILE = "Meeting agenda.pdf"


def agenda_paper(session: Session, job: AgendaPaper) -> Prepared:
    """The agenda of one part, kept where its readers are."""
    frame, copy = page_frame(session, job.part, None, AGENDA_KIND)
    agenda = agenda_document(session, job.part, frame)
    return Prepared(agenda, job.part, None, AGENDA_KIND, copy, AGENDA_FILE)


def agenda_document(session: Session, part: Compartment, frame: PageFrame) -> Document:
    """What one part brings to the meeting. Raises NoKey."""
    session.vault.compartment(part)
    view, rules, words = meeting(session), session.catalogue.meeting, session.words()
    ours = [line for line in view.lines if line.item.part is part]
    groups = tuple(
        DayGroup(
            words.fill(rule.title),
            tuple(_line(line, words.fill(rule.on_paper)) for line in ours if line.item.tile is rule.tile),
        )
        for rule in rules.tiles
    )
    left_out = "This agenda names nobody, and no kind of concern. Shred it after the meeting."
    if len(view.parts) > 1:
        left_out += f" It holds what {part_name(session, part)} brings, and nothing else."
    day = day_words(today(session), long=True)
    return to_document(
        DaySheet(
            frame,
            day,
            f"Made {entered(session, session.now())}.",
            groups,
            left_out,
            name="Meeting agenda",
            nothing="Nothing waits to be gone through.",
        )
    )


def _line(line: MeetingLine, on_paper: str) -> str:
    new = " (new)" if line.new else ""
    return f"{line.item.case}: {on_paper}{new}" if line.item.case else f"{on_paper}{new}"
