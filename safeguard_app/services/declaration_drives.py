"""Declaration drives: asking every adult in post, and entering what each returns (policy 004 §6.7; domain.md 8).

A drive stands in the daily log, as the register does. Nothing of what is kept apart is read or told here.
"""

from dataclasses import replace
from datetime import date

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.declaration_drives import (
    DeclarationDrive,
    DriveEnd,
    Return,
    ReturnKind,
    read_code,
    with_asked,
    with_return,
    with_taken_back,
)
from safeguard_app.domain.declarations import How
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference, new_record_id
from safeguard_app.domain.people import Withdrawal
from safeguard_app.domain.person_rules import person_ref, same_person
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.cleaning import IN_THE_FUTURE, Cleaning
from safeguard_app.services.declaration_forms import SheetToSeal
from safeguard_app.services.drive_facts import (
    adults_in_post,
    drives_on_file,
    joiners,
    lower_first,
    running,
    stored_drive,
)
from safeguard_app.services.drive_views import (
    RETURN_WORDS,
    TAKEN_BACK,
)
from safeguard_app.services.incidents import required_reason
from safeguard_app.services.labels import today
from safeguard_app.services.one_person import present
from safeguard_app.services.register_facts import (
    declaration,
    name_now,
)
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.signed_sheets import Scan, document_for, written_with

KINDS = (RecordKind.DECLARATION_DRIVE,)
_TITLE_LIMIT = 60
_RUNNING = "A drive is running already. End it before you begin another."
_NOBODY = (
    "No adult in post is on the people register yet. Add them, or bring them in from a list, then begin."
)


def begin(session: Session, title: str) -> tuple[Reference, Changes]:
    """Begin a drive over every adult in post today, each with a code of their own."""
    cleaning = Cleaning()
    called = cleaning.line(
        title, "title", _TITLE_LIMIT, needed="Say what this drive is called, such as a month."
    )
    cleaning.finish()
    if running(session) is not None:
        raise RuleViolation({"title": _RUNNING})
    day = today(session)
    adults = adults_in_post(session)
    if not adults:
        raise RuleViolation({"title": _NOBODY})
    empty = DeclarationDrive(called, day, session.user.id, session.user.name, ())
    made = with_asked(empty, tuple(person_ref(one, day) for one in adults), day)
    reference = Reference(session.vault.daily.id, new_record_id())
    facts: dict[str, str | int] = {"asked": len(made.asked)}
    _put(session, EventKind.DRIVE_BEGUN, reference, made, facts=facts)
    said = f"The drive has begun: {count_words(len(made.asked), 'adult')} to be asked. Print the slips next."
    return reference, changed(reference, kinds=KINDS, said=said)


def ask_joiners(session: Session, drive: Reference) -> Changes:
    """Ask those as well who came into post since, or were missing on the register."""
    stored = _running(session, drive)
    day = today(session)
    missing = tuple(person_ref(one, day) for one in joiners(session, stored.content))
    if not missing:
        return Changes(said="Everybody in post is asked already.")
    made = with_asked(stored.content, missing, day)
    facts: dict[str, str | int] = {"asked": len(missing)}
    _put(session, EventKind.DRIVE_ASKED, drive, made, facts=facts, replacing=stored.number)
    said = f"{count_words(len(missing), 'adult')} added to the drive. Print their slips next."
    return changed(drive, kinds=KINDS, said=said)


def enter_return(
    session: Session,
    drive: Reference,
    code: str,
    kind: ReturnKind,
    on: date,
    *,
    how: How = How.SIGNED_PAPER,
    declaration_made: Reference | None = None,
    sheet: SheetToSeal | None = None,
) -> Changes:
    """Enter what one adult returned. ``on`` is the day on the slip; with DECLARED goes what was declared.

    ``sheet`` is the scanned slip; its permit was asked for with the drive. What was declared keeps its own.
    """
    stored = _running(session, drive)
    if on > today(session):
        raise RuleViolation({"on": IN_THE_FUTURE})
    if (kind is ReturnKind.DECLARED) != (declaration_made is not None):
        raise RuleViolation({"code": "What was declared is entered on the register first."})
    if declaration_made is not None:
        _check_declares(session, stored.content, code, declaration_made)
    document = document_for(drive, sheet)
    came = Return(
        kind,
        on,
        session.now(),
        session.user.id,
        session.user.name,
        how,
        declaration_made,
        document=document,
    )
    made = with_return(stored.content, code, came)
    facts: dict[str, str | int] = {"came": kind.value, "how": how.value}
    scan = Scan.of(sheet, document)
    _put(session, EventKind.DRIVE_RETURN, drive, made, facts=facts, replacing=stored.number, scan=scan)
    asked = made.of_code(code)
    name = name_now(session, asked.adult) if asked is not None else ""
    return changed(drive, kinds=KINDS, said=f"{name}: {lower_first(RETURN_WORDS[kind.value])}, entered.")


def take_back(session: Session, drive: Reference, code: str, reason: str) -> Changes:
    """Take back what was entered for one adult, with a reason. It stays on file."""
    why = required_reason(reason)
    stored = _running(session, drive)
    made = with_taken_back(stored.content, code, Withdrawal(session.now(), session.user.name, why))
    facts: dict[str, str | int] = {"came": TAKEN_BACK}
    _put(session, EventKind.DRIVE_RETURN, drive, made, facts=facts, reason=why, replacing=stored.number)
    return changed(drive, kinds=KINDS, said="The return is taken back. The slip is waited for again.")


def end(session: Session, drive: Reference) -> Changes:
    """End the drive. Who returned what, and who did not, stays as it stands."""
    stored = _running(session, drive)
    made = replace(stored.content, ended=DriveEnd(session.now(), session.user.name))
    _put(session, EventKind.DRIVE_ENDED, drive, made, replacing=stored.number)
    return changed(drive, kinds=KINDS, said="The drive has ended. What stands stays on file.")


def code_of(session: Session, drive: Reference, typed: str) -> str:
    """The code of a slip of this drive, as somebody typed it. Raises RuleViolation saying what to look at."""
    code = read_code(typed)
    for stored in drives_on_file(session):
        if stored.content.of_code(code) is None:
            continue
        if stored.reference == drive:
            return code
        raise RuleViolation({"code": f"This slip belongs to another drive: {stored.content.title}."})
    raise RuleViolation({"code": "No slip has this code. Look at it again."})


def _check_declares(session: Session, drive: DeclarationDrive, code: str, made: Reference) -> None:
    stored = declaration(session, made)
    asked = drive.of_code(code)
    if stored.content.entered_in_error is not None or asked is None:
        raise RuleViolation({"code": "This declaration is marked as entered in error."})
    if not same_person(present(session, asked.adult), present(session, stored.content.adult)):
        raise RuleViolation({"code": f"This declaration is of somebody else than {asked.adult.name}."})


def _running(session: Session, drive: Reference) -> Stored[DeclarationDrive]:
    stored = stored_drive(session, drive)
    if stored.content.ended is not None:
        raise RuleViolation({"code": "This drive has ended. What stands in it stays as it is."})
    return stored


def _put(
    session: Session,
    kind: EventKind,
    reference: Reference,
    made: DeclarationDrive,
    *,
    facts: dict[str, str | int] | None = None,
    reason: str | None = None,
    replacing: int | None = None,
    scan: Scan | None = None,
) -> None:
    with written_with(session, kind, reference, scan, facts) as work:
        work.put(reference.id, made, reason=reason, replacing=replacing)
