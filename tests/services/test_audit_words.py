"""The audit says what was corrected in the words that were on the screen: questions and labels, never codes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import Enum
from typing import Any

import pytest

from safeguard_app.domain.declarations import Household, ParentsAware, StepKind, Teaches
from safeguard_app.domain.evidence import CaptureFacts, Reached
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Answer, Place, SchoolEquipment, Severity
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import AdultType, Handle, HandleConfidence, PersonKind, PersonRef, Post
from safeguard_app.services import audit_log, incident_correction, incidents, keeping, people, referrals
from safeguard_app.services.kept_words import _LISTS_OF_TYPES, KeptWords
from safeguard_app.services.session import Session
from safeguard_app.services.version_changes import changes_between
from safeguard_app.vault import reading
from tests.services.conftest import SCHOOL, MadeSchool, adult, at, log_incident, pupil
from tests.services.test_declarations import declared

ELLA = PersonRef(None, "Ella Tan", "Year 5")
Changed = list[tuple[str, str, str]]


def newest_changes(session: Session, compartment: Compartment = Compartment.DAILY) -> Changed:
    """What the newest event of a part changed, as its detail shows it."""
    number = session.vault.compartment(compartment).head.number
    whole = audit_log.detail(session, compartment, number)
    return [(one.label, one.before, one.after) for one in whole.changes]


def correct(session: Session, record: Reference, **changes: Any) -> Changed:
    """A further version, and what the audit says of it."""
    stored = incidents.current(session, record)
    corrected = replace(stored.content, **changes)
    incidents.correct(session, record, corrected, "As said.", replacing=stored.number)
    return newest_changes(session, record.compartment)


def test_a_corrected_answer_is_said_by_its_question_and_the_labels_of_its_options(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    record = log_incident(session, "TR", (ELLA, "target"))
    first = (
        Answer("where", ("school_page",)),
        Answer("threat", ("no",)),
        Answer("attribution", ("Their picture",)),
        Answer("still_up", ("yes",)),
    )
    correct(session, record, answers=first)
    second = (
        Answer("where", ("closed_group",)),
        Answer("threat", (), not_known=True),
        Answer("attribution", ("Their picture, and a witness",)),
        Answer("still_up", ("yes",)),
        Answer("content", ("false", "threat")),
    )
    asked = {one.id: one for one in session.catalogue.categories["TR"].questions}
    labels = {one.code: one.label for one in (*asked["where"].options, *asked["content"].options)}

    assert correct(session, record, answers=second) == [
        (asked["where"].text, labels["school_page"], labels["closed_group"]),
        (asked["threat"].text, "No", "Not known"),
        (asked["attribution"].text, "Their picture", "Their picture, and a witness"),
        (asked["content"].text, "", f"{labels['false']}; {labels['threat']}"),
    ], "and nothing of the one that stayed"


def test_options_of_a_list_are_said_in_the_nations_words(make_school: Callable[..., MadeSchool]) -> None:
    scotland = make_school(replace(SCHOOL, nation=Nation.SCOTLAND))
    session = scotland.sign_in()
    record = log_incident(session, "TR", (ELLA, "target"))
    changed = correct(session, record, answers=(Answer("prior_steps", ("police", "governors")),))
    fill = session.words().fill
    options = {one.code: one.label for q in session.catalogue.categories["TR"].questions for one in q.options}
    assert "{" in options["police"] and "{" in options["governors"]
    assert changed[0][2] == f"{fill(options['police'])}; {fill(options['governors'])}"
    assert "{" not in repr(changed)
    labels = {one.code: one.label for one in session.catalogue.lists[_support(session)].choices}
    changed = correct(session, record, answers=(Answer("support", (next(iter(labels)),)),))
    assert changed[-1][2] == next(iter(labels.values()))


def _support(session: Session) -> Any:
    asked = session.catalogue.categories["TR"].questions
    return next(one.options_from for one in asked if one.id == "support")


def test_a_code_stands_only_where_the_catalogue_knows_it_no_more(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    record = log_incident(session, "TR", (ELLA, "target"))
    changed = correct(
        session, record, answers=(Answer("gone_by_now", ("public_post",)), Answer("where", ("gone_too",)))
    )
    (where,) = (one.text for one in session.catalogue.categories["TR"].questions if one.id == "where")
    assert changed == [("Question gone_by_now", "", "public_post"), (where, "", "gone_too")]


def test_a_question_of_the_kind_it_was_filed_as_keeps_its_words(made_school: MadeSchool) -> None:
    """Sorted as something else since, the record still holds what was answered before."""
    session = made_school.sign_in()
    record = log_incident(session, "SPC", (adult(session, "Shona Pike", "Supervisor"), "adult_of_concern"))
    correct(session, record, answers=(Answer("contact_kind", ("messages",)),))
    changed = correct(session, record, category="CB", answers=(Answer("contact_kind", ("comments",)),))
    (asked,) = (one for one in session.catalogue.categories["SPC"].questions if one.id == "contact_kind")
    labels = {one.code: one.label for one in asked.options}
    assert (asked.text, labels["messages"], labels["comments"]) in changed
    assert ("Category", "Staff-pupil contact", "Cyberbullying") in changed


def test_triage_is_said_in_words(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    record = log_incident(session, "TR", (ELLA, "target"))
    incident_correction.set_triage(session, record, Severity.MEDIUM, "Nine comments", "CB", "Triage")
    levels = {one.code: one.label for one in session.catalogue.lists["severities"].choices}  # type: ignore[index]
    assert ("Severity", "", levels["medium"]) in newest_changes(session)
    assert ("Category", "Trolling", "Cyberbullying") in newest_changes(session)


def test_no_code_of_an_incident_is_shown(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    record = log_incident(session, "TR", (ELLA, "target"))
    changed = correct(
        session,
        record,
        platform="tiktok",
        place=Place.OFF_SITE,
        equipment=(SchoolEquipment.FILTER,),
        online_risks=("contact",),
        protected_characteristics=("sexual_orientation", "disability"),
    )
    assert {label for label, _, _ in changed} == {
        "Platform",
        "Place",
        "Equipment",
        "Online risks",
        "Protected characteristics",
    }
    assert "_" not in repr(changed)


def test_a_person_is_said_in_words(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    reference = adult(session, "Shona Pike", "Supervisor").reference
    assert reference is not None
    stored = people.stored_person(session, reference)
    changed = replace(
        stored.content,
        kind=PersonKind.FORMER_PUPIL,
        posts=(Post(AdultType.SELF_EMPLOYED, ""),),
        handles=(Handle("tiktok", "@shona", HandleConfidence.PROBABLE),),
    )
    told = {one.label: one.after for one in changes_between(session, stored.content, changed)}
    lists = session.catalogue.lists
    kinds, posts, sure = (
        {one.code: one.label for one in lists[name].choices}  # type: ignore[index]
        for name in ("person_kinds", "adult_types", "handle_confidence")
    )
    assert told["Kind"] == kinds["former_pupil"]
    assert told["Posts"].startswith(f"{posts['self_employed']}, ")
    assert told["Handles"].lower() == f"@shona (tiktok, {sure['probable']})".lower()


def test_facts_of_an_exhibit_have_the_labels_they_have_on_the_record(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    told = changes_between(
        session,
        CaptureFacts(),
        CaptureFacts(url="https://x.example", platform="tiktok", reached=Reached.SHOWN_BY),
    )
    reached = {one.code: one.label for one in session.catalogue.lists["reached"].choices}  # type: ignore[index]
    assert [(one.label, one.after) for one in told] == [
        ("Full address", "https://x.example"),
        ("Platform", "TikTok"),
        ("How it was reached", reached["shown_by"]),
    ]


def test_the_steps_of_a_declaration_are_said_as_on_the_register(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    aunt, tyler = adult(session, "Shona Pike", "Supervisor"), pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-10-12 09:00")
    record = declared(session, aunt, tyler, "2026-09-24 15:00")
    before = reading.current(session.vault.daily.connection, record)
    assert before is not None
    content = before.content
    step = content.steps[0]
    further = replace(
        step, kind=StepKind.ACKNOWLEDGED_WITH_CONDITIONS, conditions=("Family chat only",), document=record
    )
    facts = replace(
        content.pupils[0],
        household=Household.NOT_KNOWN,
        teaches_or_supervises=Teaches.NOT_KNOWN,
        parents_aware=ParentsAware.YES,
    )
    after = replace(content, steps=(step, further), pupils=(facts,))
    told = repr(changes_between(session, content, after))
    assert "Acknowledged, with conditions, Thu 24 Sep 2026, 15:00, on signed paper, by Shona Pike" in told
    assert "on condition: Family chat only, signed sheet kept" in told
    assert "teaches or supervises: Not known" in told
    assert "_" not in told
    assert record.id not in told


def test_a_form_answer_is_said_by_the_forms_own_label(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    aunt, tyler = adult(session, "Shona Pike", "Supervisor"), pupil(session, "Tyler Pike", date(2018, 3, 9))
    record = log_incident(session, "SPC", (aunt, "adult_of_concern"), (tyler, "child_contacted"))
    referral = referrals.begin(session, record)[0]
    assert tyler.reference is not None
    labels = {
        field.id: session.words().fill(field.label)
        for section in session.catalogue.forms["staff_allegation"].sections
        for field in section.fields
    }

    referrals.answer(session, referral, "adult_address", "1 Mill Lane", version=1)
    assert newest_changes(session, Compartment.ADULTS) == [(labels["adult_address"], "", "1 Mill Lane")]
    referrals.not_known(session, referral, "adult_address", "They moved.", version=2)
    assert newest_changes(session, Compartment.ADULTS) == [
        (labels["adult_address"], "1 Mill Lane", "Not known. They moved.")
    ]
    referrals.not_asked(session, referral, f"child_sex@{tyler.reference.id}", "Not needed.", version=3)
    assert newest_changes(session, Compartment.ADULTS) == [
        (f"{labels['child_sex']} (Tyler Pike)", "", "Not asked. Not needed.")
    ]
    referrals.answer(session, referral, "first_contact", "Ms Hale", version=4)
    (told,) = newest_changes(session, Compartment.ADULTS)
    assert told[0] == labels["first_contact"] and "{" not in told[0]


def test_a_record_it_names_is_said_by_its_case_number(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    record = log_incident(session, "TR", (ELLA, "target"))
    words = KeptWords(session)
    assert words.of("earlier_concerns", (record,)) == incidents.case_of(session, record)
    gone = replace(record, id="f" * 32)  # type: ignore[arg-type]  # no record has it
    assert words.of("earlier_concerns", (gone,)) == "A record that is not here"


@pytest.mark.parametrize("kind", _LISTS_OF_TYPES)
def test_every_code_of_a_list_has_a_label(kind: type[Enum], made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    known = {one.code: one.label for one in session.catalogue.lists[_LISTS_OF_TYPES[kind]].choices}
    fill = session.words().fill
    for member in kind:
        assert KeptWords(session).of("kind", member) == fill(known[member.value])


def test_the_chain_and_what_is_stored_stay_as_they_are(made_school: MadeSchool) -> None:
    """Only how it is shown is in words: the codes stay in the record, and reading adds nothing."""
    session = made_school.sign_in()
    record = log_incident(session, "TR", (ELLA, "target"))
    answers = (Answer("where", ("closed_group",)),)
    correct(session, record, answers=answers, happened=exactly(at("2026-09-05 20:00")))
    head = session.vault.daily.head
    newest_changes(session)
    assert session.vault.daily.head == head
    assert incidents.current(session, record).content.answers == answers
    assert keeping.check(session).whole
