"""Making a log: the service refuses what cannot be kept before anything is made, whoever asked."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.school import ContactToRing, School
from safeguard_app.domain.users import Role
from safeguard_app.services import opening
from safeguard_app.services.opening import Computer, PersonWithKey
from tests.services.conftest import PASSPHRASES, SCHOOL, START, ZONE, SetClock, at

LEAD = PersonWithKey("Miss Jo Abbey", (Role.DSL, Role.HEAD), PASSPHRASES["dsl"])

Make = Callable[..., tuple[Path, School]]


@pytest.fixture
def make(tmp_path: Path, catalogue: Catalogue) -> Make:
    """Makes a demo log of a school, opens it, and gives its folder and the school as it is kept."""
    computer = Computer(SetClock(at(START)), ZONE, tmp_path / "state", catalogue)

    def make_log(school: School, *people: PersonWithKey) -> tuple[Path, School]:
        folder = tmp_path / "School.safeguard"
        made = opening.create_log(folder, school, people, opening.new_recovery_key(), computer, demo=True)
        session = opening.unlock(made.folder, made.users[0], PASSPHRASES["dsl"], computer)
        kept = session.school
        opening.lock(session)
        return folder, kept

    return make_log


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "no name": ({"name": ""}, "name", "Give the name of the school."),
    "a name of spaces": ({"name": " \t "}, "name", "Give the name of the school."),
    "a name nobody can see": ({"name": "\u200b\u202e"}, "name", "Give the name of the school."),
    "a long name": ({"name": "x" * 201}, "name", "This is too long. Keep it to 200 characters; it has 201."),
    "half a character": ({"name": "Baylis \ud83d"}, "name", "cannot be kept"),
    "a NUL": ({"name": "Baylis\x00Lane"}, "name", "cannot be kept"),
    "no nation of the catalogue": ({"nation": "atlantis"}, "nation", "Choose the nation the school is in."),
    "no authority": ({"local_authority": " "}, "local_authority", "Give the authority"),
    "a long authority": ({"local_authority": "x" * 501}, "local_authority", "This is too long."),
    "a long head": ({"head_name": "x" * 201}, "head_name", "This is too long."),
    "a long telephone": (
        {"contacts": (ContactToRing("police", "PC Example", "0" * 61),)},
        "police_phone",
        "This is too long.",
    ),
    "no day": ({"register_complete_since": "autumn"}, "register_complete_since", "This is not a day."),
    "a day to come": (
        {"register_complete_since": "2030-01-01"},
        "register_complete_since",
        "a day that is yet to come",
    ),
}


@pytest.mark.parametrize("bad", REFUSED)
def test_what_cannot_be_kept_is_refused_by_field_and_nothing_is_made(
    make: Make, tmp_path: Path, bad: str
) -> None:
    changes, field, said = REFUSED[bad]

    with pytest.raises(RuleViolation) as refused:
        make(replace(SCHOOL, **changes), LEAD)

    assert list(refused.value.fields) == [field]
    assert said in refused.value.fields[field]
    assert not list(tmp_path.glob("*.safeguard"))


def test_every_fault_is_named_at_once_those_of_the_people_too(make: Make) -> None:
    with pytest.raises(RuleViolation) as refused:
        make(replace(SCHOOL, name="", head_name="\x00"), LEAD, replace(LEAD, name=" "))

    assert set(refused.value.fields) == {"name", "head_name", "person_2"}


def test_a_log_that_nobody_could_open_is_refused(make: Make) -> None:
    with pytest.raises(RuleViolation) as refused:
        make(SCHOOL)

    assert refused.value.fields == {"people": "Name somebody who will open the log."}


def test_hidden_characters_and_double_spaces_are_taken_out_of_what_is_kept(make: Make) -> None:
    typed = replace(SCHOOL, name="Baylis\u202e  Lane\x07 Primary ", phone=" 01632\n960100")

    _, kept = make(typed, LEAD)

    assert (kept.name, kept.phone) == ("Baylis Lane Primary", "01632 960100")


def test_a_whole_school_is_kept_as_it_was_given(make: Make) -> None:
    folder, kept = make(SCHOOL, LEAD)

    assert kept == SCHOOL
    assert folder.is_dir()
