"""The roster and the school are read once until something is written, and never as they were never committed."""

from dataclasses import replace

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.records import RecordKind
from safeguard_app.vault.open_vault import only
from tests.vault.made_log import MadeForTest, file_incident


class LostPowerError(Exception):
    """Stands for whatever ends a transaction."""


def test_it_is_read_again_once_anything_was_written(log: MadeForTest) -> None:
    vault = log.unlock()
    first = only(vault.daily, RecordKind.SCHOOL)
    assert only(vault.daily, RecordKind.SCHOOL) is first
    file_incident(vault)
    again = only(vault.daily, RecordKind.SCHOOL)
    assert again is not first
    assert again == first


def test_what_is_rolled_back_was_never_there(log: MadeForTest) -> None:
    vault = log.unlock()
    before = only(vault.daily, RecordKind.SCHOOL)
    with (
        pytest.raises(LostPowerError),
        vault.daily.write(EventKind.SCHOOL_CHANGED, vault.user.id, vault.clock.now()) as work,
    ):
        work.put(before.reference.id, replace(before.content, phone="01632 960999"), replacing=before.number)
        raise LostPowerError
    assert only(vault.daily, RecordKind.SCHOOL) == before


def test_what_is_committed_is_there_at_once(log: MadeForTest) -> None:
    vault = log.unlock()
    before = only(vault.daily, RecordKind.SCHOOL)
    with vault.daily.write(EventKind.SCHOOL_CHANGED, vault.user.id, vault.clock.now()) as work:
        work.put(before.reference.id, replace(before.content, phone="01632 960999"), replacing=before.number)
    assert only(vault.daily, RecordKind.SCHOOL).content.phone == "01632 960999"
