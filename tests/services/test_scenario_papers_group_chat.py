"""Scenario 6 on paper: the statutory record of both incidents, copies for a parent, numbers for the Board."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from safeguard_app.domain.access_bundles import AccessItem
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.entries import (
    Considered,
    Consulted,
    Decision,
    DecisionKind,
    Telling,
    TellingState,
    Whom,
)
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Answer
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.domain.support import Support
from safeguard_app.services import (
    access_bundles,
    access_items,
    cases,
    entries,
    incidents,
    logbooks,
    referrals,
    support,
)
from safeguard_app.services.access_bundles import AccessForm
from safeguard_app.services.paper_views import (
    AccessBundlePaper,
    AccessLogPaper,
    AudiencePaper,
    CasePaper,
    GovernorsPaper,
    IncidentPaper,
    PaperJob,
    ReferralPaper,
    ReportKind,
)
from safeguard_app.services.session import Session
from tests import derrylough_school
from tests.catalogue.test_nations_words import OTHERS_WORDS
from tests.derrylough_school import GROUP, TARGET
from tests.services.conftest import SCHOOL, MadeSchool, adult, log_incident, moment, pupil
from tests.services.logbook_entries import on, said, who
from tests.services.scenario_papers import Papers, part_of, said_anywhere, without_the_users_title, words_of
from tests.services.test_scenario_documents import answer

DERRYLOUGH = derrylough_school.derrylough(SCHOOL)
FORM = "bullying_record_ni"
RACE = "Race, ethnic origin or language"
ADDRESSED = (
    "A restorative meeting, talks with six families, and somebody of his own to go to until Christmas."
)
IN_DOUBT = "At home on Sunday. Section 3 does not name it; recorded under the school’s policy."
IMPACT = "He did not want to come to school on Wednesday."
WORDS = "They put my face on a potato and wrote go home. Then everyone laughed."
LADEN = re.compile(r"\b(LADO|Channel|Headteacher|Chair of Governors|DSL|MASH|MARF|KCSIE|governing body)\b")


@dataclass
class Derrylough(Papers):
    """Two records in one case, and the statutory form of each."""

    people: dict[str, PersonRef]
    chat: Reference
    bus: Reference
    case: Reference
    forms: dict[str, Reference]


@pytest.fixture(scope="module")
def derrylough(make_once: Callable[..., MadeSchool]) -> Derrylough:
    """From the Note of Concern of 18 November to the review of the 27th."""
    school = make_once(DERRYLOUGH)
    school.clock.set("2026-11-18 10:20")
    session = school.sign_in()
    adult(session, "Miss Orla Quinn", "Classroom assistant")
    born = (date(2015, 3, day) for day in range(1, 8))
    people = {
        name: pupil(session, name, day, "P7", "P7A") for name, day in zip((TARGET, *GROUP), born, strict=True)
    }
    pupil(session, "Wren Maple", date(2017, 3, 3), "P5", "P5B")
    chat = _record(
        session,
        people,
        GROUP,
        category="CB",
        account=WORDS,
        happened="2026-11-15 19:30",
        answers=("outside", ("group", "pictures"), "many"),
    )
    bus = _record(
        session,
        people,
        GROUP[:2],
        category="EQ",
        account="On the bus Reece and Noah shouted the same words at him.",
        happened="2026-11-17 15:15",
        answers=("travelling", ("spoken",), ""),
    )
    case, _ = cases.start(session, chat, bus, "The same pupils, the same words, two days later.")
    school.clock.set("2026-11-19 12:30")
    for record in (chat, bus):
        _what_followed(session, record, people[TARGET])
    school.clock.set("2026-11-27 15:00")
    forms = {
        name: referrals.begin(session, one, form=FORM)[0] for name, one in (("chat", chat), ("bus", bus))
    }
    return Derrylough(session, people, chat, bus, case, forms)


def _record(
    session: Session,
    people: dict[str, PersonRef],
    group: tuple[str, ...],
    *,
    category: str,
    account: str,
    happened: str,
    answers: tuple[str, tuple[str, ...], str],
) -> Reference:
    record = log_incident(
        session,
        category,
        (people[TARGET], "target"),
        *((people[name], "alleged") for name in group),
        account=account,
        happened=moment(happened),
        told=moment("2026-11-18 09:20"),
        platform="whatsapp" if category == "CB" else "",
    )
    place, methods, pattern = answers
    given = (
        Answer("statutory_place", (place,)),
        Answer("motivation", ("race",)),
        Answer("method", methods),
        Answer("addressed", (ADDRESSED,)),
        *((Answer("pattern", (pattern,)), Answer("statutory_why", (IN_DOUBT,))) if pattern else ()),
    )
    stored = incidents.current(session, record)
    content = replace(stored.content, answers=given, review_on=date(2026, 12, 18))
    incidents.correct(session, record, content, "Reviewed.", replacing=stored.number)
    return record


def _what_followed(session: Session, record: Reference, tomasz: PersonRef) -> None:
    """His mother and one family told, support, and a referral weighed and not made."""
    at = moment("2026-11-18 15:10")
    told = Telling(
        Whom.PARENT, "Mrs Zielna", TellingState.TOLD, moment("2026-11-18 12:30"), by="Mr Conor Devlin"
    )
    for one in (told, replace(told, name="Mrs Irwin", at=moment("2026-11-19 09:30"))):
        entries.add_telling(session, record, one)
    support.offer(
        session, record, Support(tomasz, (), "Mr Conor Devlin", at, other="Somebody to go to each day")
    )
    decision = Decision(
        DecisionKind.CONSIDERED_NOT_REFERRED,
        "UNOCINI considered: no. The school deals with it.",
        "He is safe at home, his family acts with the school, and it stopped at once.",
        "Mr Conor Devlin",
        at,
        considered=(Considered("social_care", "No significant harm."),),
        consultations=(Consulted("Duty social worker", "HSC Trust Gateway team", at, "No referral."),),
        review_on=date(2026, 11, 27),
    )
    entries.add_decision(session, record, decision)


def test_the_statutory_record_of_the_bus_has_every_field_the_statute_asks(derrylough: Derrylough) -> None:
    answer(derrylough.session, derrylough.forms["bus"], impact=IMPACT)
    words = derrylough.words(ReferralPaper(derrylough.forms["bus"]))
    for asked, answered in (
        ("When it happened", "Tue 17 Nov 2026, 15:15"),
        ("Where and when, as the statute lists it", "Travelling to or from school in term time"),
        ("When it was reported, and to whom", "Wed 18 Nov 2026, 09:20"),
        (
            "What happened",
            "Account of Miss Jo Abbey, written Wed 18 Nov 2026, 10:20. "
            "On the bus Reece and Noah shouted the same words at him.",
        ),
        ("Pupil or pupils it was done to", TARGET),
        (
            "Pupil or pupils alleged to have done it",
            "Reece Irwin, Pupil, P7A, P7, aged 11 Noah Bell, Pupil, P7A, P7, aged 11 Witnesses and bystanders",
        ),
        ("Apparent motivation", RACE),
        ("Method or methods", "Spoken, face to face"),
        ("How it was addressed", ADDRESSED),
        ("Effect on the pupil", IMPACT),
        ("Parents told: whose, when, by whom", "Mrs Zielna"),
        ("Support given", "Tomasz Zielna, Wed 18 Nov 2026, 15:10: Somebody to go to each day"),
        (
            "Looked at again: when, and what was found",
            "Considered, and not referred: to be looked at again on Fri 27 Nov 2026 "
            "The record: on Fri 18 Dec 2026",
        ),
    ):
        assert f"{asked} {answered}" in words, asked
    given = part_of(words, "What the statute asks", "Effect, and what follows")
    assert "Not answered yet" not in given, "nothing that the statute asks is open"
    assert "To: Kept by the school; the Board of Governors are told" in words


def test_what_was_sent_at_home_is_recorded_and_the_list_of_the_statute_is_said_not_to_name_it(
    derrylough: Derrylough,
) -> None:
    words = derrylough.words(ReferralPaper(derrylough.forms["chat"]))
    assert "electronic bullying away from school is not on that list" in words
    for expected in (
        "Where and when, as the statute lists it None of these Why it belongs in this record",
        f"or why that is in doubt {IN_DOUBT}",
        f"Apparent motivation {RACE}",
        "Method or methods A group chat; Pictures, video or edited images",
        "Place, or platform WhatsApp",
        WORDS,
        f"Pupil or pupils it was done to {TARGET}",
    ):
        assert expected in words, expected
    alleged = part_of(words, "Pupil or pupils alleged to have done it", "Witnesses and bystanders")
    assert re.findall(r"(\w+ \w+), Pupil,", alleged) == list(GROUP)


def test_no_paper_says_a_word_of_another_nation(derrylough: Derrylough) -> None:
    jobs: tuple[PaperJob, ...] = (
        *(ReferralPaper(one) for one in derrylough.forms.values()),
        *(IncidentPaper(one) for one in (derrylough.chat, derrylough.bus)),
        CasePaper(derrylough.case, everything=True),
    )
    for job in jobs:
        words = without_the_users_title(derrylough.words(job))
        assert re.search(OTHERS_WORDS[Nation.NORTHERN_IRELAND], words) is None, job
        assert LADEN.search(words) is None, job
    record = derrylough.words(jobs[2])
    for expected in ("UNOCINI considered: no.", "Gateway", "Mr Conor Devlin", "13, since Thu 11 Apr 2024"):
        assert expected in record, expected


def test_a_copy_for_reeces_mother_names_no_other_child(derrylough: Derrylough) -> None:
    reece = derrylough.people["Reece Irwin"]
    for inner in (IncidentPaper(derrylough.chat), ReferralPaper(derrylough.forms["bus"])):
        found = derrylough.anywhere(AudiencePaper(inner, Audience.PARENT, (reece,)))
        assert _others_in(found) == [] and "Reece Irwin" in found, inner


def test_the_bundle_for_reece_leaves_others_out_and_its_log_says_why(derrylough: Derrylough) -> None:
    session, reece = derrylough.session, derrylough.people["Reece Irwin"]
    assert reece.reference is not None
    logbooks.enter(
        session,
        access_items.REQUESTS,
        (
            who("asked_by", PersonRef(None, "Mrs Joan Irwin", "Parent or carer")),
            said("capacity", "parent"),
            who("about", reece),
            on("received_on", date(2026, 11, 23)),
            said("what", "All records you hold about Reece."),
        ),
    )
    shown = access_bundles.view(session, reece.reference, Compartment.DAILY)
    items = tuple(
        AccessItem(one.found.record, given=True, section=one.found.section)
        if derrylough.bus not in (one.found.record, one.found.hangs_on)
        else AccessItem(one.found.record, False, ("harm",), "It may harm Tomasz.")
        for one in shown.items
    )
    asked = shown.requests[0]
    bundle = access_bundles.keep(session, shown, AccessForm(items, asked.entry, asked.asked_by))[0]
    given = derrylough.issued(AccessBundlePaper(bundle))
    assert _others_in(said_anywhere(given)) == [] and "shouted the same words" not in words_of(given)
    assert "Reece Irwin" in words_of(given)
    log = derrylough.words(AccessLogPaper(bundle))
    assert "NOT TO BE SHOWN TO WHOEVER ASKED" in log and "Serious harm test" in log


def test_the_board_of_governors_reads_of_fewer_than_five(derrylough: Derrylough) -> None:
    job = GovernorsPaper(ReportKind.TERMLY, Period(date(2026, 9, 1), date(2026, 11, 27)))
    words = derrylough.words(job)
    assert "For the Board of Governors." in words and "Principal" in words and f"{RACE} <5" in words
    assert _others_in(words) == [] and LADEN.search(without_the_users_title(words)) is None


def _others_in(words: str) -> list[str]:
    """Whose names of Tomasz, his mother and the rest of the group stand in it."""
    names = {part for name in (TARGET, *GROUP[1:]) for part in name.split()}
    return [one for one in sorted(names) if re.search(rf"\b{one}\b", words)]
