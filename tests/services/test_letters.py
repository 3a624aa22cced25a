"""Letters: drafted from the record, no other child in them, nothing of the log on them, sent when somebody says so."""

import re
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.page_images import page_text
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.letters import Letter
from safeguard_app.domain.moments import exactly, not_known
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import Person, PersonKind, PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.responses import BanTerms, ResponseStep, RungKind, StepResult
from safeguard_app.services import entries, incidents, letters, paper, people, response_page, responses
from safeguard_app.services.letter_drafts import drafted, greeting_of
from safeguard_app.services.letters import LetterNotReady
from safeguard_app.services.paper_views import IncidentPaper, LetterPaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion
from tests.catalogue.test_nations_words import OTHERS_WORDS
from tests.services.conftest import SCHOOL, MadeSchool, adult, at, log_incident, pupil
from tests.services.test_entries import MakeSchool

HALLOWAY = PersonRef(None, "Mr Dean Halloway", "Parent or carer")


@pytest.fixture
def record(made_school: MadeSchool) -> tuple[Session, Reference]:
    """The posts about Ms Nandra, with Ella named in one and Kai, Mr Halloway's son, mentioned."""
    made_school.clock.set("2026-09-15 09:00")
    session = made_school.sign_in()
    made = log_incident(
        session,
        "TR",
        (adult(session, "Ms Priya Nandra", "Teacher, 5N"), "target"),
        (HALLOWAY, "author"),
        (pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N"), "depicted"),
        happened=exactly(at("2026-09-11 20:14")),
    )
    return session, made


def draft(session: Session, incident: Reference, code: str) -> Letter:
    """A letter as it is drafted now."""
    connection = session.vault.compartment(incident.compartment).connection
    live = reading.about(connection, incident)
    return drafted(session, incidents.current(session, incident), live, session.catalogue.letters[code])


def newest(session: Session, incident: Reference) -> RecordId:
    """The letter that was kept last."""
    connection = session.vault.compartment(incident.compartment).connection
    return reading.about(connection, incident, (RecordKind.LETTER,))[-1].reference.id


def keep_filled(session: Session, incident: Reference, **changes: str) -> RecordId:
    """Keep the letter asking for removal, with its gaps filled."""
    made = draft(session, incident, "removal_request")
    body = made.body.replace("[the service]", "Facebook").replace("[the day and time]", "noon tomorrow")
    letters.keep(session, incident, replace(made, body=body, **changes))  # type: ignore[arg-type]
    return newest(session, incident)


def test_a_letter_is_drafted_from_the_record_and_its_gaps_stop_it(record: tuple[Session, Reference]) -> None:
    session, incident = record
    made = draft(session, incident, "removal_request")
    assert (made.to, made.greeting) == ("Mr Dean Halloway", "Dear Mr Halloway,")
    assert (made.signed_by, made.signed_as) == ("Mrs Carol Denning", "Headteacher")
    assert "on Friday 11 September 2026" in made.body
    assert made.gaps == ("[the service]", "[the day and time]")
    letters.keep(session, incident, made)
    with pytest.raises(LetterNotReady) as stopped:
        paper.preview(session, LetterPaper(incident, newest(session, incident)))
    assert "[the service] and [the day and time]" in stopped.value.sentence


def test_an_hour_that_was_asked_for_stands_in_the_letter(record: tuple[Session, Reference]) -> None:
    session, incident = record
    step = ResponseStep(
        "adult_author",
        "phone",
        RungKind.STEP,
        exactly(at("2026-09-15 08:50")),
        "Mrs Carol Denning",
        HALLOWAY.name,
        "Asked for removal.",
        deadline=exactly(at("2026-09-15 17:00")),
        result=StepResult.WAITING,
    )
    responses.add_step(session, incident, step)
    assert "by 17:00 on Tuesday 15 September 2026" in draft(session, incident, "removal_request").body


@pytest.mark.parametrize(
    "words",
    [
        "You named Ella in it.",
        "You named ELLA TAN.",
        "You named Poppy Vale too.",
        "You named Élla.",
        "Poppý Válé too.",
    ],
    ids=["first name", "capitals", "another pupil", "with a mark", "another pupil with marks"],
)
def test_another_childs_name_is_said_before_the_letter_can_go(
    record: tuple[Session, Reference], words: str
) -> None:
    session, incident = record
    pupil(session, "Poppy Vale", date(2017, 4, 2))
    made = keep_filled(session, incident)
    stored = letters.stored_letter(session, incident, made)
    named = replace(stored.content, body=f"{stored.content.body}\n\n{words}")
    letters.rewrite(session, incident, made, named, replacing=stored.number)
    for act in (
        lambda: letters.copied(session, incident, made),
        lambda: paper.issue(session, LetterPaper(incident, made)),
        lambda: letters.sent(session, incident, made, exactly(session.now()), "By post"),
    ):
        with pytest.raises(LetterNotReady) as stopped:
            act()
        assert "only the addressee’s own child" in stopped.value.sentence
    again = letters.stored_letter(session, incident, made)
    letters.rewrite(
        session,
        incident,
        made,
        replace(again.content, names_kept="It is what he wrote."),
        replacing=again.number,
    )
    assert words in letters.copied(session, incident, made)[0]


def test_the_addressees_own_child_and_the_teacher_may_be_named(record: tuple[Session, Reference]) -> None:
    session, incident = record
    pupil(session, "Kai Halloway", date(2016, 2, 11), "Year 5", "5N")
    made = keep_filled(session, incident, child="Kai Halloway")
    stored = letters.stored_letter(session, incident, made).content
    named = replace(stored, body=f"{stored.body}\n\nKai Halloway is taught by Ms Nandra as before.")
    letters.rewrite(session, incident, made, named, replacing=1)
    assert "Kai Halloway" in letters.copied(session, incident, made)[0]


def test_nothing_of_the_log_stands_on_a_letter(record: tuple[Session, Reference]) -> None:
    session, incident = record
    made = keep_filled(session, incident, address="4 Larch Row\nEastmarch")
    text, _ = letters.copied(session, incident, made)
    issued = paper.issue(session, LetterPaper(incident, made))
    printed = page_text(issued.pdf, 0)
    case = str(incidents.current(session, incident).content.case)
    for words in (text, printed):
        assert case not in words and "OFFICIAL" not in words and "Copy 1" not in words
        assert not re.search(r"\b\d+: [0-9a-f]{4} [0-9a-f]{4}", words), "no chain head"
        assert "Dear Mr Halloway," in words and "4 Larch Row" in words
    assert "Printed" not in printed, "the day of the letter is its own"
    (line,) = paper.issued(session, incident)
    assert line.title == "Letter asking for removal" and line.sha256 == issued.sha256
    assert issued.file_name == "Letter.pdf"


def test_copying_and_printing_send_nothing_and_what_was_sent_stays_as_it_was(
    record: tuple[Session, Reference],
) -> None:
    session, incident = record
    made = keep_filled(session, incident)
    letters.copied(session, incident, made)
    paper.issue(session, LetterPaper(incident, made))
    assert letters.stored_letter(session, incident, made).content.sent is None
    with pytest.raises(RuleViolation) as refused:
        letters.sent(session, incident, made, exactly(session.now()), "")
    assert set(refused.value.fields) == {"how"}
    letters.sent(session, incident, made, exactly(session.now()), "First class post")
    sent = letters.stored_letter(session, incident, made).content
    with pytest.raises(RuleViolation):
        letters.rewrite(session, incident, made, replace(sent, body="Other words."), replacing=2)
    (shown,) = response_page.response_of(session, incident).letters
    assert shown.status.words == "Sent Tue 15 Sep 2026, 09:00, first class post"
    whole = paper.preview(session, IncidentPaper(incident)).pdf
    record_text = " ".join(" ".join(page_text(whole, page) for page in range(3)).split())
    assert "Letter asking for removal. To Mr Dean Halloway. Sent Tue 15 Sep 2026" in record_text


def test_a_ban_stands_in_its_letter_and_who_answered_is_said(
    made_school: MadeSchool, record: tuple[Session, Reference]
) -> None:
    session, incident = record
    made_school.clock.set("2026-09-25 15:00")
    terms = BanTerms(
        date(2026, 9, 17),
        date(2026, 12, 18),
        events=True,
        reason="You wrote that you know where a teacher parks.",
        collection="Your child is brought to the gate.",
        representations_until=date(2026, 9, 24),
    )
    notice = ResponseStep(
        "adult_author",
        "ban",
        RungKind.BAN,
        exactly(at("2026-09-17 11:00")),
        "Mrs Denning",
        HALLOWAY.name,
        ban=terms,
    )
    responses.add_step(session, incident, notice)
    body = draft(session, incident, "ban_provisional").body
    for words in (
        "onto the school premises or to school events from Thursday 17 September 2026 until Friday 18 December 2026",
        "This is provisional",
        "by Thursday 24 September 2026",
        "section 547 of the Education Act 1996",
        "Your child is brought to the gate.",
    ):
        assert words in body
    assert (
        "You did not answer by Thursday 24 September 2026." in draft(session, incident, "ban_decision").body
    )
    heard = replace(
        notice,
        rung="representations",
        kind=RungKind.REPRESENTATIONS,
        at=exactly(at("2026-09-23 09:00")),
        answer="I am sorry.",
        ban=None,
    )
    responses.add_step(session, incident, heard)
    decided = draft(session, incident, "ban_decision").body
    assert "I received what you told us about it on Wednesday 23 September 2026" in decided


@pytest.mark.parametrize("nation", Nation)
def test_letters_have_the_words_of_their_nation_alone(make_school: MakeSchool, nation: Nation) -> None:
    school = make_school(replace(SCHOOL, nation=nation))
    session = school.sign_in()
    incident = log_incident(session, "TR", (HALLOWAY, "author"))
    for code in session.catalogue.letters:
        made = draft(session, incident, code)
        whole = letters.plain_text(made)
        assert re.search(OTHERS_WORDS[nation], whole) is None, (code, nation)
        assert ("547" in whole) == (
            nation in (Nation.ENGLAND, Nation.WALES) and code in ("ban_provisional", "ban_decision")
        )


def test_the_chair_signs_where_the_record_is_about_the_headteacher(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    head = adult(session, "Mrs Carol Denning", "Headteacher")
    incident = log_incident(
        session, "DEF", (head, "target"), (HALLOWAY, "author"), (head, "adult_of_concern"), about_head=True
    )
    made = draft(session, incident, "removal_request")
    assert (made.signed_by, made.signed_as) == ("Mr Paul Strand", "Chair of Governors")


def test_a_letter_taken_back_is_neither_shown_nor_printed(record: tuple[Session, Reference]) -> None:
    session, incident = record
    made = keep_filled(session, incident)
    entries.withdraw(session, incident, made, "Wrong person.")
    assert response_page.response_of(session, incident).letters == ()
    with pytest.raises(RuleViolation):
        paper.preview(session, LetterPaper(incident, made))


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Mr Dean Halloway", "Dear Mr Halloway,"),
        ("Dr Halloway", "Dear Dr Halloway,"),
        ("Dean Halloway", "Dear Dean Halloway,"),
        ("A parent of a Year 4 pupil", "Dear Parent or Carer,"),
        ("", "Dear Parent or Carer,"),
    ],
)
def test_how_a_letter_begins(name: str, greeting: str) -> None:
    assert greeting_of(name) == greeting


