"""The "reason or detail" of an audit event in words: from the rows it wrote, or from its codes and counts."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.audit_trail import Event, EventKind
from safeguard_app.domain.clock_acts import ClockAct
from safeguard_app.domain.contact_check import VerdictCode
from safeguard_app.domain.contact_sentences import HOW_WORDS, STEP_LABELS, TITLES
from safeguard_app.domain.date_words import count_words, joined_words
from safeguard_app.domain.declarations import How, StepKind
from safeguard_app.domain.derivatives import copy_letters, exhibit_name
from safeguard_app.domain.disclosures import Disclosure
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.entries import Action, Closing, Decision, Note, Telling
from safeguard_app.domain.evidence import EvidenceItem, IntakeAnswer, Material
from safeguard_app.domain.form_profiles import FormProfile
from safeguard_app.domain.handed_back import Outcome
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.logbooks import LogbookEntry
from safeguard_app.domain.person_entries import Identification, PersonNote
from safeguard_app.domain.records import Stored
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.sharings import CheckedBy, SharedAs, Sharing
from safeguard_app.domain.support import Support
from safeguard_app.domain.users import Role
from safeguard_app.services import own_forms
from safeguard_app.services.clock_words import act_words, step_words
from safeguard_app.services.collected import collected_words, collector_among
from safeguard_app.services.drive_views import RETURN_WORDS
from safeguard_app.services.labels import category_name, entered, label, labels
from safeguard_app.services.media_types import type_words
from safeguard_app.services.own_passphrase import WHILE
from safeguard_app.services.response_names import step_name
from safeguard_app.services.session import Session
from safeguard_app.services.ways_out import KEPT_FACT, KEPT_IN_SCHOOL, KEPT_WORDS, NOTHING_FACT
from safeguard_app.vault.announcements import SLIP
from safeguard_app.vault.reading import LoggedEvent

LONGEST = 120
_ANSWERS = {
    IntakeAnswer.NO_SEEN_ALL: "Declared “No, I have seen all of it”",
    IntakeAnswer.YES_OR_POSSIBLY: "Declared “Yes, or possibly”",
    IntakeAnswer.NOT_SEEN: "Declared “I have not seen it”",
}
_MATERIALS = {
    Material.OWN_WORDS: "Said to be the person’s own words or posts",
    Material.ADVISED: "Said to be kept on advice",
    Material.FORBIDDEN: "Said to be, or may be, a manual, propaganda or an attack video",
    Material.NOT_SURE: "Not sure whether it is a manual, propaganda or an attack video",
}
_ONE_OF_SEVERAL = re.compile(r"(?P<kind>answer|answered|material|sha256)_(?P<number>[0-9]+)")
"""Facts of a concern that came with several answers or files."""
_SLIP_WORDS = (
    "For parts that its writer does not read. Every draft that ends has them, whichever way it ended."
)
_BACKED_UP = {
    "begun": "Begun",
    "number": "Number of the backup",
    "sealed": "Parts copied sealed",
    "absent": "Stored files missing in the log",
    "mended": "Stored files copied afresh, damaged or missing in earlier backups there",
    "doubtful": "Stored files damaged there, and not the same in the log",
}
_COUNTED = frozenset(
    {
        EventKind.PEOPLE_IMPORTED,
        EventKind.PEOPLE_IMPORT_UNDONE,
        EventKind.ENTRIES_IMPORTED,
        EventKind.ENTRIES_IMPORT_UNDONE,
    }
)
"""Events whose facts are counts."""
_HANDED_BACK: Mapping[str, str] = {
    Outcome.SAME: "Byte for byte as it was issued",
    Outcome.PROTECTED: "A protected copy, as it was made",
    Outcome.SAME_PAGES: "The pages as they were issued, the file saved anew",
    Outcome.CUT_SHORT: "The beginning of what was issued",
    Outcome.CHANGED: "Not as it was issued",
    Outcome.UNKNOWN: "Not a document known here",
    Outcome.LOCKED: "Locked by a passphrase",
    Outcome.UNREADABLE: "Could not be looked into",
    Outcome.NOT_PDF: "Not a PDF",
    Outcome.NUMBERED: "By the number on paper",
    Outcome.NO_SUCH_NUMBER: "No document known here by the number on paper",
}
_CHECKED_BY: Mapping[str, str] = {
    CheckedBy.PASSPHRASE: "With their own passphrase, at this computer",
    CheckedBy.INK: "Signed on paper",
    CheckedBy.URGENT: "Urgent, not checked",
}
_SHARED_AS: Mapping[str, str] = {
    SharedAs.PRINTED: "Printed",
    SharedAs.SAVED: "Saved as files",
    SharedAs.PROTECTED: "Saved, protected by a passphrase",
}
_LANGUAGES = {"eng": "English", "cym": "Welsh"}
_FACT_LABELS = {
    "answer": "Answer",
    "asked": "Adults asked",
    "came": "Came back",
    "letter": "Letter",
    "rung": "Step",
    "answered": "Answered",
    "answers": "Answers laid out to be copied",
    "form": "Form",
    "closed": "Record in words only",
    "copies": "Copies",
    "copy": "Copy of it",
    "daily": "Event of the daily log",
    "damaged": "Damaged or missing",
    "demo": "Made as a demo",
    "exhibit": "Exhibit",
    "found": "Found",
    "beside": "At the computer of",
    "exhibits": "Exhibits",
    "files": "Files",
    "hand_in": "Hand-in",
    "how": "How",
    "material": "What it is said to be",
    "head": "Digits seen before",
    "idle": "Without use",
    "items": "Items looked at",
    "kept": "Left as they are",
    "left": "Marked as having left",
    "same": "The same in the file and here",
    "undone": "Put back as before",
    "manifest": "SHA-256 of its manifest",
    "missing": "Files that did not arrive",
    "of": "SHA-256 of the original",
    "owed": "Parts it does not open yet",
    "reader": "Read by",
    "seen": "Event seen before",
    "shown": "Exhibits",
    "taken": "Parts that it opens now",
    "with": "With",
    "protected": "SHA-256 of the protected file",
    "sha256": "SHA-256",
    "shared": "Way out of the sharing",
    "step": "Step",
    "tried_at": "Tried at",
    "check": "How it was checked",
    KEPT_FACT: "Where it stays",
    "written": "Files written",
    "printed": "Documents printed",
    NOTHING_FACT: "Event that came to nothing",
    "documents": "Documents",
    "verdict": "Verdict",
    "way": "How it went",
    "when": "When",
    "whole": "As it was sealed",
    "whole_pass": "All files read again by this",
}


def detail_of(session: Session, logged: LoggedEvent, written: list[Stored[Any]]) -> str:
    """One line: the reason where there is one, else what was written, else the event's own facts."""
    if hides(session, written):
        return _short(
            joined_words([one.content.name for one in written if isinstance(one.content, EvidenceItem)])
        )
    if logged.event.kind is EventKind.PRINTED:
        return _short(f"{_fact_words(session, logged)}{collected_words(collector_among(written))}")
    reasons = [one.reason for one in written if one.reason]
    if reasons:
        return _short(reasons[0])
    if written and (words := _written_words(session, written[0].content)):
        return _short(words)
    if logged.event.kind in _COUNTED:
        return ", ".join(f"{_label(name)}: {value}" for name, value in sorted(logged.event.facts.items()))
    return _fact_words(session, logged)


