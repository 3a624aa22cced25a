"""What a copy for an audience would leave out, place by place, before it is issued: shown, chosen over, searched."""

from collections.abc import Iterator
from dataclasses import dataclass

from safeguard_app.documents.render import render
from safeguard_app.domain.audiences import RULES, WORDS, Audience
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.documents_issued import Referral
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.machine_reading import count_of_words
from safeguard_app.domain.names_keys import Choice
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import cases, names_keys
from safeguard_app.services.families import CHILDREN
from safeguard_app.services.incidents import current
from safeguard_app.services.labels import role_label
from safeguard_app.services.media_types import shown_as
from safeguard_app.services.name_found import HELD, NameFound
from safeguard_app.services.names_in_text import key_of
from safeguard_app.services.names_keys import CopyOf, SaidOfPicture
from safeguard_app.services.paper_kinds import BUILDERS
from safeguard_app.services.paper_prepared import entries_of
from safeguard_app.services.paper_views import (
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
    SchedulePaper,
)
from safeguard_app.services.redaction import PictureOut, Redacted
from safeguard_app.services.redaction_search import findings, in_pictures, may_be_put_back
from safeguard_app.services.referrals import view_of
from safeguard_app.services.register_facts import known_person, relatives_of
from safeguard_app.services.session import Changes, Session

EVERY_AUDIENCE = tuple((one, WORDS[one], RULES[one]) for one in Audience)
"""Each audience with its words and its rule, for whoever chooses."""
MOST_PLACES = 400
ASKED_IN_PICTURE = (
    "Somebody in {exhibit} asked not to be named. Undo what was said of it, or make another redacted copy."
)
ASKED = "They asked not to be named, so this cannot be put back."
_LEAST_PASSAGE = 25
"""Letters of a passage that is offered to be left out: shorter ones are words, which are typed."""


@dataclass(frozen=True, slots=True)
class OfferedPerson:
    """Somebody whose copy it may be: a child of the record, or a relative of one."""

    person: PersonRef
    words: str


@dataclass(frozen=True, slots=True)
class CopyOffer:
    """What copies can be made of a record: papers by their titles, and whose they may be."""

    incident: Reference
    papers: tuple[tuple[PaperJob, str], ...]
    people: tuple[OfferedPerson, ...]


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """Words that are left out as one and the same: what stands for them, who that is, and every place."""

    word: str
    label: str
    who: str
    places: tuple[str, ...]
    can_be_put_back: bool = True

    @property
    def title(self) -> str:
        """ "“Tommo”: Child B, 3 places"."""
        return f"“{self.word}”: {self.label}, {count_words(len(self.places), 'place')}"


@dataclass(frozen=True, slots=True)
class FoundLine:
    """Words that only the search of the finished copy found: what they are taken for, and every place."""

    what: str
    text: str
    places: tuple[str, ...]
    can_be_put_back: bool

    @property
    def is_held(self) -> bool:
        """Whether it stands against the copy going out at all, whatever is left out of it."""
        return self.what == HELD

    @property
    def title(self) -> str:
        """ "Found: the name “Tyler”, 2 places"."""
        if self.is_held:
            return self.text
        return f"Found: {self.what} “{self.text}”, {count_words(len(self.places), 'place')}"


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """A picture that a copy shows: what a machine read in it, and whether that keeps the copy from being issued.

    ``words`` is how many it read, None where no machine could; ``found`` are names among them. ``can_be_said``: a
    person may say that they name nobody who may not be named, which nobody can of whoever asked not to be. ``beyond``:
    none tried, as the paper shows too many.
    """

    exhibit: str
    sha256: str
    words: int | None
    found: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    can_be_said: bool = True
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Outlook:
    """A copy as it would be issued: what it leaves out, what was chosen, and what keeps it from being issued.

    ``passages`` are the texts it holds, each with its place, to leave out whole.
    """

    title: str
    lines: tuple[LeftOutLine, ...]
    pictures: tuple[PictureOut, ...]
    choices: tuple[Choice, ...]
    passages: tuple[tuple[str, str], ...]
    found: tuple[NameFound, ...]
    copy: CopyOf
    read: tuple[ReadPicture, ...] = ()
    to_put_back: frozenset[str] = frozenset()
    """Words of what was found that can be put back with a reason."""

    @property
    def found_lines(self) -> tuple[FoundLine, ...]:
        """What was found that has words, each once with its places; what was read in a picture stands beside it."""
        places: dict[tuple[str, str], list[str]] = {}
        for one in self.found:
            if one.text and not one.in_picture:
                places.setdefault((one.what, one.text), []).append(one.place)
        return tuple(
            FoundLine(what, text, tuple(dict.fromkeys(where)), text in self.to_put_back)
            for (what, text), where in places.items()
        )

    @property
    def counts(self) -> str:
        """ "12 places in which 4 people are left out. 1 picture is left out."."""
        places = sum(len(one.places) for one in self.lines)
        said = [f"Left out in {count_words(places, 'place')}." if places else "Nobody’s name is left out."]
        if self.pictures:
            said.append(f"{count_words(len(self.pictures), 'picture')} left out.".capitalize())
        if waiting := sum(one.redacted for one in self.pictures):
            copies = count_words(waiting, "redacted copy", "redacted copies").capitalize()
            said.append(f"{copies} to decide on.")
        if unread := sum(one.words is None for one in self.read):
            them = "it" if unread == 1 else "each of them"
            said.append(
                f"{count_words(unread, 'picture')} not read by machine: look at {them} yourself.".capitalize()
            )
        return " ".join(said)

    @property
    def what_to_do(self) -> str:
        """What a person does about what was found: words in a picture can only be covered or decided on."""
        said = []
        if any(one.what == HELD for one in self.found):
            said.append("Say below why it may go out all the same, if whoever receives it may know.")
        if any(not one.in_picture and one.what != HELD for one in self.found):
            said.append("Leave these words out below, or put them back with a reason.")
            said.append("Undo a choice that fits no more.")
        if any(one.in_picture for one in self.found):
            said.append("Decide below on each name that was read in a picture.")
        return " ".join(said)


