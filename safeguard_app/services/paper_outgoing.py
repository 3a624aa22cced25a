"""The register of what went out, on paper: of one part of the log, kept with that part."""

from safeguard_app.documents.content import Column, DataTable, Document, Paragraph, Section
from safeguard_app.domain.date_words import day_words
from safeguard_app.services.audit_log import compartment_name
from safeguard_app.services.labels import today
from safeguard_app.services.outgoing_register import WentAs, WentLine, filtered, went_out
from safeguard_app.services.paper_frames import page_frame
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import OutgoingPaper
from safeguard_app.services.part_names import part_name
from safeguard_app.services.session import Session

_KIND = "outgoing_register"
_TITLE = "Register of what went out"


def outgoing_paper(session: Session, job: OutgoingPaper) -> Prepared:
    """What went out of one part, as filtered. Raises NoKey."""
    lines = filtered(went_out(session, job.part), text=job.text, kind=WentAs(job.kind) if job.kind else None)
    frame, copy = page_frame(session, job.part, None, _KIND)
    columns = (
        Column("When", 1.05),
        Column("What", 1.3),
        Column("To, what for, on which basis", 1.75),
        Column("How, check, receipt", 1.9),
    )
    rows = tuple((line.when, _what(line), _to(line), _how(line)) for line in lines)
    chosen = f" Only what holds “{job.text}”." if job.text else ""
    document = Document(
        title=_TITLE,
        file_title=_TITLE,
        frame=frame,
        standing=(f"As it stood on {day_words(today(session))}, newest first.{chosen}",),
        blocks=(
            Section(
                compartment_name(session, job.part),
                (
                    DataTable(columns, rows, empty="Nothing went out."),
                    Paragraph(
                        f"It holds what went out of {part_name(session, job.part)}, and nothing else. Documents that "
                        "were printed or saved with no recipient noted are in it too, and what was prepared to be "
                        "shared and was not shared after all.",
                        small=True,
                    ),
                ),
            ),
        ),
        numbered=False,
    )
    return Prepared(document, job.part, None, _KIND, copy, f"{_TITLE}.pdf")


def _what(line: WentLine) -> str:
    return "\n".join(filter(None, (line.what, line.record_words)))


def _to(line: WentLine) -> str:
    return "\n".join(filter(None, (line.to, line.purpose, _basis(line)))) or "Not noted"


def _basis(line: WentLine) -> str:
    return f"Basis: {line.basis}" if line.basis else ""


def _how(line: WentLine) -> str:
    receipt = f"Receipt: {line.receipt}" if line.receipt else ""
    return "\n".join(filter(None, (line.how, line.checked, receipt)))
