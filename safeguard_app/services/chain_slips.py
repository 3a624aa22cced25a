"""Audit trail slips: which parts of the log stand on one, who keeps it on paper, and when the last one was made.

A slip shows how many events a part has, so it goes to nobody whom that part is closed to: neither as paper nor as the
bytes that are kept. The daily log and concerns about adults stand on one page for the Headteacher, who reads both, kept
in the narrower of the two. The part that is closed to the Headteacher, and the one closed to the lead, each have a page
of their own, which the Chair keeps.
"""

from dataclasses import dataclass

from safeguard_app.documents.chain_slip import ChainSlip, PartHead, to_document
from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.audit_log import compartment_name
from safeguard_app.services.labels import entered
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import ChainSlipPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading

SLIP_KIND = "audit_slip"
SLIP_FILE = "Audit trail slip.pdf"
_WITH_THE_HEAD = (Compartment.DAILY, Compartment.ADULTS)
"""From the widest circle of readers to the narrowest: who reads the second reads the first."""


@dataclass(frozen=True, slots=True)
class SlipState:
    """What the audit page says of the slips of the part in view: what its button says, and when the last was made."""

    print_words: str
    last: str


def slip_state(session: Session, part: Compartment) -> SlipState:
    """How it stands with the slips that name ``part``. Raises NoKey."""
    session.vault.compartment(part)
    places = [place for place in _places_naming(part) if session.opens(place)]
    made = [stored.content.issued_at for place in places for stored in _issued_in(session, place)]
    last = f"Last slip: {day_words(max(made).astimezone(session.zone))}" if made else "No slip kept here yet"
    return SlipState(f"Print slip for the {_keeper(session, part)}…", last)


def parts_on_slip(session: Session, part: Compartment) -> tuple[Compartment, ...]:
    """The open parts that stand on a slip with ``part``; the last is where the slip is kept. Raises NoKey."""
    session.vault.compartment(part)
    if part not in _WITH_THE_HEAD:
        return (part,)
    return tuple(one for one in _WITH_THE_HEAD if session.opens(one))


def slip_paper(session: Session, job: ChainSlipPaper) -> Prepared:
    """The slip on which a part stands, kept in the narrowest of the parts on it. Raises NoKey."""
    place = parts_on_slip(session, job.part)[-1]
    frame, copy = page_frame(session, place, None, SLIP_KIND)
    return Prepared(slip_document(session, job.part, frame), place, None, SLIP_KIND, copy, SLIP_FILE)


def slip_document(session: Session, part: Compartment, frame: PageFrame) -> Document:
    """The slip on which ``part`` stands, as the log is now."""
    heads = []
    for one in parts_on_slip(session, part):
        head = session.vault.compartment(one).head
        heads.append(PartHead(compartment_name(session, one), head.number, head.hash.hex()))
    slip = ChainSlip(
        frame=frame,
        made=f"Made {entered(session, session.now())}.",
        parts=tuple(heads),
        keeper=f"the {_keeper(session, part)}",
        place=_place(session, part),
    )
    return to_document(slip)


def _keeper(session: Session, part: Compartment) -> str:
    return session.words().term("head" if part in _WITH_THE_HEAD else "chair")


def _place(session: Session, part: Compartment) -> str:
    words = session.words()
    if part in _WITH_THE_HEAD:
        return words.fill("Keep it in the {head}’s folder, not beside the computer.")
    return words.fill("Give it to the {chair} in a sealed envelope. Keep it in no folder at school.")


def _places_naming(part: Compartment) -> tuple[Compartment, ...]:
    """Where slips that name ``part`` may be kept: one of the daily log stands with either of two."""
    return _WITH_THE_HEAD if part is Compartment.DAILY else (part,)


def _issued_in(session: Session, place: Compartment) -> list[Stored[IssuedDocument]]:
    opened = session.vault.compartment(place)
    found: list[Stored[IssuedDocument]] = reading.of_kind(opened.connection, place, RecordKind.DOCUMENT)
    return [stored for stored in found if stored.content.kind == SLIP_KIND]
