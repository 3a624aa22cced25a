"""A device or a paper held elsewhere: an exhibit without a file, on a record in words only too, handed over by hand."""

from pathlib import Path

import pytest

from safeguard_app.domain.disclosures import HandedOverAs
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, HeldItem, HeldKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import (
    custody,
    disclosures,
    evidence,
    evidence_bundle,
    evidence_items,
    evidence_showing,
    held_items,
    incidents,
    paper,
    quarantine,
    search,
)
from safeguard_app.services.disclosures import HandOver, Receiver
from safeguard_app.services.evidence_bundle import BundleOrder
from safeguard_app.services.evidence_showing import CannotShow
from safeguard_app.services.paper_views import HandoverPaper, IncidentPaper, SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.vault import verifying
from tests.services.conftest import MadeSchool, log_incident, moment
from tests.services.test_paper import words_of

PHONE = HeldItem(
    HeldKind.DEVICE,
    "Telephone, switched off",
    "Fairphone 5, 356-88",
    "Ben T",
    "S-0041",
    "Safe in the office",
    "Mrs Gill Moss",
    moment("2026-09-07 07:10"),
)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    return made_school.sign_in()


@pytest.fixture
def incident(session: Session) -> Reference:
    return log_incident(session, "II", (PersonRef(None, "Aisha K"), "depicted"))


def _item(session: Session, incident: Reference) -> Reference:
    held_items.add(session, incident, PHONE)
    return evidence.exhibits_of(session, incident)[0].reference


def test_it_stands_on_a_record_in_words_only_with_where_it_is(session: Session, incident: Reference) -> None:
    item = _item(session, incident)
    (shown,) = evidence_items.exhibits(session, incident).items
    assert (shown.exhibit, shown.title, shown.type_words) == ("Ex1", PHONE.what, "Device held elsewhere")
    told = {one.label: one.words for one in shown.fact_lines}
    assert told["Bag or seal"] == "S-0041" and told["Held since"] == "Mon 7 Sep 2026, 07:10"
    assert shown.sha256 == "" and not shown.opens_as
    assert [one.what for one in custody.record_of(session, item).lines] == ["Item held elsewhere recorded"]
    assert search.search(session, "S-0041").rows
    assert verifying.verify(session.vault) == []


def test_there_is_no_file_to_open_check_put_away_or_send(
    session: Session, incident: Reference, tmp_path: Path
) -> None:
    item = _item(session, incident)
    with pytest.raises(CannotShow, match="no file"):
        evidence_showing.open_file(session, item)
    for act in (
        lambda: custody.check_file(session, item),
        lambda: quarantine.quarantine(session, item, version=1),
        lambda: evidence_bundle.checked(
            session,
            BundleOrder(
                incident, (item,), Receiver("PC 3391", "Eastmarch Police", "Evidence"), HandedOverAs.ZIP
            ),
        ),
    ):
        with pytest.raises(RuleViolation):
            act()


def test_it_is_handed_over_by_hand_and_said_so_in_its_custody(session: Session, incident: Reference) -> None:
    item = _item(session, incident)
    receiver = Receiver("PC 3391", "Eastmarch Police", "Examination", "ST-2214")
    disclosures.hand_over(
        session, HandOver(incident, (item,), receiver, moment("2026-09-07 07:50"), "Receipt 12")
    )
    last = custody.record_of(session, item).lines[-1].what
    assert "PC 3391" in last and "Receipt 12" in last


@pytest.mark.parametrize("job", [IncidentPaper, SchedulePaper])
def test_papers_say_where_it_is_and_that_there_is_no_file(
    session: Session, incident: Reference, job: type[IncidentPaper] | type[SchedulePaper]
) -> None:
    _item(session, incident)
    words = words_of(paper.preview(session, job(incident)).pdf)
    for said in ("Telephone, switched off", "S-0041", "Mrs Gill Moss", "No file: held elsewhere"):
        assert said in words


def test_the_handover_form_lists_it(session: Session, incident: Reference) -> None:
    item = _item(session, incident)
    words = words_of(paper.preview(session, HandoverPaper(incident, (item,))).pdf)
    assert "S-0041" in words and "No file" in words


def test_what_it_is_where_and_who_holds_it_are_needed(session: Session, incident: Reference) -> None:
    with pytest.raises(RuleViolation) as refused:
        held_items.add(session, incident, HeldItem(HeldKind.PAPER, " "))
    assert set(refused.value.fields) == {"what", "where", "held_by"}
    future = HeldItem(
        HeldKind.PAPER, "Letter", where="Safe", held_by="Mrs Moss", since=moment("2031-01-01 10:00")
    )
    with pytest.raises(RuleViolation) as refused:
        held_items.add(session, incident, future)
    assert set(refused.value.fields) == {"since"}
    assert evidence.exhibits_of(session, incident) == []


def test_its_facts_are_not_corrected_it_is_taken_back_once_and_recorded_again(
    session: Session, incident: Reference
) -> None:
    item = _item(session, incident)
    with pytest.raises(RuleViolation) as refused:
        evidence_items.correct_facts(session, item, CaptureFacts(what="A tablet"), "Wrong", version=1)
    assert "take it back" in refused.value.fields["item"]
    said = evidence_items.withdraw(session, item, "It is a tablet.", version=1).said
    assert said == "Ex1 is taken back. Where it is kept stays on file."
    with pytest.raises(RuleViolation) as refused:
        evidence_items.withdraw(session, item, "Again.", version=2)
    assert "already been taken back" in refused.value.fields["item"]
    held_items.add(session, incident, PHONE)
    shown = evidence_items.exhibits(session, incident).items
    assert [(one.exhibit, bool(one.withdrawn)) for one in shown] == [("Ex1", True), ("Ex2", False)]


def test_a_thing_without_a_file_makes_no_set_of_files_more_complete(session: Session) -> None:
    incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
    before = evidence_items.exhibits(session, incident)
    item = _item(session, incident)
    after = evidence_items.exhibits(session, incident)
    assert before.completeness.words.startswith("0 of ")
    assert (after.completeness, after.missing) == (before.completeness, before.missing)
    (shown,) = after.items
    assert (shown.item, shown.completeness.words, shown.missing) == (item, "", ())


def test_nothing_is_recorded_on_a_record_that_was_entered_in_error(
    session: Session, incident: Reference
) -> None:
    incidents.enter_in_error(session, incident, "Typed twice.")
    with pytest.raises(RuleViolation) as refused:
        held_items.add(session, incident, PHONE)
    assert "entered in error, so nothing is added" in refused.value.fields["what"]
    assert evidence.exhibits_of(session, incident) == []
