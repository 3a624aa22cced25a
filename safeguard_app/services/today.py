"""Today: what must I do before I go home, what is coming, what waits for others, how old the backup is."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import count_words, day_words
from safeguard_app.domain.derivatives import exhibit_name
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.index_lines import IncidentLine
from safeguard_app.domain.moments import clock_words
from safeguard_app.domain.people import Person
from safeguard_app.domain.person_rules import shown_name
from safeguard_app.services import copy_drafts, follow_ups
from safeguard_app.services.correction_drafts import CorrectionDraft, open_corrections
from safeguard_app.services.due import DueItem, due_items, due_of_closed
from safeguard_app.services.due_limits import DueSource
from safeguard_app.services.entry_drafts import EntryDraft, open_entries
from safeguard_app.services.evidence_showing import is_in_quarantine
from safeguard_app.services.form_drafts import FormDraft, FormName, open_forms
from safeguard_app.services.incident_lists import AGES, StateFilter, age_of, all_lines, counts
from safeguard_app.services.incidents import case_of, open_drafts
from safeguard_app.services.labels import category_name
from safeguard_app.services.logbook_today import register_items
from safeguard_app.services.lost_drafts import LostDraft, lost_drafts
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from safeguard_app.vault import rolling_check
from safeguard_app.vault.rolling_check import DamagedFile

_ENTRY_WORDS = {
    "note": "Note",
    "decision": "Decision",
    "told": "Who was told",
    "action": "Action",
    "close": "Closing",
    "error": "Entered in error",
    "triage": "Kind and severity",
    "reopen": "Opening again",
    "refile": "Filing elsewhere",
    "done": "Action done",
    "withdraw": "Taking an entry back",
    "wrong": "Taking somebody off",
    "facts": "Facts of an exhibit",
    "back": "Taking an exhibit back",
    "step": "Step of the response",
    "result": "What came of a step",
    "chased": "Asking a platform again",
    "heard": "What came of a report",
    "letter": "Letter",
    "rewrite": "Letter",
    "sent": "That a letter was sent",
    "support": "Offer of support",
    "asked": "Answer to an offer of support",
    "identify": "Who an unknown person is",
    "identified back": "Taking back who somebody is",
    "note again": "Correcting a note",
    "note back": "Taking a note back",
    "contact": "Step of a referral",
    "referral": "Step of a referral",
    "stepfix": "Correction of a step",
    "begin": "Time limit",
    "met": "Time limit",
    "longer": "Time limit",
    "pause": "Time limit",
    "resume": "Time limit",
    "link": "Link to a case",
    "unlink": "Taking out of a case",
    "account": "Suspected account",
}
"""Forms on a record by their names, which may go on, after a hyphen, with what they are about there."""
_FORM_WORDS = {
    FormName.DECLARATION: ("New declaration", "Correction of the declaration of"),
    FormName.STEP: ("Step", "Step of the declaration of"),
    FormName.PERSON: ("New person", "Correction of"),
    FormName.CONTACT_CHECK: ("Contact check", "Contact check for"),
    FormName.PERSON_IN_ERROR: ("Entered in error", "Entered in error:"),
    FormName.DECLARATION_IN_ERROR: ("Entered in error", "Entered in error: declaration of"),
    FormName.STEP_TAKEN_BACK: ("Step taken back", "Step taken back: declaration of"),
    FormName.RETURN_TAKEN_BACK: ("Return taken back", "Return taken back of"),
    FormName.MEETING: ("Record of a meeting", "Record of a meeting"),
    FormName.MEETING_TAKEN_BACK: ("Record of a meeting taken back", "Record of a meeting taken back"),
    FormName.ANSWER_TAKEN_BACK: ("Answer taken back", "Answer taken back of"),
    FormName.QUEUE: ("Decisions about declarations", "Decisions about"),
    FormName.LOGBOOK_ENTRY: ("Entry in a register", "Entry in a register:"),
    FormName.LOGBOOK_CHANGE: ("Change in a register", "Change in a register:"),
    FormName.LOGBOOK_STEP: ("Step in a register", "Step in a register:"),
    FormName.LOGBOOK_STEP_BACK: ("Step taken back", "Step taken back in a register:"),
    FormName.LOGBOOK_IN_ERROR: ("Entered in error", "Entered in error in a register:"),
    FormName.SCHOOL: ("The school’s details", "The school’s details:"),
    FormName.CALENDAR: ("The school’s calendar", "The school’s calendar:"),
    FormName.POLICY: ("The school’s own policy", "The school’s own policy:"),
    FormName.POLICY_CLAUSES: ("Clauses of the policy", "Clauses of"),
    FormName.POLICY_END: ("End of the policy", "End of"),
    FormName.FORM_PROFILE: ("A form of our own", "A form of our own:"),
    FormName.FORM_SWITCH: ("Switching a form", "Switching a form:"),
    FormName.CONTACT_RULES: ("Rules on contact", "Rules on contact:"),
    FormName.AWAY: ("I am away", "I am away:"),
    FormName.HAND_OUT: ("Handing evidence out", "Handing evidence out of"),
    FormName.HANDED_OUT_BACK: ("Handed out in error", "Handed out in error of"),
    FormName.WORDS_ONLY: ("Words only from now on", "Words only from now on for"),
    FormName.FILES_AGAIN: ("Allowing files again", "Allowing files again for"),
    FormName.HELD_ITEM: ("An item held elsewhere", "An item held elsewhere for"),
    FormName.STATEMENT: ("A statement", "A statement for"),
    FormName.GOVERNORS_REPORT: ("Report to those who govern", "Report to those who govern"),
    FormName.POLICE_DIRECTION: ("Direction of the police", "Direction of the police on"),
    FormName.MERGED: ("Merging two entries", "Merging"),
    FormName.IMPORT_UNDONE: ("Undoing a list of people", "Undoing the list of people of"),
    FormName.LOGBOOK_IMPORT_UNDONE: ("Undoing a list of a register", "Undoing a list of the register"),
    FormName.MERGED_APART: ("Taking merged entries apart", "Taking merged entries apart:"),
    FormName.AUTHORITY_FORM: ("The authority’s own PDF", "The authority’s own PDF:"),
    FormName.AUTHORITY_FIELDS: ("Fields of the authority’s PDF", "Fields of"),
    FormName.AUTHORITY_FORM_BACK: ("The authority’s PDF taken back", "Taking back of"),
    FormName.SHARE: ("Sharing documents", "Sharing documents of"),
    FormName.SHARING_INK: ("A signature on paper", "A signature on paper, sharing of"),
    FormName.SHARING_RECEIPT: ("Receipt", "Receipt of what was shared of"),
    FormName.SHARING_BACK: ("Not shared after all", "Not shared after all, of"),
    FormName.ACCESS: ("Records for subject access", "Records for subject access:"),
    FormName.ACCESS_CHOICE: ("What a bundle leaves out", "What a bundle leaves out:"),
    FormName.COPY_CHOICE: ("A copy for somebody", "A copy for somebody of"),
    FormName.COPY: ("Redacted or marked copy", "Redacted or marked copy of"),
}
"""What a form is called on its own, and what before the name of the record that it is about."""
_STILL_READING = "Nothing on an open record is late or due today. The registers are still being read."
BACKUP_IS_OLD_AFTER = timedelta(days=7)
FILES_ARE_OLD_AFTER = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft of the signed-in user, to go on with."""

    id: RecordId
    begun: str
    first_words: str
    kind: str


