"""Words in the pictures that copies show, read before the copies are made: picture by picture, beside everything else.

To make a copy is one piece on the vault's thread, in which its words are read where they are not known yet. Each takes
seconds, so the window has them read first: others go on meanwhile, and whoever waits can stop. What was read is
remembered until the log is locked. Until each is read, or is beyond what is read for one paper, nothing is made.
"""

from collections.abc import Callable, Iterator, Sequence

from safeguard_app.domain.audiences import keeps_pictures
from safeguard_app.domain.errors import Cancelled
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.names_keys import Choice, whose_of
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.services.copy_pictures import MOST_PICTURES, may_be_shown
from safeguard_app.services.machine_reading import is_to_be_read, words_of
from safeguard_app.services.paper_evidence import live_exhibits
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper, PaperJob, SchedulePaper
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay

Step = Callable[[int, int], None]
"""Told how many pictures of how many are read."""


def read_first(session: Session, jobs: Sequence[PaperJob], step: Step, way: GiveWay = NOBODY_WAITS) -> None:
    """Have the words read that the search of these copies will look through. Slow. Raises Cancelled.

    ``step`` is told nothing where nothing is to be read. What is cancelled goes on with the next picture another time.
    """
    waiting = [one for job in jobs for one in _shown(session, job) if is_to_be_read(session, one)]
    for done, stored in enumerate(waiting):
        step(done, len(waiting))
        way.pause()
        if session.looking_in.has_ended:
            raise Cancelled
        words_of(session, stored, way)


def shows_pictures(job: PaperJob) -> bool:
    """Whether a copy may show pictures whose words are searched: elsewhere there is nothing to read first."""
    inner = job.job if isinstance(job, AudiencePaper) and not keeps_pictures(job.audience) else None
    return isinstance(inner, IncidentPaper | SchedulePaper) and inner.pictures


def _shown(session: Session, job: PaperJob) -> Iterator[Stored[EvidenceItem]]:
    """The pictures of one copy that a person chose to show, as many as are read for one paper, in its order."""
    inner = job.job if isinstance(job, AudiencePaper) else None
    if (
        isinstance(job, AudiencePaper)
        and isinstance(inner, IncidentPaper | SchedulePaper)
        and shows_pictures(job)
    ):
        choices = _choices(session, job, inner)
        shown = [one for one in live_exhibits(session, inner.incident) if may_be_shown(one.content, choices)]
        yield from shown[:MOST_PICTURES]


def _choices(session: Session, job: AudiencePaper, inner: IncidentPaper | SchedulePaper) -> list[Choice]:
    """What was said of pictures for these people's copies, whichever of the record's papers it was said of."""
    part = session.vault.compartment(inner.incident.compartment)
    keys = reading.about(part.connection, inner.incident, (RecordKind.NAMES_KEY,))
    whose = whose_of(job.subjects)
    return [
        one
        for key in keys
        for one in key.content.choices
        if one.picture and one.audience is job.audience and one.whose == whose
    ]
