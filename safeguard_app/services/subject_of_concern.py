"""Whom a concern is about, where that decides who may read it: the Headteacher, or the safeguarding lead.

Both read concerns about adults. So where one of them is the adult of concern, the record belongs where they cannot
read it, whatever was ticked: the register of people, the school's record and the roster all say who they are. What
somebody can read is what their keys open, not what their office is: a lead who is acting Headteacher opens the part
about the Headteacher, and a deputy may open them all (ADR 0017).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from safeguard_app.catalogue.categories import ADULT_OF_CONCERN
from safeguard_app.domain.contact_check import Verdict
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import OfficeKind, PersonKind, PersonRef
from safeguard_app.domain.person_rules import HEAD_OFFICES, holds_office
from safeguard_app.services.identified import people_behind
from safeguard_app.services.labels import role_label, today
from safeguard_app.services.register_facts import known_person, same_name
from safeguard_app.services.session import Session

SUBJECT_ROLES = frozenset({ADULT_OF_CONCERN, "alleged"})
"""Roles of those whose own conduct a record is about."""


class MustBeRefiled(KnownProblem):
    """A correction names somebody who reads the part of the log that the record stands in: it has to move first."""

    code = "must_be_refiled"

    def __init__(self, home: Compartment, sentence: str, next_step: str) -> None:
        """Remember where it belongs now."""
        self.home = home
        super().__init__(sentence, next_step)


class KeptApart(KnownProblem):
    """A contact check about somebody who reads the part of the log that the record stands in: it is not kept there."""

    code = "kept_apart"

    def __init__(self, title: str) -> None:
        """Say which office the adult holds, or that they have a key (empty ``title``); the problem names nobody."""
        if not title:
            super().__init__(
                "The adult of this check has a key of their own to the record it was to be kept with. Nothing was kept"
                " there.",
                "Keep it with a record that they cannot read, or take their key away first (Settings, Who opens the"
                " log).",
            )
            return
        super().__init__(
            f"The adult of this check holds the office of {title}, and the {title} can read the record it was to be"
            " kept with. Nothing was kept there.",
            f"Start a new incident about the {title} with it, or keep it with a record that the {title} cannot read.",
        )


@dataclass(frozen=True, slots=True)
class Subjects:
    """Whom the people of a record make it about: the names found. One person who is both stands under ``head``."""

    head: str = ""
    lead: str = ""
    head_is_lead: bool = False
    """The same person is both: about either keeps it from them, as far as their keys do."""
    opens: frozenset[Compartment] = frozenset()
    """What one of them, or anybody else whose conduct it is about, opens with a key of their own."""

    @property
    def hold_office(self) -> bool:
        """Whether it is about the Headteacher or the lead."""
        return bool(self.head or self.lead)

    def home(self) -> Compartment | None:
        """The part of the log it belongs in; None where it is about neither, or no part is closed to them."""
        closed = self._closed()
        return closed[0] if closed else None

    def may_stand_in(self, at: Compartment) -> bool:
        """Whether none of them can read that part of the log. The daily log is read by everybody who has a key."""
        if self.head and self.lead:
            return False
        if self.hold_office:
            return at in self._closed()
        return at is Compartment.DAILY or at not in self.opens

    def _closed(self) -> list[Compartment]:
        about_head = [Compartment.NOT_HEAD] if self.head else []
        about_lead = [Compartment.NOT_DSL] if self.lead or self.head_is_lead else []
        return [part for part in (*about_head, *about_lead) if part not in self.opens]


def subjects_of(session: Session, participants: Iterable[Participant]) -> Subjects:
    """Whether somebody whose conduct it is about is the Headteacher, acting Headteacher or safeguarding lead today.

    Whoever somebody unknown was identified as counts as themselves.
    """
    head, lead, both = "", "", False
    opens: set[Compartment] = set()
    named = tuple(participants)
    for one in (*named, *people_behind(session, named)):
        if one.role not in SUBJECT_ROLES:
            continue
        opens.update(_opened_by(session, one.person))
        is_head, is_lead = _is_head(session, one.person), _is_lead(session, one.person)
        if is_head:
            head, both = head or one.person.name, both or is_lead
        elif is_lead:
            lead = lead or one.person.name
    return Subjects(head, lead, both, frozenset(opens))


def contradictions(session: Session, participants: Iterable[Participant], at: Compartment) -> dict[str, str]:
    """What the people of a record say against keeping it ``at`` a part of the log, by the field of the answer."""
    found = subjects_of(session, participants)
    if found.head and found.lead:
        return {"participants": filed_twice()}
    if found.may_stand_in(at):
        return {}
    home = found.home()
    if home is None:
        return {"participants": opens_all()}
    if home is Compartment.NOT_HEAD:
        return {"about_head": _tick(session, "head")}
    return {"about_lead": _tick(session, "school_lead")}


def reasons(session: Session, participants: tuple[Participant, ...]) -> tuple[str, str]:
    """Why a concern is about the Headteacher, and why about the lead, in the nation's words; empty where it is not."""
    found = subjects_of(session, participants)
    if found.head_is_lead and found.home() is Compartment.NOT_DSL:
        return "", _because(session, participants, found.head, "school_lead")
    return _because(session, participants, found.head, "head"), _because(
        session, participants, found.lead, "school_lead"
    )


