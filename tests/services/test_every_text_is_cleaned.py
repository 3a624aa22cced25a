"""Every text of every form that is written: what cannot be kept is said beside its field, and nothing else happens.

The forms are walked by their types, so a field added to one of them is tried here without anybody remembering it.
"""

import dataclasses
import typing
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_app.domain.contact_check import Verdict
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import (
    Merged,
    PersonRef,
    Withdrawal,
)
from safeguard_app.services import (
    incidents,
)
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, log_incident
from tests.services.written_forms import FORMS, SOMEBODY

Path = tuple[str | int, ...]

NEVER = {"nul": "a\0b", "lone surrogate": "a\ud800b", "three megabytes": "x" * 3_000_000}
MADE_BY_THE_PROGRAM = (Merged, Verdict, Reference, Withdrawal)
NOT_TAKEN = {("School", "name"), ("Form", "id"), ("Form", "version")}
"""Given with the rest and not read: a school's name is that of first run. What a
form of the school's own is kept as, and of which version ours it was made, the program knows."""
NOT_TYPED = {
    ("IncidentForm", "files_chosen"),
    ("ContactRules", "since"),
    ("School", "logbooks_on"),
    ("School", "logbooks_off"),
    ("PlanEnd", "by_name"),
    ("PlanEnd", "reason"),
}
"""Names of files as the program showed them when they were chosen: compared, never kept. Registers are switched. How a
plan ended is no part of its form."""


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def texts(value: object, upto: Path = ()) -> Iterator[tuple[Path, str, str]]:
    """Where texts stand in a form: the path, and the class and field that hold them."""
    hints = typing.get_type_hints(type(value))
    for field in dataclasses.fields(typing.cast(Any, value)):
        held, hint = getattr(value, field.name), hints[field.name]
        if hint in (str, str | None):
            yield (*upto, field.name), type(value).__name__, field.name
        elif hint == tuple[str, ...]:
            for place in range(len(held)):
                yield (*upto, field.name, place), type(value).__name__, field.name
        elif isinstance(held, tuple):
            for place, one in enumerate(held):
                if dataclasses.is_dataclass(one):
                    yield from texts(one, (*upto, field.name, place))
        elif dataclasses.is_dataclass(held) and not isinstance(held, MADE_BY_THE_PROGRAM):
            yield from texts(held, (*upto, field.name))


def typed_texts(kind: Any) -> Iterator[tuple[str, str]]:
    """Every text a form can hold, by its types alone."""
    if dataclasses.is_dataclass(kind) and kind not in MADE_BY_THE_PROGRAM:
        name = getattr(kind, "__name__", "")
        for field, hint in typing.get_type_hints(kind).items():
            if hint in (str, str | None) or hint == tuple[str, ...]:
                yield name, field
            for inner in (hint, *typing.get_args(hint)):
                yield from typed_texts(inner)


def put(value: Any, path: Path, text: str) -> Any:
    """The form with another text at one place."""
    if not path:
        return text
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        return tuple(put(one, rest, text) if place == first else one for place, one in enumerate(value))
    return replace(value, **{first: put(getattr(value, first), rest, text)})


@pytest.mark.parametrize("name", sorted(FORMS))
def test_the_example_fills_every_text_and_is_taken(session: Session, name: str) -> None:
    made, give = FORMS[name](session)
    found = {(kind, field) for _, kind, field in texts(made)}
    assert found == set(typed_texts(type(made))) - NOT_TYPED
    give(made)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_what_cannot_be_kept_is_said_by_field(session: Session, name: str) -> None:
    made, give = FORMS[name](session)
    for path, kind, field in texts(made):
        for what, text in NEVER.items():
            if (kind, field) in NOT_TAKEN:
                continue
            try:
                give(put(made, path, text))
            except RuleViolation as problem:
                assert problem.fields, (path, what)
            else:
                pytest.fail(f"{path}: {what} was taken")


@pytest.mark.parametrize("name", sorted(FORMS))
def test_any_text_is_kept_or_refused(session: Session, name: str) -> None:
    made, give = FORMS[name](session)
    places = [path for path, _, _ in texts(made)]

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(places), st.text(st.characters(exclude_categories=())))
    def any_text(path: Path, text: str) -> None:
        try:
            give(put(made, path, text))
        except RuleViolation as problem:
            assert problem.fields

    any_text()


def test_a_name_is_what_it_looks_like(session: Session) -> None:
    record = log_incident(
        session, "CB", (PersonRef(None, "Wren\u202e Maple\u200b", "Un\u2066known"), "target")
    )
    (one,) = incidents.current(session, record).content.participants
    assert (one.person.name, one.person.description) == ("Wren Maple", "Unknown")


@pytest.mark.parametrize(
    "participants",
    [
        (Participant(SOMEBODY, "no_such_role"),),
        (Participant(SOMEBODY, "target"), Participant(SOMEBODY, "target")),
        (Participant(SOMEBODY, ""),),
        (Participant(PersonRef(None, " \u200b"), "target"),),
    ],
    ids=["unknown role", "twice in one role", "no role", "no name"],
)
def test_people_of_a_concern(session: Session, participants: tuple[Participant, ...]) -> None:
    made, give = FORMS["incident"](session)
    with pytest.raises(RuleViolation) as refused:
        give(replace(made, participants=participants))
    assert set(refused.value.fields) == {"participants"}


def test_one_person_in_two_roles_is_taken(session: Session) -> None:
    made, give = FORMS["incident"](session)
    both = (Participant(SOMEBODY, "target"), Participant(SOMEBODY, "witness"))
    give(replace(made, participants=both))
