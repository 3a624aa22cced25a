"""What the log holds about somebody beside incidents, their entry and registers: each is decided on by itself.

Forms, letters and sharings of the incidents they stand in, whoever each is about, since all of it may tell of them; and
records that name them in a field and have no line in their chronology.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.cases import Case
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.declaration_drives import ReturnKind
from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.entries import counts
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.sharings import Sharing
from safeguard_app.services import sharing_pages
from safeguard_app.services.access_found import FoundItem
from safeguard_app.services.chronology import register_line
from safeguard_app.services.incidents import case_of
from safeguard_app.services.labels import label
from safeguard_app.services.letters import plain_text
from safeguard_app.services.one_person import present
from safeguard_app.services.own_forms import form_begun_on
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.people import stored_person
from safeguard_app.services.register_facts import person_of_user
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import SharingView
from safeguard_app.vault import reading

_RETURNED = {
    ReturnKind.NIL: "Nothing to declare",
    ReturnKind.DECLARED: "Something was declared",
    ReturnKind.LEFT: "They work here no longer",
}
_SOMEBODY_ELSE = "about somebody else"


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose records are looked for, in which part of the log, and the incidents of every part they stand in."""

    session: Session
    person: Reference
    part: Compartment
    incidents: Collection[Reference]

    def stored(self, kind: RecordKind) -> list[Stored[Any]]:
        """Every record of a kind that stands in the part, but what was taken back."""
        found = reading.of_kind(self.session.vault.compartment(self.part).connection, self.part, kind)
        return [one for one in found if counts(one.content)]

    def is_them(self, *people: PersonRef | None) -> bool:
        """Whether one of some people is they, by whichever entry of the register."""
        named = (present(self.session, one).reference for one in people if one is not None)
        return self.person in named

    def day(self, at: datetime) -> str:
        """A day of the school's own zone."""
        return day_words(at.astimezone(self.session.zone).date())


def hung_on(session: Session, person: Reference, incident: Reference) -> Iterator[FoundItem]:
    """What hangs on an incident and is decided on by itself, in the order it was entered."""
    case = case_of(session, incident)
    whose = Whose(session, person, incident.compartment, ())
    sharings = {one.reference: one for one in sharing_pages.views(session, incident)}
    for stored in entries_of(session, incident):
        match stored.content:
            case Referral() if counts(stored.content):
                yield _form(whose, stored, incident, case)
            case Letter() if counts(stored.content):
                yield _letter(session, stored, incident, case)
            case Sharing():
                yield _sharing(whose, stored, sharings[stored.reference], case)
            case _ if stored.kind is RecordKind.LOGBOOK_ENTRY:
                line = register_line(session, stored.reference)
                if line is not None:
                    said = (line.whole,)
                    yield FoundItem(stored.reference, stored.kind, line.day, line.what, said)


def others(whose: Whose) -> Iterator[FoundItem]:
    """Every record of the part that names them in a field and stands in no chronology."""
    finders: tuple[Callable[[Whose], Iterator[FoundItem]], ...] = (
        _cases,
        _patterns,
        _relation_answers,
        _drives,
        _away,
    )
    for find in finders:
        yield from find(whose)


def _form(whose: Whose, stored: Stored[Referral], incident: Reference, case: str) -> FoundItem:
    content, session = stored.content, whose.session
    title = session.words().fill(form_begun_on(session, content).title)
    about = (content.adult, content.child)
    theirs = about == (None, None) or whose.is_them(*about)
    words = ", ".join((case, title, *(() if theirs else (_SOMEBODY_ELSE,))))
    day = whose.day(stored.recorded_at)
    return FoundItem(stored.reference, RecordKind.REFERRAL, day, words, hangs_on=incident)


def _letter(session: Session, stored: Stored[Letter], incident: Reference, case: str) -> FoundItem:
    letter = stored.content
    template = session.catalogue.letters.get(letter.template)
    name = session.words().fill(template.name) if template is not None else "Letter"
    said = [part.strip() for part in plain_text(letter).split("\n\n") if part.strip()]
    if letter.names_kept:
        said.append(f"Why another name stays in it: {letter.names_kept}")
    day = day_words(letter.day)
    return FoundItem(
        stored.reference, RecordKind.LETTER, day, f"{case}, {name}", tuple(said), hangs_on=incident
    )


