"""The papers that an entry of a register is printed as by itself, over the story's own records."""

from datetime import date

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryAnswer, EntryStepKind
from safeguard_app.domain.people import OfficeKind, PersonKind, PersonRef
from safeguard_app.services import logbooks, people
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.services.paper_views import DisposalCertificatePaper, PaperJob, TransferPackPaper
from safeguard_app.services.session import Session


def jobs_of_entries(session: Session, known: list[Reference]) -> list[PaperJob]:
    """A pack for the next school of the first pupil among ``known``, and a certificate of a disposal."""
    day = session.now().astimezone(session.zone).date()
    child = next(one for one in known if people.stored_person(session, one).content.kind is PersonKind.PUPIL)
    answers = (
        EntryAnswer("child", people=(people.ref_of(session, child),)),
        EntryAnswer("left_on", day=day),
        EntryAnswer("new_school", ("Derwent Academy",)),
    )
    return [
        TransferPackPaper(logbooks.enter(session, "files-sent-on", answers)[0]),
        DisposalCertificatePaper(_disposed(session, day)),
    ]


def _disposed(session: Session, day: date) -> Reference:
    answers = (
        EntryAnswer("record_class", ("other",)),
        EntryAnswer("trigger", ("Closed in 2019",)),
        EntryAnswer("rule", ("As confirmed.",)),
        EntryAnswer("reviewed_on", day=day),
        EntryAnswer("reviewed_by", people=(PersonRef(None, "Mr Rowan Reed"),)),
        EntryAnswer("holds", ("open_case",)),
        EntryAnswer("manifest", ("One file, 12 pages",)),
        EntryAnswer("method", ("shredded",)),
        EntryAnswer("disposed_on", day=day),
    )
    head = PersonRef(None, "Mrs Ida Stone")
    given = EntryStepInput(EntryStepKind.GIVEN, day, head, OfficeKind.HEADTEACHER)
    return logbooks.enter(session, "disposals", answers, given)[0]