def offer(session: Session, incident: Reference) -> CopyOffer:
    """What copies can be made of a record. Slow only by its referral forms."""
    stored = current(session, incident)
    entries = entries_of(session, incident)
    papers: list[tuple[PaperJob, str]] = [(IncidentPaper(incident), "Incident record")]
    live = [one for one in entries if isinstance(one.content, EvidenceItem) and one.content.is_live]
    if live:
        papers.append((SchedulePaper(incident), "Evidence schedule"))
    if any(shown_as(one.content.stored.media_type) == "picture" for one in live):
        papers.append((IncidentPaper(incident, pictures=True), "Incident record with pictures"))
        papers.append((SchedulePaper(incident, pictures=True), "Evidence schedule with pictures"))
    for one in entries:
        if isinstance(one.content, Referral) and one.content.withdrawn is None:
            view = view_of(session, one, stored, entries)
            about = f", about {one.content.subject.name}" if one.content.subject is not None else ""
            papers.append((ReferralPaper(one.reference), f"{view.title}{about}"))
    papers += _across(session, incident)
    return CopyOffer(incident, tuple(papers), people_of(session, incident))


def _across(session: Session, incident: Reference) -> Iterator[tuple[PaperJob, str]]:
    """Papers that hold the record among others: the chronology of each child of it, the cases it is in."""
    for one in current(session, incident).content.participants:
        known = known_person(session, one.person)
        if known is not None and known.person.kind in CHILDREN:
            job = ChronologyPaper(known.reference, incident.compartment, everything=True, newest_first=False)
            yield job, f"Chronology of {known.person.name}"
    for case in cases.of_record(session, incident):
        yield CasePaper(case.reference, everything=True), f"Chronology of the case: {case.title}"


def people_of(session: Session, incident: Reference) -> tuple[OfferedPerson, ...]:
    """Whose copy of a record it may be: everybody in it with their role, then their relatives on the register."""
    found: dict[object, OfferedPerson] = {}
    for one in current(session, incident).content.participants:
        key = one.person.reference or one.person.name
        found.setdefault(
            key, OfferedPerson(one.person, f"{one.person.name}, {role_label(session, one.role).lower()}")
        )
    for there in tuple(found.values()):
        known = known_person(session, there.person)
        for relative in relatives_of(session, known) if known is not None else ():
            person = PersonRef(relative.reference, relative.person.name)
            words = f"{relative.person.name}, of the family of {there.person.name}"
            found.setdefault(relative.reference, OfferedPerson(person, words))
    return tuple(found.values())


