"""Disposal of paper files and copies: reviewed by one, authorised by another, certified without a subject’s name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.logbooks import EntryStepKind
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.services import logbook_detail, logbooks, paper
from safeguard_app.services.entry_papers import paper_of
from safeguard_app.services.logbook_facts import stored_entry
from safeguard_app.services.logbook_lists import overview
from safeguard_app.services.logbooks import ANOTHER_AUTHORISES, EntryStepInput
from safeguard_app.services.paper_disposal import CertificateNames, NothingToCertify
from safeguard_app.services.paper_views import DisposalCertificatePaper
from safeguard_app.services.session import Session
from tests.documents.reading import pages
from tests.services.conftest import SCHOOL, MadeSchool, adult, pupil
from tests.services.logbook_entries import on, said, who

MakeSchool = Callable[..., MadeSchool]
ABBEY = PersonRef(None, "Miss Jo Abbey", "DSL")
HEAD = PersonRef(None, "Mrs Carol Denning", "Headteacher")
LISTED = "Green file, 34 pages, from the safe\nTwo prints of a report, from the office"
DAY = date(2026, 10, 12)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def enter(session: Session, subject: PersonRef | None = None, *, done: bool = True) -> Reference:
    answers = [
        said("record_class", "bullying"),
        said("file_number", "B-117"),
        said("trigger", "File closed, 14 Jul 2019"),
        said("rule", "County schedule of May 2026, confirmed by Ms Hale."),
        on("reviewed_on", DAY),
        who("reviewed_by", ABBEY),
        said("holds", "open_case", "inquiry"),
        said("manifest", LISTED),
        on("from", date(2017, 1, 9)),
    ]
    if subject is not None:
        answers.append(who("subject", subject))
    if done:
        answers += [
            on("disposed_on", DAY),
            said("method", "shredded"),
            said("done_by", "Mr Reed, Miss Abbey"),
        ]
    return logbooks.enter(session, "disposals", answers)[0]


def authorise(session: Session, entry: Reference, by: PersonRef = HEAD) -> None:
    step = EntryStepInput(EntryStepKind.GIVEN, DAY, by, OfficeKind.HEADTEACHER)
    logbooks.add_step(session, entry, step, version=stored_entry(session, entry).number)


def words_of(session: Session, entry: Reference) -> str:
    return " ".join("\n".join(pages(paper.preview(session, DisposalCertificatePaper(entry)).pdf)).split())


def test_a_certificate_says_what_went_by_which_rule_and_who_authorised_it(session: Session) -> None:
    child = pupil(session, "Wren Maple", date(2008, 4, 2))
    entry = enter(session, child)
    authorise(session, entry)
    found = words_of(session, entry)
    digest = sha256(LISTED.encode()).hexdigest()
    for expected in (
        "Bullying record that is no child protection record",
        "County schedule of May 2026",
        "File closed, 14 Jul 2019",
        "An open case, referral or investigation",
        "Not ticked: A court, an inquest or an insurance claim",
        "Green file, 34 pages, from the safe",
        " ".join(digest[start : start + 8] for start in range(0, 64, 8)),
        "Cross-cut shredder, at the school",
        "Miss Jo Abbey",
        "Mrs Carol Denning",
        "It does not say that anything was deleted from the log.",
        "Confirm with your local authority.",
    ):
        assert expected in found, expected
    assert "Wren" not in found and "Maple" not in found, "the subject has a number"
    issued = paper.issue(session, paper_of(session, entry).job)
    assert issued.document.compartment is entry.compartment


def test_whoever_reviewed_it_does_not_authorise_it(session: Session) -> None:
    entry = enter(session)
    with pytest.raises(RuleViolation) as refused:
        authorise(session, entry, ABBEY)
    assert refused.value.fields["by"] == ANOTHER_AUTHORISES
    authorise(session, entry)


def test_nothing_is_certified_before_it_is_authorised_and_done(session: Session) -> None:
    waiting = enter(session)
    with pytest.raises(NothingToCertify, match="authorised"):
        words_of(session, waiting)
    not_done = enter(session, done=False)
    authorise(session, not_done)
    with pytest.raises(NothingToCertify, match="on which day it was done"):
        words_of(session, not_done)


def test_authorisation_taken_back_certifies_nothing(session: Session) -> None:
    entry = enter(session)
    authorise(session, entry)
    logbooks.take_back_step(session, entry, 0, "Too soon.", version=stored_entry(session, entry).number)
    with pytest.raises(NothingToCertify):
        words_of(session, entry)


def test_the_number_of_a_subject_is_the_same_each_time_and_anothers_differs(session: Session) -> None:
    wren, kai = (pupil(session, name, date(2008, 4, 2)) for name in ("Wren Maple", "Kai Oakes"))
    numbers = []
    for one in (wren, wren, kai):
        entry = enter(session, one)
        authorise(session, entry)
        found = words_of(session, entry)
        numbers.append(found.split("Subject, by number ")[1].split()[0])
    assert numbers[0] == numbers[1] != numbers[2]


def test_whoever_reads_the_daily_log_alone_learns_of_no_disposal(
    made_school: MadeSchool, session: Session
) -> None:
    """That an adult had a file is told to nobody who may not read it."""
    entry = enter(session, adult(session, "Shona Pike", "Supervisor"))
    assert entry.compartment is not Compartment.DAILY
    deputy = made_school.sign_in("deputy")
    assert "disposals" not in {row.logbook for row in overview(deputy).rows}


@pytest.mark.parametrize("nation", Nation)
def test_the_rules_are_data_of_the_nation_each_to_be_confirmed(
    make_school: MakeSchool, nation: Nation
) -> None:
    session = make_school(replace(SCHOOL, nation=nation)).sign_in()
    classes = session.catalogue.choices(ListName.RETENTION_CLASSES, nation)
    files = [one for one in classes if one.label.startswith("Child protection file")]
    assert len(files) == 1 and all(one.confirm and one.help for one in classes)
    assert ("25 years" in files[0].help) is (nation is Nation.ENGLAND)
    assert ("30 years" in files[0].help) is (nation is Nation.NORTHERN_IRELAND)


@pytest.mark.parametrize(
    ("field", "typed", "name"),
    [
        ("file_number", "Maple, W. B-117", "Maple"),
        ("trigger", "Wren left in 2019", "Wren"),
        ("holds_said", "Mrs Maple asked on 3 Oct", "Maple"),
        ("manifest", "Green file\nLetter about Tyler Boyle", "Boyle"),
        ("backups", "The tape that has Wren Maple", "Maple"),
    ],
)
def test_a_certificate_names_nobody_in_what_was_typed(
    session: Session, field: str, typed: str, name: str
) -> None:
    child = pupil(session, "Wren Maple", date(2008, 4, 2))
    pupil(session, "Tyler Boyle", date(2009, 4, 2))
    entry = enter(session, child)
    authorise(session, entry)
    form, version = logbook_detail.form_of(session, entry)
    answers = (*(one for one in form.answers if one.field != field), said(field, typed))
    logbooks.change(session, entry, answers, DAY, "More was known.", version=version)
    with pytest.raises(CertificateNames) as refused:
        paper.issue(session, DisposalCertificatePaper(entry))
    assert name in refused.value.sentence and "Maple" not in str(refused.value)
