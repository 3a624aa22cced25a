"""The page of a declaration drive: who is asked, who has returned what, how long the others have had their slip."""

from safeguard_app.domain.date_words import MONTHS, day_words, joined_words
from safeguard_app.domain.declaration_drives import (
    Asked,
    DeclarationDrive,
    Return,
    ReturnKind,
    printed_code,
)
from safeguard_app.domain.declarations import How
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import AdultType, PersonRef
from safeguard_app.domain.person_rules import ADULT_TYPE_WORDS, posts_on, shown_name
from safeguard_app.domain.records import Stored
from safeguard_app.domain.standing import STANDING_WORDS
from safeguard_app.services.declaration_queue import others_of, role_of
from safeguard_app.services.drive_facts import (
    adults_in_post,
    by_surname,
    drives_on_file,
    is_gone,
    joiners,
    lower_first,
    read_lines,
    running,
)
from safeguard_app.services.drive_views import (
    RETURN_WORDS,
    DeclaredLine,
    DriveLine,
    DrivePage,
    DriveRow,
    DriveView,
)
from safeguard_app.services.labels import entered, today
from safeguard_app.services.one_person import present
from safeguard_app.services.register_facts import (
    name_now,
    person_now,
    standing_now,
    stored_declarations,
)
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning


def drive_line(session: Session) -> DriveLine | None:
    """How the drive that runs stands, for Today; None while none runs. Counts as the page counts, and reads less."""
    stored = running(session)
    if stored is None:
        return None
    asked = stored.content.asked
    open_slips = [one for one in asked if one.standing() is None]
    read_lines(session, [one.adult for one in open_slips])
    chased = sum(not is_gone(session, one.adult) for one in open_slips)
    return DriveLine(stored.content.title, len(asked), len(asked) - len(open_slips), chased)


def view(session: Session, wanted: Reference | None = None) -> DriveView:
    """The drive asked for, else the one that runs, else the last; and what there is besides."""
    drives = drives_on_file(session)
    stored = next((one for one in drives if one.reference == wanted), None)
    stored = stored or next((one for one in drives if one.content.ended is None), None)
    stored = stored or (drives[0] if drives else None)
    day = today(session)
    return DriveView(
        page=page(session, stored) if stored is not None else None,
        drives=tuple((one.reference, one.content.title) for one in drives),
        proposed_title=f"{MONTHS[day.month - 1]} {day.year}",
        adults=len(adults_in_post(session)),
    )


def page(session: Session, stored: Stored[DeclarationDrive]) -> DrivePage:
    """One drive in words."""
    drive = stored.content
    rows = rows_of(session, drive)
    ended = ""
    if drive.ended is not None:
        ended = f"Ended {entered(session, drive.ended.at)}, by {drive.ended.by_name}."
    return DrivePage(
        reference=stored.reference,
        title=drive.title,
        begun=f"Begun {day_words(drive.begun_on)} by {drive.begun_by_name}.",
        counts=_counts(rows),
        ended=ended,
        rows=rows,
        joiners=()
        if drive.ended is not None
        else tuple(shown_name(one.person) for one in joiners(session, drive)),
    )


def _counts(rows: tuple[DriveRow, ...]) -> str:
    waiting = sum(row.waits for row in rows)
    returned = [
        (sum(row.kind is ReturnKind.NIL for row in rows), "had nothing to declare"),
        (sum(row.kind is ReturnKind.DECLARED for row in rows), "declared"),
        (sum(row.gone or row.kind is ReturnKind.LEFT for row in rows), "no longer here"),
    ]
    rest = joined_words([f"{count} {words}" for count, words in returned if count])
    first = f"{waiting} of {len(rows)} not returned." if waiting else f"All {len(rows)} returned or settled."
    return f"{first} {rest}." if rest else first


def rows_of(session: Session, drive: DeclarationDrive) -> tuple[DriveRow, ...]:
    """Everybody a drive asks, by surname."""
    made: dict[str, list[DeclaredLine]] = {one.code: [] for one in drive.asked}
    present_adults = {one.code: present(session, one.adult) for one in drive.asked}
    by_record = {adult.reference: code for code, adult in present_adults.items()}
    for stored in stored_declarations(session):
        adult = present(session, stored.content.adult)
        code = by_record.get(adult.reference) if adult.reference is not None else None
        if code is None:
            continue
        others = joined_words([other.name for other in others_of(session, stored.content)])
        held = standing_now(session, stored.content)
        standing = STANDING_WORDS[held.state.code] if held.is_certain else "Date not certain"
        asked = drive.of_code(code)
        linked = asked is not None and any(
            one.declaration == stored.reference and one.withdrawn is None for one in asked.returns
        )
        made[code].append(DeclaredLine(stored.reference, f"{others}: {lower_first(standing)}", linked))
    begun = drive.begun_on
    rows = [_row(session, one, tuple(made[one.code]), later=one.on > begun) for one in drive.asked]
    return tuple(sorted(rows, key=lambda row: by_surname(row.name)))


def _row(session: Session, asked: Asked, declared: tuple[DeclaredLine, ...], *, later: bool) -> DriveRow:
    day = today(session)
    held = asked.standing()
    gone = held is None and is_gone(session, asked.adult)
    came = ""
    if held is not None:
        signed = "" if held.kind is ReturnKind.LEFT else _SIGNED[held.how]
        when = f"{signed} {day_words(held.on)}".strip()
        came = f"{when}. Entered {entered(session, held.entered_at)}, by {held.entered_by_name}."
    return DriveRow(
        code=asked.code,
        printed=printed_code(asked.code),
        adult=present(session, asked.adult),
        name=name_now(session, asked.adult),
        role=role_of(session, asked.adult),
        asked=day_words(asked.on),
        days=(day - asked.on).days,
        kind=held.kind if held is not None else None,
        gone=gone,
        status=_status(held, gone=gone),
        came=came,
        declared=declared,
        later=later,
        types=_types(session, asked.adult),
        sheet=held.document if held is not None else None,
    )


def _types(session: Session, adult: PersonRef) -> tuple[str, ...]:
    """How somebody comes to work here today; a member of staff where no post is entered."""
    person = person_now(session, adult)
    posts = posts_on(person, today(session)) if person is not None else ()
    types = dict.fromkeys(post.adult_type for post in posts) or {AdultType.EMPLOYEE: None}
    return tuple(ADULT_TYPE_WORDS[one] for one in types)


_SIGNED = {How.SIGNED_PAPER: "Signed", How.IN_PERSON: "Said in person", How.ON_SCREEN: "On screen"}


def _status(held: Return | None, *, gone: bool) -> StatusLine:
    if held is None:
        if gone:
            return StatusLine(StatusMeaning.NOTE, "Not in post now")
        return StatusLine(StatusMeaning.DUE, "Not returned")
    meaning = StatusMeaning.NOTE if held.kind is ReturnKind.LEFT else StatusMeaning.DONE
    return StatusLine(meaning, RETURN_WORDS[held.kind.value])