def hides(session: Session, written: list[Stored[Any]]) -> bool:
    """Whether an event wrote of an exhibit that is in quarantine by now: its number is all that is told."""
    exhibits = [one for one in written if isinstance(one.content, EvidenceItem)]
    now = (session.vault.find(one.reference.id) for one in exhibits)
    return any(one is not None and getattr(one.content, "quarantine", None) is not None for one in now)


def read_words(facts: Mapping[str, str | int]) -> str:
    """What a machine made of a picture."""
    if "reader" not in facts:
        return "compared with other pictures, no words read"
    reader, _, languages = str(facts["reader"]).partition(", ")
    named = joined_words([_LANGUAGES.get(one, one) for one in languages.split("+")])
    return f"{count_words(int(facts.get('words', 0)), 'word')} read by {reader} in {named}, so that search finds it"


def fact_lines(session: Session, event: Event, *, hidden: bool = False) -> tuple[tuple[str, str], ...]:
    """The event's own codes and counts, as (label, words); no checksum of what is hidden."""
    lines = []
    for name, value in sorted(event.facts.items()):
        if hidden and (name.startswith("sha256") or name == "of"):
            continue
        if (event.kind, name) in ((EventKind.UNLOCKED, "daily"), (EventKind.FILES_CHECKED, "through")):
            continue  # how far slips were read: it would hint at a hand-in that waited then, and is nobody's business
        several = _ONE_OF_SEVERAL.fullmatch(name)
        if several is None and not name.startswith(SLIP):
            label_ = _BACKED_UP.get(name) if event.kind is EventKind.BACKED_UP else None
            lines.append((label_ or _label(name), _value_words(session, name, value)))
        elif several is not None:
            kind = several["kind"]
            label_ = f"Ex{several['number']}, SHA-256" if kind == "sha256" else _label(kind)
            lines.append((label_, _value_words(session, kind, value)))
    if any(name.startswith(SLIP) for name in event.facts):
        lines.append(("Sealed slips", _SLIP_WORDS))
    return tuple(lines)