def outlook(session: Session, job: AudiencePaper) -> Outlook:
    """The copy as it would be issued, looked through as it will be then. Nothing is kept; the record is viewed."""
    made = BUILDERS[AudiencePaper](session, job)
    redacted = made.redacted
    assert redacted is not None
    pdf = render(made.document, session.now().astimezone(session.zone))
    found = findings(made, pdf)
    return Outlook(
        title=made.document.title,
        lines=_lines(redacted),
        pictures=redacted.pictures,
        choices=redacted.choices,
        passages=_passages(redacted),
        found=found,
        copy=redacted.copy,
        to_put_back=frozenset(
            one.text for one in found if not one.in_picture and may_be_put_back(redacted, one)
        ),
        read=tuple(_read(redacted)),
    )


def leave_out(session: Session, shown: Outlook, words: str, reason: str) -> Changes:
    """Leave further words out of this paper for this audience."""
    return names_keys.leave_out(session, shown.copy, words, reason)


def put_back(session: Session, shown: Outlook, words: str, reason: str) -> Changes:
    """Words that were left out, or found, name nobody here. Not what somebody is called who asked not to be named."""
    wanted = key_of(words)
    lines: list[LeftOutLine | FoundLine] = [
        *(one for one in shown.lines if key_of(one.word) == wanted),
        *(one for one in shown.found_lines if key_of(one.text) == wanted),
    ]
    if not lines:
        raise RuleViolation({"words": "These words are not in the list of what is left out or found."})
    if not all(one.can_be_put_back for one in lines):
        raise RuleViolation({"words": ASKED})
    held = next((one.text for one in lines if isinstance(one, FoundLine) and one.is_held), "")
    return names_keys.put_back(session, shown.copy, held or words, reason, despite=bool(held))


def show_picture(session: Session, shown: Outlook, exhibit: str, reason: str) -> Changes:
    """The picture of an exhibit, as it is now, shows nobody else who may not be named in this copy.

    Said of one that is shown, it decides on the names that were read in it.
    """
    pictures: tuple[PictureOut | ReadPicture, ...] = (*shown.pictures, *shown.read)
    said = next((one for one in pictures if one.exhibit == exhibit.strip()), None)
    if said is None or not said.sha256:
        raise RuleViolation({"words": "This is not the number of a picture of this paper."})
    seen = (*said.seen, *said.found) if isinstance(said, ReadPicture) else ()
    if isinstance(said, ReadPicture) and not said.can_be_said:
        raise RuleViolation({"words": ASKED_IN_PICTURE.format(exhibit=said.exhibit)})
    picture = SaidOfPicture(said.sha256, seen)
    return names_keys.put_back(session, shown.copy, said.exhibit, reason, picture=picture)


def undo(session: Session, shown: Outlook, words: str, reason: str) -> Changes:
    """Take a choice back: the rule holds again."""
    return names_keys.take_back(session, shown.copy, words, reason)


def _lines(redacted: Redacted) -> tuple[LeftOutLine, ...]:
    who = {one.called: one.person.name for one in redacted.key.lettered}
    found: dict[tuple[str, str], list[str]] = {}
    for one in redacted.replaced[:MOST_PLACES]:
        word = " ".join(one.word.split())
        found.setdefault((one.label, word), []).append(f"{one.place}: {one.around}")
    lines = [
        LeftOutLine(word, label, who.get(label, ""), tuple(places), _may_be_put_back(redacted, word))
        for (label, word), places in found.items()
    ]
    order = {label: at for at, label in enumerate(dict.fromkeys(one.label for one in lines if one.who))}
    return tuple(sorted(lines, key=lambda one: (order.get(one.label, len(order)), one.label)))


def _read(redacted: Redacted) -> Iterator[ReadPicture]:
    for one, found in in_pictures(redacted):
        count = count_of_words(one.text) if one.text is not None else None
        names = tuple(dict.fromkeys(name.text for name in found))
        can_be_said = all(may_be_put_back(redacted, name) for name in found)
        yield ReadPicture(one.exhibit, one.sha256, count, names, one.seen, can_be_said, one.beyond)


def _may_be_put_back(redacted: Redacted, word: str) -> bool:
    """Not a passage, which is undone as a choice, nor a name of somebody who asked not to be named."""
    chosen = {key_of(one.words) for one in redacted.choices if not one.put_back}
    return key_of(word) not in chosen and key_of(word) not in redacted.asked


def _passages(redacted: Redacted) -> tuple[tuple[str, str], ...]:
    """Each paragraph of the paper as it stands on the record, once, with where it stands."""
    found: dict[str, str] = {}
    for place, text in redacted.texts:
        for line in text.split("\n"):
            if len(line.strip()) >= _LEAST_PASSAGE:
                found.setdefault(line.strip(), place)
    return tuple((place, line) for line, place in found.items())
