"""A letter on paper: what was kept, in the school's name, to be signed by hand."""

from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.documents.letter import LetterPage, to_document
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.letters import Letter
from safeguard_app.services.letters import ready
from safeguard_app.services.paper_frames import copy_number, note_views
from safeguard_app.services.paper_prepared import Prepared, printable
from safeguard_app.services.paper_views import LetterPaper
from safeguard_app.services.session import Session

LETTER_KIND = "letter"
LETTER_FILE = "Letter.pdf"


def letter_paper(session: Session, job: LetterPaper) -> Prepared:
    """A letter in which nothing is open any more. Its frame says nothing of the log."""
    place = job.incident
    printable(session, place)
    stored = ready(session, place, job.letter)
    note_views(session, place)
    template = session.catalogue.letters[stored.content.template]
    document = letter_document(session, stored.content)
    kind = f"{LETTER_KIND}_{template.code}"
    copy = copy_number(session, place.compartment, place, kind)
    name = session.words().fill(template.name)
    return Prepared(document, place.compartment, place, kind, copy, LETTER_FILE, listed_as=name)


def letter_frame(session: Session) -> PageFrame:
    """Head and foot of a letter: neither case number, marking, copy nor chain head; the school heads its text."""
    return PageFrame(school="", demo=session.is_demo, dated=False)


def letter_document(session: Session, letter: Letter) -> Document:
    """The letter as a document."""
    school = session.school
    reach = ", ".join(part for part in (school.phone, school.email) if part)
    return to_document(
        LetterPage(
            frame=letter_frame(session),
            school=school.name,
            sender=tuple(part for part in (" ".join(school.address.split()), reach) if part),
            to=tuple(line for line in (letter.to, *letter.address.splitlines()) if line.strip()),
            day=day_words(letter.day, long=True),
            subject=letter.subject,
            greeting=letter.greeting,
            paragraphs=tuple(part.strip() for part in letter.body.split("\n\n") if part.strip()),
            ending=letter.ending,
            signed_by=letter.signed_by,
            signed_as=letter.signed_as,
        )
    )