def _label(name: str) -> str:
    return _FACT_LABELS.get(name, name.replace("_", " ").capitalize())


def _written_words(session: Session, content: object) -> str:
    match content:
        case Note():
            with_whom = f" with {content.with_whom}" if content.with_whom else ""
            return f"{label(session, ListName.NOTE_KINDS, content.kind.value)}{with_whom}"
        case Decision():
            return label(session, ListName.DECISIONS, content.kind.value)
        case Telling():
            whom = label(session, ListName.WHOM_TOLD, content.whom.value)
            return f"{whom}, {content.name}" if content.name else whom
        case Action():
            return content.what
        case Closing():
            outcome = content.outcome
            return label(session, ListName.CLOSING_OUTCOMES, outcome.value) if outcome is not None else ""
        case EvidenceItem() if content.quarantine is not None:
            return content.name
        case EvidenceItem():
            what = content.facts.what or type_words(content.stored.media_type)
            return f"{content.name}, {what}"
        case Disclosure():
            exhibits = joined_words([one.name for one in content.exhibits])
            return f"{exhibits} to {content.organisation}"
        case IssuedDocument():
            return f"{content.title}, copy {content.copy_number}"
        case Sharing(ways=()):
            return f"To {content.organisation}"
        case ResponseStep() | Support() | Letter():
            return _response_detail(session, content)
        case _:
            return _record_detail(session, content)


def _response_detail(session: Session, content: ResponseStep | Support | Letter) -> str:
    """What a step, an offer of support or a letter is, and to whom."""
    match content:
        case ResponseStep():
            return step_name(session, content)
        case Support():
            return f"To {content.to.name}: {labels(session, ListName.SUPPORT_KINDS, content.offered)}"
        case Letter():
            template = session.catalogue.letters.get(content.template)
            return (
                f"{session.words().fill(template.name)} to {content.to}"
                if template is not None
                else content.to
            )


def _record_detail(session: Session, content: object) -> str:
    """Nothing about people: a category, a register or what the event's facts say is enough."""
    if isinstance(content, FormProfile):
        return session.words().fill(content.form.title)
    if isinstance(content, LogbookEntry):
        book = session.catalogue.logbooks.get(content.logbook)
        return session.words().fill(book.title) if book is not None else ""
    if isinstance(content, PersonNote):
        return label(session, ListName.NOTE_KINDS, content.note.kind.value)
    if isinstance(content, Identification):
        return label(session, ListName.HANDLE_CONFIDENCE, content.confidence.value)
    if isinstance(content, ReferralStep):
        return step_words(content.taken, content.level)
    if isinstance(content, ClockAct):
        return act_words(session, content)
    category = getattr(content, "category", None)
    return category_name(session, category) if isinstance(category, str) else ""


def _exhibit_words(event: Event) -> str:
    """What was done with one exhibit that the event names by its number."""
    named = _exhibit_named(event.facts)
    if event.kind is EventKind.PICTURE_READ:
        return f"{named}, {read_words(event.facts)}"
    if event.kind is EventKind.EVIDENCE_CHECKED:
        found = "as it was sealed" if event.facts.get("whole") else "damaged or missing"
        return f"{named or 'A document'}, {found}"
    return named


