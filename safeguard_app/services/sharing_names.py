"""What is typed about a sharing is searched for names that whoever receives it may not read.

The sheet that goes with the documents prints the recipient and what they need it for. It is gone over as the documents
are (``paper_audience``), and whatever would be left out of it is refused beside its field: a person rewords it. What
names whoever receives it is theirs, and a surname or a first name is borne by many: there a whole name, an account or a
number alone is refused.
"""

from collections.abc import Iterator

from safeguard_app.documents.content import Document, PageFrame, Paragraph, Section
from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.journey_search import NameSearch
from safeguard_app.services.names_in_text import WholeNameFinder
from safeguard_app.services.paper_audience import for_audience
from safeguard_app.services.paper_prepared import Prepared
from safeguard_app.services.paper_views import AudiencePaper, IncidentPaper
from safeguard_app.services.redaction import UNSURE, Redacted
from safeguard_app.services.session import Session

FIELDS = ("recipient", "organisation", "contact", "purpose")
_OF_THEM = frozenset({"recipient", "organisation", "contact"})
"""What names whoever receives it."""
_REFUSED = (
    "{words} would be printed on the sheet that goes with it, and whoever receives it may not read that. Leave it out, "
    "or write “the child” or a letter."
)
_NOBODY = (
    "{words} would be printed on the sheet that goes with it, and nobody is named in what goes. Leave it out, or write "
    "“a child”."
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
    for field, word in _found(session, redacted, dict(zip(FIELDS, typed, strict=True))):
        found.setdefault(field, []).append(f"“{' '.join(word.split())}”")
    if found:
        raise RuleViolation(
            {
                field: _REFUSED.format(words=joined_words(list(dict.fromkeys(words))))
                for field, words in found.items()
            }
        )


def refuse_anybody(session: Session, purpose: str) -> None:
    """The same where nobody is named in what goes: then its sheet, too, names nobody but whoever receives it."""
    found = [one for one in NameSearch(session, ()).in_typed((purpose,)) if one.what != "the date"]
    words = joined_words([f"“{one}”" for one in dict.fromkeys(one.text for one in found)])
    if words:
        raise RuleViolation({"purpose": _NOBODY.format(words=words)})


def _found(session: Session, redacted: Redacted | None, typed: dict[str, str]) -> Iterator[tuple[str, str]]:
    """What may not be read, with the field that it was typed in."""
    if redacted is None:
        return
    whole = WholeNameFinder(
        redacted.forbidden,
        redacted.theirs,
        redacted.named,
        unsure=UNSURE,
        phrases=(session.school.name,),
    )
    for field in FIELDS:
        if field in _OF_THEM:
            yield from ((field, one.word) for one in whole.find(typed[field]))
        else:
            yield from ((field, one.word) for one in redacted.replaced if one.place.startswith(field))
