"""What the material was said to be on a record where terrorism material may turn up, in the audit and on files."""

from dataclasses import replace
from pathlib import Path

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem, IntakeAnswer, Material, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import evidence, handing_in
from safeguard_app.services.evidence_views import NOT_ASKED, IntakePermit, MaterialSaid, Offered, StopAdvice
from safeguard_app.services.handing_in import ChosenBatch, FormPermit
from safeguard_app.services.incident_form import IncidentForm
from safeguard_app.services.intake_problems import NotOwnWords
from safeguard_app.services.session import Session
from safeguard_app.vault import hand_in, reading, sealed_files
from tests.services.conftest import MadeSchool, log_incident
from tests.services.test_evidence import logged, png
from tests.services.test_handing_in import form as concern
from tests.services.test_intake_problems import nothing_is_kept

FACTS = CaptureFacts(what="A page")
OWN_WORDS = MaterialSaid(Material.OWN_WORDS)
MANUAL = b"%PDF-1.7\nmanual"
WRITTEN = b"What I think of my school, in my own words."
LEON = Participant(PersonRef(None, "Leon Mould"), "child_of_concern")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    return made_school.sign_in()


@pytest.fixture
def prevent(session: Session) -> Reference:
    return log_incident(session, "PV", (LEON.person, LEON.role))


def _refused(session: Session) -> list[dict[str, str | int]]:
    events = [one.event for one in logged(session) if one.event.kind is EventKind.INTAKE_REFUSED]
    return [dict(event.facts) for event in events]


def test_what_the_material_was_said_to_be_stands_in_the_event(session: Session, prevent: Reference) -> None:
    for material in (Material.FORBIDDEN, Material.NOT_SURE):
        said = MaterialSaid(material)
        assert isinstance(evidence.declare(session, prevent, IntakeAnswer.NO_SEEN_ALL, said), StopAdvice)
        assert _refused(session)[0] == {"answer": "no_seen_all", "material": material.value}
    evidence.declare(session, prevent, IntakeAnswer.YES_OR_POSSIBLY, MaterialSaid(Material.FORBIDDEN))
    assert _refused(session)[0] == {"answer": "yes_or_possibly"}, "the second question was never asked"
    evidence.declare(session, prevent, IntakeAnswer.NO_SEEN_ALL, OWN_WORDS)
    event = logged(session)[0].event
    assert (event.kind, dict(event.facts)) == (
        EventKind.DECLARED_FOR_INTAKE,
        {"answer": "no_seen_all", "material": "own_words"},
    )


def test_where_it_is_not_asked_no_material_is_kept(session: Session) -> None:
    incident = log_incident(session, "CB", (PersonRef(None, "Tyler Pike"), "target"))
    permit = evidence.declare(
        session, incident, IntakeAnswer.NO_SEEN_ALL, MaterialSaid(Material.FORBIDDEN, "PC 4411")
    )
    assert isinstance(permit, IntakePermit)
    assert dict(logged(session)[0].event.facts) == {"answer": "no_seen_all"}
    taken = evidence.take_in_bytes(session, permit, MANUAL, "timetable.pdf", FACTS).taken[0].item
    kept = session.vault.get(taken).content
    assert isinstance(kept, EvidenceItem) and (kept.material, kept.advised_by) == (None, "")


def offered(folder: Path, way: Way, content: bytes) -> Offered:
    """The same content, by its path or pasted."""
    if way is Way.PASTE:
        return Offered(way, FACTS, content=content, name="essay.png")
    path = folder / "essay.png"
    path.write_bytes(content)
    return Offered(way, FACTS, path)


@pytest.mark.parametrize("way", [Way.FILE, Way.PASTE])
def test_own_words_are_a_picture_or_text_whether_pasted_or_by_path(
    session: Session, prevent: Reference, tmp_path: Path, way: Way
) -> None:
    def permit() -> IntakePermit:
        given = evidence.declare(session, prevent, IntakeAnswer.NO_SEEN_ALL, OWN_WORDS)
        assert isinstance(given, IntakePermit)
        return given

    for content in (MANUAL, b"PK\x03\x04 archive", b"\0\1 anything"):
        with pytest.raises(NotOwnWords):
            evidence.take_in(session, permit(), (offered(tmp_path, way, content),))
    assert nothing_is_kept(session)
    for number, content in enumerate((png(), WRITTEN), 1):
        made = evidence.take_in(session, permit(), (offered(tmp_path, way, content),))
        assert made.taken[0].exhibit == f"Ex{number}"


