"""What the page of a person shows, gathered in one piece on the vault's thread."""

from dataclasses import dataclass

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import KnownPerson, PersonKind, PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.services import (
    identifications,
    logbook_lookup,
    merging,
    people,
    person_declarations,
    person_details,
    person_notes,
)
from safeguard_app.services.form_drafts import FormDraft
from safeguard_app.services.identifications import IdentityLine
from safeguard_app.services.labels import office_name
from safeguard_app.services.logbook_lookup import NamedIn
from safeguard_app.services.merging import MergedEntry
from safeguard_app.services.one_person import going_on, with_present_relatives
from safeguard_app.services.people import PersonPage
from safeguard_app.services.person_declarations import PersonDeclaration
from safeguard_app.services.person_details import PersonDetails
from safeguard_app.services.person_notes import PersonNoteView
from safeguard_app.services.session import Session

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame"})
NOT_KNOWN_DAYS = "dates not entered"


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person: the page, their declarations, and how records and buttons name them."""

    page: PersonPage
    declarations: tuple[PersonDeclaration, ...]
    ref: PersonRef
    offices: tuple[str, ...]
    details: PersonDetails
    asked: Reference
    """Under which entry they were asked for: one that was merged into another opens that one."""
    merged: tuple[MergedEntry, ...] = ()
    notes: tuple[PersonNoteView, ...] = ()
    identities: tuple[IdentityLine, ...] = ()
    """Who an unknown person is, or as whom somebody was recorded."""
    elsewhere: int = 0
    """How many records should be considered for filing elsewhere, since somebody unknown turned out to work here."""
    entries: tuple[NamedIn, ...] = ()
    """Entries of the school's registers that name them."""

    @property
    def reference(self) -> Reference:
        """Their record."""
        return self.page.reference

    @property
    def short_name(self) -> str:
        """How a button calls them: the first name, or the whole of a name with a title."""
        words = self.page.name.split()
        if not words or words[0].casefold().rstrip(".") in _TITLES or words[0].startswith("@"):
            return self.page.name
        return self.page.person.known_as or words[0]

    @property
    def is_adult_here(self) -> bool:
        """Whether a contact check asks about them as the adult."""
        return self.page.person.kind is PersonKind.STAFF

    @property
    def is_nameless(self) -> bool:
        """Whether it is not known who they are."""
        return self.page.person.kind in identifications.NAMELESS

    @property
    def is_pupil(self) -> bool:
        """Whether a contact check asks about them as the pupil."""
        return self.page.person.kind in {PersonKind.PUPIL, PersonKind.FORMER_PUPIL}


@dataclass(frozen=True, slots=True)
class Correcting:
    """Whose record is being corrected, and from which version."""

    reference: Reference
    version: int


def person_view(session: Session, reference: Reference) -> PersonView:
    """The view of a person is recorded before anything is returned; of somebody merged, of the one that goes on."""
    asked, reference = reference, going_on(session, reference)
    page = people.open_person(session, reference)
    return PersonView(
        page,
        person_declarations.declarations_of(session, reference),
        people.ref_of(session, reference),
        tuple(
            f"{office_name(session, office.kind)}, {period_words(office.period)}"
            for office in page.person.offices
        ),
        person_details.details_of(
            session, KnownPerson(reference, with_present_relatives(session, page.person))
        ),
        asked,
        merging.merged_entries(session, reference),
        person_notes.notes_on(session, reference),
        identifications.identities_of(session, reference),
        len(identifications.to_file_elsewhere(session, PersonRef(reference, page.name))),
        logbook_lookup.of_person(session, reference),
    )


def period_words(period: Period) -> str:
    """ "from Mon 2 Sep 2024", "from ... to ...", or that no dates are entered."""
    return person_details.days_words(period) or NOT_KNOWN_DAYS


def person_of_draft(session: Session, draft: FormDraft) -> PersonView | None:
    """Whom a draft corrects; None for somebody new."""
    return person_view(session, draft.about) if draft.about is not None else None


def version_of(session: Session, reference: Reference) -> int:
    """The newest version of a person's record."""
    return people.stored_person(session, reference).number
