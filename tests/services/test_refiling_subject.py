"""Filed elsewhere, a record about the Headteacher says so from then on, and one moved back says so no longer."""

import pytest

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import entries, entry_drafts, incident_pages, incidents
from safeguard_app.services.entry_drafts import EntryDraft
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, adult, log_incident, moment

WHY = "It is about the Headteacher."
NAMED_HEAD = PersonRef(None, "Mrs Carol Denning", "Headteacher")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def _filed(session: Session, *, about_head: bool) -> Reference:
    staff = adult(session, "Shona Pike", "Midday supervisor")
    return log_incident(session, "SPC", (staff, "adult_of_concern"), about_head=about_head)


def _told_head() -> Telling:
    return Telling(Whom.HEAD, "Mrs Denning", TellingState.TOLD, moment("2026-10-12 08:00"))


def test_moved_apart_from_the_head_nothing_tells_the_head(session: Session) -> None:
    moved, _ = incidents.refile(session, _filed(session, about_head=False), Compartment.NOT_HEAD, WHY)

    stored = incidents.current(session, moved)
    assert stored.content.head_is_subject
    assert (stored.number, stored.reason) == (2, WHY), "the change is a version of its own"
    said = " ".join(line.text for line in incident_pages.open_record(session, moved).first_actions)
    assert "Tell the Chair" in said
    assert "Tell the Headteacher" not in said
    with pytest.raises(RuleViolation) as refused:
        entries.add_telling(session, moved, _told_head())
    assert set(refused.value.fields) == {"whom"}


def test_moved_back_the_head_is_told_again(session: Session) -> None:
    moved, _ = incidents.refile(session, _filed(session, about_head=True), Compartment.ADULTS, "It is not.")

    assert not incidents.current(session, moved).content.head_is_subject
    entries.add_telling(session, moved, _told_head())
    said = " ".join(line.text for line in incident_pages.open_record(session, moved).first_actions)
    assert "Tell the Headteacher" in said


def test_moved_between_other_parts_makes_no_version(session: Session) -> None:
    staff = PersonRef(None, "Robin Slate", "Caretaker")
    wrong = log_incident(session, "CB", (staff, "witness"))
    moved, _ = incidents.refile(session, wrong, Compartment.ADULTS, "About an adult.")
    assert incidents.current(session, moved).number == 1


def test_words_begun_on_a_record_come_back_with_it_where_it_was_filed(
    made_school: MadeSchool, session: Session
) -> None:
    """Each author's own; whoever cannot open it there any more keeps their words, on no record."""
    record = log_incident(session, "CB", (PersonRef(None, "Robin Slate", "Caretaker"), "witness"))
    for who in ("deputy", "dsl"):
        begun = EntryDraft(new_record_id(), record, "note", (("Note", f"Half a note of the {who}"),))
        session = made_school.sign_in(who)
        entry_drafts.save(session, begun)
    moved, _ = incidents.refile(session, record, Compartment.ADULTS, "About an adult.")
    (left,) = entry_drafts.on_record(session, moved)
    assert (left.about, left.first_words) == (moved, "Half a note of the dsl")
    (left,) = entry_drafts.open_entries(made_school.sign_in("deputy"))
    assert (left.about, left.first_words) == (record, "Half a note of the deputy")


def test_a_record_about_the_head_does_not_move_where_the_head_reads_it(session: Session) -> None:
    record = log_incident(session, "SPC", (NAMED_HEAD, "adult_of_concern"), about_head=True)
    with pytest.raises(RuleViolation) as refused:
        incidents.refile(session, record, Compartment.ADULTS, "A slip.")
    assert set(refused.value.fields) == {"choice"}
    assert incidents.current(session, record).number == 1