@pytest.mark.parametrize(
    ("category", "code", "expected"),
    [
        (
            "UA",
            "underage_account",
            "We have come to know that Tyler Pike uses TikTok. The service’s own rules ask for",
        ),
        (
            "PCA",
            "contact_attempt",
            "On Monday 7 September 2026 Tyler Pike sent a request on TikTok to an adult",
        ),
    ],
)
def test_letters_to_parents_name_their_own_child_alone(
    made_school: MadeSchool, category: str, code: str, expected: str
) -> None:
    session = made_school.sign_in()
    tyler = pupil(session, "Tyler Pike", date(2018, 5, 1))
    mother = PersonRef(None, "Mrs Dawn Pike", "Parent or carer")
    role = "child_of_concern" if category == "UA" else "child_contacted"
    incident = log_incident(
        session, category, (tyler, role), (mother, "parent"), happened=exactly(at("2026-09-07 07:30"))
    )
    stored = incidents.current(session, incident)
    on_tiktok = replace(stored.content, platform="tiktok")
    made = drafted(session, replace(stored, content=on_tiktok), (), session.catalogue.letters[code])
    assert (made.to, made.greeting, made.child) == ("Mrs Dawn Pike", "Dear Mrs Pike,", "Tyler Pike")
    assert expected in made.body and made.gaps == ()
    assert letters.what_is_open(session, on_tiktok, (), made) == ()
    assert "Miss Jo Abbey, Designated Safeguarding Lead" in made.body


