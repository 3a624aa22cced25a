"""Documents that were made before somebody asked not to be named do not go out with that name."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.documents.page_images import page_text
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.services import (
    incidents,
    named_since,
    paper,
    referrals,
    sharing,
    sharing_checks,
    sharing_choices,
    sharing_pages,
)
from safeguard_app.services.named_since import CopyNamedSince, NamedSince
from safeguard_app.services.paper_protected import save_all_protected
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.services.ways_out import OWN_FILE
from tests.services.conftest import PASSPHRASES, MadeSchool, pupil
from tests.services.test_authority_forms import MARF
from tests.services.test_scenario_documents import answer
from tests.services.test_sharing import Prepared, given, prepared
from tests.services.written_sharings import print_out

__all__ = ["prepared"]


def correct(session: Session, incident: Reference, reason: str, **other: object) -> None:
    current = incidents.current(session, incident)
    changed = replace(current.content, **other)  # type: ignore[arg-type]  # fields by name
    incidents.correct(session, incident, changed, reason, replacing=current.number)


def with_mia(prepared: Prepared) -> tuple[MadeSchool, Session, Reference]:
    made, session, incident, _ = prepared
    mia = Participant(pupil(session, "Mia Rowe", date(2018, 5, 6)), "witness")
    there = incidents.current(session, incident).content.participants
    correct(session, incident, "She saw it.", participants=(*there, mia))
    made.clock.forward(minutes=5)
    return made, session, incident


def mia_asks(made: MadeSchool, session: Session, incident: Reference) -> None:
    made.clock.forward(minutes=30)
    there = incidents.current(session, incident).content.participants
    hidden = tuple(replace(one, name_withheld=one.person.name == "Mia Rowe") for one in there)
    correct(session, incident, "She asked not to be named.", participants=hidden)


def shared(made: MadeSchool, session: Session, incident: Reference, **asked: object) -> Reference:
    """Prepared and checked by the head, so that it may go."""
    place, _ = sharing.prepare(session, given(incident, **asked))
    view = sharing_pages.view_of(session, place)
    sharing_checks.check_here(session, view, made.users["head"], PASSPHRASES["head"])
    sharing.ready_to_go(session, place)
    return place


@pytest.mark.parametrize("audience", ["", "police", "authority"])
def test_a_name_that_was_withheld_after_the_check_goes_nowhere(
    prepared: Prepared, tmp_path: Path, audience: str
) -> None:
    made, session, incident = with_mia(prepared)
    place = shared(made, session, incident, audience=audience)
    mia_asks(made, session, incident)
    file = tmp_path / "a.pdf"
    ways = (
        lambda: sharing.save_out(session, place, (file,)),
        lambda: sharing.protect_out(session, place, (file,)),
        lambda: print_out(session, place),
    )
    for way in ways:
        with pytest.raises(NamedSince) as stopped:
            way()
    assert not file.exists() and not sharing_pages.view_of(session, place).ways
    assert "Mia" in stopped.value.sentence and "Mia" not in str(stopped.value)
    assert "Prepare it anew" in stopped.value.next_step
    sharing.take_back(session, place, "She asked not to be named.")
    again = shared(made, session, incident, audience=audience)
    sharing.save_out(session, again, (file,))
    assert "Mia" not in words_of(file)


def test_a_form_that_was_checked_before(prepared: Prepared, tmp_path: Path) -> None:
    made, session, incident = with_mia(prepared)
    referral, _ = referrals.begin(session, incident, form=MARF)
    answer(session, referral, called="Mia Rowe saw it.")
    place = shared(made, session, incident, papers=(f"referral/{referral.id}",))
    mia_asks(made, session, incident)
    with pytest.raises(NamedSince):
        sharing.save_out(session, place, (tmp_path / "a.pdf",))


@pytest.mark.parametrize(("whose", "stopped"), [("Tyler", True), ("Mia", False)])
def test_a_chronology_as_it_stands(prepared: Prepared, tmp_path: Path, whose: str, stopped: bool) -> None:
    """It is not searched when it is made; whoever it is of stands in it by name, whatever they asked for."""
    made, session, incident = with_mia(prepared)
    correct(session, incident, "As told.", summary="Tyler Pike was called names. Mia Rowe saw it.")
    offered = sharing_choices.choices(session, incident).papers
    key = next(one.key for one in offered if one.title.startswith(f"Chronology of {whose}"))
    place = shared(made, session, incident, papers=(key,))
    assert "Mia" in words_of_kept(session, place)
    mia_asks(made, session, incident)
    if stopped:
        with pytest.raises(NamedSince):
            sharing.save_out(session, place, (tmp_path / "a.pdf",))
    else:
        sharing.save_out(session, place, (tmp_path / "a.pdf",))


def test_a_copy_goes_on_while_nobody_in_it_asked(prepared: Prepared, tmp_path: Path) -> None:
    """Somebody's own copy, another's whom it calls by a letter, and further words on the record stop nothing."""
    made, session, incident = with_mia(prepared)
    whose = {words.split()[0]: key for key, words in sharing_choices.choices(session, incident).subjects}
    own = shared(made, session, incident, audience="subject_access", subject=whose["Mia"])
    others = shared(made, session, incident, audience="parent", subject=whose["Tyler"])
    mia_asks(made, session, incident)
    correct(session, incident, "More came in.", summary="Nine comments on one post.")
    for number, place in enumerate((own, others)):
        sharing.save_out(session, place, (tmp_path / f"{number}.pdf",))


def test_whoever_comes_on_the_record_stands_in_no_family_copy(prepared: Prepared, tmp_path: Path) -> None:
    """And where whose copy it was stands there no more, nobody knows who may be named in it."""
    made, session, incident, _ = prepared
    correct(session, incident, "As told.", summary="Tyler Pike was called names. Orla saw it.")
    whose = {words.split()[0]: key for key, words in sharing_choices.choices(session, incident).subjects}
    made.clock.forward(minutes=5)
    place = shared(made, session, incident, audience="parent", subject=whose["Tyler"])
    made.clock.forward(minutes=30)
    orla = Participant(pupil(session, "Orla Quint", date(2018, 5, 6)), "witness")
    there = incidents.current(session, incident).content.participants
    correct(session, incident, "It was Orla.", participants=(*there, orla))
    with pytest.raises(NamedSince) as stopped:
        sharing.save_out(session, place, (tmp_path / "a.pdf",))
    assert "Orla" in stopped.value.sentence


def test_a_copy_by_itself(prepared: Prepared, tmp_path: Path) -> None:
    """One for the police is asked about however it is printed or saved; the record's own copy stays in the school."""
    made, session, incident = with_mia(prepared)
    copy = paper.issue(session, AudiencePaper(IncidentPaper(incident), Audience.POLICE)).document
    own = paper.issue(session, IncidentPaper(incident)).document
    paper.printed(session, copy)
    mia_asks(made, session, incident)
    outs = (
        lambda: paper.printed(session, copy, leaving=OWN_FILE),
        lambda: paper.save_copy(session, copy, tmp_path / "a.pdf"),
        lambda: save_all_protected(session, ((copy, tmp_path / "a.pdf"),)),
    )
    for out in outs:
        with pytest.raises(CopyNamedSince) as stopped:
            out()
    assert "Mia" in stopped.value.sentence and "Make the copy anew" in stopped.value.next_step
    assert not (tmp_path / "a.pdf").exists()
    paper.printed(session, own, leaving=OWN_FILE)


def test_what_cannot_be_made_anew_is_searched_for_those_who_asked(
    prepared: Prepared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A form of the school's own may be gone; then those alone who asked since are looked for."""
    made, session, incident = with_mia(prepared)
    place = shared(made, session, incident)

    def gone(*_: object) -> None:
        raise KeyError("gone")

    monkeypatch.setattr(named_since, "job_of", gone)
    sharing.ready_to_go(session, place)
    mia_asks(made, session, incident)
    with pytest.raises(NamedSince):
        sharing.save_out(session, place, (tmp_path / "a.pdf",))


def words_of(file: Path) -> str:
    return page_text(file.read_bytes(), 0)


def words_of_kept(session: Session, place: Reference) -> str:
    document = sharing_pages.view_of(session, place).papers[0].document
    return page_text(paper.open_issued(session, document).pdf, 0)
