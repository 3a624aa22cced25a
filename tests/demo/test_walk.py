"""The headless walk of the demo school: it does the whole job, and what it leaves is what the README promises."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from safeguard_app.demo import walk
from safeguard_app.documents.page_images import page_count, page_text
from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.incidents import IncidentState
from safeguard_app.domain.standing import StandingCode
from safeguard_app.services import incident_lists, opening
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.log_face import face_of
from safeguard_app.services.opening import Computer
from safeguard_app.services.register import register
from safeguard_app.services.register_facts import standing_now, stored_declarations
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from tests.documents.reading import failures
from tests.shipped import shipped_catalogue

_MONDAY = datetime(2026, 10, 12, 15, 50, tzinfo=UTC)


class _Monday:
    """A clock that stands on a Monday afternoon."""

    def now(self) -> datetime:
        return _MONDAY


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The walk, made once for all tests of it."""
    folder = tmp_path_factory.mktemp("demo")
    computer = Computer(_Monday(), ZoneInfo("Europe/London"), folder / "elsewhere", shipped_catalogue())
    assert walk.walk(folder, computer, None) == 0
    yield folder


@pytest.fixture(scope="module")
def session(out: Path) -> Iterator[Session]:
    """The demo's DSL, signed in to what the walk left."""
    lines = (out / "passphrases.txt").read_text().splitlines()
    passphrase = next(line.partition(": ")[2] for line in lines if line.startswith("Miss Jo Abbey: "))
    folder = out / "demo.safeguard"
    lead = next(way.user for way in face_of(folder).ways_in if way.label == "Designated Safeguarding Lead")
    computer = Computer(_Monday(), ZoneInfo("Europe/London"), out / "elsewhere", shipped_catalogue())
    opened = opening.unlock(folder, lead, passphrase, computer)
    yield opened
    opening.lock(opened)


def documents(out: Path) -> list[Path]:
    """Every PDF the walk left."""
    return sorted((out / "documents").glob("*.pdf"))


def test_it_leaves_what_the_readme_says(out: Path) -> None:
    assert (out / "demo.safeguard" / "vault.json").is_file()
    assert (out / "recovery.txt").read_text().splitlines()[1].startswith("AGE-SECRET-KEY-1")
    assert len((out / "passphrases.txt").read_text().splitlines()) == 4
    assert len(documents(out)) == 21


def test_the_journey_says_each_step_what_it_did_and_how_long(out: Path) -> None:
    steps = json.loads((out / "journey.json").read_text())
    assert [step["step"] for step in steps] == [
        "Make the log",
        "Unlock",
        "Log a staff-pupil contact",
        "Attach a screenshot",
        "Check the contact",
        "Acknowledge a declaration, as the Headteacher",
        "Check the contact again",
        "Make the documents",
        "Back up",
        "Lock",
        "Check everything, by the command",
        "Open the backup with the recovery key",
    ]
    assert all(step["did"] and step["seconds"] >= 0 for step in steps)
    told = {step["step"]: step["did"] for step in steps}
    assert told["Check the contact"] == "Declared, not yet acknowledged."
    assert told["Check the contact again"].startswith("Acknowledged only later")


def test_every_document_passes_both_standards(out: Path) -> None:
    for path in documents(out):
        assert failures(path.read_bytes()) == [], path.name


def test_every_page_of_a_demo_says_so(out: Path) -> None:
    for path in documents(out):
        pdf = path.read_bytes()
        assert all("DEMO" in page_text(pdf, number) for number in range(page_count(pdf))), path.name


def test_nobody_of_the_demo_stands_readable_in_the_log(out: Path) -> None:
    names = [b"Tyler", b"Shona", b"Nandra", b"Merrin", b"zeppelin"]
    for path in (out / "demo.safeguard").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [name for name in names if name in content], path.name


def test_a_folder_of_somebody_elses_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    thesis = tmp_path / "documents" / "thesis.txt"
    thesis.parent.mkdir()
    thesis.write_text("three years of work")
    computer = Computer(_Monday(), ZoneInfo("Europe/London"), tmp_path / "elsewhere", shipped_catalogue())
    with pytest.raises(KnownProblem, match="did not make"):
        walk.walk(tmp_path, computer, None)
    assert [path.name for path in tmp_path.rglob("*")] == ["documents", "thesis.txt"]
    assert thesis.read_text() == "three years of work"


def test_the_demos_own_folder_is_made_anew(tmp_path: Path) -> None:
    walk._take_over(tmp_path / "out")
    (tmp_path / "out" / "documents").mkdir()
    (tmp_path / "out" / "documents" / "old.pdf").write_bytes(b"of the last walk")
    walk._take_over(tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["DEMO.txt"]


def test_the_referral_of_the_demo_is_filled_in_and_the_officers_part_stands_on_one_page(out: Path) -> None:
    pdf = (out / "documents" / "lado-referral.pdf").read_bytes()
    pages = [" ".join(page_text(pdf, number).split()) for number in range(page_count(pdf))]

    assert " ".join(pages).count("Not answered yet") == 1, "as the words above the signature alone"
    assert any("A friend of Freya’s since Year 3" in page for page in pages)
    officer = next(page for page in pages if "For the LADO to complete" in page)
    assert "Name and signature" in officer


def test_declarations_stand_in_every_state_there_is(session: Session) -> None:
    found = [standing_now(session, stored.content).state for stored in stored_declarations(session)]

    assert {state.code for state in found} == set(StandingCode) - {StandingCode.NOTHING}
    assert any(state.change_waiting for state in found), "one was acknowledged, and a change of it waits"
    assert {row.status.meaning for row in register(session).rows} == set(StatusMeaning) - {
        StatusMeaning.PLAIN
    }


def test_there_is_an_incident_of_every_kind_in_every_state_and_with_every_status(session: Session) -> None:
    kinds = {line.category for _, line in incident_lists.all_lines(session)}
    shown = incident_lists.rows(session, IncidentFilter(StateFilter.ALL))

    assert kinds == set(shipped_catalogue().categories)
    assert {row.state for row in shown} == set(IncidentState)
    assert {row.meaning or StatusMeaning.PLAIN for row in shown} == set(StatusMeaning)
