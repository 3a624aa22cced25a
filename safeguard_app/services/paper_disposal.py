"""The certificate of a disposal, by its entry in the register: authorised by somebody else than whoever reviewed it.

The program itself disposes of nothing. The certificate is of paper files and copies outside the log, and says so.
"""

from dataclasses import replace
from hashlib import sha256

from safeguard_app.catalogue.choices import Choice, ListName
from safeguard_app.documents import disposal_certificate as paper
from safeguard_app.documents.content import PageFrame
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.logbook_standing import EntryCode, entry_standing
from safeguard_app.domain.logbooks import EntryPaper, EntryState, EntryStep
from safeguard_app.domain.transfer_codes import entry_code
from safeguard_app.services.journey_search import NameSearch
from safeguard_app.services.labels import label, today
from safeguard_app.services.logbook_facts import book_of, rules_of, stored_entry
from safeguard_app.services.logbook_words import answer_words, options_of
from safeguard_app.services.name_found import NameFound, PaperRefused
from safeguard_app.services.one_person import present
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import DisposalCertificatePaper
from safeguard_app.services.session import Session

KIND = "disposal_certificate"
_CERTIFICATE = b"disposal certificate"
_SUBJECT = b"subject of a disposal"
NOT_DONE = "It is not entered on which day it was done, and how, so there is nothing to certify yet."
NOT_AUTHORISED = "Nobody has authorised this disposal, so no certificate was made."
ADD_STEP = "Enter the authorisation with “Add a step”. Somebody else gives it than whoever reviewed it."
ANSWER = "Choose “Record a change” on the entry, answer it there, and make the certificate then."
LIMITS = (
    "This certificate is of paper files, and of copies outside the safeguarding log, as they are listed below. They"
    " were disposed of by hand.",
    "It does not say that anything was deleted from the log. The log keeps its records, their versions and its"
    " audit; its backups keep what they hold.",
)
NO_BACKUPS = "None were named."
_TYPED = ("file_number", "rule", "trigger", "holds_said", "manifest", "backups")
"""What stands on the certificate as it was typed."""


class CertificateNames(PaperRefused):
    """What was typed would name somebody: the certificate outlives the file, and says whose it was by a number."""

    code = "certificate_names"
    begins = "No certificate was made: it would name somebody, and the file is gone."
    logged = "A disposal certificate would name somebody. It was not made."
    next_step = (
        "Choose “Record a change” on the entry, and say it by the number of the file and the kind of paper."
    )


class NothingToCertify(KnownProblem):
    """A disposal that was not authorised, or not done."""

    code = "nothing_to_certify"


def disposal_paper(session: Session, job: DisposalCertificatePaper) -> Prepared:
    """The certificate of one entry, kept with it. Raises NothingToCertify before it is authorised and done."""
    stored = stored_entry(session, job.entry)
    book = book_of(session, stored.content.logbook)
    if book.paper is not EntryPaper.DISPOSAL_CERTIFICATE or stored.content.entered_in_error is not None:
        raise KeyError(job.entry)
    standing = entry_standing(stored.content, rules_of(book), today(session), session.zone)
    if standing.decided is None or standing.code is not EntryCode.GIVEN:
        raise NothingToCertify(NOT_AUTHORISED, ADD_STEP)
    told = _Told(session, standing.state)
    if not told.words("disposed_on") or not told.words("method"):
        raise NothingToCertify(NOT_DONE, ANSWER)
    if found := _names_typed(session, told):
        raise CertificateNames(found)
    note_views(session, job.entry)
    part = job.entry.compartment
    frame, copy = page_frame(session, part, job.entry, KIND)
    made = _certificate(session, told, standing.decided, job.entry.id, frame)
    return Prepared(
        paper.to_document(made), part, job.entry, KIND, copy, "Certificate of disposal.pdf", stored.number
    )


