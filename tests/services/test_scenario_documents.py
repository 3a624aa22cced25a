"""The referral documents of scenarios 2, 4 and 5, read as they were issued: what is expected of each, and its traps."""

import re
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.entries import (
    Considered,
    Decision,
    DecisionKind,
    Note,
    NoteKind,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Answer
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    Person,
    PersonKind,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.referral_steps import ReferralStep, StepTaken
from safeguard_app.services import entries, form_offers, incidents, paper, people, referrals
from safeguard_app.services.paper_views import ReferralPaper
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from tests.services.conftest import MadeSchool, log_incident, moment, pupil
from tests.services.scenario_papers import Papers, pictures_of

LADO, MARF, PREVENT = "staff_allegation", "child_referral", "prevent_referral"


def words_of(session: Session, referral: Reference) -> str:
    """The document as it was issued, its words with single spaces."""
    return Papers(session).words(ReferralPaper(referral))


def begin(session: Session, record: Reference, form: str, about: PersonRef) -> Reference:
    adult = about if form == LADO else None
    child = None if form == LADO else about
    return referrals.begin(session, record, adult, form, child)[0]


def answer(session: Session, referral: Reference, **given: str) -> None:
    """Answer fields by their ids; of one that each child has, of the only child there is."""
    for field, text in given.items():
        view = referrals.view(session, referral)
        fields = [one for section in view.sections for one in section.fields]
        key = next(one.key for one in fields if one.key.partition("@")[0] == field)
        referrals.answer(session, referral, key, text, version=view.version)


class Merrin:
    """Scenario 2: an agency TA, the pupil whose requests he rejected and reported twice, and what a friend shows."""

    def __init__(self, school: MadeSchool, *, withheld: bool = True) -> None:
        """The facts up to Friday 16 October; ``withheld``: Mia asked not to be named."""
        self.school = school
        self.session = session = school.sign_in()
        school.clock.set("2026-09-14 16:30")
        post = Post(
            AdultType.AGENCY, "Teaching assistant", Period(date(2026, 9, 1)), employer="Brightstaff (agency)"
        )
        adult = Person("Joel Merrin", PersonKind.STAFF, date_of_birth=date(2004, 2, 11), posts=(post,))
        self.joel = people.ref_of(session, people.add(session, adult)[0])
        self.freya = pupil(session, "Freya Linden", date(2012, 3, 3), "Year 10", "10C")
        self.requests = tuple(self._request(day) for day in ("2026-09-14", "2026-09-24"))
        school.clock.set("2026-10-06 17:00")
        self.lift = log_incident(
            session,
            "COND",
            (self.joel, "adult_of_concern"),
            (self.freya, "child_contacted"),
            account="He gave Freya a lift home in his car.",
            happened=moment("2026-10-06 15:40"),
        )
        school.clock.set("2026-10-16 16:10")
        self.chats = log_incident(
            session,
            "SPC",
            (self.joel, "adult_of_concern"),
            (self.freya, "child_contacted"),
            (PersonRef(None, "Mia Rowe"), "reporter"),
            account="Mia Rowe showed late messages: “delete this”, “our secret”. No images.",
            happened=moment("2026-10-15 23:10"),
            told=moment("2026-10-16 15:50"),
            withheld="reporter" if withheld else "",
            platform="instagram",
        )
        note = Note(
            NoteKind.LADO_CONTACT, moment("2026-10-16 16:35"), "A message left on the machine.", "LADO", ""
        )
        school.clock.set("2026-10-16 16:40")
        entries.add_note(session, self.chats, note)

    def _request(self, day: str) -> Reference:
        self.school.clock.set(f"{day} 16:20")
        return log_incident(
            self.session,
            "PCA",
            (self.joel, "adult_contacted"),
            (self.joel, "reporter"),
            (self.freya, "child_contacted"),
            account="Freya asked to follow him. He rejected it and reported it.",
            happened=moment(f"{day} 15:30"),
            told=moment(f"{day} 16:05"),
        )

    def refer(self) -> Reference:
        """The form of Mon 19 October, with what the record does not hold answered and three earlier concerns ticked."""
        self.school.clock.set("2026-10-19 09:05")
        decision = Decision(
            DecisionKind.HARM_THRESHOLD_MET,
            "Refer to the LADO.",
            "Secrecy and late messages with a pupil.",
            "Miss Jo Abbey",
            moment("2026-10-16 16:20"),
            limbs=("risk", "suitability"),
        )
        entries.add_decision(self.session, self.chats, decision)
        referral = begin(self.session, self.chats, LADO, self.joel)
        answer(
            self.session,
            referral,
            elsewhere="Yes: volunteer coach at Ashcombe Swimming Club.",
            transfer="The swimming club: he coaches children there.",
            nature="Emotional\nSexual",
            adult_aware="No",
            other_documents="Transcript; signing-in log; record of the lift.",
        )
        view = referrals.view(self.session, referral)
        referrals.not_known(
            self.session,
            referral,
            "adult_address",
            "Not known to the school: held by the agency",
            version=view.version,
        )
        view = referrals.view(self.session, referral)
        ticked = tuple(one.incident for one in view.earlier)
        referrals.tick_earlier(self.session, referral, ticked, version=view.version)
        return referral


def test_scenario_2_the_lado_document(made_school: MadeSchool) -> None:
    case = Merrin(made_school)
    referral = case.refer()
    view = referrals.view(case.session, referral)
    assert {one.incident for one in view.earlier} == {*case.requests, case.lift}
    words = words_of(case.session, referral)
    for expected in (
        "Joel Merrin",
        "Freya Linden",
        "Basis of employment Agency worker",
        "Brightstaff (agency). Works at Baylis Lane Primary",
        "In post since 1 September 2026",
        "Yes: volunteer coach at Ashcombe Swimming Club.",
        "Not known to the school: held by the agency",
        "\u2610 Physical",
        "\u2612 Emotional",
        "\u2612 Sexual",
        "\u2610 Harmed a child, or may have harmed a child",
        "\u2612 Behaved in a way that shows they may pose a risk of harm to children",
        "\u2612 Behaved, or may have behaved, in a way that shows they may not be suitable to work with children",
        "The swimming club: he coaches children there.",
        "He gave Freya a lift home in his car.",
        "Transcript; signing-in log; record of the lift.",
        "Refer to the LADO.",
    ):
        assert expected in words, expected
    assert words.count("Freya asked to follow him. He rejected it and reported it.") == 2
    assert words.count("which they reported themself") == 2, (
        "good-faith reports stay visible as what they were"
    )
    assert "Fri 16 Oct 2026, 15:50" in words and "Fri 16 Oct 2026, 16:35" in words
    assert "Mia" not in words and "Rowe" not in words, "she asked not to be named"
    assert "initials" not in words.partition("Signature")[0].lower(), "full names, no initials"


def test_scenario_2_the_clock_starts_on_friday_and_is_met_by_the_message(made_school: MadeSchool) -> None:
    case = Merrin(made_school)
    view = referrals.view(case.session, case.refer())
    assert view.due is not None and view.due.meaning is StatusMeaning.DONE
    assert "Fri 16 Oct 2026, 15:50" in view.clock_line and "Met by the first contact" in view.clock_line


def test_scenario_2_the_childrens_form_is_a_document_of_its_own(made_school: MadeSchool) -> None:
    case = Merrin(made_school)
    lado, marf = case.refer(), begin(case.session, case.chats, MARF, case.freya)
    assert lado != marf
    words = words_of(case.session, marf)
    assert "One form, one child." in words and "Freya Linden" in words
    assert "3 March 2012" in words and "Mia" not in words
    kinds = {one.title for one in paper.issued(case.session, case.chats)}
    words_of(case.session, lado)
    assert len({one.title for one in paper.issued(case.session, case.chats)} - kinds) == 1


@pytest.fixture
def stanmere(made_school: MadeSchool) -> tuple[Session, Reference, dict[str, PersonRef]]:
    """Scenario 4: what was shared, whom it concerns, and who was told and held."""
    session = made_school.sign_in()
    made_school.clock.set("2026-10-05 09:35")
    born = {"Aisha Khan": 13, "Ben Tarrant": 14, "Callum Ware": 13, "Dina Stone": 14}
    refs = {name: pupil(session, name, date(2026 - age, 1, 5), "Year 9", "9B") for name, age in born.items()}
    record = log_incident(
        session,
        "II",
        (refs["Aisha Khan"], "target"),
        (refs["Dina Stone"], "target"),
        (refs["Ben Tarrant"], "alleged"),
        (refs["Callum Ware"], "alleged"),
        account="Ben pressed Aisha to send a picture of herself. It was shared in a chat of 14.",
        happened=moment("2026-10-04 21:00"),
        told=moment("2026-10-05 08:50"),
    )
    made_school.clock.set("2026-10-05 12:10")
    for name, state, at, ground in (
        ("Mrs Khan", TellingState.TOLD, "2026-10-05 11:30", ""),
        ("Mr Tarrant", TellingState.HELD, "2026-10-05 11:40", "police"),
    ):
        entries.add_telling(
            session,
            record,
            Telling(
                Whom.PARENT, name, state, moment(at), by="Miss Jo Abbey", ground=ground, advised_by="PC 3391"
            ),
        )
    return session, record, refs


def test_scenario_4_two_forms_about_two_children_and_none_for_prevent(
    stanmere: tuple[Session, Reference, dict[str, PersonRef]], made_school: MadeSchool
) -> None:
    session, record, refs = stanmere
    offered = form_offers.offers(session, record).offers
    assert not any(one.proposed for one in offered if one.form.startswith("prevent"))
    about = {one.child.name for one in offered if one.form == MARF and one.proposed and one.child is not None}
    assert about >= {"Aisha Khan", "Ben Tarrant"}
    made = {name: begin(session, record, MARF, refs[name]) for name in ("Aisha Khan", "Ben Tarrant")}
    documents = {}
    for name, referral in made.items():
        phoned = ReferralStep(referral.id, "front_door", StepTaken.PHONED, moment("2026-10-05 10:20"))
        entries.add_step(session, record, phoned)
        due = referrals.view(session, referral).due
        assert due is not None and "10:20" in due.words, "24 hours from the call"
        documents[name] = words_of(session, referral)
    for name, words in documents.items():
        assert "One form, one child." in words
        assert f"Full name {name}" in words
        assert "Other children of this record" in words
    made_school.clock.set("2026-10-05 16:10")
    for referral in made.values():
        sent = ReferralStep(referral.id, "front_door", StepTaken.SENT, moment("2026-10-05 16:00"))
        entries.add_step(session, record, sent)
        due = referrals.view(session, referral).due
        assert due is not None and due.meaning is StatusMeaning.DONE


def test_scenario_4_no_picture_stands_in_any_of_its_documents(
    stanmere: tuple[Session, Reference, dict[str, PersonRef]],
) -> None:
    session, record, refs = stanmere
    form = ReferralPaper(begin(session, record, MARF, refs["Dina Stone"]))
    assert pictures_of(Papers(session).issued(form)) == frozenset()


LEON = "He wrote in an essay that the attacker “did what had to be done”."
SAID = "“They will all know my name.” To Mr Hale, Mon 2 Nov, in the library."
LABELS = re.compile(r"\b(terrorists?|extremists?|radicali[sz]ed|jihadi\w*)\b", re.IGNORECASE)


@pytest.fixture
def crossfield(made_school: MadeSchool) -> tuple[Session, Reference, PersonRef]:
    """Scenario 5 as it stands on 9 November."""
    return make_crossfield(made_school)


def make_crossfield(made_school: MadeSchool) -> tuple[Session, Reference, PersonRef]:
    """Scenario 5: what was seen and said of Leon, his mother told, and the decision to refer."""
    session = made_school.sign_in()
    made_school.clock.set("2026-11-06 14:30")
    leon = pupil(session, "Leon Marr", date(2011, 6, 20), "Year 10", "10D")
    assert leon.reference is not None
    link = FamilyLink(leon.reference.id, Relation.CHILD, household=True, parental_responsibility=True)
    mother = Person("Dawn Marr", PersonKind.PARENT_CARER, telephone="07700 900456", family=(link,))
    people.add(session, mother)
    record = log_incident(
        session,
        "PV",
        (leon, "child_of_concern"),
        (PersonRef(None, "Tariq Aziz"), "reporter"),
        (PersonRef(None, "Poppy Finch"), "reporter"),
        account=f"{LEON} On 4 November the filter reported searches. Tariq Aziz and Poppy Finch showed his posts.",
        happened=moment("2026-11-02 10:00"),
        told=moment("2026-11-02 11:00"),
        withheld="reporter",
        online_location="a school computer, and a game chat",
    )
    stored = incidents.current(session, record)
    given = (
        Answer("noticed", ("written", "searches", "posts")),
        Answer("words", (SAID,)),
        Answer("harm", ("yes",)),
        Answer("ideology", ("unclear",)),
        Answer("contacts", ("Nobody known beyond a game chat, most evenings; he told his mother.",)),
        Answer("needs", ("Autistic (diagnosed). Isolated since September.",)),
        Answer("unmet", ("He may go further into fixation on violence, alone.",)),
    )
    incidents.correct(
        session, record, replace(stored.content, answers=given), "Answered.", replacing=stored.number
    )
    made_school.clock.set("2026-11-09 16:00")
    told = Telling(
        Whom.PARENT,
        "Dawn Marr",
        TellingState.TOLD,
        moment("2026-11-09 13:00"),
        by="Miss Jo Abbey",
        response="Supportive.",
    )
    entries.add_telling(session, record, told)
    decision = Decision(
        DecisionKind.REFER,
        "Refer to Prevent, and to children’s social care.",
        "Words about an attack and searches for weapons go beyond an interest.",
        "Miss Jo Abbey",
        moment("2026-11-09 14:00"),
        considered=(Considered("early_help", "It would not reach the fixation on violence soon enough."),),
    )
    entries.add_decision(session, record, decision)
    return session, record, leon


def test_scenario_5_the_prevent_form_comes_first_and_the_childrens_form_is_not_forgotten(
    crossfield: tuple[Session, Reference, PersonRef],
) -> None:
    session, record, leon = crossfield
    offered = form_offers.offers(session, record).offers
    assert [one.form for one in offered[:2]] == [PREVENT, MARF]
    assert "Full name Leon Marr" in words_of(session, begin(session, record, MARF, leon))
    view = referrals.view(session, begin(session, record, PREVENT, leon))
    assert any("Association alone is not enough" in note for note in view.notes)


def test_scenario_5_the_prevent_document(crossfield: tuple[Session, Reference, PersonRef]) -> None:
    session, record, leon = crossfield
    referral = begin(session, record, PREVENT, leon)
    answer(
        session,
        referral,
        consent="Yes: Leon and his mother know of it; both agree.",
        parent_support="She keeps devices downstairs and will come to the panel.",
        ideology="Unclear, fixated on mass violence",
        child_talked="Mon 9 Nov, 10:00, with Miss Abbey: “I just like reading about it.”",
    )
    words = words_of(session, referral)
    for expected in (
        LEON,
        "Searches, or an alert from the filter",
        "a school computer, and a game chat",
        "Nobody known beyond a game chat, most evenings; he told his mother.",
        SAID,
        "Autistic (diagnosed). Isolated since September.",
        "Dawn Marr",
        "“I just like reading about it.”",
        "She keeps devices downstairs and will come to the panel.",
        "He may go further into fixation on violence, alone.",
        "Yes: Leon and his mother know of it; both agree.",
        "Unclear, fixated on mass violence",
        "Words about an attack and searches for weapons go beyond an interest.",
        "Why not: It would not reach the fixation on violence soon enough.",
    ):
        assert expected in words, expected
    for classmate in ("Tariq", "Aziz", "Poppy", "Finch"):
        assert classmate not in words, "classmates are not named"
    assert LABELS.search(words) is None, "nothing in it calls him anything"