@dataclass(frozen=True, slots=True)
class AgeBand:
    """Open incidents of one age."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class BackupState:
    """The age of the newest verified backup, in words and with a meaning. ``at`` None: there is none."""

    at: datetime | None
    words: str
    meaning: StatusMeaning


@dataclass(frozen=True, slots=True)
class FilesState:
    """How far the stored files were read again; ``damaged`` names each that is not what was sealed."""

    words: str
    meaning: StatusMeaning
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Today:
    """The whole page in ready words. ``late`` and ``due`` count what stands in ``before_home``."""

    day: str
    sentence: str
    before_home: tuple[DueItem, ...]
    coming: tuple[DueItem, ...]
    late: int
    due: int
    platforms: int
    """Records on which a platform that was reported to has not answered in time."""
    chases: int
    """Records on which nothing was heard of a referral in time."""
    drafts: tuple[DraftLine, ...]
    lost_drafts: tuple[LostDraft, ...]
    open: int
    new: int
    ages: tuple[AgeBand, ...]
    backup: BackupState
    files: FilesState
    is_empty: bool


def today(session: Session, *, whole: bool = True) -> Today:
    """Everything the page shows, from what this user's keys open.

    What is due in the registers, and of bans on closed records, only where ``whole`` is asked for.
    """
    now = session.now().astimezone(session.zone)
    working = all_lines(session, IncidentState.NEW, IncidentState.OPEN)
    follow_ups.read_ahead(session, (reference for reference, _ in working))
    items = sorted(
        (
            *(item for reference, line in working for item in due_items(session, reference, line)),
            *((*due_of_closed(session), *register_items(session)) if whole else ()),
        ),
        key=lambda item: item.by,
    )
    late = tuple(item for item in items if item.meaning is StatusMeaning.LATE)
    due = tuple(item for item in items if item.meaning is StatusMeaning.DUE)
    coming = tuple(item for item in items if item.meaning is StatusMeaning.NOTE)
    return Today(
        day=f"{day_words(now.date(), long=True, year=False)}",
        sentence=_sentence(len(late), len(due)) if whole or late or due else _STILL_READING,
        before_home=(*late, *due),
        coming=coming[:12],
        late=len(late),
        due=len(due),
        platforms=_records(late + due, DueSource.PLATFORM),
        chases=_records(late + due, DueSource.CHASE),
        drafts=_draft_lines(session),
        lost_drafts=lost_drafts(session),
        open=len(working),
        new=sum(line.state is IncidentState.NEW for _, line in working),
        ages=_ages(session, [line for _, line in working]),
        backup=backup_state(session),
        files=files_state(session),
        is_empty=not items and not counts(session)[StateFilter.ALL],
    )


def _records(items: tuple[DueItem, ...], source: DueSource) -> int:
    return len({item.reference for item in items if item.source is source})


def _sentence(late: int, due: int) -> str:
    if not late and not due:
        return "Nothing is late, and nothing is due today."
    parts = []
    if late:
        parts.append("One thing is late." if late == 1 else f"{_number(late)} things are late.")
    if due:
        more = " more" if late else ""
        parts.append(f"One{more} is due today." if due == 1 else f"{_number(due)}{more} are due today.")
    return " ".join(parts)


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
    return words[count] if count < len(words) else f"{count:,}"


def _draft_lines(session: Session) -> tuple[DraftLine, ...]:
    made = []
    for form in open_drafts(session):
        begun = form.begun_at.astimezone(session.zone)
        first = _shortened(form.account)
        label = f"started {day_words(begun.date(), year=False)} at {clock_words(begun)}"
        made.append(
            DraftLine(form.id, label, first or "Nothing written yet", category_name(session, form.category))
        )
    return (
        *made,
        *(_correction_line(session, draft) for draft in open_corrections(session)),
        *(_entry_line(session, one) for one in open_entries(session) if not _is_hidden(session, one)),
        *(_form_line(one) for one in open_forms(session) if not _is_hidden(session, one)),
    )


def _is_hidden(session: Session, draft: EntryDraft | FormDraft) -> bool:
    """Whether it is about an exhibit in quarantine, of which nothing is told: not what somebody typed of it either."""
    if isinstance(draft, EntryDraft):
        about = draft.form.partition("-")[2]
        return bool(about) and is_in_quarantine(session, RecordId(about))
    if draft.form_name is FormName.GOVERNORS_REPORT:
        return True  # it is never finished: its sheet has the words again
    return draft.about is not None and is_in_quarantine(session, draft.about.id)


def _correction_line(session: Session, draft: CorrectionDraft) -> DraftLine:
    """A correction that was begun and not filed: the record stands as it was."""
    first = _shortened(draft.reason) or _shortened(draft.form.account) or "Nothing written yet"
    return DraftLine(draft.id, "not filed yet", first, f"Correction of {_case_of(session, draft.about)}")


def _case_of(session: Session, about: Reference) -> str:
    """The case number of a record, wherever it was filed since the draft was begun."""
    found = session.vault.find(about.id)
    if found is not None and isinstance(found.content, Person):
        return shown_name(found.content)
    return case_of(session, found.reference) if found is not None else "a record that is filed elsewhere"


def _entry_line(session: Session, draft: EntryDraft) -> DraftLine:
    """An entry that was begun on a record and not saved."""
    kind = f"{_ENTRY_WORDS.get(draft.form.partition('-')[0], 'Entry')} on {_case_of(session, draft.about)}"
    return DraftLine(draft.id, "not saved yet", _shortened(draft.first_words) or "Nothing written yet", kind)


def _form_line(draft: FormDraft) -> DraftLine:
    """A form of the register that was begun and not entered."""
    alone, before = _FORM_WORDS[draft.form_name]
    kind = f"{before} {draft.name}" if draft.name else alone
    if draft.form_name is FormName.COPY:
        words, begun = copy_drafts.told(draft), "not kept yet"
    else:
        words, begun = draft.first_words, "not entered yet"
    return DraftLine(draft.id, begun, _shortened(words) or "Nothing written yet", kind)


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:77].rsplit(" ", 1)[0] + " ..."


def _ages(session: Session, lines: list[IncidentLine]) -> tuple[AgeBand, ...]:
    found = Counter(age_of(session, line) for line in lines)
    return tuple(AgeBand(name, found[name]) for name, _, _ in AGES)


def backup_state(session: Session) -> BackupState:
    """When the newest backup was opened and compared."""
    at = session.vault.last_of(EventKind.BACKED_UP)
    if at is None:
        return BackupState(None, "No backup yet", StatusMeaning.DUE)
    local, now = at.astimezone(session.zone), session.now().astimezone(session.zone)
    days = (now.date() - local.date()).days
    if now - at > BACKUP_IS_OLD_AFTER:
        return BackupState(at, f"Last backup {count_words(days, 'day')} ago", StatusMeaning.LATE)
    words = f"Opened and compared {day_words(local.date(), year=False)}, {clock_words(local)}"
    return BackupState(at, words, StatusMeaning.DONE)


def files_state(session: Session) -> FilesState:
    """What reading the stored files again has come to; no words while there are none."""
    found = rolling_check.state(session.vault)
    if not found.files:
        return FilesState("", StatusMeaning.PLAIN)
    if found.damaged:
        lines = tuple(_damaged_words(session, one) for one in found.damaged)
        return FilesState(f"{count_words(len(lines), 'stored file')} damaged", StatusMeaning.LATE, lines)
    if found.whole_at is None:
        words = f"{min(found.read, found.files)} of {count_words(found.files, 'file')} read again so far"
        return FilesState(words, StatusMeaning.NOTE)
    local, now = found.whole_at.astimezone(session.zone), session.now().astimezone(session.zone)
    words = f"All read again by {day_words(local.date(), year=False)}"
    late = now - local > FILES_ARE_OLD_AFTER
    return FilesState(words, StatusMeaning.DUE if late else StatusMeaning.DONE)


def _damaged_words(session: Session, found: DamagedFile) -> str:
    what = exhibit_name(found.exhibit, found.copy) if found.exhibit else "a document"
    where = f" of {found.case}" if found.case else ""
    day = day_words(found.found_at.astimezone(session.zone).date(), year=False)
    return (
        f"{what}{where} is missing or not what was sealed, found {day}. The record itself is safe. Take the file from "
        "the newest backup, and leave the one that is here: it shows what happened."
    )