def _open_points(session: Session, incident: Reference, **changes: str) -> str:
    """What still stops the letter asking for removal, with its gaps filled and other words."""
    stored = letters.stored_letter(session, incident, keep_filled(session, incident)).content
    more = changes.pop("more", "")
    made = replace(stored, body=f"{stored.body}\n\n{more}", **changes)  # type: ignore[arg-type]
    return " ".join(letters.what_is_open(session, incidents.current(session, incident).content, (), made))


def test_a_child_whom_the_register_does_not_know_is_no_less_a_child(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    thorn = PersonRef(None, "Ella Thorn", "Year 5")
    incident = log_incident(session, "TR", (HALLOWAY, "author"), (thorn, "depicted"))
    assert _open_points(session, incident) == ""
    assert "Ella Thorn" in _open_points(session, incident, more="You named Ella.")
    assert "Ella Thorn" in _open_points(session, incident, subject="What you wrote about Ella")


def test_whoever_asked_not_to_be_named_stands_in_no_letter_and_a_child_reporter_neither(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    shona = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Nock", date(2016, 4, 2))
    incident = log_incident(
        session,
        "TR",
        (HALLOWAY, "author"),
        (shona, "witness"),
        (tyler, "reporter"),
        withheld="witness",
    )
    assert "Shona Pike" in _open_points(session, incident, more="Shona saw it.")
    assert "Tyler Nock" in _open_points(session, incident, more="Tyler told us.")


def test_the_addressees_own_child_on_the_record_may_be_named(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    kai = pupil(session, "Kai Halloway", date(2016, 2, 11))
    incident = log_incident(session, "TR", (HALLOWAY, "author"), (kai, "mentioned"))
    assert "Kai Halloway" in _open_points(session, incident, more="Kai was there.")
    assert _open_points(session, incident, more="Kai was there.", child="Kai Halloway") == ""


def test_a_former_pupil_is_a_child_too_and_a_name_of_one_word_is_no_word_of_the_letter(
    made_school: MadeSchool,
) -> None:
    session = made_school.sign_in()
    pupil(session, "Will", date(2016, 2, 11))
    people.add(session, Person("Demi Rudge", PersonKind.FORMER_PUPIL, date_of_birth=date(2014, 3, 2)))
    incident = log_incident(session, "TR", (HALLOWAY, "author"))
    assert _open_points(session, incident, more="We will write again.") == ""
    assert "Demi Rudge" in _open_points(session, incident, more="Demi Rudge left in July.")


def test_a_letter_to_nobody_waits_and_one_is_sent_once_and_at_a_time(
    record: tuple[Session, Reference],
) -> None:
    session, incident = record
    assert "whom it is to" in _open_points(session, incident, to=" ")
    made = keep_filled(session, incident)
    with pytest.raises(RuleViolation) as refused:
        letters.sent(session, incident, made, not_known(), "By post")
    assert "at" in refused.value.fields
    letters.sent(session, incident, made, exactly(session.now()), "By post")
    with pytest.raises(RuleViolation) as refused:
        letters.sent(session, incident, made, exactly(session.now()), "By hand")
    assert "already" in refused.value.fields["how"]
    assert letters.stored_letter(session, incident, made).content.sent_how == "By post"


def test_a_letter_that_was_edited_meanwhile_is_not_written_over(record: tuple[Session, Reference]) -> None:
    """Words begun on an earlier version, by somebody else or in another form, are refused and stay in their form."""
    session, incident = record
    made = keep_filled(session, incident)
    seen = letters.stored_letter(session, incident, made)
    letters.rewrite(session, incident, made, replace(seen.content, subject="Another"), replacing=seen.number)
    with pytest.raises(StaleVersion):
        letters.rewrite(
            session, incident, made, replace(seen.content, body="Old words."), replacing=seen.number
        )
    assert letters.stored_letter(session, incident, made).content.subject == "Another"
