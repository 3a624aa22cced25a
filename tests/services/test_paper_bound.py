"""Longer papers: what stands on the cover, and what the appendices say of evidence, custody, the chain and clauses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.documents.content import DataTable, Paragraph, Section
from safeguard_app.documents.page_images import page_count
from safeguard_app.documents.render import render, runs_over
from safeguard_app.domain.entries import Note, NoteKind
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.periods import Period
from safeguard_app.services import cases, custody, entries, incident_pages, paper
from safeguard_app.services.paper_bound import Binding, addressed, bound, clauses_appendix
from safeguard_app.services.paper_views import (
    CasePaper,
    ChronologyPaper,
    GovernorsPaper,
    IncidentPaper,
    ReportKind,
)
from safeguard_app.services.policy_clauses import CitedClauses, ClauseLine
from safeguard_app.services.session import Session
from tests.documents.reading import Node, failures, structure
from tests.documents.samples import AT, FRAME, simple
from tests.services.conftest import MadeSchool, log_incident, moment, pupil
from tests.services.test_paper_evidence import Told, told

__all__ = ["told"]


def headings(found: Node) -> list[str]:
    return [node.text for node in found.all("H2")]


def answers(found: Node) -> dict[str, str]:
    """Each label of a form with what stands beside it."""
    return {
        row.all("TH")[0].text: row.all("TD")[0].text
        for row in found.all("TR")
        if row.all("TH") and row.all("TD") and row.all("TH")[0].scope == "Row"
    }


def test_a_record_goes_out_with_cover_contents_schedule_and_appendices(told: Told) -> None:
    session, incident, items = told
    custody.check_file(session, items[1])
    found = structure(paper.issue(session, IncidentPaper(incident, pictures=True)).pdf)
    titles = headings(found)
    assert titles[0] == "Contents"
    assert titles[-4].endswith("Evidence schedule")
    assert titles[-3:] == [
        "Appendix A: contact sheet",
        "Appendix B: how this evidence was kept",
        "Appendix C: sources of clauses",
    ]
    said = answers(found)
    assert session.user.name in said["Made"]
    assert session.school.name in said["From"]
    assert said["Version"] == "1"
    assert "Ex1: Mon 14 Sep 2026" in said["When was each exhibit taken in, and by whom?"]
    assert "Ex2: checked: as it was sealed" in said["Is each file what was taken in?"]
    assert "Ex2: 2 entries in its custody record" in said["Who has had the exhibits since?"]
    assert said["Chain head"] in said["Could the log have been changed afterwards?"]
    assert "never seen to go back" in said["Whose times are these?"]
    sheet = [node.alternative for node in found.all("Figure")]
    assert any(one.startswith("Ex1, A post") for one in sheet)
    assert not any("Ex4" in one for one in sheet), "what was taken back is not shown"


def test_whoever_asked_not_to_be_named_stands_in_no_appendix(told: Told) -> None:
    session, incident, _ = told
    text = structure(paper.preview(session, IncidentPaper(incident, pictures=True)).pdf).text
    assert "Hallam" not in text


def test_without_pictures_there_is_no_contact_sheet_and_without_evidence_no_word_of_any(
    session: Session, told: Told
) -> None:
    _, incident, _ = told
    assert "Appendix A: how this evidence was kept" in headings(
        structure(paper.preview(session, IncidentPaper(incident)).pdf)
    )
    bare = log_incident(session, "CB", (pupil(session, "Rosa Lindqvist", date(2016, 5, 2)), "target"))
    found = structure(paper.preview(session, IncidentPaper(bare)).pdf)
    assert "Appendix A: how this record was kept" in headings(found)
    assert "exhibit" not in " ".join(answers(found)).lower()


def test_every_clause_cited_stands_with_its_text_and_its_day(session: Session, incident: Reference) -> None:
    found = structure(paper.preview(session, IncidentPaper(incident)).pdf)
    table = next(node for node in found.all("Table") if "Stands in" in node.text)
    rows = [
        [cell.text for cell in (*row.all("TH"), *row.all("TD"))] for row in table.all("TBody")[0].all("TR")
    ]
    page = incident_pages.open_record(session, incident)
    cited = {one.reference for one in page.clauses.lines}
    assert cited
    assert {number for row in rows for number in row[2].split(", ")} == cited
    assert all(row[0] and row[1].startswith("From ") for row in rows)


def test_the_schools_own_clauses_stand_with_the_schools_own_policy_and_what_ended_says_when(
    session: Session,
) -> None:
    ours = ClauseLine("Ours 6.7", "words", "", "", "Online policy, the school’s own", date(2020, 9, 1))
    gone = replace(ours, reference="Ours 6.8", standing="Superseded on Tue 1 Sep 2026")
    unknown = ClauseLine("009 L1", "")
    section = clauses_appendix((CitedClauses((ours, gone)), CitedClauses((ours, unknown))))
    assert section is not None
    table = section.blocks[1]
    assert isinstance(table, DataTable)
    assert table.rows == (
        ("Online policy, the school’s own", "From Tue 1 Sep 2020", "Ours 6.7"),
        ("Online policy, the school’s own", "From Tue 1 Sep 2020\nSuperseded on Tue 1 Sep 2026", "Ours 6.8"),
        ("Not in the list any more", "Not known", "009 L1"),
    )
    assert clauses_appendix((CitedClauses(),)) is None


def test_a_case_is_bound_too(session: Session, incident: Reference) -> None:
    other = log_incident(session, "CB", (pupil(session, "Rosa Lindqvist", date(2016, 5, 2)), "target"))
    cases.link(session, incident, other, "The same group chat.")
    (row,) = cases.rows(session)
    case = row.reference
    found = structure(paper.issue(session, CasePaper(case)).pdf)
    titles = headings(found)
    assert titles[0] == "Contents"
    assert titles[-1].startswith("Appendix B: sources of clauses")


def test_whom_it_is_for_stands_first_on_the_cover_and_once(session: Session) -> None:
    made = bound(
        session, simple(frame=FRAME), Binding(recipient="Somebody", facts=(("Purpose", "To refer"),))
    )
    again = addressed(made, "Larkshire County Council")
    assert again.cover is not None
    assert [one[0] for one in again.cover.facts] == ["To", "From", "Made", "Purpose"]
    assert again.cover.facts[0] == ("To", "Larkshire County Council")
    assert addressed(again, "") == again
    short = replace(made, cover=None)
    assert addressed(short, "Anybody") == short


@pytest.mark.parametrize("count", [0, 27])
def test_any_number_of_appendices_is_lettered(session: Session, count: int) -> None:
    given = tuple(Section(f"Part {number}", (Paragraph("x"),)) for number in range(count))
    made = bound(session, simple(frame=FRAME), Binding(appendices=given))
    assert sum(isinstance(one, Section) for one in made.blocks) == count


def _noted(session: Session, record: Reference, months: Sequence[str]) -> None:
    for place, month in enumerate(months):
        at = moment(f"{month}-10 09:00")
        entries.add_note(session, record, Note(NoteKind.NOTE, at, f"Note {place}. {'He was seen. ' * 20}"))


def test_a_long_chronology_has_a_cover_and_its_months_as_contents_and_a_short_one_has_none(
    made_school: MadeSchool,
) -> None:
    made_school.clock.set("2026-11-20 09:00")
    session = made_school.sign_in()
    wren = pupil(session, "Wren Maple", date(2016, 4, 2))
    assert wren.reference is not None
    record = log_incident(session, "OTHER", (wren, "child_of_concern"))
    job = ChronologyPaper(wren.reference, Compartment.DAILY, everything=True, newest_first=False)
    short = structure(paper.issue(session, job).pdf)
    assert "Contents" not in headings(short) and "Looked into" in short.text
    _noted(session, record, ("2026-09", "2026-10", "2026-11", "2026-11") * 10)
    made = paper.issue(session, job).pdf
    found = structure(made)
    assert headings(found) == [
        "Contents",
        "About this chronology",
        "September 2024",
        "September 2026",
        "October 2026",
        "November 2026",
    ]
    said = answers(found)
    assert session.user.name in said["Made"] and said["Version"].startswith("Version 2.")
    assert said["About"] == "Wren Maple. Pupil, 4B, Year 4, aged 10."
    assert found.text.count("Looked into: the daily log alone.") == 1
    text = " ".join(found.text.split())
    assert all(f"Note {place}." in text for place in range(40)), "no line is left out"
    assert failures(made) == []


def test_a_chronology_over_several_school_years_has_them_as_contents(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-11-20 09:00")
    session = made_school.sign_in()
    wren = pupil(session, "Wren Maple", date(2016, 4, 2))
    assert wren.reference is not None
    record = log_incident(session, "OTHER", (wren, "child_of_concern"))
    _noted(session, record, [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 11)] * 2)
    _noted(session, record, [f"2024-{month:02}" for month in range(9, 13)])
    _noted(session, record, ["2026-11"])
    job = ChronologyPaper(wren.reference, Compartment.DAILY, everything=True, newest_first=True)
    found = headings(structure(paper.preview(session, job).pdf))
    years = ((2026, 2027), (2025, 2026), (2024, 2025))
    assert found[2:] == [f"School year {first} to {last}" for first, last in years]


def test_the_report_to_those_who_govern_says_once_when_it_was_made(session: Session) -> None:
    period = Period(date(2026, 9, 1), date(2026, 9, 14))
    found = structure(paper.issue(session, GovernorsPaper(ReportKind.ANNUAL, period)).pdf)
    text = " ".join(found.text.split())
    assert headings(found)[:2] == ["Contents", "1 People in post"]
    assert session.user.name in answers(found)["Made"] and "Made by Miss Jo Abbey" not in text
    assert "For the governing body." in text


@pytest.mark.parametrize("lines", [1, 60, 61, 400])
def test_whether_it_runs_over_is_what_its_pages_say(lines: int) -> None:
    made = simple(*(Paragraph("Words. " * 30) for _ in range(lines)))
    pages = page_count(render(made, AT))
    for most in (0, 1, 4, pages - 1, pages):
        assert runs_over(made, most) is (pages > most)
