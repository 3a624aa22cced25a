"""What every page of a document has at its head and foot, and the number of its copy."""

from safeguard_app.documents.content import PageFrame
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

MARKING = "OFFICIAL-SENSITIVE"
REGISTER_KIND = "register"
"""As what a register of declarations is kept; one of the school's own adds which."""


def note_views(session: Session, *records: Reference) -> None:
    """Whoever prints a record has seen it: the view is noted before the chain head of the footer is read."""
    for reference in records:
        compartment = session.vault.compartment(reference.compartment)
        compartment.note_view(reference.id, session.user.id, session.now())


def page_frame(
    session: Session,
    compartment: Compartment,
    about: Reference | None,
    kind: str,
    incident: Incident | None = None,
    marking: str = "",
    version_of: str = "",
) -> tuple[PageFrame, int]:
    """Head and foot of every page, and the number of this copy among those of the same paper."""
    opened = session.vault.compartment(compartment)
    copy = copy_number(session, compartment, about, kind, version_of)
    frame = PageFrame(
        school=session.school.name,
        marking=marking.upper() or MARKING,
        case_number=str(incident.case) if incident is not None else "",
        copy=f"copy {copy}",
        chain_head=opened.head.printed,
        demo=session.is_demo,
    )
    return frame, copy


def copy_number(
    session: Session, compartment: Compartment, about: Reference | None, kind: str, version_of: str = ""
) -> int:
    """The number of the next copy among those of its kind about the same record, or of the same ``version_of``.

    A reader must not be able to count what others were given: a copy for one family is counted among theirs alone.
    """
    opened = session.vault.compartment(compartment)
    earlier: list[Stored[IssuedDocument]] = reading.of_kind(
        opened.connection, compartment, RecordKind.DOCUMENT
    )
    wanted = about.id if about is not None else None
    return 1 + sum(
        one.about == wanted
        and one.content.kind == kind
        and (not version_of or one.content.version.version_of == version_of)
        for one in earlier
    )
