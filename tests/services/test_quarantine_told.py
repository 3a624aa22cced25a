"""What is told of an exhibit in quarantine: its number, and nothing of what it is; and that it goes nowhere."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, new_record_id
from safeguard_app.services import (
    audit_log,
    custody,
    disclosures,
    entry_drafts,
    evidence,
    evidence_bundle,
    evidence_items,
    handing_in,
    incident_pages,
    paper,
    quarantine,
    referral_facts,
    today,
)
from safeguard_app.services.disclosures import HandOver, Receiver
from safeguard_app.services.entry_drafts import EntryDraft
from safeguard_app.services.evidence_bundle import BundleOrder
from safeguard_app.services.paper_views import CustodyPaper, HandoverPaper, IncidentPaper, SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from tests.services.conftest import MadeSchool, moment
from tests.services.quarantining import FACTS, direct, put_away, with_exhibit
from tests.services.test_evidence import EVERY_FACT, permit_for, png
from tests.services.test_handing_in import chosen, form, taken_in
from tests.services.test_paper import words_of

POLICE = Receiver("PC Ann Reed", "Eastmarch Police", "Investigation")


def _audit(session: Session, part: Compartment = Compartment.DAILY) -> str:
    """All that the audit page and the details of its events say."""
    rows = audit_log.page(session, part).rows
    return repr([(row, audit_log.detail(session, part, row.number)) for row in rows])


def test_audit_and_custody_keep_back_name_checksum_and_reason(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    custody.check_file(session, item)
    facts = replace(FACTS, what="A drawing of a quokka and a wallaby")
    evidence_items.correct_facts(session, item, facts, "The other one is a wallaby", version=1)
    sha256 = evidence.exhibits_of(session, incident)[0].content.stored.sha256

    def told() -> dict[str, str]:
        return {
            "audit": _audit(session),
            "custody": repr(custody.record_of(session, item)),
            "paper": words_of(paper.preview(session, CustodyPaper(item)).pdf),
        }

    for said in told().values():
        assert "quokka" in said and "wallaby" in said and sha256 in said.replace(" ", "")
    quarantine.quarantine(session, item, version=2)
    direct(session, item, version=3)
    for place, said in told().items():
        found = [word for word in ("quokka", "wallaby", sha256) if word in said.replace(" ", "")]
        assert (place, found) == (place, [])
        assert "Ex1" in said
    assert "Not told: in quarantine" in told()["paper"]
    whats = [row.detail for row in audit_log.page(session, Compartment.DAILY).rows if row.record == incident]
    assert whats.count("Ex1") == 4, "sealed, corrected, put away, directed: the number is told of each"
    session = made_school.sign_in("head")
    quarantine.carry_out(session, item, version=4)
    for place, said in told().items():
        found = [word for word in ("quokka", "wallaby", sha256) if word in said.replace(" ", "")]
        assert (place, found) == (place, []), "nor after it was removed"


def test_the_checksum_of_what_was_handed_in_is_kept_back_too(made_school: MadeSchool) -> None:
    deputy = made_school.sign_in("deputy")
    concern, batch = chosen(deputy, form(deputy), png())
    handing_in.hand_over(deputy, concern, (batch,))
    session, record = taken_in(made_school)
    (exhibit,) = evidence.exhibits_of(session, record)
    sha256 = exhibit.content.stored.sha256
    assert sha256 in _audit(session, record.compartment)
    put_away(session, exhibit.reference)
    assert sha256 not in _audit(session, record.compartment)


def test_no_way_out_takes_it(made_school: MadeSchool, tmp_path: Path) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    put_away(session, item)
    bundle = tmp_path / "pack.zip"
    ways_out: tuple[Callable[[], object], ...] = (
        lambda: disclosures.hand_over(
            session, HandOver(incident, (item,), POLICE, moment("2026-09-07 07:50"))
        ),
        lambda: evidence_bundle.make(session, BundleOrder(incident, (item,), POLICE), bundle),
        lambda: paper.preview(session, HandoverPaper(incident, (item,))),
    )
    for way_out in ways_out:
        with pytest.raises(RuleViolation) as refused:
            way_out()
        assert refused.value.fields == {
            "exhibits": "An exhibit that was taken back, or is in quarantine, cannot go out."
        }
    assert not bundle.exists() and disclosures.register(session, incident) == ()


def test_it_counts_nowhere_and_stands_on_no_other_paper(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    other = evidence.take_in_bytes(
        session, permit_for(session, incident), png(3), "b.png", replace(EVERY_FACT, captured_at=None)
    )

    def listed() -> list[str]:
        entries = reading.about(session.vault.daily.connection, incident)
        return [name for name, *_ in referral_facts.exhibit_rows(session, entries)]

    def words() -> list[str]:
        papers = (SchedulePaper(incident, pictures=True), IncidentPaper(incident))
        return [words_of(paper.preview(session, one).pdf) for one in papers]

    assert listed() == ["Ex1", "Ex2"] and incident_pages.open_record(session, incident).evidence_count == 2
    assert all("quokka" in said for said in words())
    given = evidence_items.exhibits(session, incident).completeness.words
    put_away(session, other.taken[0].item)
    assert listed() == ["Ex1"]
    less = evidence_items.exhibits(session, incident).completeness.words
    assert int(less.split()[0]) < int(given.split()[0]), (given, less)
    put_away(session, item)
    assert listed() == [] and incident_pages.open_record(session, incident).evidence_count == 0
    assert not any("quokka" in said for said in words())


@pytest.mark.parametrize("form", ["facts-{}", "back-{}"])
def test_what_somebody_began_to_type_of_it_is_listed_no_more(made_school: MadeSchool, form: str) -> None:
    session = made_school.sign_in()
    incident, item = with_exhibit(session)
    typed = (("what", "A drawing of a quokka"),)
    for name in (form.format(item.id), "note"):
        entry_drafts.save(session, EntryDraft(new_record_id(), incident, name, typed))
    assert len(today.today(session).drafts) == 2
    put_away(session, item)
    (left,) = today.today(session).drafts
    assert left.kind.startswith("Note on")
