"""One sharing as it stands, in words: for its sheet, for the record's page, and for the register of everything."""

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audiences import WORDS, Audience
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.records import Stored
from safeguard_app.domain.sharings import CheckedBy, SecondCheck, SharedAs, Sharing, WayOut
from safeguard_app.services.collected import collected_words
from safeguard_app.services.incident_words import person_tag
from safeguard_app.services.incidents import case_of, current
from safeguard_app.services.labels import entered, label, today, when
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_due import waiting_words
from safeguard_app.services.sharing_reading import checkers, incident_of, sharings_of, stored_sharing
from safeguard_app.services.sharing_views import SharedPaper, SharingView
from safeguard_app.services.status import StatusLine, StatusMeaning

_MOST_PEOPLE = 6
_WAYS = {
    SharedAs.PRINTED: "Printed",
    SharedAs.SAVED: "Saved as files that anybody can read",
    SharedAs.PROTECTED: "Saved, protected by a passphrase",
}
_SHORT = {
    SharedAs.PRINTED: "Printed",
    SharedAs.SAVED: "Saved",
    SharedAs.PROTECTED: "Saved, protected",
}
_FAILED = {
    SharedAs.PRINTED: "Printing failed",
    SharedAs.SAVED: "Saving failed",
    SharedAs.PROTECTED: "Saving with a passphrase failed",
}
_BEGUN, _NOT_ENDED = "Printing begun", "How it ended is not noted"
_NO_FILE = "No file could be written: nothing left"
_NOTHING = {
    SharedAs.PRINTED: "The printer took no whole document",
    SharedAs.SAVED: _NO_FILE,
    SharedAs.PROTECTED: _NO_FILE,
}


def view_of(session: Session, sharing: Reference) -> SharingView:
    """One sharing with everything that may be done with it."""
    return _view(session, stored_sharing(session, sharing), with_checkers=True)


def views(session: Session, incident: Reference) -> tuple[SharingView, ...]:
    """Every sharing of a record, the newest first."""
    return tuple(_view(session, one, with_checkers=False) for one in reversed(sharings_of(session, incident)))


def check_words(session: Session, check: SecondCheck | None) -> str:
    """ "Checked by Mrs Carol Denning with her own passphrase"; empty while nobody did."""
    if check is None:
        return ""
    at = entered(session, check.at)
    match check.how:
        case CheckedBy.PASSPHRASE:
            return f"Checked by {check.by_name} with their own passphrase, {at}"
        case CheckedBy.INK:
            by = session.name_of(check.entered_by)
            return (
                f"Checked by {check.by_name}, signed on paper {when(session, check.signed_at)}; "
                f"entered {at} by {by}"
            )
        case CheckedBy.URGENT:
            return f"Urgent, not checked: said by {check.by_name}, {at}"


def check_then(session: Session, content: Sharing, way: WayOut) -> str:
    """The check that stood when it went out that way, and beside it one that came only afterwards."""
    then, now = way.check, content.check
    if then is None or now is None or then == now:
        return check_words(session, now)
    after = check_words(session, now)
    return f"{check_words(session, then)}. After it went out: {after[:1].lower()}{after[1:]}"


def checked_words(session: Session, content: Sharing) -> str:
    """How a whole sharing was checked: that something of it went out unchecked is told first, and never goes."""
    for way in content.gone:
        if way.check is not None and way.check.how is CheckedBy.URGENT:
            return check_then(session, content, way)
    return check_words(session, content.check)


def way_words(session: Session, content: Sharing, way: WayOut) -> str:
    """ "Printed, 2 copies, Mon 12 Oct 2026, 12:50, by Miss Jo Abbey, collected by PC Ann Reed"; what could not leave,
    and that it is not known how it ended, is told.
    """
    copies = f", {count_words(way.copies, 'copy', 'copies')}" if way.copies else ""
    by = f"by {session.name_of(way.by)}{collected_words(way.collected_by)}"
    when_by = f"{entered(session, way.at)}, {by}"
    if not way.left:
        return f"{_FAILED[way.how]}, {when_by}. {_NOTHING[way.how]}"
    said = f"{_BEGUN if way.under_way else _WAYS[way.how]}{copies}, {when_by}"
    if way.written is None:
        return f"{said}. {_NOT_ENDED}" if way.under_way else said
    there = "; ".join(f"{one.title}, copy {one.copy_number}" for one in content.documents[: way.written])
    of = f"{way.written} of {len(content.documents)}"
    if way.under_way:
        return f"{said}. Sent to the printer {of}: {there}. {_NOT_ENDED}"
    if way.how is SharedAs.PRINTED:
        return f"{said}. Printed {of}: {there}. The printer did not take the others"
    return f"{said}. Written {of}: {there}. The others could not be written"


