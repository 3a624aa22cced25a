"""What unlock noticed, in calm words: what it means, and what to do."""

from dataclasses import dataclass

from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.identifiers import Compartment
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


def part_name(session: Session, compartment: Compartment | None) -> str:
    """What a part of the log is called in a sentence."""
    words = session.words()
    names = {
        Compartment.DAILY: "the daily log",
        Compartment.ADULTS: "the part about adults who work here",
        Compartment.NOT_HEAD: f"the part about the {words.term('head')}",
        Compartment.NOT_DSL: f"the part about the {words.term('school_lead_short')}",
    }
    return names[compartment] if compartment is not None else "this log"


def _line(session: Session, noticed: UnlockNotice) -> NoticeLine:
    part = part_name(session, noticed.compartment)
    meaning, heading, text = _words(noticed, part)
    return NoticeLine(noticed.notice.value, meaning, heading[:1].upper() + heading[1:], text)


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
    return (
        StatusMeaning.DUE,
        "Something handed in could not be taken in",
        "It is damaged, or not signed by a user of this log. It stays where it is. Ask whoever handed something"
        " in to do so again.",
    )
