"""The sheet that goes with what is shared: to whom, what for, on which basis, each document with its hash; a line to
sign for the second person, and a receipt slip for whoever gets it. Kept with the record.
"""

from dataclasses import replace

from safeguard_app.documents.content import (
    Answered,
    Box,
    Column,
    DataTable,
    Document,
    Field,
    FieldTable,
    NotAnsweredYet,
    Paragraph,
    Section,
    Signature,
    Signatures,
    ToWrite,
)
from safeguard_app.domain.sharings import CheckedBy
from safeguard_app.services.disclosures import grouped
from safeguard_app.services.incidents import current
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import SharingPaper
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_pages import view_of
from safeguard_app.services.sharing_reading import incident_of, stored_sharing
from safeguard_app.services.sharing_views import SharingView

_KIND = "sharing_sheet"
_HANDLE = (
    "It is about children. Keep it where only those who need it can reach it, pass it on only where the law lets you, "
    "and destroy it when it is no longer needed."
)


def sharing_paper(session: Session, job: SharingPaper) -> Prepared:
    """The sheet of one sharing as it stands."""
    stored = stored_sharing(session, job.sharing)
    place = incident_of(stored)
    incident = current(session, place)
    note_views(session, place)
    view = view_of(session, job.sharing)
    frame, copy = page_frame(
        session, place.compartment, place, _KIND, incident.content, version_of=job.sharing.id
    )
    checked = stored.content.check is not None and stored.content.check.how is not CheckedBy.URGENT
    blocks = [_what_it_is(view), _what_goes(view), *(() if checked else (_line_to_sign(),)), _receipt_slip()]
    document = Document(
        title="Sharing sheet",
        file_title="Sharing sheet",
        frame=frame,
        blocks=tuple(blocks),
        standing=(f"Case {incident.content.case}",),  # the number of a sharing would tell of others
        numbered=False,
    )
    name = f"{incident.content.case} sharing.pdf"
    made = Prepared(document, place.compartment, place, _KIND, copy, name, incident.number)
    return replace(made, version_of=job.sharing.id, listed_as=f"Sharing sheet no. {stored.content.number}")


def _what_it_is(view: SharingView) -> Section:
    facts = (
        ("To", view.to),
        ("E-mail or telephone", view.contact or "Not given"),
        ("For", view.purpose),
        ("Copies made", view.audience or "As the record stands"),
        ("Lawful basis", view.basis),
        ("Prepared", view.prepared),
        ("Check", view.checked),
        *(("Went out", words) for words in view.ways),
        ("Receipt wanted by", view.receipt_due or "Not asked for"),
    )
    fields = tuple(Field(name, Answered(words) if words else NotAnsweredYet()) for name, words in facts)
    return Section("What it is", (FieldTable(fields), Box((_HANDLE,))))


def _what_goes(view: SharingView) -> Section:
    columns = (Column("Document", 2.2), Column("SHA-256", 3.8))
    rows = tuple((one.title, grouped(one.sha256)) for one in view.papers)
    return Section("What goes with this sheet", (DataTable(columns, rows, row_headings=True),))


def _line_to_sign() -> Section:
    words = (
        "I did not prepare these documents, and I have looked at them: they are about the right person, they are what "
        "is needed and no more, and they name nobody who need not be known."
    )
    return Section("A second person’s check", (Paragraph(words), Signatures((Signature("Checked by"),))))


def _receipt_slip() -> Section:
    asked = ("Received by, name and role", "On which day, at what time", "How many documents")
    fields = FieldTable(tuple(Field(one, ToWrite()) for one in asked), together=True)
    return Section("Receipt, to be returned to the school", (fields, Signatures((Signature("Received by"),))))
