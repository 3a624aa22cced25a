"""Events of the audit chain: their kinds, and the arithmetic that binds each to the one before.

Event n has a canonical payload (sorted JSON, integers and codes only, never a name or a free text) and the hash
``h(n) = SHA-256(h(n-1) || n || payload)``. Each row that the event wrote stands in the payload as its digest, which
covers a random salt kept in that row: so a row can one day be disposed of, and what is left tells nothing about it.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

HASH_BYTES = 32


class EventKind(StrEnum):
    """What an event says happened. The words shown for each are the window's."""

    LOG_CREATED = "log.created"
    UNLOCKED = "log.unlocked"
    UNLOCK_FAILED = "log.unlock_failed"
    RECOVERED = "log.recovery_key_used"
    LOCKED = "log.locked"
    CHECKED = "log.checked"
    BACKED_UP = "log.backed_up"
    OLDER_COPY = "log.older_copy_noticed"
    OLDER_COPY_ACCEPTED = "log.older_copy_accepted"
    KEYS_DIFFER = "log.keys_differ"
    KEYS_CONFIRMED = "keys.confirmed"
    """A change of users that an earlier event announced stands in the key file now."""
    KEYS_UNDONE = "keys.undone"
    """A change of users that never reached the key file (a crash) was taken back."""
    MIGRATED = "log.migrated"
    ORPHANS_SET_ASIDE = "log.orphans_set_aside"
    KEY_FILE_MENDED = "log.key_file_mended"
    SCHOOL_CHANGED = "school.changed"
    USER_ADDED = "user.added"
    USER_REMOVED = "user.removed"
    PASSPHRASE_CHANGED = "user.passphrase_changed"  # noqa: S105 - the name of an event
    RECOVERY_REPLACED = "keys.recovery_replaced"
    """Another recovery key; ``owed`` names the parts that it does not open yet."""
    RECOVERY_TAKEN_OVER = "keys.recovery_taken_over"
    """A reader of parts that were still sealed to the recovery key before had them sealed to the present one."""
    PERSON_ADDED = "person.added"
    PERSON_CORRECTED = "person.corrected"
    PEOPLE_IMPORTED = "people.imported"
    """People were brought in from a file, in one act; the facts count who was new, changed, and had left."""
    PEOPLE_IMPORT_UNDONE = "people.import_undone"
    ENTRIES_IMPORTED = "logbook.imported"
    """Entries of a register were brought in from a list, in one act; the facts count them."""
    ENTRIES_IMPORT_UNDONE = "logbook.import_undone"
    PEOPLE_MERGED = "people.merged"
    """Two entries were found to be one person; ``record`` is the one that goes on."""
    PEOPLE_UNMERGED = "people.unmerged"
    PERSON_NOTE_ADDED = "person.note_added"
    PERSON_NOTE_CORRECTED = "person.note_corrected"
    """Corrected, or taken back with a reason."""
    IDENTIFIED = "person.identified"
    IDENTIFICATION_TAKEN_BACK = "person.identification_taken_back"
    DRAFT_BEGUN = "draft.begun"
    DRAFT_ENDED = "draft.ended"
    HANDED_IN = "concern.handed_in"
    TAKEN_IN = "concern.taken_in"
    FILED = "incident.filed"
    CORRECTED = "incident.corrected"
    ENTERED_IN_ERROR = "incident.entered_in_error"
    REFILED_AWAY = "incident.refiled_away"
    REFILED_HERE = "incident.refiled_here"
    CLOSED = "incident.closed"
    REOPENED = "incident.reopened"
    NOTE_ADDED = "note.added"
    DECISION_ADDED = "decision.added"
    TELLING_ADDED = "telling.added"
    ACTION_ADDED = "action.added"
    ACTION_DONE = "action.done"
    ENTRY_CORRECTED = "entry.corrected"
    RESPONSE_ADDED = "response.added"
    RESPONSE_RESULT = "response.result"
    """What came of a step of the response, or that somebody asked again."""
    SUPPORT_OFFERED = "support.offered"
    SUPPORT_ANSWERED = "support.answered"
    LETTER_KEPT = "letter.kept"
    ACCESS_DECIDED = "access.decided"
    """What somebody who asked to see their records is given was decided; the facts count records."""
    REDACTION_CHOSEN = "redaction.chosen"
    """Words were left out of copies for an audience beyond its rule, or put back, with a reason."""
    LETTER_COPIED = "letter.copied"
    """The text of a letter was put on the clipboard, from where it leaves the program."""
    LETTER_SENT = "letter.sent"
    """Somebody said that a letter was sent, when and how."""
    DECLARED_FOR_INTAKE = "evidence.declared"
    INTAKE_REFUSED = "evidence.refused"
    EVIDENCE_SEALED = "evidence.sealed"
    EVIDENCE_DERIVED = "evidence.derived"
    """A redacted, marked or cropped copy of an exhibit was made here and sealed."""
    EVIDENCE_FACTS = "evidence.facts_corrected"
    EVIDENCE_VIEWED = "evidence.viewed"
    EVIDENCE_CHECKED = "evidence.checked"
    """One exhibit's file was read and compared with what was sealed; ``whole`` is 1 where it is the same."""
    PICTURE_READ = "evidence.machine_read"
    """A machine looked at the picture of an exhibit, for the search: ``words`` were read by ``reader``, if any."""
    LOOKS_DROPPED = "evidence.looks_dropped"
    """What a machine had made of the pictures of a record was dropped, since the record is in words only now."""
    PICTURES_SHOWN = "evidence.overview"
    """Pictures of a record were shown small, all of them together; ``shown`` says which, as "1-12, 14, 14-A"."""
    EVIDENCE_HELD = "evidence.held"
    """An exhibit that is no file was recorded: a device or a paper held elsewhere."""
    FILES_CHECKED = "files.checked"
    """A share of the stored files was read again in the background; ``through`` is where it came to."""
    EVIDENCE_QUARANTINED = "evidence.quarantined"
    POLICE_DIRECTED = "evidence.police_directed"
    """Somebody entered what the police directed; nothing was done yet."""
    EVIDENCE_REMOVED = "evidence.removed"
    """A second person removed a quarantined file for good, as the police directed."""
    EVIDENCE_RELEASED = "evidence.released"
    """A second person took an exhibit out of quarantine, as the police directed."""
    WORDS_ONLY = "evidence.words_only"
    """A record was closed to files (``closed`` 1) or opened to them again (0)."""
    EVIDENCE_BUNDLED = "evidence.bundled"
    """Exhibits went into a sealed file for somebody outside; ``sha256`` is that of the file."""
    EVIDENCE_HANDED_OVER = "evidence.handed_over"
    ALLEGATION_FILE_KEPT = "allegation.kept"
    """A part of the file of an allegation was answered, or answered anew."""
    PLAN_MADE = "plan.made"
    """A risk and needs assessment with its safety plan."""
    PLAN_REVIEWED = "plan.reviewed"
    PLAN_ENDED = "plan.ended"
    POLICY_ADDED = "policy.added"
    """The school’s own policy was put in, clause by clause."""
    POLICY_CHANGED = "policy.changed"
    """A policy was ended, its clauses corrected, or it was taken back."""
    AUTHORITY_FORM_ADDED = "authority_form.added"
    """An authority’s own PDF form was kept; ``sha256`` is that of the file as it came."""
    AUTHORITY_FORM_CHANGED = "authority_form.changed"
    """What goes into its fields was settled, a later version took its place, or it was taken back."""
    FORM_KEPT = "form.kept"
    """A form of the school’s own was made or changed."""
    FORM_SWITCHED = "form.switched"
    """A form of the school’s own is offered from now on, or offered no more."""
    CASE_STARTED = "case.started"
    CASE_LINKED = "case.linked"
    CASE_UNLINKED = "case.unlinked"
    ACCOUNT_SUSPECTED = "account.suspected"
    """An account was noted as perhaps somebody's; that is not shown yet."""
    PATTERN_DISMISSED = "pattern.dismissed"
    """Somebody looked at a pattern that a rule found, and put it aside."""
    PATTERN_BACK = "pattern.brought_back"
    LINE_MARKED = "chronology.line_marked"
    """A line of a chronology was said to be significant, or not (``significant`` 1 or 0)."""
    AWAY_SAID = "away.said"
    """Somebody said that they are away, and who covers."""
    AWAY_ENDED = "away.ended"
    DECLARATION_ENTERED = "declaration.entered"
    DECLARATION_STEP = "declaration.step"
    ACKNOWLEDGED = "declaration.acknowledged"
    DRIVE_BEGUN = "drive.begun"
    """Every adult is asked for a declaration; ``asked`` counts them."""
    DRIVE_ASKED = "drive.asked"
    """Adults who came since are asked as well."""
    DRIVE_RETURN = "drive.return"
    """A return was entered (``step`` says which), or taken back with a reason."""
    DRIVE_ENDED = "drive.ended"
    RELATION_ASKED = "relation.asked"
    """An adult was asked whether they are related to a pupil: no."""
    RELATION_BACK = "relation.taken_back"
    """Such an answer was taken back with a reason."""
    MEETING_HELD = "meeting.held"
    """A meeting with the Headteacher took place; ``items`` counts what of this part was looked at."""
    MEETING_BACK = "meeting.taken_back"
    LOGBOOK_ENTERED = "logbook.entered"
    LOGBOOK_STEP = "logbook.step"
    """A decision, a review or an end was added to an entry of a register."""
    LOGBOOK_CHANGED = "logbook.changed"
    CHECK_KEPT = "check.kept"
    REFERRAL_SAVED = "referral.saved"
    REFERRAL_COPIED = "referral.copied_out"
    """Its answers were laid out to be copied into somebody else's form, and the first left; ``answers`` counts them."""
    REFERRAL_STEP = "referral.step"
    """Something happened to a referral: it was phoned, sent, acknowledged, chased, decided, or taken further."""
    CLOCK_ACT = "clock.act"
    """Somebody said of a clock that it began, waits, was made longer, or is met."""
    DUE_DATES_SAVED = "due_dates.saved_out"
    """Case numbers with the days on which something is due went into a file for a calendar."""
    DOCUMENT_ISSUED = "document.issued"
    PRINTED = "document.printed"
    SAVED_OUT = "document.saved_out"
    NOT_LEFT = "document.not_left"
    """A document was noted as printed or saved, and then could not be: ``nothing`` is the number of that event."""
    SHARING_PREPARED = "sharing.prepared"
    """Documents were made to be shared, with what for and with whom; nothing has gone out."""
    SHARING_CHECKED = "sharing.checked"
    """A second person checked them, or it was said that it is too urgent for that: ``how`` says which."""
    SHARING_OUT = "sharing.out"
    """They went out: printed, saved, or saved protected (``way``)."""
    SHARING_RECEIPT = "sharing.receipt"
    SHARING_BACK = "sharing.taken_back"
    """Prepared, and never sent."""
    PROTECTED_OUT = "document.protected_out"
    """Saved as a file that a passphrase opens; ``protected`` is the hash of that file."""
    DOCUMENT_CHECKED = "document.checked"
    """What was handed back, a PDF or paper with a number, was looked for here; ``found`` says how it stands."""
    VIEWED = "record.viewed"


