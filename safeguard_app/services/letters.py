"""Letters drafted from a record: kept as editable plain text, copied or printed once nothing in them is open, sent.

Another child's name is said before a letter can go out. Copying and printing are not sending: a person says that.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.date_words import day_words, joined_words
from safeguard_app.domain.errors import KnownProblem, RuleViolation
from safeguard_app.domain.folded_text import folded_name
from safeguard_app.domain.identifiers import RecordId, Reference, new_record_id
from safeguard_app.domain.incidents import Incident, Participant
from safeguard_app.domain.index_lines import PersonLine
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonKind
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.domain.word_edges import standing_alone
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.identified import behind_a_copy
from safeguard_app.services.incidents import current
from safeguard_app.services.name_forms import is_description
from safeguard_app.services.register_facts import bare_name, known_person
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.services.telling_bars import against
from safeguard_app.services.withheld_copies import named_anyway
from safeguard_app.services.withheld_names import names_of
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion

_KINDS = (RecordKind.INCIDENT, RecordKind.LETTER)
_CHILDREN = frozenset({PersonKind.PUPIL, PersonKind.FORMER_PUPIL})
_MAY_BE_A_CHILD = frozenset(
    {
        "alleged",
        "amplifier",
        "bystander",
        "child_contacted",
        "child_of_concern",
        "depicted",
        "mentioned",
        "recipient",
        "target",
        "witness",
    }
)
"""Roles in which somebody whom the register does not know may be a child."""

BARRED = "Write to somebody else, by their whole name, or say in the letter’s form why it goes to them."


class LetterNotReady(KnownProblem):
    """Something in the letter is still open: a gap, or another child's name."""

    code = "letter_not_ready"
    sentence = "This letter is not ready to go. It is kept as it is."
    next_step = "Choose “Edit” beside the letter."


def keep(
    session: Session, incident: Reference, letter: Letter, replacing: Stored[Letter] | None = None
) -> Changes:
    """Keep a letter as it stands, gaps and all. One that was sent is not altered any more."""
    clean = _checked(session, letter)
    if replacing is not None and replacing.content.sent is not None:
        raise RuleViolation({"body": "This letter was sent, so it stays as it is. Draft another one."})
    current(session, incident)
    compartment = session.vault.compartment(incident.compartment)
    facts = {"letter": clean.template}
    with compartment.write(
        EventKind.LETTER_KEPT, session.user.id, session.now(), record=incident.id, facts=facts
    ) as work:
        if replacing is None:
            work.put(new_record_id(), clean, about=incident.id)
        else:
            work.put(replacing.reference.id, clean, about=incident.id, replacing=replacing.number)
    return changed(incident, kinds=_KINDS, said="The letter is kept with its record. Nothing was sent.")


def rewrite(
    session: Session, incident: Reference, letter: RecordId, content: Letter, *, replacing: int
) -> Changes:
    """Keep a letter as it was edited: a further version. Raises StaleVersion where ``replacing`` is not the newest."""
    stored = stored_letter(session, incident, letter)
    if stored.number != replacing:
        raise StaleVersion
    return keep(session, incident, content, stored)


def copied(session: Session, incident: Reference, letter: RecordId) -> tuple[str, Changes]:
    """The letter as plain text, for the clipboard. That it leaves the program so is an event of its own."""
    stored = ready(session, incident, letter)
    text = plain_text(stored.content)
    compartment = session.vault.compartment(incident.compartment)
    compartment.note(
        EventKind.LETTER_COPIED,
        session.user.id,
        session.now(),
        record=incident.id,
        facts={"letter": stored.content.template},
    )
    return text, changed(incident, kinds=_KINDS, said="Copied as plain text. It is taken back in 30 seconds.")


def sent(session: Session, incident: Reference, letter: RecordId, at: Moment, how: str) -> Changes:
    """Somebody says that the letter was sent, when and how."""
    stored = ready(session, incident, letter)
    if stored.content.sent is not None:
        raise RuleViolation({"how": "This letter is recorded as sent already."})
    cleaning = Cleaning()
    if not at.is_known:
        cleaning.say("at", "Say when it was sent.")
    how_sent = cleaning.line(how, "how", needed="Say how: by post, by hand, by e-mail.")
    when_sent = cleaning.passed(at, "at", session.now())
    cleaning.finish()
    content = replace(stored.content, sent=when_sent, sent_how=how_sent)
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(
        EventKind.LETTER_SENT,
        session.user.id,
        session.now(),
        record=incident.id,
        facts={"letter": content.template},
    ) as work:
        work.put(letter, content, about=incident.id, replacing=stored.number)
    return changed(incident, kinds=_KINDS, said="Recorded as sent.")


def stored_letter(session: Session, incident: Reference, letter: RecordId) -> Stored[Letter]:
    """One letter of a record. Raises KeyError for none such."""
    stored = session.vault.compartment(incident.compartment).get(letter)
    if stored is None or stored.about != incident.id or not isinstance(stored.content, Letter):
        raise KeyError(letter)
    if stored.content.withdrawn is not None:
        raise RuleViolation({"letter": "This letter was taken back. Draft it again if it is needed."})
    found: Stored[Letter] = stored
    return found


