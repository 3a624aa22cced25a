"""Who may not be named by now, in documents that were made before: asked again of the very bytes, when they go out.

Somebody asks not to be named, or comes on the record, after a document was made and checked. It is then searched as a
document made now would be, for the names that one would leave out; the bytes that are kept stay as they are.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from math import comb

from safeguard_app.documents.content import Document, PageFrame
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.documents_issued import IssuedDocument
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.incidents import Incident
from safeguard_app.domain.names_keys import whose_of
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import is_the_one
from safeguard_app.domain.records import Stored
from safeguard_app.services.audience_outlook import people_of
from safeguard_app.services.issued_jobs import MadeAs, audience_of, job_of
from safeguard_app.services.name_found import NameFound, PaperRefused
from safeguard_app.services.one_person import present
from safeguard_app.services.paper_kinds import BUILDERS
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import AccessBundlePaper, AudiencePaper, ChronologyPaper, PaperJob
from safeguard_app.services.recipient_bars import records_behind
from safeguard_app.services.redaction_search import found_in_kept
from safeguard_app.services.session import Session
from safeguard_app.services.withheld_copies import left_out_of
from safeguard_app.vault import reading

_MOST_TOGETHER = 3
"""Of how many people one copy may be, as far as it is found out again whose it was."""
_MOST_TRIED = 200_000
"""Groups of people whose hash is tried: some hundred people in a case are many more, and it is then nobody's."""
_NOBODYS = "whose copy it is: nobody who stands on the record now"


class NamedSince(PaperRefused):
    """Documents were to go out that name somebody who may not be named in them any more."""

    code = "named_since"
    begins = (
        "Nothing went out. The record was changed since these documents were made, and they hold what would be left"
        " out of them now."
    )
    logged = "A sharing was to go out with a name that is withheld by now. Nothing went out."
    next_step = (
        "Prepare it anew: that is left out then."
        " Where nothing of this one went out, say “Not shared after all” here."
    )


class CopyNamedSince(NamedSince):
    """A copy for somebody was to be printed or saved again that names who may not be named in it any more."""

    code = "copy_named_since"
    begins = (
        "Nothing went out. The record was changed since this copy was made, and it holds what would be left out of it"
        " now."
    )
    logged = "A copy was to go out with a name that is withheld by now. Nothing went out."
    next_step = "Make the copy anew: that is left out then. This one is kept as it is."


def named_since(session: Session, document: Stored[IssuedDocument], pdf: bytes) -> tuple[NameFound, ...]:
    """What stands in the bytes of a document that a document made now would leave out."""
    hangs = Reference(document.reference.compartment, RecordId(document.about or document.reference.id))
    try:
        made_as = job_of(session, document)
    except KeyError:
        return _asked_since(session, document, (hangs,), pdf)  # what it was made of is not kept
    if made_as is None:
        return ()
    records = records_behind(session, hangs, (made_as.job,))
    whose = _whose(session, document, made_as, records)
    if whose is None:
        return (NameFound(_NOBODYS, "", "in the record"),)
    job = AudiencePaper(made_as.job, Audience(made_as.audience), whose) if made_as.audience else made_as.job
    try:
        made = BUILDERS[type(job)](session, job)
    except (KeyError, RuleViolation):
        return _asked_since(session, document, records, pdf)  # it cannot be made as it is any more
    if made.redacted is None and made.withheld is None:
        return _asked_since(session, document, records, pdf, made, _people_of(session, job))
    return found_in_kept(_as_kept(made, document.content), pdf)


def refuse_named_since(session: Session, kept: Sequence[tuple[Stored[IssuedDocument], bytes]]) -> None:
    """Raise NamedSince where any of these documents of a sharing names who may not be named in it now."""
    found = [one for document, pdf in kept for one in named_since(session, document, pdf)]
    if found:
        raise NamedSince(tuple(dict.fromkeys(found)))


