"""The kinds of record a compartment keeps, and the type of each. Names never change: they stand in court records."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from safeguard_app.domain.access_bundles import AccessBundle
from safeguard_app.domain.allegations import AllegationFile
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.authority_forms import AuthorityForm
from safeguard_app.domain.away import Away
from safeguard_app.domain.cases import Attribution, Case
from safeguard_app.domain.clock_acts import ClockAct
from safeguard_app.domain.declaration_drives import DeclarationDrive
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.disclosures import Disclosure
from safeguard_app.domain.documents_issued import IssuedDocument, KeptVerdict, Referral
from safeguard_app.domain.entries import Action, Closing, Decision, Note, Telling
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.form_profiles import FormProfile
from safeguard_app.domain.head_meetings import HeadMeeting
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.line_marks import LineMark
from safeguard_app.domain.logbook_imports import LogbookImport
from safeguard_app.domain.logbooks import LogbookEntry
from safeguard_app.domain.names_keys import NamesKey
from safeguard_app.domain.older_copies import OlderCopyAccepted
from safeguard_app.domain.pattern_rules import PatternDismissal
from safeguard_app.domain.people import Person
from safeguard_app.domain.people_imports import PeopleImport
from safeguard_app.domain.person_entries import Identification, PersonNote
from safeguard_app.domain.referral_steps import ReferralStep
from safeguard_app.domain.relation_questions import RelationAnswer
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.domain.school import School
from safeguard_app.domain.school_policies import SchoolPolicy
from safeguard_app.domain.sharings import Sharing
from safeguard_app.domain.support import Support
from safeguard_app.domain.users import Roster

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Series:
    """A compartment's own identity: which it is, of which log, and the letter of its case numbers."""

    vault_id: str
    compartment: Compartment
    letter: str


class RecordKind(StrEnum):
    """What a record is."""

    SERIES = "series"
    ROSTER = "roster"
    SCHOOL = "school"
    PERSON = "person"
    DECLARATION = "declaration"
    INCIDENT = "incident"
    NOTE = "note"
    DECISION = "decision"
    TELLING = "telling"
    ACTION = "action"
    CLOSING = "closing"
    EVIDENCE = "evidence"
    VERDICT = "verdict"
    REFERRAL = "referral"
    DOCUMENT = "document"
    OLDER_COPY = "older_copy"
    DISCLOSURE = "disclosure"
    PATTERN_DISMISSAL = "pattern_dismissal"
    PERSON_NOTE = "person_note"
    IDENTIFICATION = "identification"
    CASE = "case"
    ATTRIBUTION = "attribution"
    POLICY = "policy"
    FORM_PROFILE = "form_profile"
    """A form of the school's own; kept in the daily log, as it holds nobody's record."""
    ASSESSMENT = "assessment"
    ALLEGATION_FILE = "allegation_file"
    PEOPLE_IMPORT = "people_import"
    RESPONSE = "response"
    SUPPORT = "support"
    LETTER = "letter"
    LOGBOOK_ENTRY = "logbook_entry"
    """An entry of one of the registers kept beside incidents; hangs on an incident where it names one."""
    REFERRAL_STEP = "referral_step"
    CLOCK_ACT = "clock_act"
    AWAY = "away"
    """Who is away and who covers; kept in the daily log."""
    DECLARATION_DRIVE = "declaration_drive"
    RELATION_ANSWER = "relation_answer"
    """Asked whether they are related to a pupil, and the answer was no; kept in the daily log."""
    HEAD_MEETING = "head_meeting"
    """A meeting with the Headteacher took place: each part of the log keeps what of it was looked at."""
    LOGBOOK_IMPORT = "logbook_import"
    LINE_MARK = "line_mark"
    """Whether a line of a chronology is significant; hangs on the record that the line is of."""
    ACCESS_BUNDLE = "access_bundle"
    """What of one part of the log somebody who asked to see their records is given."""
    NAMES_KEY = "names_key"
    """Who is "Child B" in the copies of a record; hangs on it, or on nothing for papers of a whole part."""
    AUTHORITY_FORM = "authority_form"
    """An authority’s own PDF, and which answer goes into which of its fields; kept in the daily log."""
    SHARING = "sharing"
    """Documents of a record shared with somebody outside: for what, on which basis, checked by whom, received when."""


