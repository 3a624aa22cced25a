"""Forms being filled in: a declaration, a step, a person, a reason, a contact check, marks for a copy of a picture.

Kept beside the drafts of incidents and by the same rule: sealed to their author alone, so that it does not matter that
nobody knows yet which part of the log the words will go to, and whoever else reads the daily log learns only that
somebody types. The draft of a new record has the id that the record will have: what a crash kept from being ended
after it was filed is ended by the next unlock.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    ChronologyPaper,
    GovernorsPaper,
    MonthlyPaper,
    ReportJob,
    TransferPackPaper,
)
from safeguard_app.services.session import Session
from safeguard_app.vault import drafts, record_codec
from safeguard_app.vault.problems import DatabaseDamaged


class FormName(StrEnum):
    """The forms that are kept."""

    DECLARATION = "declaration"
    STEP = "step"
    PERSON = "person"
    CONTACT_CHECK = "contact_check"
    PERSON_IN_ERROR = "person_in_error"
    DECLARATION_IN_ERROR = "declaration_in_error"
    STEP_TAKEN_BACK = "step_taken_back"
    QUEUE = "queue"
    RETURN_TAKEN_BACK = "return_taken_back"
    ANSWER_TAKEN_BACK = "answer_taken_back"
    MEETING = "meeting"
    MEETING_TAKEN_BACK = "meeting_taken_back"
    LOGBOOK_ENTRY = "logbook_entry"
    LOGBOOK_CHANGE = "logbook_change"
    LOGBOOK_STEP = "logbook_step"
    LOGBOOK_STEP_BACK = "logbook_step_back"
    LOGBOOK_IN_ERROR = "logbook_in_error"
    SCHOOL = "school"
    CALENDAR = "calendar"
    POLICY = "policy"
    POLICY_CLAUSES = "policy_clauses"
    POLICY_END = "policy_end"
    FORM_PROFILE = "form_profile"
    """A form of the school's own; ``of`` is the form it is copied from, where it is a new copy."""
    FORM_SWITCH = "form_switch"
    CONTACT_RULES = "contact_rules"
    AWAY = "away"
    HAND_OUT = "hand_out"
    HANDED_OUT_BACK = "handed_out_back"
    WORDS_ONLY = "words_only"
    FILES_AGAIN = "files_again"
    HELD_ITEM = "held_item"
    STATEMENT = "statement"
    GOVERNORS_REPORT = "governors_report"
    """What is typed for a report stays for the next, so Today says nothing of it; the sheet has its words again."""
    POLICE_DIRECTION = "police_direction"
    """About an exhibit in quarantine, so Today says nothing of it; the sheet has its words again."""
    MERGED = "merged"
    """About the one of two entries whose id comes first; ``of`` is the other's."""
    MERGED_APART = "merged_apart"
    AUTHORITY_FORM = "authority_form"
    AUTHORITY_FIELDS = "authority_fields"
    AUTHORITY_FORM_BACK = "authority_form_back"
    IMPORT_UNDONE = "import_undone"
    LOGBOOK_IMPORT_UNDONE = "logbook_import_undone"
    SHARE = "share"
    SHARING_INK = "sharing_ink"
    SHARING_RECEIPT = "sharing_receipt"
    SHARING_BACK = "sharing_back"
    ACCESS = "access"
    """What somebody who asked to see their records is given."""
    ACCESS_CHOICE = "access_choice"
    COPY_CHOICE = "copy_choice"
    """What a copy for somebody leaves out, or puts back, besides."""
    COPY = "copy"
    """Marks on a picture, of which a copy is being made; ``place`` is the page, 0 of a picture."""


ACCESS_FORMS = frozenset({FormName.ACCESS, FormName.ACCESS_CHOICE})
"""The sheets of a subject-access bundle, over the person that they are about."""
LOGBOOK_FORMS = frozenset(
    {
        FormName.LOGBOOK_ENTRY,
        FormName.LOGBOOK_CHANGE,
        FormName.LOGBOOK_STEP,
        FormName.LOGBOOK_STEP_BACK,
        FormName.LOGBOOK_IN_ERROR,
        FormName.LOGBOOK_IMPORT_UNDONE,
    }
)
"""The forms of the school's registers."""
AUTHORITY_FORMS = frozenset(
    {FormName.AUTHORITY_FORM, FormName.AUTHORITY_FIELDS, FormName.AUTHORITY_FORM_BACK}
)
"""The forms about an authority’s own PDF."""
REFERRAL_FORMS = AUTHORITY_FORMS | {FormName.FORM_PROFILE, FormName.FORM_SWITCH}
"""The forms of the Referrals page."""
SHARING_FORMS = frozenset(
    {FormName.SHARE, FormName.SHARING_INK, FormName.SHARING_RECEIPT, FormName.SHARING_BACK}
)
"""The forms of sharing documents."""
MEETING_FORMS = frozenset({FormName.MEETING, FormName.MEETING_TAKEN_BACK})
"""The forms of the meeting with the Headteacher."""


