"""The Headteacher is the subject: nothing of that record shows to the Headteacher or to the deputy, anywhere here.

Keys, not hidden buttons, keep them out: each use case is asked as each of the two.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.page_images import page_count, page_text
from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, IntakeAnswer
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.people import AdultType, OfficeKind, PersonRef
from safeguard_app.services import (
    audit_log,
    contact_checks,
    declarations,
    evidence,
    evidence_items,
    evidence_showing,
    incidents,
    paper,
    people,
    referrals,
)
from safeguard_app.services.declaration_detail import detail
from safeguard_app.services.evidence_views import IntakePermit
from safeguard_app.services.paper_views import IncidentPaper, ReferralPaper
from safeguard_app.services.search import search
from safeguard_app.services.session import Session
from safeguard_app.vault.problems import NoKey
from tests.services.conftest import MadeSchool, adult, log_incident, moment, pupil
from tests.services.test_contact_checks import asked
from tests.services.test_declarations import declared
from tests.services.test_evidence import png

SECRET = "Unmistakable words about the nephew"


class AboutTheHead:
    """A concern about Mrs Denning, with a check that relied on her declaration, evidence and a referral."""

    def __init__(self, school: MadeSchool) -> None:
        self.school = school
        session = school.sign_in("dsl")
        self.head = adult(session, "Carol Denning", "Headteacher", AdultType.EMPLOYEE, OfficeKind.HEADTEACHER)
        self.archie = pupil(session, "Archie Denning", date(2022, 5, 4), "Reception", "R")
        school.clock.set("2026-09-22 15:00")
        self.declaration = declared(session, self.head, self.archie, "2026-09-07 07:50")
        self.incident = log_incident(
            session,
            "SPC",
            (self.head, "adult_of_concern"),
            (self.archie, "child_contacted"),
            account=SECRET,
            happened=moment("2026-09-19 19:00"),
            told=moment("2026-09-22 08:35"),
            about_head=True,
        )
        self.case = incidents.case_of(session, self.incident)
        verdict = contact_checks.check(session, asked(self.head, self.archie))
        contact_checks.keep(session, self.incident, verdict)
        permit = evidence.declare(session, self.incident, IntakeAnswer.NO_SEEN_ALL)
        assert isinstance(permit, IntakePermit)
        taken = evidence.take_in_bytes(session, permit, png(), "a.png", CaptureFacts(what=SECRET))
        self.exhibit = taken.taken[0].item
        self.referral = referrals.begin(session, self.incident)[0]
        self.document = paper.issue(session, ReferralPaper(self.referral)).document
        assert self.incident.compartment is Compartment.NOT_HEAD
        assert len(detail(session, self.declaration).relied_on) == 1


@pytest.fixture
def about_the_head(made_school: MadeSchool) -> AboutTheHead:
    """Everything filed, the DSL signed in."""
    return AboutTheHead(made_school)


def everything_shown(session: Session, case: AboutTheHead) -> str:
    """Every word that the use cases here show to whoever is signed in."""
    shown: list[object] = [
        search(session, "denning"),
        search(session, case.case).rows,
        search(session, "unmistakable"),
        people.suggest(session, "denning"),
        people.rows(session),
        people.open_person(session, _reference(case.head)),
        detail(session, case.declaration),
        referrals.referral_lines(session),
        paper.issued(session, case.declaration),
        paper.issued(session),
        contact_checks.view(session, contact_checks.check(session, asked(case.head, case.archie))),
    ]
    for compartment, _ in audit_log.compartments(session):
        shown.append(audit_log.page(session, compartment))
        shown.append(audit_log.status(session, compartment))
    return repr(shown)


def _reference(person: PersonRef) -> Reference:
    assert person.reference is not None
    return person.reference


@pytest.mark.parametrize("who", ["head", "deputy"])
def test_nothing_of_it_shows(about_the_head: AboutTheHead, who: str) -> None:
    case = about_the_head
    assert case.case in everything_shown(case.school.sign_in("dsl"), case)
    session = case.school.sign_in(who)

    shown = everything_shown(session, case)

    assert case.case not in shown
    assert SECRET not in shown
    assert case.incident.id not in shown
    assert "About the Headteacher" not in shown
    assert detail(session, case.declaration).relied_on == ()


@pytest.mark.parametrize("who", ["head", "deputy"])
def test_knowing_the_reference_does_not_open_it(about_the_head: AboutTheHead, who: str) -> None:
    case = about_the_head
    session = case.school.sign_in(who)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: contact_checks.kept(session, case.incident),
        lambda: evidence_items.exhibits(session, case.incident),
        lambda: evidence_showing.open_file(session, case.exhibit),
        lambda: evidence.declare(session, case.incident, IntakeAnswer.NO_SEEN_ALL),
        lambda: evidence.intake_state(session, case.incident),
        lambda: referrals.view(session, case.referral),
        lambda: referrals.begin(session, case.incident),
        lambda: referrals.answer(session, case.referral, "adult_name", "x", version=1),
        lambda: paper.preview(session, IncidentPaper(case.incident)),
        lambda: paper.preview(session, ReferralPaper(case.referral)),
        lambda: paper.open_issued(session, case.document),
        lambda: paper.issued(session, case.incident),
        lambda: audit_log.page(session, Compartment.NOT_HEAD),
        lambda: audit_log.detail(session, Compartment.NOT_HEAD, 1),
        lambda: audit_log.choices(session, Compartment.NOT_HEAD),
    )
    for attempt in attempts:
        with pytest.raises(NoKey):
            attempt()


def test_the_referral_speaks_of_the_chair_and_never_of_telling_the_head(about_the_head: AboutTheHead) -> None:
    case = about_the_head
    session = case.school.sign_in("dsl")

    view = referrals.view(session, case.referral)

    labels = [field.label for section in view.sections for field in section.fields]
    assert "Chair of Governors: name and contact" in labels
    assert not any(label.startswith("Headteacher") for label in labels)
    verdict = contact_checks.kept(session, case.incident)[0].view
    assert verdict.decides == "Chair of Governors"


class WithAGovernor:
    """A concern about Mrs Denning in which a governor is concerned too, and a later one about the governor alone."""

    def __init__(self, session: Session, case: AboutTheHead) -> None:
        governor = adult(session, "Mr Paul Strand", "Governor", AdultType.GOVERNOR)
        child = (case.archie, "child_contacted")
        both = ((case.head, "adult_of_concern"), (governor, "adult_of_concern"), child)
        self.apart = log_incident(session, "SPC", *both, account=SECRET, about_head=True)
        self.case = incidents.case_of(session, self.apart)
        self.open_one = log_incident(session, "SPC", (governor, "adult_of_concern"), child)
        assert (self.apart.compartment, self.open_one.compartment) == (
            Compartment.NOT_HEAD,
            Compartment.ADULTS,
        )
        self.governor = governor
        self.referral = referrals.begin(session, self.open_one)[0]


def test_a_concern_kept_from_the_head_is_never_offered_to_a_form_the_head_reads(
    about_the_head: AboutTheHead,
) -> None:
    session = about_the_head.school.sign_in("dsl")
    made = WithAGovernor(session, about_the_head)

    assert referrals.view(session, made.referral).earlier == ()
    with pytest.raises(RuleViolation) as refused:
        referrals.tick_earlier(session, made.referral, (made.apart,), version=1)

    assert "fewer people may read" in refused.value.fields["earlier"]
    about_governor = referrals.begin(session, made.apart, made.governor)[0]
    assert [one.incident for one in referrals.view(session, about_governor).earlier] == [made.open_one]


def test_what_was_ticked_before_this_rule_ends_in_no_paper_the_head_opens(
    about_the_head: AboutTheHead,
) -> None:
    session = about_the_head.school.sign_in("dsl")
    made = WithAGovernor(session, about_the_head)
    _tick_as_of_old(session, made)
    paper.issue(session, ReferralPaper(made.referral))

    session = about_the_head.school.sign_in("head")

    documents = [one.document for one in (*paper.issued(session, made.open_one), *paper.issued(session))]
    assert documents
    pdfs = [paper.open_issued(session, document).pdf for document in documents]
    said = " ".join(" ".join(page_text(pdf, page) for page in range(page_count(pdf))) for pdf in pdfs)
    assert "Paul Strand" in said
    for shown in (" ".join(said.split()), repr(referrals.view(session, made.referral))):
        assert made.case not in shown
        assert SECRET not in shown
    referrals.urgent_not_checked(session, made.referral, version=2)
    assert referrals.stored_referral(session, made.referral).content.earlier_concerns == ()


def _tick_as_of_old(session: Session, made: WithAGovernor) -> None:
    """The concern kept from the Headteacher, ticked in the form when that could still be done."""
    incident = made.open_one
    ticked = replace(
        referrals.stored_referral(session, made.referral).content, earlier_concerns=(made.apart,)
    )
    compartment = session.vault.compartment(incident.compartment)
    with compartment.write(
        EventKind.REFERRAL_SAVED, session.user.id, session.now(), record=incident.id
    ) as work:
        work.put(made.referral.id, ticked, about=incident.id, replacing=1)


def test_her_own_declaration_is_for_the_chair(about_the_head: AboutTheHead) -> None:
    case = about_the_head
    session = case.school.sign_in("head")

    offered = declarations.capacities_offered(session, case.head)

    assert next(office for office, _ in offered) is OfficeKind.CHAIR