def require_home(session: Session, participants: Iterable[Participant], at: Compartment) -> None:
    """Refuse to keep a record where the person it is about can read it.

    Raises :class:`MustBeRefiled`, or :class:`RuleViolation` where it would be about both.
    """
    found = subjects_of(session, participants)
    if found.head and found.lead:
        raise RuleViolation({"participants": filed_twice()})
    if found.may_stand_in(at):
        return
    home = found.home()
    if home is None:
        raise RuleViolation({"participants": opens_all()})
    title = _title(session, found)
    sentence = (
        f"Somebody here whose conduct the record is about holds the office of {title}, and this part of the log"
        f" can be read by the {title}. Nothing was changed."
    )
    next_step = (
        f"The record has to be filed where the {title} cannot read it, with this correction. If it is not about"
        " them, change the person or the role."
    )
    raise MustBeRefiled(home, sentence, next_step)


def home_at_intake(session: Session, people: tuple[Participant, ...], at: Compartment) -> Compartment:
    """Where a concern belongs that was handed in to ``at``: offices may have changed hands since it was.

    From the part about adults it goes where the person it is about cannot read it. Raises, as :func:`require_home`
    does, where there is no such part, or where what was already kept apart would be read by another it is about.
    """
    found = subjects_of(session, people)
    if not found.hold_office:
        return at  # what a key opens was asked when it was handed in; what waits is not left lying for it
    if at is Compartment.ADULTS and (home := found.home()) is not None:
        require_home(session, people, home)
        return home
    require_home(session, people, at)
    return at


def subjects_of_check(session: Session, verdict: Verdict) -> Subjects:
    """Whether the adult whose contact was checked is the Headteacher, acting Headteacher or safeguarding lead today."""
    return subjects_of(session, (checked_adult(verdict),))


def checked_adult(verdict: Verdict) -> Participant:
    """The adult of a contact check, as somebody whose conduct the record it is kept with is about."""
    return Participant(verdict.question.adult, ADULT_OF_CONCERN)


def require_kept_apart(session: Session, verdict: Verdict, at: Compartment) -> None:
    """Raise :class:`KeptApart` where a check would be kept with a record that its adult can read."""
    found = subjects_of_check(session, verdict)
    if not found.may_stand_in(at):
        raise KeptApart(_title(session, found) if found.hold_office else "")


def only_apart_words(session: Session, verdict: Verdict) -> str:
    """Why not every record is offered to keep a check with; empty where every one is."""
    found = subjects_of_check(session, verdict)
    if not found.hold_office:
        return "" if found.may_stand_in(Compartment.ADULTS) else _HAS_A_KEY
    title = _title(session, found)
    return (
        f"The adult of this check holds the office of {title}. So it can be kept only with a record that the {title}"
        f" cannot read, or with a new one about the {title}; other records are not offered."
    )


_HAS_A_KEY = (
    "The adult of this check has a key of their own to concerns about adults. So it can be kept only with a record that"
    " they cannot read; other records are not offered."
)


def opens_all() -> str:
    """Why a concern cannot be filed about somebody whose key opens every part that it could be kept in."""
    return (
        "Somebody here whose conduct it is about could read it with a key of their own. Take that key away first"
        " (Settings, Who opens the log): they can be let in again without concerns about adults. Until then this stays"
        " a draft, which nobody but you can open."
    )


def filed_twice() -> str:
    """Why one record cannot be about both."""
    return "A concern about both is filed twice, once about each, so that each can be kept apart."


def _title(session: Session, found: Subjects) -> str:
    return session.words().term("head" if found.head else "school_lead")


def _tick(session: Session, term: str) -> str:
    title = session.words().term(term)
    return (
        f"Somebody here whose conduct it is about holds the office of {title}. Tick “This is about the {title}”, so"
        " that they cannot read it. If it is not about them, change the person or the role."
    )


def _because(session: Session, participants: tuple[Participant, ...], name: str, term: str) -> str:
    if not name:
        return ""
    everybody = (*participants, *people_behind(session, participants))
    role = next(one.role for one in everybody if one.person.name == name and one.role in SUBJECT_ROLES)
    words = role_label(session, role)
    return (
        f"{name} is here as {words[:1].lower()}{words[1:]} and holds the office of {session.words().term(term)}."
        " If it is not about them, change the person or the role."
    )


def _opened_by(session: Session, person: PersonRef) -> tuple[Compartment, ...]:
    """The parts of the log that somebody opens with a key of their own; none for whoever has no key."""
    known = known_person(session, person)
    if known is not None and known.person.kind is not PersonKind.STAFF:
        return ()
    mine = (user for user in session.roster.current() if same_name(user.name, person.name))
    return tuple(part for user in mine for part in user.reads)


def _is_head(session: Session, person: PersonRef) -> bool:
    named = [session.school.head_name, *(user.name for user in session.roster.current() if user.is_head)]
    return _is_one_of(session, person, HEAD_OFFICES, named)


def _is_lead(session: Session, person: PersonRef) -> bool:
    named = [session.school.dsl_name, *(user.name for user in session.roster.current() if user.is_dsl)]
    return _is_one_of(session, person, frozenset({OfficeKind.DSL}), named)


def _is_one_of(session: Session, person: PersonRef, offices: frozenset[OfficeKind], names: list[str]) -> bool:
    """By the office on the register today, or by name: a pupil or parent of the same name is somebody else."""
    known = known_person(session, person)
    if known is not None and holds_office(known.person.offices, offices, today(session)):
        return True
    if known is not None and known.person.kind is not PersonKind.STAFF:
        return False
    return bool(person.name.strip()) and any(same_name(name, person.name) for name in names if name)
