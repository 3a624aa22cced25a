"""One of the school's registers on paper, as at a day: what each entry said then, and how it stood.

A paper is kept with one part of the log, so it shows the entries of that part alone, and always says so.
"""

from safeguard_app.catalogue.logbooks import Logbook
from safeguard_app.documents.content import Block, Column, DataTable, Document, PageFrame, Paragraph
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.services.labels import today
from safeguard_app.services.logbook_detail import facts_of
from safeguard_app.services.logbook_facts import book_of
from safeguard_app.services.logbook_lists import SeenEntry, entry_row, seen_entries
from safeguard_app.services.logbook_words import late_words
from safeguard_app.services.paper_frames import REGISTER_KIND, page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import LogbookPaper
from safeguard_app.services.session import Session

ONE_PART = "Entries about records that are kept apart are not on this paper."


def logbook_paper(session: Session, job: LogbookPaper) -> Prepared:
    """A register of the school, kept with the part of the log it is kept in."""
    book = book_of(session, job.logbook)
    kind = f"{REGISTER_KIND}-{book.id}"
    frame, copy = page_frame(session, book.home, None, kind)
    document = logbook_document(session, job, frame)
    return Prepared(document, book.home, None, kind, copy, f"{document.file_title}.pdf")


def logbook_document(session: Session, job: LogbookPaper, frame: PageFrame) -> Document:
    """The register as it was shown on a day."""
    book = book_of(session, job.logbook)
    day = job.on or today(session)
    found = seen_entries(session, book, day, as_known_then=job.as_known_then, only=book.home)
    rows = sorted(
        ((entry_row(session, book, one, day), one) for one in found),
        key=lambda pair: (-pair[0].sort.toordinal(), pair[0].name.casefold()),
    )
    fill = session.words().fill
    table = DataTable(
        (Column(fill(book.one), 1.4), Column("What it says", 2.6), Column("Standing", 1.5)),
        tuple(
            (_name(row.name, row.dated), _says(session, book, one), _stands(session, book, one))
            for row, one in rows
        ),
        row_headings=True,
        empty="No entries.",
    )
    known = "Only what had been entered by then." if job.as_known_then and job.on is not None else ""
    standing = f"As at {day_words(day)}. {count_words(len(rows), 'entry', 'entries')}."
    blocks: tuple[Block, ...] = (Paragraph(fill(book.purpose)), table, Paragraph(ONE_PART, small=True))
    title = f"Register: {fill(book.title)}"
    return Document(
        title=title,
        file_title=title.replace(":", ""),
        frame=frame,
        blocks=blocks,
        standing=tuple(part for part in (standing, known, _cites(book)) if part),
        numbered=False,
    )


def _cites(book: Logbook) -> str:
    return f"General list of policies: {'; '.join(book.clauses)}." if book.clauses else ""


def _name(name: str, dated: str) -> str:
    return "\n".join(part for part in (name, dated) if part)


def _says(session: Session, book: Logbook, one: SeenEntry) -> str:
    """Every answer but those that name or date the entry, which stand beside them."""
    beside = {*book.name_fields, book.dated_by, book.ends_by}
    named = {session.words().fill(field.label) for field in book.fields if field.id in beside}
    facts = facts_of(session, book, one.standing.state)
    return "\n".join(
        f"{label}{'' if label.endswith('?') else ':'} {words}" for label, words in facts if label not in named
    )


def _stands(session: Session, book: Logbook, one: SeenEntry) -> str:
    standing = one.standing
    row = entry_row(session, book, one, one.day)
    lines = [row.status.words, row.decided]
    if standing.decided is not None and standing.decided.conditions:
        lines.append(f"Conditions: {standing.decided.conditions}")
    if row.review:
        lines.append(f"Review {row.review}")
    lines.append(late_words(session, book, standing))
    return "\n".join(line for line in lines if line)
