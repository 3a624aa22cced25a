"""What was asked of the sheet of sharing: which documents, for which audience, whose copy. And what that leaves out."""

from collections.abc import Sequence
from dataclasses import dataclass

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.sharings import MOST_DOCUMENTS
from safeguard_app.services import audience_outlook, words_first
from safeguard_app.services.audience_outlook import Outlook
from safeguard_app.services.cleaning import Cleaning
from safeguard_app.services.disclosures import in_use
from safeguard_app.services.paper_views import AudiencePaper, AuthorityFormPaper, PaperJob
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_choices import papers, refused_for, subjects, whose_copy
from safeguard_app.services.sharing_views import PaperChoice, SharingInput
from safeguard_app.services.words_first import Step
from safeguard_app.vault import reading
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay

AS_ON_RECORD = "Everybody stands in it by name, but for whoever asked not to be named."
OF_AN_AUTHORITY = (
    "The authority’s own form holds the answers as they are, without whoever asked not to be named."
)
NOBODY_NAMED = "Nobody is named in it, for whomever it is."


@dataclass(frozen=True, slots=True)
class Asked:
    """The documents that were chosen, for whom, and whose copy it is."""

    papers: tuple[PaperChoice, ...]
    audience: Audience | None
    whose: tuple[PersonRef, ...]

    @property
    def jobs(self) -> Sequence[PaperJob]:
        """Each as it is made."""
        return [self.job_of(one) for one in self.papers]

    def job_of(self, choice: PaperChoice) -> PaperJob:
        """One of them as it is made."""
        if self.audience is None or choice.names_nobody:
            return choice.job
        return AudiencePaper(choice.job, self.audience, self.whose)

    @property
    def names_nobody(self) -> bool:
        """Whether nobody is named in any of them."""
        return all(one.names_nobody for one in self.papers)


@dataclass(frozen=True, slots=True)
class LeftOutOf:
    """What one of the documents leaves out. Without an outlook nobody is called by a letter in it: ``said`` tells."""

    title: str
    outlook: Outlook | None = None
    said: str = ""


def asked_of(
    session: Session, given: SharingInput, beside: Sequence[PaperChoice], cleaning: Cleaning
) -> Asked:
    """What was asked for; what is missing is named in ``cleaning``. ``beside`` is offered besides the record's own."""
    chosen = _chosen(session, given, beside, cleaning)
    audience = _audience(given, chosen, cleaning)
    return Asked(tuple(chosen), audience, _subjects(session, given, audience, cleaning))


def left_out(
    session: Session, given: SharingInput, beside: Sequence[PaperChoice] = ()
) -> tuple[LeftOutOf, ...]:
    """What each document would leave out, worked out as for a copy for somebody. Raises RuleViolation by field."""
    cleaning = Cleaning()
    asked = asked_of(session, given, beside, cleaning)
    cleaning.finish()
    return tuple(_left_out(session, asked, one) for one in asked.papers)


def read_first(
    session: Session,
    given: SharingInput,
    beside: Sequence[PaperChoice],
    step: Step,
    way: GiveWay = NOBODY_WAITS,
) -> None:
    """Have the words read in pictures that the documents would show. What is missing is told by whoever makes them."""
    cleaning = Cleaning()
    asked = asked_of(session, given, beside, cleaning)
    if not cleaning.problems:
        words_first.read_first(session, asked.jobs, step, way)


def _left_out(session: Session, asked: Asked, choice: PaperChoice) -> LeftOutOf:
    job = asked.job_of(choice)
    if choice.names_nobody:
        return LeftOutOf(choice.title, said=NOBODY_NAMED)
    if isinstance(choice.job, AuthorityFormPaper):
        return LeftOutOf(choice.title, said=OF_AN_AUTHORITY)
    if not isinstance(job, AudiencePaper):
        return LeftOutOf(choice.title, said=AS_ON_RECORD)
    return LeftOutOf(choice.title, audience_outlook.outlook(session, job))


def _chosen(
    session: Session, given: SharingInput, beside: Sequence[PaperChoice], cleaning: Cleaning
) -> list[PaperChoice]:
    stored = in_use(session, given.incident)
    connection = session.vault.compartment(given.incident.compartment).connection
    own = papers(session, stored, reading.about(connection, given.incident))
    offered = {one.key: one for one in (*beside, *own)}
    wanted = [one for key, one in offered.items() if key in given.papers]
    if len(wanted) != len(set(given.papers)):
        cleaning.say("papers", "One of these documents cannot be made of this record any more.")
    elif not wanted:
        cleaning.say("papers", "Choose at least one document.")
    elif len(wanted) > MOST_DOCUMENTS:
        cleaning.say("papers", f"Choose at most {MOST_DOCUMENTS} documents at a time.")
    return wanted


def _audience(given: SharingInput, wanted: list[PaperChoice], cleaning: Cleaning) -> Audience | None:
    if not given.audience or (wanted and all(one.names_nobody for one in wanted)):
        return None
    refused = refused_for(wanted, given.audience)
    if refused:
        cleaning.say("audience", refused)
        return None
    try:
        return Audience(given.audience)
    except ValueError:
        cleaning.say("audience", "Choose for whom the copies are.")
        return None


def _subjects(
    session: Session, given: SharingInput, audience: Audience | None, cleaning: Cleaning
) -> tuple[PersonRef, ...]:
    """Whose copy it is. Without an audience that asks for it, what is chosen there counts for nothing."""
    whose = subjects(session, given.incident).get(given.subject)
    if whose is None and given.subject:
        cleaning.say("subject", "This person is not on the record any more. Choose whose copy it is.")
    if audience is None or not audience.needs_subjects:
        return ()
    if whose is None:
        cleaning.say("subject", "Say whose copy this is: everybody else is left out of it.")
        return ()
    return whose_copy(session, given.incident, whose.person)
