"""Scenario 1 on paper: letters about the ban, what Mr Halloway is given, case, exhibits, the governors’ report."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.cases import Attribution
from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.evidence import CaptureFacts, Reached, Way
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.people import Person, PersonKind, PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.services import (
    cases,
    entries,
    evidence,
    form_offers,
    letters,
    people,
    referrals,
    responses,
)
from safeguard_app.services.evidence_views import Offered
from safeguard_app.services.paper_views import (
    AudiencePaper,
    CasePaper,
    CustodyPaper,
    GovernorsPaper,
    IncidentPaper,
    LetterPaper,
    PaperJob,
    ReferralPaper,
    ReportKind,
    SchedulePaper,
)
from safeguard_app.services.session import Session
from tests.services.conftest import SCHOOL, MadeSchool, adult, log_incident, moment, pupil
from tests.services.scenario_papers import Papers, before, behind, part_of, said_anywhere, words_of
from tests.services.test_evidence import permit_for, png
from tests.services.test_letters import draft, newest
from tests.services.test_responses import larkbridge_ladder

LARKBRIDGE = replace(
    SCHOOL,
    name="Larkbridge Primary",
    head_name="Mr Simon Pell",
    dsl_name="Mrs Ruth Okello",
    chair_name="Dr Ama Boateng",
)
HALLOWAY, TRUTH = "Mr Dean Halloway", "@LarkbridgeTruth"
THREAT = "https://www.facebook.example/groups/larkbridge/posts/77120?comment=31"
CHAIN_HEAD = re.compile(r"\b\d+: [0-9a-f]{4} [0-9a-f]{4}|[0-9a-f]{16}")
ELLA = ("Ella", "Tan")


@dataclass
class Larkbridge(Papers):
    """The two records, the case over both, the letters by their templates, and the exhibits of the first."""

    halloway: PersonRef
    first: Reference
    second: Reference
    case: Reference
    letters: dict[str, RecordId]
    exhibits: dict[str, Reference]

    def letter(self, code: str) -> str:
        """The words of a letter, of which nothing stands anywhere in the file that a letter must not say."""
        pdf = self.issued(LetterPaper(self.first, self.letters[code]))
        anywhere = said_anywhere(pdf)
        for never in ("2026-0001", "OFFICIAL", *ELLA):
            assert never not in anywhere, never
        return words_of(pdf)


@pytest.fixture(scope="module")
def larkbridge(make_once: Callable[..., MadeSchool]) -> Larkbridge:
    """From the posts of 11 September to the review of 27 November."""
    school = make_once(LARKBRIDGE)
    school.clock.set("2026-09-14 08:20")
    session = school.sign_in()
    nandra = adult(session, "Ms Priya Nandra", "Year 5 teacher")
    ella = pupil(session, "Ella Tan", date(2016, 4, 2), "Year 5", "5N")
    pupil(session, "Kai Halloway", date(2016, 2, 11), "Year 5", "5N")
    reference, _ = people.add(session, Person(HALLOWAY, PersonKind.PARENT_CARER))
    halloway = people.ref_of(session, reference)
    first = log_incident(
        session,
        "TR",
        (nandra, "target"),
        (halloway, "author"),
        (ella, "depicted"),
        account="Two posts in the public group insult Ms Nandra. The second names Ella.",
        happened=moment("2026-09-11 20:14"),
        told=moment("2026-09-14 08:05"),
    )
    exhibits = _exhibits(school, session, first)
    kept = _ladder(school, session, first)
    second = _anonymous(school, session, nandra, halloway)
    anonymous = CaptureFacts(
        what="Post, suspected, not attributed", handle="LarkbridgeTruth", platform="facebook"
    )
    exhibits |= _sealed(session, first, anonymous)
    case, _ = cases.start(
        session, first, second, "The same insults, of the same teacher.", "Posts about a teacher"
    )
    school.clock.set("2026-11-27 10:00")
    return Larkbridge(session, halloway, first, second, case, kept, exhibits)


def _exhibits(school: MadeSchool, session: Session, record: Reference) -> dict[str, Reference]:
    """Ex1 and Ex2 from her telephone, Ex3 with its address, Ex4 a photograph whose time cannot be, Ex5 a message."""
    school.clock.set("2026-09-16 08:40")
    shot = CaptureFacts(
        what="Post in the group",
        captured_at=moment("2026-09-12 09:30"),
        captured_by="Ms Priya Nandra",
        posted_as_shown="11 September 2026 at 20:14",
        platform="facebook",
        supplied_by="Ms Priya Nandra",
        reached=Reached.OWN_ACCOUNT,
    )
    threat = CaptureFacts(what="I know where she parks", posted_as_shown="16 Sep 2026 07:50", url=THREAT)
    photograph = CaptureFacts(
        what="Photograph of a screen",
        captured_at=moment("2026-09-11 19:50"),
        captured_by="Mrs Tan",
        posted_as_shown="11 Sep 2026, 20:14",
    )
    message = CaptureFacts(what="Text message", supplied_by="Ms Priya Nandra")
    return _sealed(
        session, record, shot, replace(shot, what="Post that names Ella"), threat, photograph, message
    )


def _sealed(session: Session, record: Reference, *facts: CaptureFacts) -> dict[str, Reference]:
    """Exhibits with these facts, sealed."""
    batch = tuple(
        Offered(Way.FILE, one, content=png(place, 1), name=f"{place}.png")
        for place, one in enumerate(facts, 2)
    )
    taken = evidence.take_in(session, permit_for(session, record), batch)
    return {one.exhibit: one.item for one in taken.taken}


def _ladder(school: MadeSchool, session: Session, record: Reference) -> dict[str, RecordId]:
    """Every step on its day, and the letters that went with the ban."""
    told = Telling(
        Whom.PARENT, "Mrs Tan", TellingState.TOLD, moment("2026-09-14 16:10"), by="Mrs Ruth Okello"
    )
    kept = {}
    for one in larkbridge_ladder():
        assert one.at.start is not None
        school.clock.at = one.at.start
        school.clock.forward(minutes=15)
        if one.rung == "platform":
            entries.add_telling(session, record, told)
        responses.add_step(session, record, replace(one, by="Mr Simon Pell"))
        if one.ban is not None:
            code = {"ban": "ban_provisional"}.get(one.rung, one.rung)
            letters.keep(session, record, replace(draft(session, record, code), child="Kai Halloway"))
            kept[code] = newest(session, record)
    return kept


def _anonymous(school: MadeSchool, session: Session, nandra: PersonRef, halloway: PersonRef) -> Reference:
    """9 November: an account that gives no name; whose it may be is a suspicion with its basis."""
    school.clock.set("2026-11-09 09:00")
    record = log_incident(
        session,
        "TR",
        (nandra, "target"),
        (PersonRef(None, TRUTH), "account"),
        account="An account that gives no name repeats the insults.",
        happened=moment("2026-11-09 07:12"),
        told=moment("2026-11-09 08:30"),
    )
    suspected = Attribution(
        TRUTH,
        "facebook",
        halloway,
        "The words are those of September. Nothing proves it.",
        moment("2026-11-09 08:50"),
    )
    entries.add_attribution(session, record, suspected)
    return record


def _banned(words: str) -> None:
    """What stands on each letter about the ban, and what must not."""
    for said in (
        HALLOWAY,
        "Dear Mr Halloway,",
        "Mr Simon Pell",
        "Larkbridge Primary",
        "Kai is handed over at the gate.",
    ):
        assert said in words, said
    assert "You wrote that you know where a teacher parks." in words
    for never in ("2026-", "copy 1", "version", "Chain head", "document ", "["):
        assert never not in words, never
    assert CHAIN_HEAD.search(words) is None


def test_the_notice_is_provisional_with_reason_scope_duration_and_a_day_to_answer_by(
    larkbridge: Larkbridge,
) -> None:
    words = larkbridge.letter("ban_provisional")
    _banned(words)
    for said in (
        "onto the school premises or to school events from Thursday 17 September 2026 until Friday 18 December 2026",
        "This is provisional. It will be decided upon once you have had the chance to answer.",
        "Please do so by Thursday 24 September 2026.",
        "17 September 2026",
    ):
        assert said in words, said


def test_the_decision_says_that_he_was_heard_and_when_it_is_looked_at_again(larkbridge: Larkbridge) -> None:
    words = larkbridge.letter("ban_decision")
    _banned(words)
    for said in (
        "I received what you told us about it on Wednesday 23 September 2026",
        "from Thursday 17 September 2026 until Friday 18 December 2026",
        "I will look at this again on Friday 27 November 2026",
    ):
        assert said in words, said
    assert "provisional" not in words


def test_the_review_says_until_when_it_continues(larkbridge: Larkbridge) -> None:
    words = larkbridge.letter("ban_review")
    _banned(words)
    assert "It continues until Friday 18 December 2026." in words and "Friday 11 December 2026" in words


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.SUBJECT_ACCESS])
def test_what_mr_halloway_is_given_names_neither_ella_nor_her_mother(
    larkbridge: Larkbridge, audience: Audience
) -> None:
    of = (larkbridge.halloway,)
    inner: tuple[PaperJob, ...] = (
        IncidentPaper(larkbridge.first),
        SchedulePaper(larkbridge.first),
        CasePaper(larkbridge.case, everything=True),
    )
    for job in inner:
        words = larkbridge.anywhere(AudiencePaper(job, audience, of))
        for never in (*ELLA, "Mrs Tan"):
            assert re.search(rf"\b{never}\b", words) is None, (job, never)
    words = larkbridge.words(AudiencePaper(inner[0], audience, of))
    assert HALLOWAY in words and "The second names Child B." in words


def test_the_record_says_every_step_and_asks_about_the_photographs_time(larkbridge: Larkbridge) -> None:
    words = larkbridge.words(IncidentPaper(larkbridge.first))
    assert "Query: Captured Fri 11 Sep 2026, 19:50 as given, and the post shows a later time" in words
    assert words.count("Query: ") == 1, "of Ex4 alone"
    for said in (
        "FB-77120",
        "EM-0416",
        "Minute 7.2",
        "A solicitor was asked.",
        "I was upset.",
        "Mrs Tan",
    ):
        assert said in words, said
    assert THREAT in words.replace(" ", ""), "a long address is cut at its joints"
    up_to_the_schedule = before(
        words, "Evidence schedule Exhibit What"
    )  # not as far as its line in the contents
    assert "Minute 7.2" in up_to_the_schedule and TRUTH not in up_to_the_schedule


def test_the_police_are_given_hashes_and_who_had_each_exhibit(larkbridge: Larkbridge) -> None:
    schedule = larkbridge.words(AudiencePaper(SchedulePaper(larkbridge.first), Audience.POLICE))
    for name in ("Ex1", "Ex2", "Ex3", "Ex5"):
        assert name in schedule
        custody = larkbridge.words(CustodyPaper(larkbridge.exhibits[name]))
        assert "sealed, read back and compared" in custody
    assert len(re.findall(r"(?:[0-9a-f]{8} ){7}[0-9a-f]{8}", schedule)) >= 4


def test_the_police_are_told_every_step_and_their_own_log_number(larkbridge: Larkbridge) -> None:
    session = larkbridge.session
    report = referrals.begin(session, larkbridge.first, None, "police_report", None)[0]
    words = larkbridge.words(ReferralPaper(report))
    called = part_of(
        words, "Police contacted: when, officer, log or crime number", "Is anybody in danger now?"
    )
    assert "Wed 16 Sep 2026, 09:10. Rang 101. Reference EM-0416. Not answered yet: officer" in called
    taken = part_of(words, "What the school has done", "Has anybody spoken to whoever")
    for said in (
        f"Telephone call, {HALLOWAY}, Mon 14 Sep 2026, 15:40, Mr Simon Pell: Refused.",
        "Report to a platform: Facebook",
        "FB-77120",
        "Police, Wed 16 Sep 2026, 09:10",
        "Provisional ban from the premises",
        "Representations received",
        "I was upset.",
        "Decision on the ban",
        "Minute 7.2",
        "Review of the ban",
    ):
        assert said in taken, said
    assert "A solicitor was asked." not in words, "what a legal adviser was asked stays in the school"
    assert "Kai" not in words, "how his child comes home is not for this report"
    for name in ("Ex1", "Ex2", "Ex3", "Ex5"):
        assert name in words


@pytest.mark.parametrize("form", ["child_referral", "serious_breach"])
def test_the_log_number_is_on_every_form_that_asks_when_the_police_were_told(
    larkbridge: Larkbridge, form: str
) -> None:
    session = larkbridge.session
    found = next(one for one in form_offers.offers(session, larkbridge.first).offers if one.form == form)
    made = referrals.begin(session, larkbridge.first, found.adult, form, found.child)[0]
    words = larkbridge.words(ReferralPaper(made))
    assert "EM-0416" in words and "Not answered yet: reference" not in words


def test_an_anonymous_post_is_suspected_and_nobodys_on_the_case(larkbridge: Larkbridge) -> None:
    words = larkbridge.words(CasePaper(larkbridge.case, everything=True))
    table = part_of(words, "Suspected accounts: a suspicion, until it is shown", "Chronology")
    for said in (f"{TRUTH} on Facebook", "Shown by Ex6 in 2026-0001", HALLOWAY, "Nothing proves it."):
        assert said in table, said
    people = part_of(words, "People in these records", "Suspected accounts")
    assert TRUTH in people
    halloway = part_of(people, HALLOWAY, TRUTH)
    assert "2026-0001" in halloway and "2026-0002" not in halloway


def test_the_second_record_names_him_in_the_words_of_a_suspicion_alone(larkbridge: Larkbridge) -> None:
    words = larkbridge.words(IncidentPaper(larkbridge.second))
    suspected = f"{TRUTH} on Facebook, perhaps {HALLOWAY}"
    assert HALLOWAY not in before(words, suspected)
    assert "A suspicion: until it is shown, this is not an account of theirs." in behind(words, suspected)


def test_the_governors_read_one_ladder_case_and_one_ban_and_no_name(larkbridge: Larkbridge) -> None:
    job = GovernorsPaper(ReportKind.ANNUAL, Period(date(2026, 9, 1), date(2026, 11, 27)))
    words = larkbridge.words(job)
    assert "Records with a ladder of steps towards an adult outside 1" in words
    assert "Bans from the premises in force 1" in words
    for never in ("Halloway", "Nandra", *ELLA, TRUTH, "Kai"):
        assert re.search(rf"\b{never}\b", words) is None, never