@dataclass(frozen=True, slots=True)
class RowSeal:
    """A row an event wrote, and the digest of all that stands in it."""

    row: int
    digest: str


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``actor`` is a user id or ``computer``; ``facts`` hold codes, hashes and whole numbers only.

    What is sealed to somebody may stand there too, as the slips of a draft that ended do: it is no text to others.
    """

    number: int
    at: datetime
    kind: EventKind
    actor: str
    record: str | None = None
    rows: tuple[RowSeal, ...] = ()
    facts: Mapping[str, str | int] = field(default_factory=dict)
    clock_back_seconds: int = 0
    buried: tuple[int, ...] = ()
    """Rows this event removed (re-filing, disposal); a row that is gone without such an event is damage."""


COMPUTER = "computer"
"""The actor of what nobody did: an idle lock, a check at unlock."""


def payload_of(event: Event) -> str:
    """The canonical text that is hashed and stored."""
    content: dict[str, object] = {
        "actor": event.actor,
        "at": event.at.isoformat(),
        "kind": event.kind.value,
    }
    if event.record is not None:
        content["record"] = event.record
    if event.rows:
        content["rows"] = [[seal.row, seal.digest] for seal in event.rows]
    if event.buried:
        content["buried"] = list(event.buried)
    if event.facts:
        content["facts"] = dict(event.facts)
    if event.clock_back_seconds:
        content["clock_back"] = event.clock_back_seconds
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def event_from(number: int, payload: str) -> Event:
    """The event that a stored payload says. Raises ValueError for one this program could not have written."""
    content = json.loads(payload)
    try:
        return Event(
            number=number,
            at=datetime.fromisoformat(content["at"]),
            kind=EventKind(content["kind"]),
            actor=content["actor"],
            record=content.get("record"),
            rows=tuple(RowSeal(int(row), str(digest)) for row, digest in content.get("rows", ())),
            facts=content.get("facts", {}),
            clock_back_seconds=int(content.get("clock_back", 0)),
            buried=tuple(int(row) for row in content.get("buried", ())),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not an event") from error


def genesis(vault_id: str, compartment: str) -> bytes:
    """What the first event of a compartment's chain follows: binds the chain to its log and its compartment."""
    return hashlib.sha256(f"safeguard-log chain v1|{vault_id}|{compartment}".encode()).digest()


def chained(previous: bytes, number: int, payload: str) -> bytes:
    """The hash of event ``number``, given the hash before it."""
    return hashlib.sha256(previous + number.to_bytes(8, "big") + payload.encode()).digest()


def row_digest(salt: bytes, fields: Sequence[str | int | None]) -> str:
    """The digest of one stored row: its salt and every column, each with its length so that none can shift."""
    gathered = hashlib.sha256(salt)
    for value in fields:
        raw = b"\x00" if value is None else b"\x01" + str(value).encode()
        gathered.update(len(raw).to_bytes(8, "big") + raw)
    return gathered.hexdigest()


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The newest event's number and hash: what every printed page carries."""

    number: int
    hash: bytes

    @property
    def printed(self) -> str:
        """``214: 70af 2c91 d6e4 0b53``: number and the first 16 hexadecimal digits in fours."""
        digits = self.hash.hex()[:16]
        return f"{self.number:,}: {' '.join(digits[start : start + 4] for start in range(0, 16, 4))}"
