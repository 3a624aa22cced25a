"""The chronology of a person on paper: the lines of one part of the log, and which parts were looked into.

A paper is kept with one part, so it shows the lines of that part alone, and always says so. Whoever asked in a record
not to be named is left out of its lines.
"""

from safeguard_app.documents.content import Column, DataTable, Document, PageFrame, Paragraph
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.person_rules import describe_person, shown_name
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.chronology import ChronologyLine, chronology_of
from safeguard_app.services.identified import behind_a_copy
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import today
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import ChronologyPaper
from safeguard_app.services.part_names import part_name
from safeguard_app.services.people import stored_person
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_names import Withheld, withheld_names, without_names

_KIND = "chronology"


def chronology_paper(session: Session, job: ChronologyPaper) -> Prepared:
    """The chronology of a person, kept with the part that its lines are of."""
    note_views(session, job.person)
    frame, copy = page_frame(session, job.part, None, _KIND)
    return Prepared(chronology_document(session, job, frame), job.part, None, _KIND, copy, "Chronology.pdf")


def chronology_document(session: Session, job: ChronologyPaper, frame: PageFrame) -> Document:
    """The lines wanted, as they stand today."""
    person = stored_person(session, job.person).content
    found = chronology_of(session, job.person)
    lines = [
        one
        for one in found.shown(everything=job.everything, newest_first=job.newest_first)
        if one.part is job.part
    ]
    names: dict[Reference, Withheld | None] = {}
    rows = tuple((one.day, _words(session, one, names)) for one in lines)
    table = DataTable((Column("When", 1.2), Column("What", 4.2)), rows, empty="No lines.")
    length = "Everything entered" if job.everything else "Significant events"
    order = "newest first" if job.newest_first else "oldest first"
    day = today(session)
    part = part_name(session, job.part)
    return Document(
        title="Chronology",
        file_title="Chronology",
        frame=frame,
        blocks=(
            Paragraph(f"{shown_name(person)}. {describe_person(person, day)}."),
            table,
            Paragraph(f"Looked into: {part} alone. What is kept elsewhere is not on this paper.", small=True),
        ),
        standing=(f"As at {day_words(day)}. {length}, {order}: {count_words(len(rows), 'line')}.",),
        numbered=False,
    )


def _words(session: Session, line: ChronologyLine, names: dict[Reference, Withheld | None]) -> str:
    text = "\n".join(filter(None, (line.what, line.detail)))
    if line.opens is not RecordKind.INCIDENT:
        return text
    if line.record not in names:
        incident = current(session, line.record).content
        behind = behind_a_copy(session, incident.participants, line.record)
        names[line.record] = withheld_names(incident, behind)
    return without_names(text, names[line.record])