PEOPLE_FORMS = frozenset(
    {
        FormName.PERSON,
        FormName.PERSON_IN_ERROR,
        FormName.MERGED,
        FormName.MERGED_APART,
        FormName.IMPORT_UNDONE,
        FormName.ACCESS,
        FormName.ACCESS_CHOICE,
    }
)
"""The forms and sheets of the page of people."""
SETTINGS_FORMS = frozenset(
    {
        FormName.SCHOOL,
        FormName.CALENDAR,
        FormName.POLICY,
        FormName.POLICY_CLAUSES,
        FormName.POLICY_END,
        FormName.CONTACT_RULES,
    }
)
"""The forms of Settings."""
RECORD_SHEETS = frozenset(
    {
        FormName.HAND_OUT,
        FormName.HANDED_OUT_BACK,
        FormName.WORDS_ONLY,
        FormName.FILES_AGAIN,
        FormName.HELD_ITEM,
        FormName.STATEMENT,
        FormName.COPY_CHOICE,
    }
)
"""Sheets over the record that they are about."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the boxes of a form, each by its name, in order: words as typed, not as understood."""

    texts: tuple[tuple[str, str], ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    people: tuple[tuple[str, tuple[PersonRef, ...]], ...] = ()
    times: tuple[tuple[str, Typed], ...] = ()

    def people_in(self, box: str) -> tuple[PersonRef, ...]:
        """The people in one box."""
        return dict(self.people).get(box, ())


ViewJob = ChronologyPaper | TransferPackPaper | AccessBundlePaper | ReportJob
"""What can be in view and shared although it is of no one record."""


@dataclass(frozen=True, slots=True)
class InView:
    """A document that was in view where sharing was asked for: by what the sheet names it, and how it is made."""

    key: str
    title: str
    chronology: ChronologyPaper | None = None
    pack: TransferPackPaper | None = None
    bundle: AccessBundlePaper | None = None
    governors: GovernorsPaper | None = None
    monthly: MonthlyPaper | None = None

    @classmethod
    def of(cls, key: str, title: str, job: object) -> "InView":
        """What a draft keeps of a document."""
        return cls(
            key,
            title,
            job if isinstance(job, ChronologyPaper) else None,
            job if isinstance(job, TransferPackPaper) else None,
            job if isinstance(job, AccessBundlePaper) else None,
            job if isinstance(job, GovernorsPaper) else None,
            job if isinstance(job, MonthlyPaper) else None,
        )

    @property
    def job(self) -> ViewJob:
        """How it is made."""
        found = self.chronology or self.pack or self.bundle or self.governors or self.monthly
        if found is None:  # a draft of a newer program
            raise KeyError(self.key)
        return found


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form being filled in: ``about`` is the record it corrects or goes on, begun on ``version`` of it.

    ``name`` says in words which record that is. None as ``about``: ``id`` becomes the id of the new record.
    """

    id: RecordId
    form_name: FormName
    about: Reference | None = None
    version: int = 0
    name: str = ""
    filled: Filled = Filled()
    place: int = 0
    """Which of several on the record, such as a step of a declaration."""
    of: str = ""
    """Which register of the school, for an entry; which document that is shared apart from its record."""
    in_view: tuple[InView, ...] = ()
    """What was in view where sharing was asked for."""

    def with_filled(self, filled: Filled) -> "FormDraft":
        """The same draft, as the form stands now."""
        return replace(self, filled=filled)

    @property
    def first_words(self) -> str:
        """Who is named in it, and what was typed first: of a person, that is their name or why they are corrected."""
        named = [person.name for _, people in self.filled.people for person in people]
        typed = [text for _, text in self.filled.texts if text.strip()]
        if self.form_name is FormName.PERSON:
            return (typed or named or [""])[0]
        return ", ".join(dict.fromkeys(filter(None, (*named, *typed[:1]))))


def new_draft(
    form: FormName,
    about: Reference | None = None,
    version: int = 0,
    name: str = "",
    place: int = 0,
    of: str = "",
) -> FormDraft:
    """A draft with nothing in it. Nothing is kept yet."""
    return FormDraft(new_record_id(), form, about, version, name, place=place, of=of)


def save(session: Session, draft: FormDraft) -> None:
    """Keep the form as it stands. Needs nothing to be complete."""
    drafts.save(session.vault, draft.id, record_codec.encode(draft).encode())


def end(session: Session, draft: RecordId) -> None:
    """The form was entered, or its words were let go of."""
    drafts.end(session.vault, draft)


def open_forms(session: Session) -> list[FormDraft]:
    """The signed-in user's forms, newest first, each about its record wherever that is filed now.

    Those about records that no key opens are left out.
    """
    rows = sorted(drafts.list_of(session.vault), key=lambda row: row.saved_at, reverse=True)
    found = (read(drafts.load(session.vault, row.id)) for row in rows)
    placed = (_placed(session, one) for one in found if one is not None)
    return [one for one in placed if one is not None]


def _placed(session: Session, draft: FormDraft) -> FormDraft | None:
    if draft.about is None:
        return draft
    stored = session.vault.find(draft.about.id)
    return replace(draft, about=stored.reference) if stored is not None else None


def find(session: Session, draft: RecordId) -> FormDraft | None:
    """One of the signed-in user's forms; None where it is another kind of draft, or is not kept any more."""
    return next((one for one in open_forms(session) if one.id == draft), None)


def newest(
    session: Session, form: FormName, about: Reference | None = None, place: int = 0, of: str = ""
) -> FormDraft | None:
    """The form kept last for ``about``, or for something new; None where there is none."""
    wanted = (form, about, place, of)
    return next(
        (one for one in open_forms(session) if (one.form_name, one.about, one.place, one.of) == wanted), None
    )


def read(content: bytes) -> FormDraft | None:
    """The form a draft holds; None where it holds something else."""
    try:
        return record_codec.decode_as(FormDraft, content)
    except DatabaseDamaged:
        return None
