"""What unlock noticed, in calm words: what it means, and what to do."""

from dataclasses import dataclass

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services import recovery_keys, school_calendar
from safeguard_app.services.labels import entered
from safeguard_app.services.older_copy import older_copy_of
from safeguard_app.services.part_names import capital, part_name
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import announcements
from safeguard_app.vault.open_vault import Notice, UnlockNotice

FINDINGS = frozenset({Notice.KEY_FILE_MENDED.value, Notice.ORPHANS.value, Notice.WAITING_UNREAD.value})
"""Codes of what unlock puts right or leaves aside by itself, and a check of the log therefore no longer meets."""
OLDER_COPY, RECOVERY_KEY = Notice.OLDER_COPY.value, "recovery_key"
CALENDAR = "school_calendar"
"""Codes of the notices that lead to an act of their own."""


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One thing unlock noticed. ``text`` says what to do; nothing here blames anybody."""

    code: str
    meaning: StatusMeaning
    heading: str
    text: str


def notice_lines(session: Session) -> tuple[NoticeLine, ...]:
    """Everything noticed, the gravest first."""
    order = {StatusMeaning.LATE: 0, StatusMeaning.DUE: 1}
    made = [_line(session, notice) for notice in session.notices if notice.notice is not Notice.OLDER_COPY]
    more = (_older_copy(session), _recovery_key(session), _calendar(session))
    made += [line for line in more if line is not None]
    return tuple(sorted(made, key=lambda line: order.get(line.meaning, 2)))


def _older_copy(session: Session) -> NoticeLine | None:
    """All parts in one, with who has acknowledged it: said again at every unlock until two roles have."""
    found = older_copy_of(session)
    if found is None:
        return None
    waits = [f"{part.name}: {part.waits_for[:1].lower()}{part.waits_for[1:]}" for part in found.parts]
    text = " ".join((found.meaning, found.to_do[0], *waits))
    return NoticeLine(OLDER_COPY, StatusMeaning.LATE, found.heading, text)


def _recovery_key(session: Session) -> NoticeLine | None:
    """A new recovery key waits for this user to take it over."""
    words = recovery_keys.waiting_words(session)
    return (
        NoticeLine(RECOVERY_KEY, StatusMeaning.DUE, "A new recovery key waits for you", words)
        if words
        else None
    )


def _calendar(session: Session) -> NoticeLine | None:
    """The school's calendar runs out within a month, or has."""
    words = school_calendar.ends_soon(session)
    return (
        NoticeLine(CALENDAR, StatusMeaning.NOTE, "The school’s calendar runs out", words) if words else None
    )


def _line(session: Session, noticed: UnlockNotice) -> NoticeLine:
    part = part_name(session, noticed.compartment)
    announced = _announced(session, noticed) if noticed.notice is Notice.NEVER_ARRIVED else ("", "")
    meaning, heading, text = _words(noticed, part, announced)
    return NoticeLine(noticed.notice.value, meaning, capital(heading), text)


def _words(
    noticed: UnlockNotice, part: str, announced: tuple[str, str] = ("", "")
) -> tuple[StatusMeaning, str, str]:
    """What is said; ``announced`` is who handed in what never arrived, and when."""
    found = noticed.notice
    if found in _OF_HAND_INS:
        return _words_of_hand_ins(noticed, part, announced)
    if found is Notice.CHAIN_BROKEN:
        return (
            StatusMeaning.LATE,
            f"The audit chain of {part} does not add up",
            "Something was changed outside this program, or the disk is failing. Write nothing more in it. Keep"
            " this folder as it is, check a backup, and open Audit to see where the chain breaks.",
        )
    if found is Notice.KEYS_DIFFER:
        who = f" ({noticed.label})" if noticed.label else ""
        return (
            StatusMeaning.LATE,
            f"A key of this log is not the one the log itself knows{who}",
            "Somebody may have changed the key file. Nothing is sealed to that key. Check with the person it names"
            " before anything is handed in.",
        )
    if found is Notice.FAILED_ATTEMPTS:
        times = count_words(noticed.number, "wrong passphrase")
        return (
            StatusMeaning.NOTE,
            f"{times} since the last unlock",
            "If that was not you or a colleague with a slip of the finger, think about where the computer stood,"
            " and change the passphrase in Settings.",
        )
    if found is Notice.ORPHANS:
        return (
            StatusMeaning.NOTE,
            f"{count_words(noticed.number, 'sealed file')} that no record names",
            "They come from something that was interrupted. They were set aside in the log’s folder and harm"
            " nothing.",
        )
    return _words_of_housekeeping(noticed, part)