def receipt_words(session: Session, content: Sharing) -> str:
    """Who has it, since when, and how they said so; empty while nobody did."""
    got = content.receipt
    if got is None:
        return ""
    how = label(session, ListName.SHARING_RECEIPTS, got.how)
    return f"{got.by_name}, {when(session, got.at)}. {how}. Entered by {session.name_of(got.entered_by)}"


def basis_words(session: Session, content: Sharing) -> str:
    """The lawful basis and the further condition it is shared on."""
    basis = label(session, ListName.SHARING_BASES, content.basis)
    return f"{basis}. {label(session, ListName.SHARING_CONDITIONS, content.condition)}."


def back_words(session: Session, content: Sharing) -> str:
    """When, by whom and why what was prepared was not shared after all; empty where it was not taken back."""
    back = content.withdrawn
    return f"{entered(session, back.at)}, by {back.by_name}: {back.reason}" if back is not None else ""


def status_of(session: Session, content: Sharing) -> StatusLine:
    """How it stands, in a few words."""
    if content.withdrawn is not None:
        return StatusLine(StatusMeaning.PLAIN, "Not shared")
    if not content.went_out:
        return StatusLine(StatusMeaning.DUE, waiting_words(content))
    if content.receipt is not None:
        return StatusLine(StatusMeaning.DONE, "Received")
    if content.receipt_due is None:
        return StatusLine(StatusMeaning.NOTE, _how_it_stands(session, content.gone))
    late = content.receipt_due < today(session)
    words = f"Receipt due {day_words(content.receipt_due)}"
    return StatusLine(StatusMeaning.LATE if late else StatusMeaning.NOTE, words)


def _how_it_stands(session: Session, gone: tuple[WayOut, ...]) -> str:
    """ "Printed, 14 Oct 2026": what was done here last, on which day. Printing is not sending, and is not called so."""
    last = gone[-1]
    return f"{_BEGUN if last.under_way else _SHORT[last.how]}, {day_words(last.at.astimezone(session.zone).date())}"


def _view(session: Session, stored: Stored[Sharing], *, with_checkers: bool) -> SharingView:
    content, place = stored.content, stored.reference
    live = content.withdrawn is None
    unchecked = content.check is None or content.check.how is CheckedBy.URGENT
    return SharingView(
        reference=place,
        incident=incident_of(stored),
        case=case_of(session, incident_of(stored)),
        number=content.number,
        version=stored.number,
        title=f"Sharing no. {content.number}",
        to=", ".join(filter(None, (content.recipient, content.organisation))),
        contact=content.contact,
        purpose=content.purpose,
        basis=basis_words(session, content),
        audience=f"For {WORDS[Audience(content.audience)]}" if content.audience else "",
        papers=tuple(
            SharedPaper(
                Reference(place.compartment, one.document), f"{one.title}, copy {one.copy_number}", one.sha256
            )
            for one in content.documents
        ),
        prepared=f"{entered(session, content.prepared_at)}, by {session.name_of(content.prepared_by)}",
        status=status_of(session, content),
        checked=checked_words(session, content),
        ways=tuple(way_words(session, content, one) for one in content.gone),
        failed=tuple(way_words(session, content, one) for one in content.ways if not one.left),
        receipt_due=day_words(content.receipt_due) if content.receipt_due is not None else "",
        receipt=receipt_words(session, content),
        withdrawn=back_words(session, content),
        may_check=live and unchecked,
        may_go=live and content.check is not None,
        may_take_back=live and not content.went_out,
        may_enter_receipt=live and content.went_out,
        under_way=any(one.under_way for one in content.gone),
        checkers=checkers(session, stored) if with_checkers else (),
        about=_about(session, incident_of(stored)) if with_checkers else "",
    )


def _about(session: Session, incident: Reference) -> str:
    """ "Tyler Pike, targeted; Ben Oakley, author": who is on the record."""
    people = current(session, incident).content.participants
    words = [person_tag(session, one) for one in people[:_MOST_PEOPLE]]
    more = len(people) - len(words)
    return "; ".join([*words, f"{more} more"] if more else words)
