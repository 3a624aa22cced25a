"""Closing a record to files and opening it again: each once, with a reason, and what cannot be is said in words."""

from collections.abc import Callable

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import evidence, words_only
from tests.services.conftest import MadeSchool, log_incident
from tests.services.test_evidence import logged


def test_a_record_is_closed_to_files_once_and_opened_once_and_otherwise_it_is_said(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))

    def refused(act: Callable[..., object], reason: str) -> str:
        with pytest.raises(RuleViolation) as found:
            act(session, incident, reason)
        assert set(found.value.fields) == {"reason"}
        return found.value.fields["reason"]

    assert refused(words_only.open_to_files, "Wanted").startswith("Files can be added to this record already")
    assert refused(words_only.close_to_files, " ").startswith("Say why")
    assert evidence.intake_state(session, incident).is_open
    words_only.close_to_files(session, incident, "It may show one")
    assert refused(words_only.close_to_files, "Again").startswith("This record is kept in words only already")
    words_only.open_to_files(session, incident, "Meant for another record")
    assert refused(words_only.open_to_files, "Again").startswith("Files can be added to this record already")
    events = [one.event for one in logged(session) if one.event.kind is EventKind.WORDS_ONLY]
    assert [event.facts["closed"] for event in events] == [0, 1], "what was refused left no event"


def test_a_record_of_a_kind_in_words_only_is_closed_already(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident = log_incident(session, "II", (PersonRef(None, "Aisha K"), "depicted"))
    with pytest.raises(RuleViolation) as found:
        words_only.close_to_files(session, incident, "It may show one")
    assert "already" in found.value.fields["reason"]
