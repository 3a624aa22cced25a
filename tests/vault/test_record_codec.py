"""Whether a stored record counts is told without reading the rest of it, and as the domain tells it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from safeguard_app.domain.entries import Note, NoteKind, counts
from safeguard_app.domain.identifiers import RecordId
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import Merged, Withdrawal
from safeguard_app.vault import record_codec
from safeguard_app.vault.problems import DatabaseDamaged
from tests.domain.register_builders import FRIEND, TYLER

AT = datetime(2026, 10, 12, 15, 42, tzinfo=UTC)
GONE = Withdrawal(AT, "Ms Tester", "Entered twice.")
NOTE = Note(NoteKind.NOTE, exactly(AT), "It was “withdrawn”: {}")
PERSON, DECLARATION = TYLER.person, FRIEND


@pytest.mark.parametrize(
    ("content", "stands"),
    [
        (NOTE, True),
        (replace(NOTE, withdrawn=GONE), False),
        (PERSON, True),
        (replace(PERSON, entered_in_error=GONE), False),
        (replace(PERSON, merged_into=Merged(RecordId("another"), AT, "Ms Tester", "The same child.")), False),
        (DECLARATION, True),
        (replace(DECLARATION, entered_in_error=GONE), False),
    ],
)
def test_a_record_that_was_taken_back_does_not_count(content: object, stands: bool) -> None:
    assert record_codec.stands(record_codec.encode(content)) is stands
    assert counts(content) or not stands


def test_what_is_no_record_is_damage() -> None:
    with pytest.raises(DatabaseDamaged):
        record_codec.stands("no record")
