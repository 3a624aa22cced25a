"""Documents about a whole part of the log to test with: day sheet, report, summary, list, brief, journeys."""

from safeguard_app.documents import (
    day_sheet,
    governors_report,
    handover_brief,
    inspection_list,
    journeys,
    monthly_summary,
)
from safeguard_app.documents.content import (
    Amount,
    Chart,
    ChartKind,
    ChartSeries,
    Document,
    PageFrame,
    Signature,
)

FRAME = PageFrame("Baylis Lane Primary", "OFFICIAL-SENSITIVE", "", "copy 1", "96: c3d2 8e04 57ab f911")
STANDING = ("Made by Miss Jo Abbey, DSL, Mon 12 Oct 2026, 15:20.", "Of the daily log alone.")
LEFT_OUT = "What is kept elsewhere is not on this paper."


def day() -> Document:
    """A day with something late and something to come."""
    groups = (
        day_sheet.DayGroup("Late", ("2026-0007: ring again, since Fri 9 Oct 2026",)),
        day_sheet.DayGroup("Coming", ("2026-0009: look at the plan again, Wed 14 Oct 2026",) * 3),
        day_sheet.DayGroup("Due on Mon 12 Oct 2026", ()),
    )
    return day_sheet.to_document(day_sheet.DaySheet(FRAME, "Mon 12 Oct 2026", STANDING[0], groups, LEFT_OUT))


def agenda() -> Document:
    """A meeting with nothing on its agenda."""
    nothing = "Nothing waits for the meeting."
    sheet = day_sheet.DaySheet(FRAME, "Tue 13 Oct 2026", STANDING[0], (), LEFT_OUT, "Agenda", nothing)
    return day_sheet.to_document(sheet)


def report() -> Document:
    """A report with facts in pairs, a section in words alone, and a chart whose small numbers are not said."""
    amounts = (Amount(None, "<5"), Amount(12, "12"), Amount(0, "0"))
    chart = Chart(
        "Concerns by kind",
        ChartKind.BARS,
        "Kind of concern",
        ("Cyberbullying", "Żółć", "Other"),
        (ChartSeries("2026 to 2027", amounts),),
        "Counted by kind.",
    )
    parts = (
        governors_report.ReportPart(
            "People in post", tuple((f"Office {one}", "Not said") for one in range(12))
        ),
        governors_report.ReportPart("Concerns about children", (("Records", "<5"),), blocks=(chart,)),
        governors_report.ReportPart("What pupils say", says=("Nothing was entered.",)),
    )
    rule = ("A number from 1 to 4 is printed as “<5”.",)
    made = governors_report.GovernorsReport(FRAME, "Annual safeguarding report", STANDING, rule, parts)
    return governors_report.to_document(made)


def month() -> Document:
    """A month: counts with their case numbers, and counts of nothing."""
    lines = (
        monthly_summary.SummaryLine("New", 2, ("2026-0007", "2026-0009")),
        monthly_summary.SummaryLine("Closed", 0),
        monthly_summary.SummaryLine("Open", 140, tuple(f"2026-{one:04}" for one in range(140))),
    )
    made = monthly_summary.MonthlySummary(FRAME, "Summary of September 2026", STANDING, lines, (LEFT_OUT,))
    return monthly_summary.to_document(made)


def listed() -> Document:
    """Cases of one stretch of days, and none from before."""
    cases = tuple(
        inspection_list.ListedCase(
            f"2026-{one:04}", "Cyberbullying", "Mon 14 Sep 2026", "", "Open, 12 school days", "In force"
        )
        for one in range(40)
    )
    made = inspection_list.InspectionList(FRAME, STANDING, (("Raised", "40"),), cases, (), (LEFT_OUT,))
    return inspection_list.to_document(made)


def brief() -> Document:
    """What somebody takes over, to be signed by both."""
    record = handover_brief.OpenRecord(
        "2026-0007", "Cyberbullying", "Mon 14 Sep 2026", "Tell the parents", "Two, one of them late", ""
    )
    made = handover_brief.HandoverBrief(
        FRAME,
        STANDING,
        (("Open records", "3"), ("Late", "1")),
        (record,) * 3,
        (("Backups", "One, on Fri 9 Oct 2026"),),
        LEFT_OUT,
        Signature("Handed over by", "Miss Jo Abbey", "DSL"),
    )
    return handover_brief.to_document(made)


def journey() -> Document:
    """Two journeys: one with its steps, one of which nothing is known yet."""
    parts = (
        journeys.JourneyPart(
            "Journey 1",
            (("Kind of concern", "Cyberbullying"),),
            (("Child A", "Target", "Year 4"),),
            (("Day 0", "Told", "At school"), ("Day 3", "Decided", "")),
        ),
        journeys.JourneyPart("Journey 2", (), (), ()),
    )
    return journeys.to_document(journeys.Journeys(FRAME, STANDING, parts, (LEFT_OUT,)))


WHOLE_PARTS = {
    "day sheet": day,
    "agenda": agenda,
    "governors’ report": report,
    "monthly summary": month,
    "inspection list": listed,
    "handover brief": brief,
    "journeys": journey,
}
