"""In which records an account is named, over what this user's keys open, and who has it on the register."""

from collections.abc import Mapping, Sequence
from typing import cast

from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.index_lines import IncidentLine, PersonLine
from safeguard_app.domain.named_accounts import accounts_in, plain_handle
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.session import Session
from safeguard_app.vault import searching
from safeguard_app.vault.compartment import OpenCompartment

_ALL = RecordId("")
"""Stands in a memory that was filled, whatever was found."""
_LEAST_WITH_AT = 2
"""Letters of an account that is named with an @ alone."""


def holders(session: Session) -> Mapping[str, tuple[Reference, ...]]:
    """Every account on the register, in the form in which accounts are compared, with whose entry it stands on.

    Asked at each letter of an account, so it is gathered once for as long as nothing is written.
    """
    return _gathered(session, RecordKind.PERSON)


def asked_for(session: Session) -> Mapping[str, tuple[Reference, ...]]:
    """Every account that incidents name where one is asked for, such as where it was, and which do."""
    return _gathered(session, RecordKind.INCIDENT)


def _gathered(session: Session, kind: RecordKind) -> Mapping[str, tuple[Reference, ...]]:
    """The accounts of every line of a kind in what this user's keys open."""
    heads = tuple((part.id, part.head.number) for part in session.vault)
    memory = session.worked_out(f"accounts of {kind.value} records", heads)
    if _ALL not in memory:
        found: dict[str, list[Reference]] = {}
        for part in session.vault:
            for record, line in part.listing.lines(kind):
                if isinstance(line, PersonLine | IncidentLine) and line.handles:
                    for handle in dict.fromkeys(plain_handle(one) for one in line.handles):
                        found.setdefault(handle, []).append(Reference(part.id, record))
        found.pop("", None)
        memory[_ALL] = {handle: tuple(records) for handle, records in found.items()}
    return cast(Mapping[str, tuple[Reference, ...]], memory[_ALL])


def records_naming_account(session: Session, handle: str) -> frozenset[Reference]:
    """The incidents that name an account: where one is asked for, or anywhere in their words.

    In running words it counts as :func:`accounts_in` reads it, so that "@rose" is not found in every rose.
    """
    plain = plain_handle(handle)
    if not plain:
        return frozenset()
    named = asked_for(session).get(plain, ())
    return frozenset(reference for part in session.vault for reference in _in_part(part, plain, named))


def _in_part(part: OpenCompartment, plain: str, named: Sequence[Reference]) -> set[Reference]:
    found = {one.id for one in named if one.compartment is part.id}
    is_a_word = plain.isalpha()  # counts only with an @ before it, and there is one in few texts
    if is_a_word and len(plain) < _LEAST_WITH_AT:
        return {Reference(part.id, record) for record in found}
    wanted = f"@{plain}" if is_a_word else plain
    for record, text in searching.texts_with(part, plain, with_at=is_a_word):
        if record not in found and wanted in text.casefold() and plain in accounts_in(text, {plain}):
            line_of = part.listing.line(record)
            if line_of is not None and line_of[0] is RecordKind.INCIDENT:
                found.add(record)
    return {Reference(part.id, record) for record in found}
