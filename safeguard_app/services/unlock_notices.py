"""What unlock noticed, in calm words: what it means, and what to do."""

from dataclasses import dataclass

from safeguard_app.domain.date_words import count_words
from safeguard_app.services.part_names import capital, part_name
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault.open_vault import Notice, UnlockNotice


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
    made = [_line(session, notice) for notice in session.notices]
    return tuple(sorted(made, key=lambda line: order.get(line.meaning, 2)))


def _line(session: Session, noticed: UnlockNotice) -> NoticeLine:
    part = part_name(session, noticed.compartment)
    meaning, heading, text = _words(noticed, part)
    return NoticeLine(noticed.notice.value, meaning, capital(heading), text)


def _words(noticed: UnlockNotice, part: str) -> tuple[StatusMeaning, str, str]:
    found = noticed.notice
    if found is Notice.OLDER_COPY:
        return (
            StatusMeaning.DUE,
            f"{part} is older than what this computer saw last, or differs from it",
            "That is right after a backup was put back, or where the log was used on another computer. If neither"
            " was done, stop writing in it, look for the newer copy, and ask your IT support.",
        )
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
            "They come from something that was interrupted. They were set aside in the log's folder and harm"
            " nothing.",
        )
    if found is Notice.WAITING_UNREAD:
        return (
            StatusMeaning.DUE,
            "Something handed in could not be taken in",
            "It is damaged, sealed to other keys, or not signed by a user of this log. It stays where it is. Ask"
            " whoever handed something in to do so again.",
        )
    return _words_of_housekeeping(noticed, part)


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
