"""In which records an account is named, over what this user's keys open, and who has it on the register."""

from collections.abc import Mapping

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.index_lines import IncidentLine, PersonLine
from safeguard_app.domain.named_accounts import accounts_in, plain_handle
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.session import Session
from safeguard_app.vault import searching
from safeguard_app.vault.compartment import OpenCompartment

_LEAST_WITH_AT = 2
"""Letters of an account that is named with an @ alone."""


def holders(session: Session) -> Mapping[str, tuple[Reference, ...]]:
    """Every account on the register, in the form in which accounts are compared, with whose entry it stands on."""
    found: dict[str, list[Reference]] = {}
    for part in session.vault:
        for record, line in part.listing.lines(RecordKind.PERSON):
            if isinstance(line, PersonLine):
                for handle in dict.fromkeys(plain_handle(one) for one in line.handles):
                    found.setdefault(handle, []).append(Reference(part.id, record))
    found.pop("", None)
    return {handle: tuple(people) for handle, people in found.items()}


def asked_for(session: Session) -> frozenset[str]:
    """Every account that an incident names where an account is asked for: where it was, who took part, exhibits."""
    return frozenset(
        handle
        for part in session.vault
        for _, line in part.listing.lines(RecordKind.INCIDENT)
        if isinstance(line, IncidentLine)
        for handle in line.handles
    )


def records_naming_account(session: Session, handle: str) -> frozenset[Reference]:
    """The incidents that name an account: where one is asked for, or anywhere in their words.

    In running words it counts as :func:`accounts_in` reads it, so that "@rose" is not found in every rose.
    """
    plain = plain_handle(handle)
    if not plain:
        return frozenset()
    return frozenset(reference for part in session.vault for reference in _in_part(part, plain))


def _in_part(part: OpenCompartment, plain: str) -> set[Reference]:
    found = {
        record
        for record, line in part.listing.lines(RecordKind.INCIDENT)
        if isinstance(line, IncidentLine) and plain in line.handles
    }
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
