"""Fact, opinion, hearsay and a child's own words stay apart wherever an account is said again, and say whose it is."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Participant, Passage, PassageKind
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import cases, copy_out, incidents, paper, referrals
from safeguard_app.services.account_words import what_happened
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.paper_views import (
    AudiencePaper,
    CasePaper,
    ChronologyPaper,
    PaperJob,
    ReferralPaper,
)
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, log_incident, pupil
from tests.services.scenario_papers import words_of
from tests.services.test_scenario_documents import MARF, begin

TEXT = "Ella came late. Her uncle hits her. He is a violent man. I am scared to go home. Rory saw it. She sat down."
MARKS = (
    ("Ella came late.", PassageKind.FACT, ""),
    ("Her uncle hits her", PassageKind.HEARSAY, ""),  # the full stop is no passage of its own
    ("He is a violent man.", PassageKind.OPINION, ""),
    ("I am scared to go home. Rory saw it.", PassageKind.OWN_WORDS, "Ella Tan"),
)
SAID = (
    "Fact: Ella came late. Hearsay, not checked: Her uncle hits her. Opinion: He is a violent man. "
    "Ella Tan’s own words: “I am scared to go home. Rory saw it.” Not marked: She sat down. Account of "
)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def marked(session: Session, *, summary: str = "") -> tuple[PersonRef, Reference, Reference]:
    """A child with a record whose account is marked, and a second one."""
    ella = pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    rory = pupil(session, "Rory Dale", date(2016, 4, 3), "Year 5", "5N")
    record = log_incident(session, "CB", (ella, "target"), (rory, "witness"), account=TEXT)
    stored = incidents.current(session, record)
    (account,) = stored.content.accounts
    passages = tuple(
        Passage(TEXT.index(text), TEXT.index(text) + len(text), kind, whose) for text, kind, whose in MARKS
    )
    content = replace(stored.content, accounts=(replace(account, passages=passages),), summary=summary)
    incidents.correct(session, record, content, "Marked.", replacing=stored.number)
    return ella, record, log_incident(session, "CB", (ella, "target"), account="Again late")


def words(session: Session, job: PaperJob) -> str:
    return words_of(paper.preview(session, job).pdf)


def test_every_chronology_says_what_is_hearsay_and_whose_words_they_are(session: Session) -> None:
    ella, record, second = marked(session)
    case, _ = cases.start(session, record, second, "One matter.")
    assert ella.reference is not None
    hers = ChronologyPaper(ella.reference, Compartment.DAILY, everything=True)
    authority = AudiencePaper(hers, Audience.AUTHORITY, (ella,))
    for job in (hers, CasePaper(case, everything=True), authority):
        said = words(session, job)
        assert SAID in said, job
        assert "Again late." in said and said.count("Account of") == 1, "nothing is marked there"


def test_the_page_says_the_same_and_shortens_it_to_its_first_passage(session: Session) -> None:
    ella, record, _ = marked(session)
    assert ella.reference is not None
    shown = next(one for one in chronology_of(session, ella.reference).lines if one.record == record)
    assert shown.detail.startswith(SAID) and shown.short == "Fact: Ella came late. …"


def test_an_earlier_concern_on_a_form_keeps_the_marks(session: Session) -> None:
    ella, record, second = marked(session)
    form = begin(session, second, MARF, ella)
    view = referrals.view(session, form)
    assert [one.incident for one in view.earlier] == [record]
    referrals.tick_earlier(session, form, (record,), version=view.version)
    assert SAID in words(session, ReferralPaper(form))


def test_names_in_passages_are_left_out_of_copies_all_the_same(session: Session) -> None:
    ella, _, _ = marked(session)
    assert ella.reference is not None
    job = ChronologyPaper(ella.reference, Compartment.DAILY, everything=True)
    said = words(session, AudiencePaper(job, Audience.PARENT, (ella,)))
    assert "Rory" not in said and "home. Child B saw it.” Not marked: She sat down." in said


def test_a_summary_stands_as_it_was_written_and_several_accounts_say_whose_each_is(session: Session) -> None:
    _, record, second = marked(session, summary="Late, and afraid")
    assert what_happened(incidents.current(session, record).content) == "Late, and afraid."
    stored = incidents.current(session, second)
    (account,) = stored.content.accounts
    other = replace(account, author=PersonRef(None, "Mr Roy"), text="I saw nothing")
    both = replace(stored.content, accounts=(account, other))
    assert (
        what_happened(both)
        == f"Again late. Account of {account.author.name}. I saw nothing. Account of Mr Roy."
    )


def test_an_earlier_reporter_who_asked_not_to_be_named_is_left_out_of_the_line_of_a_form(
    session: Session,
) -> None:
    ella, record, second = marked(session)
    stored = incidents.current(session, record)
    author = stored.content.accounts[0].author
    there = (*stored.content.participants, Participant(author, "reporter", name_withheld=True))
    hidden = replace(stored.content, participants=there)
    incidents.correct(session, record, hidden, "Asked not to be named.", replacing=stored.number)
    (earlier,) = referrals.view(session, begin(session, second, MARF, ella)).earlier
    assert author.name not in earlier.summary and "Hearsay, not checked: Her uncle" in earlier.summary


def test_what_is_copied_out_of_a_form_says_it_too(session: Session) -> None:
    ella, record, _ = marked(session)
    form = begin(session, record, MARF, ella)
    sheet = copy_out.sheet_of(session, form)
    (account,) = (one.text for one in sheet.answers if one.text.startswith("Fact: Ella came late."))
    assert SAID in account