def is_for_somebody(document: IssuedDocument) -> bool:
    """Whether it is a copy for one audience, of which it is known who may be named in it."""
    return bool(audience_of(document.kind))


def refuse_copy_named_since(session: Session, document: Stored[IssuedDocument], pdf: bytes) -> None:
    """Raise CopyNamedSince where a copy for one audience names who may not be named in it now."""
    if found := named_since(session, document, pdf):
        raise CopyNamedSince(found)


def _as_kept(made: Prepared, content: IssuedDocument) -> Prepared:
    """The paper of today with the head and foot of the kept one: those are the program's own words."""
    frame = replace(made.document.frame, copy=f"copy {content.copy_number}", chain_head=content.chain_head)
    return replace(made, document=replace(made.document, frame=frame))


def _whose(
    session: Session, document: Stored[IssuedDocument], made_as: MadeAs, records: Sequence[Reference]
) -> tuple[PersonRef, ...] | None:
    """Whose copy it was, of which a hash is kept; None where it was that of nobody who stands there now."""
    kept = document.content.version.version_of.partition(":")[2]
    if not kept or not Audience(made_as.audience or Audience.SCHOOL).needs_subjects:
        return ()
    if isinstance(made_as.job, AccessBundlePaper):
        return ()  # it is made for whoever asked, whoever is named here
    people: dict[str, PersonRef] = {}
    for record in records:
        if isinstance(getattr(session.vault.find(record.id), "content", None), Incident):
            people |= {whose_of((one.person,)): one.person for one in people_of(session, record)}
    for many in range(1, _MOST_TOGETHER + 1):
        if comb(len(people), many) > _MOST_TRIED:
            break
        for some in combinations(people.values(), many):
            if whose_of(some) == kept:
                return some
    return None


def _asked_since(
    session: Session,
    document: Stored[IssuedDocument],
    records: Sequence[Reference],
    pdf: bytes,
    made: Prepared | None = None,
    theirs: frozenset[Reference] = frozenset(),
) -> tuple[NameFound, ...]:
    """Those alone who asked not to be named after it was made: where no paper of today can be laid beside it."""
    found: list[NameFound] = []
    for record in records:
        now = session.vault.find(record.id)
        if now is None or not isinstance(now.content, Incident):
            continue
        before = _asked_then(session, record, document)
        people = tuple(
            replace(one, name_withheld=one.name_withheld and not stands)
            for one in now.content.participants
            for stands in [
                any(is_the_one(one.person, other) for other in before)
                or present(session, one.person).reference in theirs
            ]
        )
        withheld = left_out_of(session, replace(now.content, participants=people), record)
        if withheld is not None:
            paper = replace(made or _no_paper(session, record, now.content), withheld=withheld)
            found += found_in_kept(_as_kept(paper, document.content), pdf)
    return tuple(dict.fromkeys(found))


def _no_paper(session: Session, record: Reference, incident: Incident) -> Prepared:
    frame = PageFrame(session.school.name, case_number=str(incident.case))
    return Prepared(Document("", "", frame, ()), record.compartment, record, "", 1, "")


def _people_of(session: Session, job: PaperJob) -> frozenset[Reference]:
    """Whoever a chronology is of stands in it by name, whatever they asked for."""
    if not isinstance(job, ChronologyPaper):
        return frozenset()
    known = (present(session, PersonRef(one, "")).reference for one in (job.person, *job.beside))
    return frozenset(one for one in known if one is not None)


def _asked_then(
    session: Session, record: Reference, document: Stored[IssuedDocument]
) -> tuple[PersonRef, ...]:
    """Who had asked already when the document was made."""
    connection = session.vault.compartment(record.compartment).connection
    earlier = [
        one.content
        for one in reading.versions(connection, record)
        if one.recorded_at <= document.content.issued_at
    ]
    there = earlier[-1].participants if earlier else ()
    return tuple(one.person for one in there if one.name_withheld)