def ready(session: Session, incident: Reference, letter: RecordId) -> Stored[Letter]:
    """A letter in which nothing is open. Raises :class:`LetterNotReady` saying what is."""
    stored = stored_letter(session, incident, letter)
    entries = reading.about(session.vault.compartment(incident.compartment).connection, incident)
    open_points = what_is_open(session, current(session, incident).content, entries, stored.content)
    if open_points:
        raise LetterNotReady(f"This letter is not ready to go. {' '.join(open_points)} It is kept as it is.")
    return stored


def what_is_open(
    session: Session, incident: Incident, entries: Iterable[Stored[Any]], letter: Letter
) -> tuple[str, ...]:
    """What has to be seen to before a letter can be copied, printed or sent, a sentence for each.

    ``entries`` are those of its record.
    """
    found = []
    if letter.gaps:
        found.append(f"Still to be filled in: {joined_words(letter.gaps)}.")
    if not letter.to.strip():
        found.append("Say whom it is to.")
    barred = against(session, incident, entries, letter.to)
    if barred and not letter.goes_despite:
        found.append(f"{'. '.join(barred)}. {BARRED}")
    named = others_named(session, incident, letter)
    if named and not letter.names_kept:
        found.append(f"It names {joined_words(named)}, and only the addressee’s own child may stand in it.")
    return tuple(found)


def others_named(session: Session, incident: Incident, letter: Letter) -> tuple[str, ...]:
    """Other children, and people who asked not to be named, whose names stand in a letter.

    Those on the record by any part of their name that nobody else there bears; every other pupil by the whole name.
    """
    text = "\n".join((letter.subject, letter.greeting, letter.body, letter.ending))
    own = {bare_name(name) for name in (letter.to, letter.child, letter.signed_by) if name.strip()}
    hidden: list[str] = []
    others = [letter.to, letter.child, letter.signed_by]
    for one in (*incident.participants, *behind_a_copy(session, incident.participants)):
        if bare_name(one.person.name) in own or not one.person.name.strip():
            continue
        (hidden if _stays_out(session, one) else others).append(one.person.name)
    plain = [name for name in others if name.strip() and not is_description(name)]
    kept = named_anyway(session, (incident,))
    found = [name for name in hidden if names_of([name], plain, kept).stands_in(text)]
    letter_folded = folded_name(text)
    found += [
        name
        for name in _pupils(session)
        if folded_name(name) not in own and _whole_name_in(name, letter_folded)
    ]
    return tuple(dict.fromkeys(found))


def plain_text(letter: Letter) -> str:
    """The letter as plain text, for the school's letterhead. No case number, marking or chain head."""
    head = "\n".join(part for part in (letter.to, letter.address.strip()) if part)
    signed = "\n".join(part for part in (letter.signed_by, letter.signed_as) if part)
    parts = (
        head,
        day_words(letter.day, long=True),
        letter.greeting,
        letter.subject,
        letter.body.strip(),
        letter.ending,
        f"\n\n{signed}",
    )
    return "\n\n".join(part for part in parts if part.strip()) + "\n"


def may_be_a_child(one: Participant) -> bool:
    """Whether somebody whom the register does not know may be a child, by their role in the record."""
    return one.role in _MAY_BE_A_CHILD


def _checked(session: Session, letter: Letter) -> Letter:
    cleaning = Cleaning()
    if letter.template not in session.catalogue.letters:
        cleaning.line(letter.template, "body")
        cleaning.say("body", "This is not one of the letters that can be drafted here.")
    clean = replace(
        letter,
        to=cleaning.name(letter.to, "to"),
        address=cleaning.text(letter.address, "address"),
        subject=cleaning.line(letter.subject, "subject", needed="Say what the letter is about."),
        greeting=cleaning.line(letter.greeting, "greeting", needed="Say how it begins: “Dear …,”."),
        body=cleaning.text(letter.body, "body", needed="Write the letter."),
        ending=cleaning.line(letter.ending, "ending"),
        signed_by=cleaning.name(letter.signed_by, "signed_by"),
        signed_as=cleaning.line(letter.signed_as, "signed_as"),
        child=cleaning.name(letter.child, "child"),
        names_kept=cleaning.line(letter.names_kept, "names_kept"),
        sent=cleaning.moment(letter.sent, "at") if letter.sent is not None else None,
        sent_how=cleaning.line(letter.sent_how, "how"),
        goes_despite=cleaning.line(letter.goes_despite, "goes_despite"),
    )
    cleaning.finish()
    return clean


def _stays_out(session: Session, one: Participant) -> bool:
    """Whether a letter may not name them: a child, somebody who asked, or somebody who may be a child."""
    if one.name_withheld:
        return True
    if one.role == "account":
        return False
    known = known_person(session, one.person)
    return known.person.kind in _CHILDREN if known is not None else may_be_a_child(one)


def _pupils(session: Session) -> list[str]:
    """The names of every pupil on the register."""
    lines = session.vault.daily.listing.lines(RecordKind.PERSON)
    return [line.name for _, line in lines if isinstance(line, PersonLine) and line.kind in _CHILDREN]


def _whole_name_in(name: str, text: str) -> bool:
    """``text`` is folded already: a school has thousands of names, and a letter may be long."""
    plain = bare_name(name)
    if " " not in plain or plain not in text:
        return False
    return re.search(standing_alone(re.escape(plain), plain), text) is not None
