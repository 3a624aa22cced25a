"""A document on paper, known again by the number that stands on it: which it is, and what became of it since.

It is looked for in what this user's keys open; a number of another part is one of no document, in the same words. The
check is an event, as that of a file is. A number says what a paper claims to be: whether it reads the same is seen by
opening the document and comparing the two.
"""

from dataclasses import replace

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.document_identity import (
    CONTENT_DIGITS,
    DocumentIdentity,
    grouped_digits,
    groups_amiss,
    identity_typed,
    number_wrong,
)
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.handed_back import Outcome
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.handed_back_facts import document_facts, to_whom
from safeguard_app.services.handed_back_words import HandedBack, why_closed
from safeguard_app.services.numbered_documents import document_numbered
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.vault import reading

LONGEST_TYPED = 120
_MOST_AMISS = 2
"""Digits that may differ before it is another number: two numbers share fourteen of sixteen by no accident."""
_COMPARE = (
    "The number says which document the paper claims to be. Whether it reads the same, only its pages tell: open the "
    "document and compare them."
)
_OTHER_CONTENT = (
    "Its code names another content than that of the document with this number. Ask whoever handed it back where they "
    "had it from, and rely on the copy in the log."
)
_UNKNOWN = (
    "None of the parts that your passphrase opens has a document of this number. Look at each group on the paper "
    "again. If it is typed as printed, the paper may come from elsewhere, or from a part that you do not open."
)


def asked(typed: str) -> DocumentIdentity:
    """The number as typed or scanned. Raises RuleViolation (``number``), which says what is wrong with it."""
    identity = identity_typed(typed)
    if identity is None:
        raise RuleViolation({"number": number_wrong(typed)})
    return identity


def check_number(session: Session, typed: str) -> HandedBack:
    """Which document has a number, as typed or as a scanner read its code. Raises RuleViolation (``number``)."""
    identity = asked(typed)
    found = document_numbered(session, identity.document)
    outcome = Outcome.NUMBERED if found is not None else Outcome.NO_SUCH_NUMBER
    _note(session, found, outcome)
    if found is None:
        return _unknown(session, identity.document)
    return _known(session, found, identity)


def _known(session: Session, found: Stored[IssuedDocument], identity: DocumentIdentity) -> HandedBack:
    facts = (
        ("Number", DocumentIdentity(found.reference.id, "").printed),
        *document_facts(session, found),
    )
    closed = why_closed(session, found)
    answer = HandedBack(
        Outcome.NUMBERED,
        StatusLine(StatusMeaning.PLAIN, "This log issued a document of this number"),
        closed or _COMPARE,
        facts,
        document=None if closed else found.reference,
        to_whom=to_whom(session, found),
    )
    kept = found.content.version.content[:CONTENT_DIGITS]
    if identity.content and kept and identity.content != kept:
        line = StatusLine(StatusMeaning.LATE, "The code on it was not made by this log")
        return replace(answer, line=line, sentence=_OTHER_CONTENT)
    return answer


def _unknown(session: Session, digits: str) -> HandedBack:
    near = _nearly(session, digits)
    if near:
        group = near[0]
        return HandedBack(
            Outcome.NO_SUCH_NUMBER,
            StatusLine(StatusMeaning.DUE, "Nearly the number of a document"),
            f"Look at group {group} on the paper again, “{_group(digits, group)}”: one digit typed amiss makes another "
            "number.",
        )
    return HandedBack(
        Outcome.NO_SUCH_NUMBER,
        StatusLine(StatusMeaning.DUE, "No document of this number is known here"),
        _UNKNOWN,
    )


def _nearly(session: Session, digits: str) -> tuple[int, ...]:
    """The groups in which a digit or two differ from the number of a document; empty where there is none so near."""
    for opened in session.vault:
        for number in reading.ids_of_kind(opened.connection, RecordKind.DOCUMENT):
            amiss = groups_amiss(digits, number)
            if len(amiss) <= _MOST_AMISS:
                return amiss
    return ()


def _group(digits: str, number: int) -> str:
    return grouped_digits(digits).split()[number - 1]


def _note(session: Session, found: Stored[IssuedDocument] | None, outcome: Outcome) -> None:
    """With the document's record, or in the daily log; a number that nobody here knows is kept nowhere.

    It may be one of a part that is closed to this user, and open to somebody who reads the daily log's events.
    """
    facts: dict[str, str | int] = {"found": outcome.value}
    who, at = session.user.id, session.now()
    if found is None:
        session.vault.daily.note(EventKind.DOCUMENT_CHECKED, who, at, record=None, facts=facts)
        return
    place = found.reference
    session.vault.compartment(place.compartment).note(
        EventKind.DOCUMENT_CHECKED,
        who,
        at,
        record=RecordId(found.about or place.id),
        facts={**facts, "document": place.id},
    )
