"""Any paper as one audience may have it: the same document, with others called by letters and their pictures left out.

domain.md 3.8, 7.2, 7.3. The key, who is "Child B", is kept beside the record when the copy is issued.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from safeguard_app.documents.content import Document
from safeguard_app.domain.audiences import WORDS, Audience, Footing
from safeguard_app.domain.coaching import Check
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.names_keys import NamesKey, whose_of
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import copy_pictures
from safeguard_app.services.copy_people import Behind, CopyPeople, SomebodyThere, acting_in, letters_for
from safeguard_app.services.held_back import FAMILY_AUDIENCES, held_back, without_kept
from safeguard_app.services.known_in_texts import Mentioned, mentioned_in
from safeguard_app.services.name_forms import initials_of
from safeguard_app.services.names_in_text import Called, NameFinder, keys_of
from safeguard_app.services.names_in_text import key_of as key_of_words
from safeguard_app.services.names_keys import CopyOf, KeyPlace, key_of
from safeguard_app.services.paper_bound import addressed
from safeguard_app.services.paper_frames import copy_number
from safeguard_app.services.paper_prepared import Prepared, entries_of
from safeguard_app.services.paper_subjects import NOT_FOR, about_whom, check_on_records, check_whose
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    IncidentPaper,
    ReferralPaper,
    TransferPackPaper,
)
from safeguard_app.services.redaction import UNSURE, Redacted, Redaction, figures_of, texts_of
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_names import WITHIN

_ABOUT = (Footing.SUBJECT, Footing.FAMILY)
_NOTE = (
    "Copy for {audience}. People who may not be named in it are called by letters, and what is left out is marked."
    " Who is who is kept at the school."
)
_NOTE_NAMED = "Copy for {audience}. Whoever asked not to be named is left out, which is marked."


def audience_paper(
    session: Session, job: AudiencePaper, builders: Mapping[type, Callable[[Session, Any], Prepared]]
) -> Prepared:
    """The paper of ``job`` as its audience may have it. Raises RuleViolation where it cannot be made for them."""
    inner = job.job
    if isinstance(inner, AudiencePaper):
        raise RuleViolation({"audience": "This copy is made for an audience already."})
    if isinstance(inner, AccessBundlePaper):
        check_whose(session, job)
        return builders[AccessBundlePaper](session, inner)  # it is made for whoever asked, and nobody else
    if isinstance(inner, IncidentPaper):
        # one of them may have asked not to be named: of the rest see below
        inner = replace(inner, names_withheld=not job.subjects, audience=job.audience, subjects=job.subjects)
    if isinstance(inner, ChronologyPaper | CasePaper | ReferralPaper):
        inner = replace(inner, audience=job.audience, subjects=job.subjects)
    if isinstance(inner, ReferralPaper) and not (job.audience.needs_subjects and job.subjects):
        job = replace(job, subjects=(*job.subjects, *(about_whom(session, inner) or ())))
    check_whose(session, job)
    made = builders[type(inner)](session, inner)
    if made.around is not None:
        return made  # an authority's own form: whoever asked not to be named stays out of it, and nobody else does
    records = made.records
    if records is None:
        records = _about_an_incident(session, made)
    if records is None:
        # check_whose refused it already: a second wall, for a kind of paper that brings no records
        if job.audience.needs_subjects:
            raise RuleViolation({"audience": NOT_FOR})
        records = ()
    check_on_records(session, replace(job, job=inner), records)
    anchor = inner.person.id if isinstance(inner, ChronologyPaper) else (made.about.id if made.about else "")
    return for_audience(session, replace(job, job=inner), made, records, anchor)


def _about_an_incident(session: Session, made: Prepared) -> tuple[Reference, ...] | None:
    if made.about is None:
        return None
    stored = session.vault.compartment(made.about.compartment).get(made.about.id)
    return (made.about,) if stored is not None and isinstance(stored.content, Incident) else None


def for_audience(
    session: Session, job: AudiencePaper, made: Prepared, records: Sequence[Reference], anchor: str
) -> Prepared:
    """The document without whoever may not stand in it, and what was done to it."""
    whose = (
        "" if isinstance(job.job, AccessBundlePaper) else whose_of(job.subjects)
    )  # its key is one person's
    copy_of = CopyOf(KeyPlace(made.compartment, made.about, anchor), job.audience, made.kind, whose)
    kept = key_of(session, copy_of.place)
    key = kept.content if kept is not None else NamesKey(anchor)
    stored = [session.vault.compartment(one.compartment).get(one.id) for one in records]
    behind = [Behind(one, entries_of(session, one.reference)) for one in stored if one is not None]
    people = CopyPeople(session, job.audience, behind, job.subjects)
    there = _there(session, job.audience, people, key, made.document)
    if job.audience.needs_subjects:
        key = letters_for(key, there.everybody)
    family = job.audience in FAMILY_AUDIENCES
    held = held_back(session, behind, people.subjects) if family else ()
    redaction, redacted = _redaction(session, made, there, Redacted(key, copy_of, held=held))
    document = redaction.of(without_kept(made.document) if family else made.document)
    kind = f"{made.kind}_{job.audience.value}"
    version_of = _version_of(made, job)
    copy = copy_number(session, made.compartment, made.about, kind, version_of)
    return replace(
        made,
        document=addressed(_marked(document, job.audience, f"copy {copy}"), _recipient(session, job)),
        kind=kind,
        copy=copy,
        shows=_still_shown(document, made.shows),
        listed_as=f"{made.listed_as or document.title}, for {WORDS[job.audience]}",
        version_of=version_of,
        redacted=replace(
            redacted,
            replaced=tuple(redaction.replaced),
            pictures=tuple(redaction.pictures),
            texts=tuple(redaction.texts),
            lost=redaction.lost(),
            in_pictures=copy_pictures.words_in(
                session, made.compartment, job.audience, redacted.choices, document
            ),
        ),
    )


def _recipient(session: Session, job: AudiencePaper) -> str:
    """Who stands on the cover as the one it is for; whose copy a parent’s is stands in the document itself.

    A pack says itself which school it goes to.
    """
    audience = job.audience
    if isinstance(job.job, TransferPackPaper):
        return ""
    if audience is Audience.AUTHORITY:
        return session.school.local_authority
    return WORDS[audience].capitalize() if audience in {Audience.POLICE, Audience.TRANSFER} else ""


def _version_of(made: Prepared, job: AudiencePaper) -> str:
    """A copy is a version of those made for the same people alone: their names stand here as a hash."""
    if not job.subjects:
        return made.version_of
    return f"{made.version_of}:{whose_of(job.subjects)}"


def _redaction(
    session: Session, made: Prepared, there: "_There", so_far: Redacted
) -> tuple[Redaction, Redacted]:
    """What goes over the document, and what the copy must not hold."""
    key, choices = so_far.key, so_far.copy.chosen(so_far.key)
    hidden = tuple(one.called(key.called(one.person) or WITHIN) for one in there.everybody if not one.named)
    theirs = tuple(one.called("") for one in there.everybody if one.named and one.footing in _ABOUT)
    text = " ".join(words for _, words in texts_of(made.document))
    acting = acting_in(session, text, [one for one in there.everybody if not one.named])
    named = (
        *(one.called("") for one in there.everybody if one.named and one.footing not in _ABOUT),
        *acting,
    )
    asked = frozenset(
        key
        for one in there.everybody
        if one.asked and not one.named
        for key in (*keys_of(one.called("")), *(form for name in one.names for form in initials_of(name)))
    )
    back = [one.words for one in choices if one.put_back and not one.picture and not one.despite]
    explained = _explained(session)
    finder = NameFinder(
        (*hidden, *there.unknown),
        theirs,
        named,
        unsure=UNSURE,
        put_back=[one for one in back if key_of_words(one) not in asked],
        further=there.words,
        explained=explained,
        phrases=(session.school.name,),
    )
    further = tuple(one.words for one in choices if not one.put_back)
    described = frozenset(one.person.description for one in there.everybody if not one.named) - {""}
    keeps = partial(copy_pictures.left_out, session, made.compartment, so_far.copy.audience, choices)
    redacted = replace(
        so_far,
        forbidden=hidden,
        theirs=theirs,
        named=named,
        words=there.words,
        choices=choices,
        asked=asked,
        explained=explained,
    )
    return Redaction(finder, further, described, keeps), redacted


def _marked(document: Document, audience: Audience, copy: str) -> Document:
    """The document says whose copy it is."""
    note = (_NOTE if audience.needs_subjects else _NOTE_NAMED).format(audience=WORDS[audience])
    standing = document.standing if audience is Audience.SCHOOL else (*document.standing, note)
    return replace(document, frame=replace(document.frame, copy=copy), standing=standing)


@dataclass(frozen=True, slots=True)
class _There:
    """Everybody who stands in the records or is mentioned in the document, and words of names nobody can place."""

    everybody: tuple[SomebodyThere, ...]
    words: tuple[str, ...]
    unknown: tuple[Called, ...]


def _there(
    session: Session, audience: Audience, people: CopyPeople, key: NamesKey, document: Document
) -> _There:
    """The people of the records; those of the register whom the document mentions besides; whoever has a letter."""
    known = people.everybody()
    if not audience.needs_subjects:
        return _There(known, (), ())
    found: Mentioned = mentioned_in(
        session,
        [text for _, text in texts_of(document)],
        [one.person for one in known],
        [one.called("") for one in known],
        [one.called("") for one in known if one.named],
        [] if audience is Audience.PARENT else [*_in_entries(session, people.subjects)],
    )
    more = [people.of_register(one) for one in found.people]
    there = {one.person: one for one in (*known, *more)}
    for one in key.lettered:
        there.setdefault(one.person, people.of_register(one.person))
    accounts = tuple(Called(UNSURE, (), handles=(one,)) for one in found.accounts)
    addresses = Called(UNSURE, (), numbers=found.addresses)
    return _There(tuple(there.values()), found.words, (*accounts, addresses))


def _in_entries(session: Session, subjects: Iterable[PersonRef]) -> Iterator[str]:
    """What the register has of them: a parent's copy is for whichever parent comes, who may not have their numbers."""
    for one in subjects:
        known = known_person(session, one)
        if known is not None:
            yield from (text for _, text in texts_of(known.person))


def _explained(session: Session) -> frozenset[str]:
    """Short forms that are nobody's initials."""
    rules = (one for one in session.catalogue.coach.values() if one.check is Check.INITIALS)
    return frozenset(form for rule in rules for form in rule.explained)


def _still_shown(document: Document, shows: tuple[RecordId, ...]) -> tuple[RecordId, ...]:
    """The exhibits whose pictures stand in the copy."""
    left = figures_of(document)
    return tuple(one for one in shows if one in left)