def _fact_words(session: Session, logged: LoggedEvent) -> str:
    event = logged.event
    facts = event.facts
    match event.kind:
        case EventKind.DECLARED_FOR_INTAKE | EventKind.INTAKE_REFUSED:
            said = [
                _value_words(session, name, facts[name]) for name in ("material", "answer") if name in facts
            ]
            return said[0] if said else ""
        case EventKind.LOCKED:
            return "Without use" if facts.get("idle") else "By hand"
        case EventKind.UNLOCKED:
            return "Signed" if logged.signed else ""
        case EventKind.UNLOCK_FAILED:
            doing = WHILE.get(str(facts.get("when", "")))
            return f"Passphrase not right, {doing}" if doing else "Passphrase not right"
        case EventKind.BACKED_UP:
            return _backup_words(facts)
        case EventKind.VIEWED:
            return "First view since unlock"
        case EventKind.PRINTED:
            copies = count_words(int(facts.get("copies", 1)), "copy", "copies")
            return ", ".join(filter(None, (copies, _named(session, KEPT_FACT, facts.get(KEPT_FACT)).lower())))
        case EventKind.PICTURES_SHOWN:
            return f"Exhibits {facts.get('shown', '')}"
        case EventKind.EVIDENCE_VIEWED | EventKind.EVIDENCE_CHECKED | EventKind.PICTURE_READ:
            return _exhibit_words(event)
        case EventKind.FILES_CHECKED:
            count = count_words(int(facts.get("files", 0)), "file")
            damaged = int(facts.get("damaged", 0))
            return f"{count}, {damaged} damaged or missing" if damaged else f"{count}, each as it was sealed"
        case EventKind.ORPHANS_SET_ASIDE:
            return count_words(int(facts.get("files", 0)), "file")
        case _:
            return ", ".join(
                words
                for name in (
                    "form",
                    "came",
                    "step",
                    "how",
                    "verdict",
                    "beside",
                    "found",
                    "check",
                    "way",
                    KEPT_FACT,
                )
                if (words := _named(session, name, facts.get(name)))
            )


def _exhibit_named(facts: Mapping[str, str | int]) -> str:
    exhibit = int(facts.get("exhibit", 0))
    return exhibit_name(exhibit, int(facts.get("copy", 0))) if exhibit else ""


def _backup_words(facts: Mapping[str, str | int]) -> str:
    """What of a backup was not as it should be. Events from before these counts say nothing."""
    counted = (
        ("mended", "copied afresh, damaged or missing in earlier backups there"),
        ("doubtful", "damaged there, and not the same in the log"),
        ("absent", "missing in the log"),
    )
    found = [(int(facts.get(name, 0)), words) for name, words in counted]
    return "; ".join(f"{count_words(count, 'stored file')} {words}" for count, words in found if count)


def _named(session: Session, name: str, value: str | int | None) -> str:
    return _value_words(session, name, value) if value is not None else ""


def _value_words(session: Session, name: str, value: str | int) -> str:
    """A code, a user or a time in words; anything this program does not know stands as it is."""
    code = str(value)
    if name == "form":
        return own_forms.title_of(session, code)
    plain = {
        "found": _HANDED_BACK,
        "check": _CHECKED_BY,
        "way": _SHARED_AS,
        KEPT_FACT: {KEPT_IN_SCHOOL: KEPT_WORDS},
    }
    if name in plain:
        return plain[name].get(code, code)
    return session.name_of(code) if name == "beside" else _code_words(session, name, value, code)


def _code_words(session: Session, name: str, value: str | int, code: str) -> str:
    try:
        match name:
            case "answer":
                return _ANSWERS[IntakeAnswer(code)]
            case "material":
                return _MATERIALS[Material(code)]
            case "copy":
                return copy_letters(int(value))
            case "step":
                return STEP_LABELS[StepKind(code)]
            case "how":
                return HOW_WORDS[How(code)]
            case "verdict":
                return TITLES[VerdictCode(code)]
            case "when" if code in WHILE:
                return WHILE[code].capitalize()
            case "answered" | "begun" | "tried_at" | "when":
                return entered(session, datetime.fromisoformat(code))
            case "idle" | "closed" | "demo" | "whole" | "whole_pass":
                return "Yes" if value else "No"
            case "with":
                return "The recovery key" if code == Role.RECOVERY.value else code
            case _:
                return RETURN_WORDS.get(code, code) if name == "came" else code
    except ValueError:
        return code


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
