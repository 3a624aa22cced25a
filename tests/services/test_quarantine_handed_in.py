"""What is handed in and is the same as something in quarantine goes there too, before anybody can open it."""

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.services import (
    evidence,
    evidence_items,
    evidence_showing,
    handing_in,
    incidents,
    quarantine,
)
from safeguard_app.services.evidence_showing import InQuarantine
from safeguard_app.services.session import Session
from safeguard_app.vault import hand_in, quarantined, sealed_files, verifying
from tests.services.conftest import MadeSchool
from tests.services.quarantining import apart, as_directed, on_the_shelf, put_away, with_exhibit
from tests.services.test_evidence import logged, png
from tests.services.test_handing_in import ADULTS, chosen, form, taken_in

OTHER = png(3)


def _hand_in(school: MadeSchool, *contents: bytes) -> None:
    deputy = school.sign_in("deputy")
    concern, batch = chosen(deputy, form(deputy), *contents)
    handing_in.hand_over(deputy, concern, (batch,))


def _first(session: Session, incident: Reference) -> Reference:
    return evidence.exhibits_of(session, incident)[0].reference


def test_it_is_hidden_and_lies_apart_and_what_came_with_it_does_not(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    _, item = with_exhibit(session)
    put_away(session, item)
    _hand_in(made_school, png(), OTHER)

    session, incident = taken_in(made_school)

    one, other = evidence_items.exhibits(session, incident).items
    assert one.quarantine.endswith("by this program, when it was handed in")
    assert (one.title, one.sha256, other.quarantine) == ("In quarantine", "", "")
    with pytest.raises(InQuarantine):
        evidence_showing.open_file(session, one.item)
    part = session.vault.compartment(ADULTS)
    file = evidence_showing.stored_item(session, one.item).content.stored.file
    assert apart(session, ADULTS) == [file]
    assert file not in on_the_shelf(session, ADULTS)
    assert quarantined.files_to_back_up(part) == part.known_files() - {file}
    assert verifying.verify(session.vault) == []
    (event,) = (one.event for one in logged(session, ADULTS) if one.event.kind is EventKind.TAKEN_IN)
    assert event.facts["quarantined"] == 1


def test_taking_in_moves_nothing_else_for_the_log_may_be_older_than_its_files(
    made_school: MadeSchool,
) -> None:
    """An older copy of the log does not know of a quarantine: what lies apart stays apart, as at its unlock."""
    session = made_school.sign_in()
    _, item = with_exhibit(session)
    file = evidence_showing.stored_item(session, item).content.stored.file
    _hand_in(made_school, OTHER)
    session = made_school.sign_in()
    sealed_files.put_apart(session.vault.daily.files, file)
    assert handing_in.take_in_handed(session) == 1
    assert apart(session) == [file]


def test_what_did_not_arrive_is_not_counted_as_put_in_quarantine(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    _, item = with_exhibit(session)
    put_away(session, item)
    _hand_in(made_school, png())
    for file in sealed_files.all_files(hand_in.inbox(made_school.folder, ADULTS)):
        if file.stat().st_size > 0:
            file.unlink()
    session, incident = taken_in(made_school)
    assert not evidence.exhibits_of(session, incident)
    (event,) = (one.event for one in logged(session, ADULTS) if one.event.kind is EventKind.TAKEN_IN)
    assert event.facts["missing"] == 1
    assert "quarantined" not in event.facts


def test_who_does_not_open_the_part_of_what_it_equals_is_told_nothing_of_that(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    incident, _ = with_exhibit(session)
    moved, _ = incidents.refile(session, incident, Compartment.NOT_HEAD, "It is about the Headteacher.")
    put_away(session, _first(session, moved))
    _hand_in(made_school, png())
    _, taken = taken_in(made_school)
    head = made_school.sign_in("head")
    (one,) = evidence_items.exhibits(head, taken).items
    assert one.quarantine
    assert not {"already", "same"} & set(one.quarantine.split())


def test_so_does_what_was_removed_before(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    _, item = with_exhibit(session)
    as_directed(made_school, item)
    _hand_in(made_school, png())
    session, incident = taken_in(made_school)
    assert quarantine.view(session, _first(session, incident)).since


def test_anything_else_that_is_handed_in_is_an_exhibit_like_any_other(made_school: MadeSchool) -> None:
    _hand_in(made_school, png())
    session, incident = taken_in(made_school)
    (one,) = evidence_items.exhibits(session, incident).items
    assert not one.quarantine
    assert evidence_showing.open_file(session, one.item).content == png()
    (event,) = (one.event for one in logged(session, ADULTS) if one.event.kind is EventKind.TAKEN_IN)
    assert "quarantined" not in event.facts