def _sharing(whose: Whose, stored: Stored[Sharing], view: SharingView, case: str) -> FoundItem:
    rows = (
        ("To", view.to),
        ("How to reach them", view.contact),
        ("For what", view.purpose),
        ("On which basis", view.basis),
        ("What", "; ".join(one.title for one in view.papers)),
        ("Prepared", view.prepared),
        ("Checked", view.checked),
        *(("Went out", one) for one in view.ways),
        ("Received", view.receipt),
        ("Taken back", view.withdrawn),
    )
    said = tuple(f"{name}: {words}" for name, words in rows if words)
    title = f"{case}, shared outside the school, no. {view.number}"
    day = whose.day(stored.content.prepared_at)
    return FoundItem(stored.reference, RecordKind.SHARING, day, title, said, hangs_on=view.incident)


def _cases(whose: Whose) -> Iterator[FoundItem]:
    """Why a record of theirs belongs to a case; nothing of the other records in it."""
    for stored in whose.stored(RecordKind.CASE):
        case: Case = stored.content
        links = [link for link in case.links if link.record in whose.incidents]
        said = []
        for link in links:
            number = case_of(whose.session, link.record)
            said.append(
                f"{number} belongs to it since {whose.day(link.at)}, by {link.by_name}: {link.reason}"
            )
            if link.unlinked is not None:
                said.append(
                    f"{number} was taken out of it {whose.day(link.unlinked.at)},"
                    f" by {link.unlinked.by_name}: {link.unlinked.reason}"
                )
        if said:
            day = whose.day(case.opened_at)
            title, tell_of = f"Case: {case.title}", tuple(link.record for link in links)
            yield FoundItem(stored.reference, RecordKind.CASE, day, title, tuple(said), tell_of=tell_of)


def _patterns(whose: Whose) -> Iterator[FoundItem]:
    """That what their records have in common was looked at, and why it was put aside."""
    known = whose.session.catalogue.patterns
    entry = stored_person(whose.session, whose.person).content
    ids: tuple[RecordId, ...] = (whose.person.id, *entry.merged_from)
    for stored in whose.stored(RecordKind.PATTERN_DISMISSAL):
        one = stored.content
        if any(record in one.key for record in ids):
            why = label(whose.session, ListName.PATTERN_REASONS, one.reason)
            rule = whose.session.words().fill(known[one.rule].title) if one.rule in known else ""
            said = (f"Put aside by {one.by_name}: {why}.", *((one.note,) if one.note else ()))
            title = f"Pattern of several records, looked at: {rule}".rstrip(": ")
            yield FoundItem(stored.reference, RecordKind.PATTERN_DISMISSAL, whose.day(one.at), title, said)


def _relation_answers(whose: Whose) -> Iterator[FoundItem]:
    for stored in whose.stored(RecordKind.RELATION_ANSWER):
        one = stored.content
        if whose.is_them(one.adult, one.pupil):
            said = (
                f"{one.adult.name} was asked whether they are related to {one.pupil.name}, and said no."
                f" Entered {whose.day(one.entered_at)}, by {one.entered_by_name}.",
            )
            title = "Asked whether an adult and a pupil are related"
            yield FoundItem(stored.reference, stored.kind, day_words(one.on), title, said)


def _drives(whose: Whose) -> Iterator[FoundItem]:
    """What they were asked to declare in a round of slips, and what came back from them alone."""
    for stored in whose.stored(RecordKind.DECLARATION_DRIVE):
        for asked in stored.content.asked:
            if not whose.is_them(asked.adult):
                continue
            said = [f"Asked on {day_words(asked.on)}."]
            for back in asked.returns:
                taken = f" Taken back: {back.withdrawn.reason}" if back.withdrawn is not None else ""
                said.append(
                    f"{_RETURNED[back.kind]}, {day_words(back.on)}. Entered by {back.entered_by_name}.{taken}"
                )
            title = f"Declaration drive, {stored.content.title}"
            yield FoundItem(stored.reference, stored.kind, day_words(asked.on), title, tuple(said))


def _away(whose: Whose) -> Iterator[FoundItem]:
    """Days on which they, as one who works with the log, were away."""
    session = whose.session
    users = {user.id: user for user in session.roster.users}
    for stored in whose.stored(RecordKind.AWAY):
        one = stored.content
        user = users.get(one.user)
        known = person_of_user(session, user) if user is not None else None
        if known is not None and known.reference == whose.person:
            said = [f"Away from {day_words(one.first)} to {day_words(one.last)}."]
            said += [one.note] if one.note else []
            yield FoundItem(stored.reference, stored.kind, day_words(one.first), "Days away", tuple(said))