def _names_typed(session: Session, told: "_Told") -> list[NameFound]:
    """Names in what was typed. Whoever did it, reviewed it and authorised it is named on purpose; days are no names."""
    school = session.school
    ours = (session.user.name, school.head_name, school.dsl_name, school.chair_name, told.words("done_by"))
    allowed = {folded_name(word) for name in ours for word in name.split()}
    search = NameSearch(session, ())
    return [
        replace(one, place=f"in “{session.words().fill(asked.label)}”")
        for field in _TYPED
        if (asked := told.book.field(field)) is not None
        for one in search.in_typed((told.words(field),))
        if one.what != "the date" and not allowed.issuperset(folded_name(one.text).split())
    ]


class _Told:
    """What the entry says."""

    def __init__(self, session: Session, state: EntryState) -> None:
        self._session = session
        self.state = state
        self.book = book_of(session, "disposals")

    def words(self, field: str) -> str:
        """One answer in words; empty where there is none."""
        asked, answer = self.book.field(field), self.state.answer(field)
        return answer_words(self._session, asked, answer) if asked is not None and answer is not None else ""

    def codes(self, field: str) -> tuple[str, ...]:
        """What was chosen."""
        answer = self.state.answer(field)
        return answer.texts if answer is not None else ()

    def options(self, field: str) -> tuple[Choice, ...]:
        """What could be chosen."""
        asked = self.book.field(field)
        return options_of(self._session, asked) if asked is not None else ()


def _certificate(
    session: Session, told: _Told, decided: EntryStep, entry: RecordId, frame: PageFrame
) -> paper.DisposalCertificate:
    fill = session.words().fill
    chosen = next(
        (one for one in told.options("record_class") if one.code in told.codes("record_class")), None
    )
    manifest = tuple(line.strip() for line in told.words("manifest").splitlines() if line.strip())
    ticked = told.codes("holds")
    options = told.options("holds")
    office = label(session, ListName.OFFICES, decided.capacity.value) if decided.capacity else ""
    reviewer = told.state.answer("reviewed_by")
    by = reviewer.people[0].name if reviewer is not None and reviewer.people else ""
    default = fill(chosen.help) if chosen is not None else ""
    return paper.DisposalCertificate(
        frame=frame,
        number=entry_code(entry, _CERTIFICATE),
        what=(
            ("Kind of record", told.words("record_class")),
            ("Subject, by number", _pseudonym(session, told)),
            ("Number of the file", told.words("file_number")),
            ("Its papers are of", _days(told)),
        ),
        rule=(
            ("Rule, as confirmed", told.words("rule")),
            ("Counts from", told.words("trigger")),
            (
                "The program’s default",
                f"{default} Confirm with your {session.words().term('authority')}.".strip(),
            ),
        ),
        looked_for=tuple(fill(one.label) for one in options if one.code in ticked),
        not_looked_for=tuple(fill(one.label) for one in options if one.code not in ticked),
        found=told.words("holds_said"),
        manifest=manifest,
        digest=sha256("\n".join(manifest).encode()).hexdigest(),
        done=(
            ("On", told.words("disposed_on")),
            ("How", told.words("method")),
            ("By, and in whose presence", told.words("done_by")),
        ),
        backups=told.words("backups") or NO_BACKUPS,
        reviewed=(by, "", told.words("reviewed_on")),
        authorised=(decided.by.name, office, day_words(decided.on)),
        limits=LIMITS,
    )


def _days(told: _Told) -> str:
    """From its oldest paper to its newest, as far as that is known."""
    oldest, newest = told.words("from"), told.words("until")
    if not oldest and not newest:
        return ""
    return f"{oldest or 'not known'} to {newest or 'not known'}"


def _pseudonym(session: Session, told: _Told) -> str:
    """A number in place of the name: the same for one person, and told from another's; the log alone knows whose."""
    answer = told.state.answer("subject")
    if answer is None or not answer.people:
        return ""
    person = present(session, answer.people[0])
    if person.reference is None:
        return "Not on the register"
    return entry_code(person.reference.id, _SUBJECT)
