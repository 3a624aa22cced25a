"""What is put on a picture and not kept as a copy yet: a draft, sealed to its author, so that a lock loses no mark.

Of an exhibit that went into quarantine, or may not be copied any more, nothing is kept either.
"""

import msgspec

from safeguard_app.domain.derivatives import Alterations
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import form_drafts
from safeguard_app.services.evidence_showing import about_of, stored_item
from safeguard_app.services.form_drafts import Filled, FormDraft, FormName
from safeguard_app.services.incidents import case_of
from safeguard_app.services.session import Session

_MARKS = "marks"


def draft_for(session: Session, item: Reference, page: int) -> FormDraft:
    """The draft left for a page of an exhibit (0 for a picture), or a new one of which nothing is kept yet."""
    left = form_drafts.newest(session, FormName.COPY, item, page)
    return left or form_drafts.new_draft(FormName.COPY, item, name=_name(session, item), place=page)


def record_of(session: Session, item: Reference) -> Reference:
    """The record an exhibit hangs on. Raises KeyError."""
    return about_of(stored_item(session, item))


def let_go_of(session: Session, item: Reference) -> None:
    """Every draft of the signed-in user about copies of an exhibit goes."""
    for one in form_drafts.open_forms(session):
        if one.form_name is FormName.COPY and one.about == item:
            form_drafts.end(session, one.id)


def filled(alterations: Alterations, hidden: str, why: str) -> Filled:
    """What stands on the sheet, to be kept."""
    marks = msgspec.json.encode(alterations).decode()
    return Filled(texts=(("hidden", hidden), ("why", why)), choices=((_MARKS, marks),))


def put_back(kept: Filled) -> tuple[Alterations, str, str]:
    """The same again: marks and cut, what is hidden, and why. A draft that cannot be read has no marks."""
    texts, choices = dict(kept.texts), dict(kept.choices)
    try:
        alterations = msgspec.json.decode(choices.get(_MARKS, "{}"), type=Alterations)
    except msgspec.DecodeError:
        alterations = Alterations()
    return alterations, texts.get("hidden", ""), texts.get("why", "")


def told(draft: FormDraft) -> str:
    """What is on the picture, and why: "2 opaque boxes: For the parents"."""
    alterations, _hidden, why = put_back(draft.filled)
    return ": ".join(filter(None, (alterations.told(), why)))


def _name(session: Session, item: Reference) -> str:
    stored = stored_item(session, item)
    return f"{stored.content.name} of {case_of(session, about_of(stored))}"