TYPES: dict[RecordKind, type[Any]] = {
    RecordKind.SERIES: Series,
    RecordKind.ROSTER: Roster,
    RecordKind.SCHOOL: School,
    RecordKind.PERSON: Person,
    RecordKind.DECLARATION: Declaration,
    RecordKind.INCIDENT: Incident,
    RecordKind.NOTE: Note,
    RecordKind.DECISION: Decision,
    RecordKind.TELLING: Telling,
    RecordKind.ACTION: Action,
    RecordKind.CLOSING: Closing,
    RecordKind.EVIDENCE: EvidenceItem,
    RecordKind.VERDICT: KeptVerdict,
    RecordKind.REFERRAL: Referral,
    RecordKind.DOCUMENT: IssuedDocument,
    RecordKind.OLDER_COPY: OlderCopyAccepted,
    RecordKind.DISCLOSURE: Disclosure,
    RecordKind.PATTERN_DISMISSAL: PatternDismissal,
    RecordKind.PERSON_NOTE: PersonNote,
    RecordKind.IDENTIFICATION: Identification,
    RecordKind.CASE: Case,
    RecordKind.ATTRIBUTION: Attribution,
    RecordKind.POLICY: SchoolPolicy,
    RecordKind.FORM_PROFILE: FormProfile,
    RecordKind.ASSESSMENT: Assessment,
    RecordKind.ALLEGATION_FILE: AllegationFile,
    RecordKind.PEOPLE_IMPORT: PeopleImport,
    RecordKind.RESPONSE: ResponseStep,
    RecordKind.SUPPORT: Support,
    RecordKind.LETTER: Letter,
    RecordKind.LOGBOOK_ENTRY: LogbookEntry,
    RecordKind.REFERRAL_STEP: ReferralStep,
    RecordKind.CLOCK_ACT: ClockAct,
    RecordKind.AWAY: Away,
    RecordKind.DECLARATION_DRIVE: DeclarationDrive,
    RecordKind.RELATION_ANSWER: RelationAnswer,
    RecordKind.HEAD_MEETING: HeadMeeting,
    RecordKind.LOGBOOK_IMPORT: LogbookImport,
    RecordKind.LINE_MARK: LineMark,
    RecordKind.ACCESS_BUNDLE: AccessBundle,
    RecordKind.NAMES_KEY: NamesKey,
    RecordKind.AUTHORITY_FORM: AuthorityForm,
    RecordKind.SHARING: Sharing,
}

KIND_OF: dict[type[Any], RecordKind] = {kept: kind for kind, kept in TYPES.items()}

HANGS_ON_INCIDENT = frozenset(
    {
        RecordKind.NOTE,
        RecordKind.DECISION,
        RecordKind.TELLING,
        RecordKind.ACTION,
        RecordKind.CLOSING,
        RecordKind.ATTRIBUTION,
        RecordKind.EVIDENCE,
        RecordKind.VERDICT,
        RecordKind.REFERRAL,
        RecordKind.DOCUMENT,
        RecordKind.DISCLOSURE,
        RecordKind.RESPONSE,
        RecordKind.SUPPORT,
        RecordKind.LETTER,
        RecordKind.LOGBOOK_ENTRY,
        RecordKind.REFERRAL_STEP,
        RecordKind.CLOCK_ACT,
        RecordKind.ASSESSMENT,
        RecordKind.ALLEGATION_FILE,
        RecordKind.LINE_MARK,
        RecordKind.NAMES_KEY,
        RecordKind.SHARING,
    }
)


@dataclass(frozen=True, slots=True)
class Stored(Generic[T]):
    """One version of a record as the vault keeps it, with who wrote it and when."""

    reference: Reference
    kind: RecordKind
    number: int
    content: T
    about: str | None
    reason: str | None
    recorded_at: datetime
    recorded_by: str
    row: int
    event: int
