"""Who is working, on which open log, with which catalogue: what every use case is given.

A session lives on the vault's one thread from unlock to lock. Use cases are functions that take it first; every write
names its actor (the session's user) and its reason and returns :class:`Changes`.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.words import Words
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.school import School
from safeguard_app.domain.title_words import TitleWords
from safeguard_app.domain.users import Roster, RosterUser
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.vault.open_vault import OpenVault, UnlockNotice


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write changed: lists and pages refresh only if they show one of these."""

    kinds: frozenset[RecordKind] = frozenset()
    touched: frozenset[Reference] = frozenset()
    said: str = ""
    """One sentence for the status bar: what is now in the log."""

    def __or__(self, other: "Changes") -> "Changes":
        """Both together; the later sentence stands."""
        return Changes(self.kinds | other.kinds, self.touched | other.touched, other.said or self.said)


def changed(*touched: Reference, kinds: tuple[RecordKind, ...], said: str = "") -> Changes:
    """Changes to some records of some kinds."""
    return Changes(frozenset(kinds), frozenset(touched), said)


@dataclass(slots=True)
class Session:
    """An unlocked log and the person working in it."""

    vault: OpenVault
    catalogue: Catalogue
    zone: tzinfo
    looking_in: LookingIn = field(init=False, default_factory=LookingIn)
    """Looks into evidence files, in processes apart."""
    looks_settled: dict[Compartment, int] = field(init=False, default_factory=dict)
    """Up to which row it was settled in each part that of records closed to files no look at a picture is left."""
    _school: School = field(init=False)
    _roster: Roster = field(init=False)
    _words: dict[bool, Words] = field(init=False, default_factory=dict)
    _worked_out: dict[str, tuple[Hashable, dict[RecordId, Any]]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Read what hardly ever changes once."""
        self.refresh()

    def refresh(self) -> None:
        """Read school and roster again, after one of them was changed."""
        self._school = self.vault.school().content
        self._roster = self.vault.roster().content
        self._words.clear()
        self._worked_out.clear()

    @property
    def user(self) -> RosterUser:
        """Who is signed in."""
        return self.vault.user

    @property
    def school(self) -> School:
        """The school's record."""
        return self._school

    @property
    def roster(self) -> Roster:
        """Every user, as the daily log knows them."""
        return self._roster

    @property
    def nation(self) -> Nation:
        """Whose law, agencies and words apply."""
        return self._school.nation

    @property
    def is_demo(self) -> bool:
        """A demo log says so on every page and sheet and can never become a real one."""
        return self.vault.is_demo

    @property
    def notices(self) -> tuple[UnlockNotice, ...]:
        """What unlock noticed."""
        return tuple(self.vault.notices)

    @property
    def chains_checked(self) -> bool:
        """Whether the whole audit trail was recomputed since the unlock."""
        return self.vault.chains_checked

    def now(self) -> datetime:
        """The present moment, aware."""
        return self.vault.clock.now()

    def words(self, *, head_is_subject: bool = False) -> Words:
        """The nation's words; with ``head_is_subject`` the head is never who is told."""
        if head_is_subject not in self._words:
            self._words[head_is_subject] = self.catalogue.words(self.nation, head_is_subject=head_is_subject)
        return self._words[head_is_subject]

    def worked_out(self, what: str, basis: Hashable = None) -> dict[RecordId, Any]:
        """A memory of what was worked out of records' lines, emptied when ``basis`` (such as the day) is another.

        Each entry begins with the line it was worked out of: it holds for as long as the list has that same line.
        """
        kept = self._worked_out.get(what)
        if kept is None or kept[0] != basis:
            kept = self._worked_out[what] = (basis, {})
        return kept[1]

    def titles(self) -> TitleWords:
        """The nation's titles, for sentences of the contact check."""
        words = self.words()
        return TitleWords(
            head=words.term("head"),
            acting_head=words.term("acting_head"),
            chair=words.term("chair"),
            vice_chair=words.term("vice_chair"),
            authority_officer=f"officer of the {words.term('authority')}",
            safeguarding_lead=words.term("school_lead"),
            deputy_lead=words.term("deputy"),
        )

    def opens(self, compartment: Compartment) -> bool:
        """Whether this user's key opens a compartment. Courtesy for the window: the key is the wall."""
        return compartment in self.vault.compartments

    def name_of(self, actor: str) -> str:
        """The name of a user id in an event; ``This computer`` for what nobody did."""
        found = self._roster.user(actor)
        if found is not None:
            return found.name
        slot = next((slot.label for slot in self.vault.file.slots if slot.id == actor), "")
        return slot or "This computer"

    def myself(self) -> PersonRef:
        """The signed-in user as an author or teller."""
        return PersonRef(None, self.user.name, self.user.label)
