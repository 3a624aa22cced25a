"""Logging, correcting, taking back and re-filing incidents, on a real log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.entries import Outcome
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference, new_record_id
from safeguard_app.domain.incidents import Danger, IncidentState, Participant, Passage, PassageKind
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import (
    entries,
    entry_drafts,
    handing_in,
    incident_lists,
    incident_pages,
    incidents,
    people,
    today,
    wrong_person,
)
from safeguard_app.services.incident_form import IncidentForm, Typed, readiness
from safeguard_app.services.incident_lists import IncidentFilter, StateFilter
from safeguard_app.services.session import Session
from safeguard_app.vault.problems import LongWorkUnderWay, NoKey, StaleVersion
from tests.services.conftest import MadeSchool, at, pupil

PUPIL = PersonRef(None, "Wren Maple", "Pupil, 5N")
ADULT = PersonRef(None, "Robin Slate", "Caretaker")
MakeSchool = Callable[..., MadeSchool]


def form(session: Session, **changes: object) -> IncidentForm:
    """A quick concern with everything it needs."""
    told = Typed("today", exactly(session.now()))
    made = replace(
        incidents.new_form(session),
        danger=Danger.NO,
        account="Two pupils wrote baby under his video.",
        told=told,
        happened=told,
        participants=(Participant(PUPIL, "target"),),
        category="CB",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # names are the form's own


def all_rows(session: Session) -> list[incident_lists.IncidentRow]:
    """Every incident this user sees."""
    return incident_lists.rows(session, IncidentFilter(state=StateFilter.ALL))


def test_filing_gives_a_case_number_and_a_new_incident(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    first, _ = incidents.file(session, form(session))
    second, changes = incidents.file(session, form(session))
    assert incidents.case_of(session, first) == "2026-0001"
    assert changes.said == "Filed as 2026-0002."
    assert changes.touched == {second}
    assert {row.state for row in all_rows(session)} == {IncidentState.NEW}


def test_filing_the_same_form_twice_makes_one_record(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    once = form(session)
    first, _ = incidents.file(session, once)
    again, _ = incidents.file(session, once)
    assert first == again
    assert len(all_rows(session)) == 1


def test_numbers_begin_again_each_year(make_school: MakeSchool) -> None:
    school = make_school()
    session = school.sign_in()
    incidents.file(session, form(session))
    school.clock.set("2027-01-05 09:00")
    reference, _ = incidents.file(session, form(session))
    assert incidents.case_of(session, reference) == "2027-0001"


def test_a_concern_about_an_adult_has_its_own_series_and_home(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    about_adult = form(session, category="SPC", participants=(Participant(ADULT, "adult_of_concern"),))
    reference, _ = incidents.file(session, about_adult)
    assert reference.compartment is Compartment.ADULTS
    year, letter, serial = incidents.case_of(session, reference).split("-")
    assert (year, len(letter), serial) == ("2026", 1, "0001")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"danger": Danger.NOT_ASKED}, "danger"),
        ({"account": "  \n "}, "account"),
        ({"told": Typed()}, "told"),
        ({"happened": Typed("?")}, "happened"),
        ({"participants": ()}, "participants"),
        ({"participants": (Participant(PUPIL, ""),)}, "participants"),
        ({"category": "XX"}, "category"),
        ({"account": "a" * 100_001}, "account"),
        ({"account": "a\0b"}, "account"),
        ({"on_paper": True}, "author"),
        ({"about_head": True, "about_lead": True}, "about_head"),
        ({"happened": Typed("", exactly(at("2030-01-01 10:00")))}, "happened"),
        ({"online_location": "x" * 4_001}, "online_location"),
    ],
)
def test_what_is_missing_or_wrong_is_named_by_field(
    make_school: MakeSchool, change: dict[str, object], field: str
) -> None:
    session = make_school().sign_in()
    with pytest.raises(RuleViolation) as refused:
        incidents.file(session, form(session, **change))
    assert field in refused.value.fields
    assert not all_rows(session)


def test_readiness_counts_what_a_quick_concern_needs(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    found = readiness(form(session, participants=()))
    assert (found.answered, found.asked) == (4, 5)
    assert found.missing == (("participants", "who was involved"),)


def test_marked_passages_keep_their_words_when_the_text_is_made_canonical(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    typed = "She said:\r\ncafe\u0301 was closed. Then she left."
    start = typed.index("cafe")
    passage = Passage(start, start + len("cafe\u0301 was closed."), PassageKind.OWN_WORDS)
    reference, _ = incidents.file(session, form(session, account=typed, passages=(passage,)))
    page = incident_pages.open_record(session, reference)
    own = [one.text for one in page.accounts[0].passages if one.kind is PassageKind.OWN_WORDS]
    assert own == ["caf\u00e9 was closed."]


def test_a_correction_is_a_further_version_and_the_first_stays(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    reference, _ = incidents.file(session, form(session))
    stored = incidents.current(session, reference)
    changed = replace(stored.content, summary="It was Wednesday, not Thursday.")
    incidents.correct(session, reference, changed, "She checked her phone.", replacing=stored.number)
    page = incident_pages.open_record(session, reference)
    assert page.version == 2
    assert [line.reason for line in page.versions] == ["", "She checked her phone."]
    assert page.summary == "It was Wednesday, not Thursday."


def test_a_correction_needs_a_reason_and_the_newest_version(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    reference, _ = incidents.file(session, form(session))
    stored = incidents.current(session, reference)
    with pytest.raises(RuleViolation):
        incidents.correct(session, reference, stored.content, "  ", replacing=1)
    incidents.correct(session, reference, stored.content, "Checked.", replacing=1)
    with pytest.raises(StaleVersion):
        incidents.correct(session, reference, stored.content, "Checked again.", replacing=1)
    assert incidents.current(session, reference).number == 2


def test_entered_in_error_leaves_lists_and_search_at_once_and_the_audit_keeps_it(
    make_school: MakeSchool,
) -> None:
    session = make_school().sign_in()
    reference, _ = incidents.file(session, form(session, account="An invented zeppelin."))
    assert incident_lists.rows(session, IncidentFilter(text="zeppelin"))
    incidents.enter_in_error(session, reference, "Wrong school.")
    assert not all_rows(session)
    assert not incident_lists.rows(session, IncidentFilter(state=StateFilter.ALL, text="zeppelin"))
    page = incident_pages.open_record(session, reference)
    assert page.entered_in_error == "Entered in error: Wrong school."
    assert "Marked as entered in error" in [line.what for line in page.timeline]


def where_they_stand(session: Session, person: PersonRef) -> dict[str, object]:
    """Where a person and their records are listed or counted."""
    assert person.reference is not None
    page = people.open_person(session, person.reference)
    (suggested,) = people.suggest(session, "Wren")
    (listed,) = people.rows(session, "Wren")
    named = IncidentFilter(state=StateFilter.ALL, person=person.reference.id)
    shown = today.today(session)
    return {
        "page": [line.reference for line in page.records],
        "list": [row.reference for row in incident_lists.rows(session, named)],
        "type-ahead": suggested.count,
        "register": listed.records,
        "counts": incident_lists.counts(session),
        "today": (shown.open, shown.new, sum(band.count for band in shown.ages), shown.is_empty),
        "late": shown.late,
        "due": {item.reference for item in (*shown.before_home, *shown.coming)},
    }


def standing_in(*records: Reference) -> dict[str, object]:
    """Where somebody stands who is in these new records, newest first; of each, telling the Headteacher is late."""
    count = len(records)
    states = dict.fromkeys(StateFilter, count) | {StateFilter.CLOSED: 0}
    return {
        "page": list(records),
        "list": list(records),
        "type-ahead": {0: "", 1: "in 1 record"}.get(count, f"in {count} records"),
        "register": count,
        "counts": states,
        "today": (count, count, count, not count),
        "late": count,
        "due": set(records),
    }


def test_entered_in_error_leaves_the_persons_page_the_counts_today_and_the_type_ahead(
    make_school: MakeSchool,
) -> None:
    school = make_school()
    session = school.sign_in()
    wren = pupil(session, "Wren Maple", date(2016, 5, 1))
    named = (Participant(wren, "target"),)
    stays, _ = incidents.file(session, form(session, participants=named))
    school.clock.forward(minutes=5)
    mistaken, _ = incidents.file(session, form(session, participants=named))
    school.clock.set("2026-09-09 08:00")
    assert where_they_stand(session, wren) == standing_in(mistaken, stays)

    incidents.enter_in_error(session, mistaken, "Wrong school.")
    assert where_they_stand(session, wren) == standing_in(stays)

    incidents.enter_in_error(session, stays, "Wrong school as well.")
    assert where_they_stand(session, wren) == standing_in()


def test_a_wrong_person_is_off_the_record_and_its_search_at_once(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    both = (Participant(PUPIL, "target"), Participant(PersonRef(None, "Zinnia Wrong"), "alleged"))
    reference, _ = incidents.file(session, form(session, participants=both))
    assert incident_lists.rows(session, IncidentFilter(text="Zinnia"))
    wrong_person.take_off_person(session, reference, both[1].person, "Another pupil of that name.")
    assert not incident_lists.rows(session, IncidentFilter(text="Zinnia"))
    assert "Zinnia Wrong" not in str(incident_pages.open_record(session, reference).people)


def test_refiling_moves_versions_and_entries_and_leaves_nothing_readable(make_school: MakeSchool) -> None:
    school = make_school()
    session = school.sign_in()
    wrong, _ = incidents.file(session, form(session, account="About a zeppelin pilot."))
    incident = incidents.current(session, wrong)
    incidents.correct(session, wrong, incident.content, "Spelling.", replacing=1)
    entries.close(session, wrong, Outcome.RESOLVED, "Done.")
    moved, _ = incidents.refile(session, wrong, Compartment.ADULTS, "It is about an adult who works here.")
    assert moved == Reference(Compartment.ADULTS, wrong.id)
    page = incident_pages.open_record(session, moved)
    assert page.version == 2
    assert page.notes[0].lines[0].startswith("First filed as 2026-0001")
    deputy = school.sign_in("deputy")
    assert not all_rows(deputy)
    with pytest.raises(KeyError):
        incidents.current(deputy, wrong)
    with pytest.raises(NoKey):
        incidents.current(deputy, moved)


def test_a_draft_survives_half_a_sentence_and_is_its_authors_alone(make_school: MakeSchool) -> None:
    school = make_school()
    session = school.sign_in()
    begun = replace(incidents.new_form(session), account="Kai waited outside and asked whe")
    incidents.save_draft(session, begun)
    again = school.sign_in()
    assert [draft.account for draft in incidents.open_drafts(again)] == ["Kai waited outside and asked whe"]
    assert not incidents.open_drafts(school.sign_in("deputy"))


def test_filing_ends_the_draft(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    ready = form(session)
    incidents.save_draft(session, ready)
    incidents.file(session, ready)
    assert not incidents.open_drafts(session)


def test_a_deputy_hands_in_what_their_key_does_not_open(make_school: MakeSchool) -> None:
    school = make_school()
    deputy = school.sign_in("deputy")
    about_adult = form(
        deputy,
        category="SPC",
        account="A zeppelin secret.",
        participants=(Participant(ADULT, "adult_of_concern"),),
    )
    incidents.save_draft(deputy, about_adult)
    with pytest.raises(incidents.MustBeHandedIn):
        incidents.file(deputy, about_adult)
    handing_in.hand_over(deputy, about_adult)
    assert not all_rows(deputy)
    assert not incidents.open_drafts(deputy)
    assert not incident_lists.rows(deputy, IncidentFilter(state=StateFilter.ALL, text="zeppelin"))


def test_nothing_is_filed_elsewhere_while_a_backup_goes_through_the_log(make_school: MakeSchool) -> None:
    """One part may be copied already and the other not yet: the record would be in neither copy."""
    session = make_school().sign_in()
    reference, _ = incidents.file(session, form(session))
    with session.vault.long_work(), pytest.raises(LongWorkUnderWay):
        incidents.refile(session, reference, Compartment.ADULTS, "It is about an adult.")
    assert session.vault.daily.get(reference.id) is not None
    moved, _ = incidents.refile(session, reference, Compartment.ADULTS, "It is about an adult.")
    assert moved.compartment is Compartment.ADULTS


def test_an_unsaved_entry_follows_its_record_on_today(make_school: MakeSchool) -> None:
    session = make_school().sign_in()
    reference, _ = incidents.file(session, form(session))
    entry = entry_drafts.EntryDraft(new_record_id(), reference, "note", (("text", "Rang the family"),))
    entry_drafts.save(session, entry)
    moved, _ = incidents.refile(session, reference, Compartment.ADULTS, "It is about an adult.")
    (line,) = today.today(session).drafts
    assert line.kind == f"Note on {incidents.case_of(session, moved)}"
