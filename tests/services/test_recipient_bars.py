"""Nothing goes to whoever must not be told: by any record that a paper tells of, and by what was entered since."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.disclosures import HandedOverAs
from safeguard_app.domain.entries import TellingState
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_facts import TellingRule
from safeguard_app.services import (
    audience_outlook,
    cases,
    evidence_bundle,
    incidents,
    logbooks,
    people,
    sharing,
    sharing_checks,
    sharing_choices,
    sharing_pages,
)
from safeguard_app.services.disclosures import Receiver
from safeguard_app.services.evidence_bundle import BundleOrder
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AudiencePaper,
    IncidentPaper,
    TransferPackPaper,
)
from safeguard_app.services.recipient_bars import EnteredSince, records_behind
from safeguard_app.services.register_facts import known_person
from safeguard_app.services.sharing_views import SharingInput
from tests.services.conftest import MadeSchool, log_incident, moment
from tests.services.logbook_entries import on, said, who
from tests.services.test_access_whole import Freyas
from tests.services.test_held_back import RULE, Held


@pytest.fixture
def held(made_school: MadeSchool) -> Held:
    return Held(made_school)


def asked(held: Held, recipient: str, audience: str = "authority", subject: str = "") -> SharingInput:
    return SharingInput(
        *(held.incident, ("record",), "Asked for", "public_task", "safeguarding", recipient, "At home"),
        *("", audience, subject),
    )


def barred_again(held: Held) -> None:
    known = known_person(held.session, held.freya)
    assert known is not None
    rules = (TellingRule("Erik Lund", held.erik.id, may=False, reason="court order"),)
    people.correct(
        held.session, known.reference, replace(known.person, telling_rules=rules), "It came.", replacing=3
    )


def test_a_reason_for_her_mothers_copy_sends_it_to_nobody_else(held: Held) -> None:
    keys = sharing_choices.subjects(held.session, held.incident)
    mother = next(key for key, one in keys.items() if "Astrid" in one.words)
    whose = (PersonRef(held.astrid, "Astrid Lund"), held.freya)
    copy = AudiencePaper(IncidentPaper(held.incident), Audience.PARENT, whose)
    outlook = audience_outlook.outlook(held.session, copy)
    for line in outlook.found_lines:
        audience_outlook.put_back(held.session, outlook, line.text, "For her mother.")
    for recipient in ("Erik Lund", "Mr E Lund", "Mr and Mrs Lund"):
        with pytest.raises(RuleViolation) as refused:
            sharing.prepare(held.session, asked(held, recipient, "parent", mother))
        assert RULE in refused.value.fields["recipient"]
    sharing.prepare(held.session, asked(held, "Mrs Astrid Lund", "parent", mother))


@pytest.mark.parametrize("kind", ["case/all", "case", "chronology"])
def test_a_hold_on_another_record_that_the_paper_tells_of(held: Held, kind: str) -> None:
    held.without_rule()
    at, told = moment("2026-10-08 20:00"), moment("2026-10-12 09:00")
    other = log_incident(
        held.session, "OTHER", (held.freya, "child_of_concern"), account="Before.", happened=at, told=told
    )
    case: Reference = cases.start(held.session, other, held.incident, "One matter.")[0]
    child = held.freya.reference
    assert child is not None
    key = f"{kind}/{child.id if kind == 'chronology' else case.id}"
    given = replace(asked(held, "Mr Erik Lund"), incident=other, papers=(key,))
    with pytest.raises(RuleViolation) as refused:
        sharing.prepare(held.session, given)
    assert "held on the advice of PC 3391" in refused.value.fields["recipient"]
    sharing.prepare(held.session, replace(given, papers=("record",)))


@pytest.mark.parametrize("audience", ["authority", "parent"])
@pytest.mark.parametrize("how", ["rule", "hold"])
def test_what_was_entered_since_stops_what_was_prepared(
    held: Held, tmp_path: Path, audience: str, how: str
) -> None:
    held.without_rule()
    held.hold(TellingState.TOLD)
    child = next(
        key
        for key, one in sharing_choices.subjects(held.session, held.incident).items()
        if "Freya" in one.words
    )
    held.school.clock.set("2026-10-12 11:30")
    given = asked(held, "Erik Lund", audience, child if audience == "parent" else "")
    place, _ = sharing.prepare(held.session, given)
    sharing_checks.urgent(held.session, sharing_pages.view_of(held.session, place))
    sharing.ready_to_go(held.session, place)
    held.school.clock.set("2026-10-12 12:00")
    if how == "rule":
        barred_again(held)
    else:
        held.hold(TellingState.HELD)
    with pytest.raises(EnteredSince) as stopped:
        sharing.save_out(held.session, place, (tmp_path / "record.pdf",))
    assert "Erik Lund" in stopped.value.sentence and "Erik" not in str(stopped.value)
    assert not (tmp_path / "record.pdf").exists()
    sharing.take_back(held.session, place, "The order came.")


def test_no_evidence_is_made_up_for_them(held: Held) -> None:
    order = BundleOrder(held.incident, (), Receiver("Mr Erik Lund", "At home", "He asked"), HandedOverAs.ZIP)
    with pytest.raises(RuleViolation) as refused:
        evidence_bundle.checked(held.session, order)
    assert RULE in refused.value.fields["recipient"]
    with pytest.raises(RuleViolation) as other:
        evidence_bundle.checked(held.session, replace(order, receiver=Receiver("PC 3391", "Police", "Asked")))
    assert "recipient" not in other.value.fields


def test_the_records_behind_a_transfer_pack_and_a_bundle_of_subject_access(made_school: MadeSchool) -> None:
    """A hold on any of them stops what is made of it: a record that is not given stands behind no bundle."""
    freyas = Freyas(made_school)
    at, told = moment("2026-10-08 20:00"), moment("2026-10-12 09:00")
    there = (freyas.freya, "child_of_concern")
    second = log_incident(freyas.session, "OTHER", there, account="Before.", happened=at, told=told)
    number = str(incidents.current(freyas.session, second).content.case)
    child = PersonRef(freyas.person, freyas.freya.name)
    answers = (who("child", child), on("left_on", date(2026, 10, 9)), said("new_school", "Derwent Academy"))
    pack = TransferPackPaper(logbooks.enter(freyas.session, "files-sent-on", answers)[0])
    assert set(records_behind(freyas.session, pack.entry, [pack])) == {pack.entry, freyas.incident, second}
    left_out = [one for one in freyas.titles() if number in one]
    bundle = AccessBundlePaper(freyas.decide(*left_out))
    assert {freyas.incident} <= {*records_behind(freyas.session, bundle.bundle, [bundle])}
    assert second not in records_behind(freyas.session, bundle.bundle, [bundle])
