"""The safety plan of one child on paper: for whoever keeps the child safe, and needs to know no more than that.

It names the child and what is done. What happened is not told, and other people are named only where the plan itself
does; whoever asked not to be named is not.
"""

from dataclasses import replace

from safeguard_app.catalogue.choices import ListName
from safeguard_app.documents.content import (
    Answered,
    Block,
    Box,
    Column,
    DataTable,
    Document,
    Field,
    FieldTable,
    PageFrame,
    Section,
    Signature,
    Signatures,
    strong,
)
from safeguard_app.domain.assessments import Assessment
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.text_rules import visible
from safeguard_app.services.assessments import stored_plan
from safeguard_app.services.labels import label, when
from safeguard_app.services.paper_frames import note_views, page_frame
from safeguard_app.services.paper_prepared import Prepared, printable
from safeguard_app.services.paper_views import PlanPaper
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_copies import left_out_of, told_of
from safeguard_app.services.withheld_names import with_named, without_names

PLAN_KIND = "safety_plan"
_NOT_SAID = "Not recorded"


def plan_paper(session: Session, job: PlanPaper) -> Prepared:
    """The safety plan of a child, kept with its record. Raises RuleViolation where it was taken back."""
    stored = stored_plan(session, job.plan)
    if stored.about is None or stored.content.withdrawn is not None:
        raise RuleViolation({"plan": "It was taken back as entered in error, so it is not printed."})
    place = Reference(job.plan.compartment, RecordId(stored.about))
    incident = printable(session, place)
    note_views(session, place)
    kind = f"{PLAN_KIND}_{job.plan.id}"  # each child's plan has copies of its own
    frame, copy = page_frame(session, place.compartment, place, kind, incident.content)
    document = plan_document(session, stored.content, frame)
    named = with_named(session, incident.content, (stored.content.child,))
    hidden = left_out_of(session, named, place)
    document = replace(without_names(document, hidden), frame=frame)
    name = f"{incident.content.case} safety plan.pdf"
    made = Prepared(document, place.compartment, place, kind, copy, name, incident.number)
    return replace(made, withheld=hidden, told=told_of(hidden))


def plan_document(session: Session, plan: Assessment, frame: PageFrame) -> Document:
    """The plan as it stands."""
    review = day_words(plan.review_on, long=True) if plan.review_on is not None else _NOT_SAID
    until = (
        f"Ended {day_words(plan.ended.on)}: {visible(plan.ended.reason)}" if plan.ended is not None else ""
    )
    head = FieldTable(
        (
            _field("For", plan.child.name),
            _field("Reviewed" if plan.found else "Assessed", f"{when(session, plan.at)}, {plan.by}"),
            _field("Looked at again on", review),
            _field("Who has this plan", plan.shared_with),
        )
    )
    blocks: tuple[Block, ...] = (
        *((Box(((strong(until),),), heavy=True),) if until else ()),
        head,
        *((Section("What the review found", (Box((visible(plan.found),)),)),) if plan.found else ()),
        Section("What could happen", (_risks(session, plan),)),
        Section("What is done to keep them safe", (_measures(plan),)),
        Section(
            "The child",
            (
                FieldTable(
                    (
                        _field("What the child needs", plan.needs),
                        _field("The child’s own wishes and feelings", plan.wishes),
                        _field("What parents or carers say", plan.parents_view),
                    )
                ),
            ),
        ),
        Box(("Keep this plan where only those who need it can read it, and give it back when it ends.",)),
        Signatures((Signature("Assessed by", plan.by), Signature("Seen by"))),
    )
    return Document(
        title="Risk and needs assessment, safety plan",
        file_title="Safety plan",
        frame=frame,
        blocks=blocks,
        numbered=False,
    )


def _field(label_: str, text: str) -> Field:
    return Field(label_, Answered(visible(text) if text.strip() else _NOT_SAID))


def _risks(session: Session, plan: Assessment) -> DataTable:
    rows = tuple(
        (visible(one.what), label(session, ListName.RISK_LEVELS, one.level), visible(one.basis))
        for one in plan.risks
    )
    return DataTable((Column("What could happen", 2.2), Column("How serious", 0.8), Column("Why", 2.0)), rows)


def _measures(plan: Assessment) -> DataTable:
    rows = tuple(
        (visible(one.what), one.by_whom, day_words(one.until) if one.until is not None else "")
        for one in plan.measures
    )
    columns = (Column("What is done", 2.6), Column("By whom", 1.3), Column("Until", 1.1))
    return DataTable(columns, rows, empty="Nothing beyond what is in place for everybody.")
