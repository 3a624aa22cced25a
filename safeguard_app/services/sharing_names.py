"""What is typed about a sharing is searched for names that whoever receives it may not read.

The sheet that goes with the documents prints the recipient and what they need it for. It is gone over as the documents
are (``paper_audience``), and whatever would be left out of it is refused beside its field: a person rewords it.
"""

from safeguard_app.documents.content import Document, PageFrame, Paragraph, Section
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.paper_audience import for_audience
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper
from safeguard_app.services.redaction import UNSURE
from safeguard_app.services.session import Session

FIELDS = ("recipient", "organisation", "contact", "purpose")
_OF_THEM = frozenset({"recipient", "organisation", "contact"})
"""What names whoever receives it: a part of a name that a child of the register has too is theirs as well."""
_REFUSED = (
    "{words} would be printed on the sheet that goes with it, and whoever receives it may not read that. Leave it out, "
    "or write “the child” or a letter."
)


def refuse_names(
    session: Session,
    incident: Reference,
    audience: Audience | None,
    whose: tuple[PersonRef, ...],
    typed: tuple[str, ...],
) -> None:
    """Raise RuleViolation by field for names among what is ``typed``, in the order of :data:`FIELDS`."""
    job = AudiencePaper(IncidentPaper(incident), audience or Audience.SCHOOL, whose)
    sections = tuple(
        Section(field, (Paragraph(words),)) for field, words in zip(FIELDS, typed, strict=True) if words
    )
    sheet = Document("", "", PageFrame(""), sections)
    made = Prepared(sheet, incident.compartment, incident, "sharing_sheet", 1, "")
    redacted = for_audience(session, job, made, (incident,), "").redacted
    found: dict[str, list[str]] = {}
    for one in redacted.replaced if redacted is not None else ():
        field = next(name for name in FIELDS if one.place.startswith(name))
        if field in _OF_THEM and one.label == UNSURE:
            continue
        found.setdefault(field, []).append(f"“{' '.join(one.word.split())}”")
    if found:
        raise RuleViolation(
            {
                field: _REFUSED.format(words=joined_words(list(dict.fromkeys(words))))
                for field, words in found.items()
            }
        )
