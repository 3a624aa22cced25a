"""Chronologies of scenarios 1 and 2, on paper: every step with its date, who took it and what came of it."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from safeguard_app.domain.entries import Decision, DecisionKind, Note, NoteKind, Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.support import Support, SupportAnswer
from safeguard_app.services import cases, entries, incidents, paper, responses, support
from safeguard_app.services.chronology import chronology_of
from safeguard_app.services.paper_views import CasePaper, ChronologyPaper, PaperJob
from safeguard_app.services.session import Session
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, adult, at, log_incident, moment, pupil
from tests.services.test_responses import HALLOWAY, larkbridge_ladder


def words_of(session: Session, job: PaperJob) -> str:
    return " ".join("\n".join(pages(paper.preview(session, job).pdf)).split())


def place(person: PersonRef) -> Reference:
    assert person.reference is not None
    return person.reference


def stands_in_order(words: str, *expected: str) -> None:
    """Each of them stands behind the one before."""
    behind = 0
    for one in expected:
        found = words.find(one, behind)
        assert found >= 0, f"{one!r} does not stand behind {words[max(0, behind - 60) :]!r}"
        behind = found + len(one)


@pytest.fixture
def trolled(made_school: MadeSchool) -> tuple[Session, PersonRef, PersonRef]:
    """Scenario 1 from the posts to the review of the ban; Ms Nandra and Ella."""
    made_school.clock.set("2026-09-14 08:20")
    session = made_school.sign_in()
    nandra = adult(session, "Ms Priya Nandra", "Year 5 teacher")
    ella = pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    record = log_incident(
        session,
        "TR",
        (nandra, "target"),
        (HALLOWAY, "author"),
        (ella, "depicted"),
        account="Two posts in a public group insult Ms Nandra; the second names Ella.",
        happened=moment("2026-09-11 20:14"),
        told=moment("2026-09-14 08:05"),
    )
    target = support.affected(incidents.current(session, record).content)[0]
    offer = Support(target, ("union",), "Miss Jo Abbey", exactly(at("2026-09-14 08:15")))
    support.offer(session, record, replace(offer, answer=SupportAnswer.ACCEPTED))
    made_school.clock.set("2026-11-27 10:00")
    told = Telling(Whom.PARENT, "Mrs Tan", TellingState.TOLD, moment("2026-09-14 16:10"), by="Miss Jo Abbey")
    entries.add_telling(session, record, told)
    for one in larkbridge_ladder():
        responses.add_step(session, record, one)
    return session, nandra, ella


def test_scenario_1_every_step_of_the_ladder_has_its_date_its_actor_and_its_result(
    trolled: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, nandra, _ = trolled
    job = ChronologyPaper(place(nandra), Compartment.DAILY, newest_first=False)
    found = words_of(session, job)
    stands_in_order(
        found,
        "Fri 11 Sep 2026, 20:14",
        "2026-0001",
        "Two posts in a public group insult Ms Nandra",
        "Mon 14 Sep 2026, 08:15",
        "Support offered to Ms Priya Nandra",
        "Accepted",
        "By Miss Jo Abbey",
        "Mon 14 Sep 2026, 15:40",
        "Asked to remove both posts.",
        "By Mrs Carol Denning",
        "Wed 16 Sep 2026, 08:30",
        "FB-77120",
        "Wed 16 Sep 2026, 09:10",
        "EM-0416",
        "Thu 17 Sep 2026, 11:00",
        "You wrote that you know where a teacher parks.",
        "Wed 23 Sep 2026, 09:00",
        "I was upset.",
        "Fri 25 Sep 2026, 14:00",
        "The ban is confirmed.",
        "Wed 11 Nov 2026, 14:00",
        "A solicitor was asked.",
        "Thu 12 Nov 2026, 19:00",
        "Minute 7.2",
        "Fri 27 Nov 2026, 08:45",
        "The ban continues.",
    )
    assert "Refused" in found
    short = words_of(session, replace(job, whole=False))
    assert "Fri 25 Sep 2026, 14:00" in short and len(short) < len(found), "each step, in one sentence"


def test_scenario_1_ella_and_her_teacher_side_by_side_share_the_record(
    trolled: tuple[Session, PersonRef, PersonRef],
) -> None:
    session, nandra, ella = trolled
    job = ChronologyPaper(place(ella), Compartment.DAILY, newest_first=False, beside=(place(nandra),))
    found = words_of(session, job)
    assert "Ella Tan and Ms Priya Nandra" in found and found.count("A solicitor was asked.") == 1


@dataclass
class Ashcombe:
    """Scenario 2: two reports of Mr Merrin's own, a lift, and what Mia showed; who they are, and the records."""

    school: MadeSchool
    session: Session
    merrin: PersonRef
    freya: PersonRef
    reports: list[Reference] = field(default_factory=list)
    apart: list[Reference] = field(default_factory=list)


