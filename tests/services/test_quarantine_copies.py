"""Quarantine of an exhibit of which copies were made here: they go along, and none is made of it any more."""

import pytest

from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.services import custody, evidence, evidence_items, evidence_showing, quarantine
from safeguard_app.services.audit_log import EVERYTHING, detail, page
from safeguard_app.services.evidence_showing import InQuarantine
from safeguard_app.services.session import Session
from tests.services.test_derivatives import copied, decoded_here, opened, png, taken


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are decoded here."""
    monkeypatch.setattr(LookingIn, "show", decoded_here)


def test_a_copy_goes_into_quarantine_with_its_original_and_none_is_made_of_one(
    session: Session, incident: Reference
) -> None:
    item = taken(session, incident)
    copy = copied(session, item)
    quarantine.quarantine(session, item, version=1)
    shown = evidence_items.exhibits(session, incident).items
    assert [(one.exhibit, one.title) for one in shown] == [
        ("Ex1", "In quarantine"),
        ("Ex1-A", "In quarantine"),
    ]
    assert copy.derived is not None and copy.derived.why not in repr(shown)
    with pytest.raises(InQuarantine):
        opened(session, item)
    lines = custody.record_of(session, shown[1].item).lines
    assert lines[-1].what == "Evidence put in quarantine"


def test_a_copy_in_quarantine_takes_its_original_and_the_twins_of_that_along(
    session: Session, incident: Reference
) -> None:
    item = taken(session, incident)
    taken(session, incident, name="again.png")
    copied(session, item)
    other = taken(session, incident, png(seed=8))
    copy = next(one for one in evidence.exhibits_of(session, incident) if one.content.name == "Ex1-A")
    parent = evidence_showing.stored_item(session, item).content.stored.sha256

    def told() -> str:
        rows = [one for one in page(session, Compartment.DAILY, EVERYTHING).rows if one.record == incident]
        details = [detail(session, Compartment.DAILY, one.number) for one in rows]
        return repr((details, custody.record_of(session, copy.reference))).replace(" ", "")

    assert parent in told() and "Fortheparents" in told()
    changes = quarantine.quarantine(session, copy.reference, version=1)
    assert changes.said == "Ex1, Ex1-A and Ex2 are in quarantine."
    assert evidence_showing.stored_item(session, other).content.is_live
    assert parent not in told() and "Fortheparents" not in told()
    made = [line.what for line in custody.record_of(session, copy.reference).lines]
    assert made == ["Made from Ex1", "Evidence put in quarantine"]