def _on_form(
    session: Session, form: IncidentForm, one: Offered, said: MaterialSaid
) -> tuple[IncidentForm, ChosenBatch]:
    answered, permit = handing_in.declare_on_form(session, form, IntakeAnswer.NO_SEEN_ALL, said)
    assert isinstance(permit, FormPermit)
    return answered, handing_in.chosen(session, permit, (one,))


@pytest.mark.parametrize("way", [Way.FILE, Way.PASTE])
def test_own_words_that_are_handed_in_or_filed_are_a_picture_or_text_too(
    made_school: MadeSchool, tmp_path: Path, way: Way
) -> None:
    deputy = made_school.sign_in("deputy")
    handed = concern(deputy, category="PV", about_head=True)
    filed = concern(deputy, category="PV", participants=(LEON,))

    answered, batch = _on_form(deputy, handed, offered(tmp_path, way, MANUAL), OWN_WORDS)
    with pytest.raises(NotOwnWords):
        handing_in.hand_over(deputy, answered, (batch,))
    waits = hand_in.inbox(deputy.vault.folder, Compartment.NOT_HEAD)
    assert not [path for path in waits.rglob("*") if path.is_file()]
    answered, batch = _on_form(deputy, filed, offered(tmp_path, way, MANUAL), OWN_WORDS)
    made = handing_in.file(deputy, answered, (batch,))
    assert len(made.left_out) == 1 and NotOwnWords.sentence in made.left_out[0]
    assert nothing_is_kept(deputy)

    for content in (png(), WRITTEN):
        answered, batch = _on_form(
            deputy,
            concern(deputy, category="PV", about_head=True),
            offered(tmp_path, way, content),
            OWN_WORDS,
        )
        handing_in.hand_over(deputy, answered, (batch,))
    dsl = made_school.sign_in()
    assert handing_in.take_in_handed(dsl) == 2
    part = dsl.vault.compartment(Compartment.NOT_HEAD)
    kept = [one.content for one in reading.of_kind(part.connection, part.id, RecordKind.EVIDENCE)]
    assert [one.material for one in kept] == [Material.OWN_WORDS] * 2


def test_on_a_form_the_material_goes_with_the_answer_where_it_is_asked_and_nowhere_else(
    session: Session,
) -> None:
    said = MaterialSaid(Material.FORBIDDEN)
    asked, advice = handing_in.declare_on_form(
        session, concern(session, category="PV", participants=(LEON,)), IntakeAnswer.NO_SEEN_ALL, said
    )
    other, permit = handing_in.declare_on_form(session, concern(session), IntakeAnswer.NO_SEEN_ALL, said)
    assert isinstance(advice, StopAdvice) and isinstance(permit, FormPermit)
    assert "section 58" in advice.sentence and permit.kind == NOT_ASKED
    assert [one.material for one in (*asked.intake_answers, *other.intake_answers)] == [
        Material.FORBIDDEN,
        None,
    ]
    handing_in.file(session, asked)
    (facts,) = [one.event.facts for one in logged(session) if one.event.kind is EventKind.FILED]
    assert (facts["answer_1"], facts["material_1"]) == ("no_seen_all", Material.FORBIDDEN.value)


@pytest.mark.parametrize("goes", ["handed in", "filed"])
def test_files_chosen_before_the_concern_became_one_of_prevent_are_asked_about_again(
    made_school: MadeSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, goes: str
) -> None:
    deputy = made_school.sign_in("deputy")
    send = handing_in.hand_over if goes == "handed in" else handing_in.file
    one = offered(tmp_path, Way.FILE, WRITTEN)
    form = concern(deputy, about_head=True) if goes == "handed in" else concern(deputy, participants=(LEON,))
    answered, batch = _on_form(deputy, form, one, NOT_ASKED)
    late = replace(answered, category="PV")
    with monkeypatch.context() as unread, pytest.raises(RuleViolation) as refused:
        unread.setattr(sealed_files, "open_regular", lambda _: pytest.fail("a file was read"))
        send(deputy, late, (batch,))
    assert refused.value.fields == {"evidence": handing_in.ASK_AGAIN}
    assert "Leave them out and choose them again" in handing_in.ASK_AGAIN

    answered, again = _on_form(deputy, late, one, OWN_WORDS)
    with pytest.raises(RuleViolation):
        send(deputy, answered, (again, batch))
    send(deputy, answered, (again,))
