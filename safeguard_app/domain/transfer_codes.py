"""The code of a transfer pack: on its cover and on its receipt slip, so that the slip is entered with the right file.

It is worked out of the entry's own random id and kept nowhere. It has the form of the codes of declaration slips: six
signs of which none reads as another by hand, the last checking the others.
"""

import hashlib

from safeguard_app.domain.declaration_drives import SLIP_LETTERS, check_sign, printed_code, read_code
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId

_SIGNS = 5
_WHAT_FOR = b"transfer pack"
ANOTHER_FILE = "This is not the code of this file: it is {code}. Look whose slip it is before you enter it."


def transfer_code(entry: RecordId) -> str:
    """The code of the pack of an entry: "K7M-4PX"."""
    return entry_code(entry, _WHAT_FOR)


def entry_code(record: RecordId, what_for: bytes) -> str:
    """A code of a record for one purpose: from one code nobody works out the other, or the record."""
    number = int.from_bytes(hashlib.sha256(what_for + record.encode()).digest(), "big")
    body = ""
    for _ in range(_SIGNS):
        number, place = divmod(number, len(SLIP_LETTERS))
        body += SLIP_LETTERS[place]
    return printed_code(body + check_sign(body))


def check_code(entry: RecordId, typed: str, field: str) -> None:
    """Refuse a code that was typed from a slip and is not that of this entry, naming ``field``."""
    try:
        same = printed_code(read_code(typed)) == transfer_code(entry)
    except RuleViolation as refused:
        raise RuleViolation({field: refused.fields["code"]}) from refused
    if not same:
        raise RuleViolation({field: ANOTHER_FILE.format(code=transfer_code(entry))})
