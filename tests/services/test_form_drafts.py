"""Forms of the register being typed are kept as drafts: for their author alone, gone on with, ended when entered."""

from datetime import date

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference
from safeguard_app.domain.people import Person, PersonKind, PersonRef
from safeguard_app.services import form_drafts, incidents, lost_drafts, people
from safeguard_app.services.form_drafts import Filled, FormDraft, FormName, new_draft
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.session import Session
from safeguard_app.services.today import today
from safeguard_app.vault import reading, record_codec
from tests.services.conftest import MadeSchool, log_incident, pupil

ADULT = PersonRef(None, "Joel Merrin", "unknown person")
WORDS = "He plays in the same band, which nobody had said before"


def _filled() -> Filled:
    return Filled(
        texts=(("adult/typing", ""), ("nature", WORDS)),
        choices=(("kind", "other"), ("pupils", "1")),
        people=(("adult", (ADULT,)),),
        times=(("declared/at", Typed("yest, or so")),),
    )


def _typed(
    session: Session, form: FormName = FormName.DECLARATION, about: Reference | None = None
) -> FormDraft:
    draft = new_draft(form, about, 1 if about else 0, "Tyler Pike" if about else "").with_filled(_filled())
    form_drafts.save(session, draft)
    return draft


def test_what_was_typed_is_there_after_a_crash_as_it_was_typed(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    draft = _typed(session)
    session.vault.abandon()  # no lock, no last words
    made_school._open = None

    session = made_school.sign_in("dsl")
    assert form_drafts.find(session, draft.id) == draft
    assert form_drafts.newest(session, FormName.DECLARATION) == draft
    assert form_drafts.newest(session, FormName.PERSON) is None
    assert draft.filled.people_in("adult") == (ADULT,) and draft.filled.people_in("pupil") == ()


def test_it_is_listed_on_today_and_taken_for_no_other_kind_of_draft(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    _typed(session)
    (line,) = today(session).drafts
    assert (line.kind, line.begun) == ("New declaration", "not entered yet")
    assert line.first_words == f"Joel Merrin, {WORDS}"
    assert incidents.open_drafts(session) == []
    assert lost_drafts.lost_drafts(session) == ()


def test_what_is_typed_first_of_a_person_is_who_they_are(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    filled = Filled(
        texts=(("reason", ""), ("name", "Rowan Applegarth")), people=(("family/0/person", (ADULT,)),)
    )
    draft = new_draft(FormName.PERSON).with_filled(filled)
    assert draft.first_words == "Rowan Applegarth"
    assert new_draft(FormName.PERSON).first_words == ""
    form_drafts.save(session, new_draft(FormName.CONTACT_CHECK))
    (line,) = today(session).drafts
    assert (line.kind, line.first_words) == ("Contact check", "Nothing written yet")


@pytest.mark.parametrize("reader", ["head", "deputy"])
def test_nobody_else_sees_or_opens_it(made_school: MadeSchool, reader: str) -> None:
    draft = _typed(made_school.sign_in("dsl"))
    session = made_school.sign_in(reader)
    assert form_drafts.open_forms(session) == []
    assert form_drafts.find(session, draft.id) is None
    assert today(session).drafts == ()
    form_drafts.end(session, draft.id)
    assert form_drafts.find(made_school.sign_in("dsl"), draft.id) == draft, "nobody else can end it either"


def test_no_part_of_the_log_holds_a_word_of_it(made_school: MadeSchool) -> None:
    """Wherever the words will belong: until then they are sealed to their author, in a row that names nobody."""
    session = made_school.sign_in("dsl")
    child = pupil(session, "Tyler Pike", date(2018, 3, 4))
    about = log_incident(session, "CB", (child, "target"))
    before = {one.id: one.head.number for one in session.vault}
    draft = _typed(session, FormName.CONTACT_CHECK, about)
    form_drafts.end(session, draft.id)
    heads = {one.id: one.head.number - before[one.id] for one in session.vault}
    assert heads.pop(Compartment.DAILY) == 2 and set(heads.values()) <= {0}
    for kind in (EventKind.DRAFT_BEGUN, EventKind.DRAFT_ENDED):
        event = reading.events_of_kind(session.vault.daily.connection, kind)[-1]
        assert event.record is None
        assert all(name.startswith("slip_") for name in event.facts)
    _typed(session, FormName.CONTACT_CHECK, about)
    rows = session.vault.daily.connection.execute("SELECT author, sealed FROM draft").fetchall()
    ((author, sealed),) = rows
    assert author == session.user.id
    assert bytes(sealed).startswith(b"age-encryption.org/v1") and b"Merrin" not in bytes(sealed)


def test_a_form_about_a_record_is_found_for_that_record_alone(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    child = pupil(session, "Tyler Pike", date(2018, 3, 4))
    assert child.reference is not None
    draft = _typed(session, FormName.PERSON, child.reference)
    assert form_drafts.newest(session, FormName.PERSON, child.reference) == draft
    assert form_drafts.newest(session, FormName.PERSON) is None
    assert today(session).drafts[0].kind == "Correction of Tyler Pike"


def test_one_about_a_record_that_no_key_opens_is_not_listed(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    draft = _typed(session, FormName.CONTACT_CHECK, Reference(Compartment.NOT_DSL, RecordId("0" * 32)))
    assert form_drafts.open_forms(session) == [] and form_drafts.find(session, draft.id) is None
    assert lost_drafts.lost_drafts(session) == ()


def test_a_crash_after_it_was_entered_brings_nothing_back(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    draft = _typed(session, FormName.PERSON)
    reference, _ = people.add(session, Person("Rowan Applegarth", PersonKind.OTHER), draft.id)
    assert reference.id == draft.id
    session.vault.abandon()
    made_school._open = None
    assert form_drafts.open_forms(made_school.sign_in("dsl")) == []


def test_ending_it_leaves_nothing(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    draft = _typed(session)
    form_drafts.end(session, draft.id)
    assert form_drafts.open_forms(session) == [] and today(session).drafts == ()


def test_a_draft_kept_by_an_earlier_version_is_read(made_school: MadeSchool) -> None:
    draft = new_draft(FormName.PERSON)
    content = record_codec.encode(draft)
    assert '"place":0' in content
    assert form_drafts.read(content.replace(',"place":0', "").encode()) == draft


def test_a_reason_belongs_to_its_own_step(made_school: MadeSchool) -> None:
    session = made_school.sign_in("dsl")
    second = new_draft(FormName.STEP_TAKEN_BACK, place=2)
    form_drafts.save(session, second)
    assert form_drafts.newest(session, FormName.STEP_TAKEN_BACK, place=1) is None
    assert form_drafts.newest(session, FormName.STEP_TAKEN_BACK, place=2) == second