@pytest.fixture
def ashcombe(made_school: MadeSchool) -> Ashcombe:
    """The two reports in good faith, each on its day."""
    made_school.clock.set("2026-09-14 16:10")
    session = made_school.sign_in()
    merrin = adult(session, "Joel Merrin", "Teaching assistant")
    freya = pupil(session, "Freya Linden", date(2012, 3, 3), "Year 10", "10F")
    made = Ashcombe(made_school, session, merrin, freya)
    both = ((merrin, "adult_contacted"), (freya, "child_contacted"))
    for day, said in (
        ("2026-09-14", "Freya asked to follow me. I rejected it and report it at once."),
        ("2026-09-24", "She asked again. I rejected it again."),
    ):
        made_school.clock.set(f"{day} 16:10")
        happened, told = moment(f"{day} 15:30"), moment(f"{day} 16:05")
        made.reports.append(log_incident(session, "PCA", *both, account=said, happened=happened, told=told))
    made.apart += [_lift(made), _chats(made)]
    return made


def _lift(made: Ashcombe) -> Reference:
    made.school.clock.set("2026-10-06 17:00")
    concern = ((made.merrin, "adult_of_concern"), (made.freya, "child_contacted"))
    happened = moment("2026-10-06 15:50")
    lift = log_incident(made.session, "COND", *concern, account="A lift home in his car.", happened=happened)
    at_once = moment("2026-10-06 16:30")
    low = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Recorded", "He told at once.", "Mrs Denning", at_once)
    entries.add_decision(made.session, lift, low)
    return lift


def _chats(made: Ashcombe) -> Reference:
    made.school.clock.set("2026-10-19 11:30")
    session = made.session
    mia = pupil(session, "Mia Rowe", date(2012, 5, 5), "Year 10", "10F")
    shown = moment("2026-10-16 15:50")
    chats = log_incident(
        session,
        "SPC",
        (made.merrin, "adult_of_concern"),
        (made.freya, "child_contacted"),
        (mia, "witness"),
        account="Mia Rowe showed late messages: “delete this”, “our secret”.",
        happened=shown,
        told=shown,
        withheld="witness",
    )
    advised = "Do not speak to the adult. Preserve the phone evidence."
    lado = Note(NoteKind.LADO_CONTACT, moment("2026-10-19 11:00"), "Rang back.", "Ms Hale", advised=advised)
    entries.add_note(session, chats, lado)
    return chats


def test_scenario_2_the_adults_own_reports_stay_visible_from_14_september(ashcombe: Ashcombe) -> None:
    session, (first, second), (lift, chats) = ashcombe.session, ashcombe.reports, ashcombe.apart
    case, _ = cases.start(session, first, chats, "One matter.")
    for record in (second, lift):
        cases.link(session, record, case, "The same two.")
    whole = words_of(session, CasePaper(case, everything=True))
    stands_in_order(
        whole,
        "Mon 14 Sep 2026, 16:05",
        "I rejected it and report it at once.",
        "Thu 24 Sep 2026, 16:05",
        "I rejected it again.",
        "A lift home in his car.",
        "late messages",
        "Mon 19 Oct 2026, 11:00",
        "Do not speak to the adult.",
    )
    assert "Mia" not in whole and "Rowe" not in whole


def test_scenario_2_the_staff_file_is_one_part_on_a_paper_and_all_of_it_on_the_page(
    ashcombe: Ashcombe,
) -> None:
    session, merrin = ashcombe.session, place(ashcombe.merrin)
    on_screen = chronology_of(session, merrin).shown(everything=False, newest_first=False)
    assert on_screen[0].day == "Mon 14 Sep 2026, 15:30"
    assert {one.record for one in on_screen} == {*ashcombe.reports, *ashcombe.apart}
    daily = words_of(session, ChronologyPaper(merrin, Compartment.DAILY, True, False))
    first, second = "I rejected it and report it at once.", "I rejected it again."
    stands_in_order(daily, "Mon 14 Sep 2026, 15:30", first, second)
    assert "lift home" not in daily and "our secret" not in daily
    apart = words_of(session, ChronologyPaper(merrin, on_screen[-1].part, True, False))
    assert "our secret" in apart and "Preserve the phone evidence" in apart
    assert "Mia" not in apart and "Rowe" not in apart
    deputy = ashcombe.school.sign_in("deputy")
    lines = chronology_of(deputy, merrin).lines
    assert {one.record for one in lines if one.number.startswith("2026")} == set(ashcombe.reports)
