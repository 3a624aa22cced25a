"""A breach by staff is investigated: scope, by whom since when, what was looked at, findings, outcome (001 L101)."""

from dataclasses import replace

import pytest

from safeguard_app.domain.allegations import (
    AllegationOutcome,
    AllegationTerm,
    Findings,
    Investigation,
    InvestigationOutcome,
    InvestigationState,
    Management,
    Part,
)
from safeguard_app.domain.entries import Decision, DecisionKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import not_known
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import allegations, entries, paper, search
from safeguard_app.services.allegation_words import PartKey
from safeguard_app.services.allegations import FilesView, FileView
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusMeaning
from tests.documents.reading import pages
from tests.services.conftest import MadeSchool, log_incident, moment

JOEL = PersonRef(None, "Joel Larkspur", "Teaching assistant")
AT = moment("2026-10-05 11:00")
LATER = moment("2026-10-09 15:00")
BELOW = Investigation(
    InvestigationState.BELOW_THRESHOLD,
    (),
    "",
    not_known(),
    investigator="Mrs Carol Denning",
    scope="One lift home on 1 October, without leave.",
    since=AT,
)
AGREED = replace(BELOW, state=InvestigationState.MAY_BEGIN, agreed_by=("police",), who="PC Hart", at=AT)
FOUND = Findings(
    "The code of conduct, and Joel Larkspur spoken to on 6 October.",
    "He drove her home once; her mother had asked him.",
    InvestigationOutcome.BREACH,
    "Spoken to; the code read again.",
    LATER,
)
LOW = Decision(DecisionKind.LOW_LEVEL_CONCERN, "Below.", "Nothing hidden.", "Mrs Carol Denning", AT)
MET = replace(LOW, kind=DecisionKind.HARM_THRESHOLD_MET)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-12 12:00")
    return made_school.sign_in()


@pytest.fixture
def incident(session: Session) -> Reference:
    return log_incident(session, "COND", (JOEL, "adult_of_concern"))


def view(session: Session, incident: Reference) -> FilesView:
    return allegations.files_of(session, incident, asked=True)


def only(session: Session, incident: Reference) -> FileView:
    (file,) = view(session, incident).files
    return file


def give(session: Session, incident: Reference, part: Part) -> None:
    allegations.give(session, incident, JOEL, part, replacing=only(session, incident).version)


def refused_in(session: Session, incident: Reference, part: Part) -> set[str]:
    with pytest.raises(RuleViolation) as refused:
        give(session, incident, part)
    return set(refused.value.fields)


def words(session: Session, incident: Reference) -> str:
    return "\n".join(line for part in only(session, incident).parts for line in part.lines)


def test_a_breach_below_the_threshold_is_investigated_without_anybody_agreeing(
    session: Session, incident: Reference
) -> None:
    entries.add_decision(session, incident, LOW)
    give(session, incident, BELOW)
    assert not view(session, incident).lock_heading
    assert view(session, incident).title == "Investigation"
    give(session, incident, FOUND)
    said = words(session, incident)
    for line in (
        "What is looked into: One lift home on 1 October",
        "Investigated by Mrs Carol Denning, since Mon 5 Oct 2026, 11:00",
        "Looked at: The code of conduct",
        "Found: He drove her home once",
        "Outcome: Policy was breached",
        "What follows: Spoken to",
    ):
        assert line in said
    (findings,) = [one for one in only(session, incident).parts if one.key is PartKey.FINDINGS]
    assert findings.when == "Fri 9 Oct 2026, 15:00"
    printed = " ".join(" ".join(pages(paper.preview(session, IncidentPaper(incident)).pdf)).split())
    assert "Outcome: Policy was breached" in printed
    assert search.search(session, "drove")


def test_it_says_that_it_is_under_way_until_it_ended_with_an_outcome(
    session: Session, incident: Reference
) -> None:
    give(session, incident, BELOW)
    give(session, incident, Findings("The log of lifts."))
    (part,) = [one for one in only(session, incident).parts if one.key is PartKey.FINDINGS]
    assert part.status is not None and part.status.words == "Under way"
    assert part.status.meaning is StatusMeaning.NOTE
    for half, field in (
        (replace(FOUND, ended=not_known()), "ended"),
        (replace(FOUND, outcome=None), "outcome"),
        (replace(FOUND, findings=" "), "findings"),
        (replace(FOUND, looked_at=""), "looked_at"),
        (replace(FOUND, ended=moment("2026-10-13 09:00")), "ended"),
    ):
        assert refused_in(session, incident, half) == {field}


def test_nothing_is_found_before_it_has_begun_and_nothing_begins_without_its_scope(
    session: Session, incident: Reference
) -> None:
    assert refused_in(session, incident, FOUND) == {""}
    assert refused_in(session, incident, replace(BELOW, scope=" ")) == {"scope"}
    assert refused_in(session, incident, replace(BELOW, investigator="Joel Larkspur")) == {"investigator"}
    waits = Investigation(InvestigationState.LOCKED, (), "", not_known(), "For the meeting.")
    give(session, incident, waits)
    assert refused_in(session, incident, FOUND) == {""}


def test_where_the_threshold_may_be_met_nobody_begins_below_it_and_what_was_begun_stops(
    session: Session, incident: Reference
) -> None:
    entries.add_decision(session, incident, LOW)
    give(session, incident, BELOW)
    entries.add_decision(session, incident, MET)
    assert view(session, incident).lock_heading == "Do not interview or investigate yet"
    assert view(session, incident).title == "Allegation file"
    assert only(session, incident).locked
    assert refused_in(session, incident, BELOW) == {"state"}
    assert refused_in(session, incident, FOUND) == {""}
    give(session, incident, AGREED)
    assert not only(session, incident).locked
    give(session, incident, FOUND)
    assert "Agreed by: Police, PC Hart" in words(session, incident)


def test_an_allegation_has_both_its_findings_and_its_outcome(session: Session, incident: Reference) -> None:
    give(session, incident, Management("Mrs Carol Denning"))
    give(session, incident, AGREED)
    give(session, incident, FOUND)
    ended = AllegationOutcome(AllegationTerm.SUBSTANTIATED, "He said so.", "Mrs Carol Denning", LATER)
    give(session, incident, ended)
    said = words(session, incident)
    assert "Outcome: Policy was breached" in said and "Substantiated: He said so." in said
    assert view(session, incident).title == "Allegation file"
