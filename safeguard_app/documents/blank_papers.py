"""Papers to write on by hand that no form of the catalogue is: a safety plan, and the review of a device or a site.

domain.md 3.7. What is written on them is copied into the log when the laptop is back; the paper is kept beside it.
"""

from safeguard_app.documents.content import (
    Box,
    Column,
    DataTable,
    Document,
    Field,
    FieldTable,
    PageFrame,
    Run,
    Section,
    Signature,
    Signatures,
    ToTick,
    ToWrite,
    strong,
)

_LINE = ToWrite()
_RISKS, _MEASURES, _THINGS = 3, 5, 3


def safety_plan(frame: PageFrame, levels: tuple[str, ...]) -> Document:
    """A blank risk and needs assessment of one child, in the order of the plan itself; ``levels`` are how serious."""
    return Document(
        title="Risk and needs assessment, safety plan",
        file_title="Safety plan, blank",
        frame=frame,
        standing=(f"One plan, one child. How serious is one of: {', '.join(levels).lower()}.",),
        blocks=(
            FieldTable(
                (
                    Field("For", _LINE),
                    Field("Date and time", _LINE),
                    Field("Looked at again on", _LINE),
                    Field("Who has this plan", _LINE),
                ),
                pairs=True,
            ),
            Section(
                "What could happen",
                (
                    _table(
                        (("What could happen", 2.2), ("How serious", 0.8), ("Why", 2.0)),
                        _RISKS,
                        lines=2,
                    ),
                ),
            ),
            Section(
                "What is done to keep them safe",
                (_table((("What is done", 2.6), ("By whom", 1.3), ("Until", 1.1)), _MEASURES),),
            ),
            Section(
                "The child",
                (
                    FieldTable(
                        (
                            Field("What the child needs", ToWrite(2)),
                            Field("The child’s own wishes and feelings", ToWrite(2)),
                            Field("What parents or carers say", ToWrite(2)),
                        )
                    ),
                ),
            ),
            Signatures((Signature("Assessed by"), Signature("Seen by"))),
        ),
        numbered=False,
        compact=True,
    )


def device_review(frame: PageFrame, lead: str) -> Document:
    """A blank record of looking through a device or a site: always by two people, who both sign. ``lead`` is told."""
    warning = (
        strong("Two people, together, from beginning to end. "),
        Run(
            "If it may hold an indecent image of a child, nobody looks: switch nothing on or off, lock it away and "
            f"tell {lead}, who rings the police. If one comes up all the same, stop. Do not copy, print or forward it."
        ),
    )
    return Document(
        title="Review of a device or a site",
        file_title="Review of a device or a site, blank",
        frame=frame,
        blocks=(
            Box((warning,), heavy=True),
            FieldTable(
                (
                    Field("Group or person", _LINE),
                    Field("Date and time", _LINE),
                    Field("First reviewer", _LINE),
                    Field("Position", _LINE),
                    Field("Second reviewer", _LINE),
                    Field("Position", _LINE),
                    Field("Device, and where", _LINE),
                    Field("In the log as", _LINE),
                    Field("Whose it is, and may we?", _LINE),
                    Field("Owner was there", ToTick((("Yes", False), ("No", False)))),
                ),
                pairs=True,
            ),
            Section("Why it is reviewed", (FieldTable((Field("Reason", ToWrite(2)),)),)),
            Section(
                "What was looked at",
                (
                    _table(
                        (("Site, app or folder", 1.6), ("What gives concern, word for word", 3.4)),
                        _THINGS,
                        lines=2,
                    ),
                ),
            ),
            Section(
                "Conclusion",
                (
                    FieldTable(
                        (
                            Field("What was found, or that nothing was", ToWrite(2)),
                            Field("What is done, by whom, by when", ToWrite(2)),
                            Field("Device given back to, when", _LINE),
                        )
                    ),
                ),
            ),
            Signatures((Signature("First reviewer"), Signature("Second reviewer"))),
        ),
        numbered=False,
        compact=True,
    )


def _table(columns: tuple[tuple[str, float], ...], rows: int, lines: int = 1) -> DataTable:
    row = tuple(ToWrite(lines) for _ in columns)
    return DataTable(tuple(Column(heading, share) for heading, share in columns), (row,) * rows)