_OF_HAND_INS = frozenset(
    {Notice.WAITING_UNREAD, Notice.HANDED_FILE_LOST, Notice.TAKEN_IN_APART, Notice.NEVER_ARRIVED}
)


def _words_of_hand_ins(
    noticed: UnlockNotice, part: str, announced: tuple[str, str]
) -> tuple[StatusMeaning, str, str]:
    """What is said to the readers of a part about what was handed in to it."""
    if noticed.notice is Notice.WAITING_UNREAD:
        return (
            StatusMeaning.DUE,
            "Something handed in could not be taken in",
            "It is damaged, sealed to other keys, not signed by a user of this log, or cannot be kept in one piece as"
            " it is. It stays where it is. Ask whoever handed something in to do so again.",
        )
    if noticed.notice is Notice.HANDED_FILE_LOST:
        return (
            StatusMeaning.DUE,
            f"{count_words(noticed.number, 'file')} handed in did not arrive as handed in",
            f"The concern itself was taken in to {part}, and a note on its record says which file is missing or is"
            " not the one that was signed for. Ask whoever handed it in for the file again.",
        )
    if noticed.notice is Notice.TAKEN_IN_APART:
        return (
            StatusMeaning.DUE,
            f"{count_words(noticed.number, 'concern')} handed in elsewhere, taken in to {part}",
            "Somebody it is about holds an office that reads the part it was handed in to. So it was filed where they"
            " cannot read it, and nothing tells of it there. Speak of it only to those who read this part.",
        )
    by, when = announced
    return (
        StatusMeaning.LATE,
        f"A concern was handed in to {part} and never arrived",
        f"{by} handed it in on {when}, and it is not in the log’s folder any more. It was removed outside this"
        " program, or an older copy of the folder was put back. Ask them to hand it in again, look in the backups"
        " made since then, and tell only those who read this part. This is said for 30 days; the audit keeps it.",
    )


def _announced(session: Session, noticed: UnlockNotice) -> tuple[str, str]:
    """Who handed in what never arrived, and when."""
    compartment = session.vault.compartment(noticed.compartment or Compartment.DAILY)
    found = (one for one in announcements.announced(compartment) if one.event == noticed.number)
    announced = next(found, None)
    if announced is None:
        return "Somebody", "a day that the log does not tell"
    return session.name_of(announced.author), entered(session, announced.at)


def _words_of_housekeeping(noticed: UnlockNotice, part: str) -> tuple[StatusMeaning, str, str]:
    """What is said of the program's own files."""
    match noticed.notice:
        case Notice.NO_MEMORY:
            return (
                StatusMeaning.NOTE,
                f"This computer has not seen {part} before",
                "So it cannot tell whether this is the newest copy. Compare the audit number at the foot of the newest"
                " printed page with the one on the Audit page: it must not be higher on paper.",
            )
        case Notice.KEY_FILE_MENDED:
            return (
                StatusMeaning.NOTE,
                "One of the two copies of the key file was damaged",
                "It was written again from the other one. If this happens often, ask your IT support to check the"
                " disk, and make a backup.",
            )
        case Notice.NOT_REMEMBERED:
            return (
                StatusMeaning.DUE,
                "This computer could not note how far the log has come",
                "An older copy would not be noticed next time. Ask your IT support whether the disk is full, or your"
                " own folder cannot be written to.",
            )
        case _:
            return (
                StatusMeaning.NOTE,
                f"{part} was brought up to this version of the program",
                "A checked copy from before lies beside the log, in a folder whose name ends in before-migration."
                " Keep it until your next backup.",
            )
