"""Papers about a whole part of the log, as each nation has them, follow PDF/UA-1 and PDF/A-3a and speak its words."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.periods import Period
from safeguard_app.services import paper
from safeguard_app.services.paper_views import (
    AgendaPaper,
    DaySheetPaper,
    GovernorsPaper,
    HandoverBriefPaper,
    InspectionPaper,
    JourneysPaper,
    MonthlyPaper,
    PaperJob,
    ReportKind,
)
from tests.catalogue.test_nations_words import OTHERS_WORDS
from tests.documents.reading import failures
from tests.services.conftest import SCHOOL, MadeSchool, log_incident, pupil
from tests.services.scenario_papers import without_the_users_title, words_of

DAILY = Compartment.DAILY


@pytest.mark.parametrize("nation", Nation)
def test_every_paper_of_a_whole_part_conforms_and_has_the_words_of_its_nation(
    make_school: Callable[..., MadeSchool], nation: Nation
) -> None:
    school = make_school(replace(SCHOOL, nation=nation, contacts=()))
    school.clock.set("2026-10-12 15:20")
    session = school.sign_in()
    wren = pupil(session, "Wren Maple", date(2016, 4, 2))
    record = log_incident(session, "CB", (wren, "target"))
    jobs: tuple[PaperJob, ...] = (
        DaySheetPaper(DAILY),
        AgendaPaper(DAILY),
        InspectionPaper(DAILY),
        HandoverBriefPaper(DAILY),
        MonthlyPaper(DAILY),
        JourneysPaper((record,)),
        GovernorsPaper(ReportKind.ANNUAL, Period(date(2026, 9, 1), date(2026, 10, 12))),
    )
    for job in jobs:
        pdf = paper.preview(session, job).pdf
        assert failures(pdf) == [], job
        words = without_the_users_title(words_of(pdf))
        found = re.search(OTHERS_WORDS[nation], words)
        assert found is None, (job, words[max(0, found.start() - 60) : found.end() + 60])
