"""What was in view where sharing was asked for, and what of it an unfinished draft still has chosen after a lock."""

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import form_drafts, sharing_choices
from safeguard_app.services.form_drafts import FormName, InView
from safeguard_app.services.paper_leaving import Outside, outside_of
from safeguard_app.services.session import Session
from safeguard_app.services.sharing_views import PaperChoice, SharingChoices


def offered(session: Session, wanted: Outside) -> SharingChoices:
    """Everything that can be chosen for a record: what is in view now, what a draft has chosen, the record's own.

    A document that is shared apart has a draft of its own, and nothing of the record beside it. Raises RuleViolation
    for a record that is entered in error.
    """
    beside = {wanted.view.key: wanted.view} if wanted.view is not None else {}
    missing: list[str] = []
    for one in _chosen_before(session, wanted):
        if one.key not in beside:
            choice = _still(session, wanted.record, one)
            if choice is not None:
                beside[choice.key] = choice
            else:
                missing.append(one.title)
    return sharing_choices.choices(
        session, wanted.record, tuple(beside.values()), tuple(missing), apart=bool(wanted.apart)
    )


def kept_of(choices: SharingChoices) -> tuple[InView, ...]:
    """What a draft keeps of the papers that are not of the record, so that it can offer them again."""
    return tuple(InView.of(one.key, one.title, one.job) for one in choices.beside)


def _chosen_before(session: Session, wanted: Outside) -> list[InView]:
    draft = form_drafts.newest(session, FormName.SHARE, wanted.record, of=wanted.apart)
    if draft is None:
        return []
    ticked = {box for box, word in draft.filled.choices if word}
    return [one for one in draft.in_view if f"paper/{one.key}" in ticked]


def _still(session: Session, record: Reference, one: InView) -> PaperChoice | None:
    """The same paper as it stands now; None where it is not here any more, or on no record of this part of the log."""
    try:
        found = outside_of(session, one.job)
    except (KeyError, KnownProblem):
        return None
    return found.view if found is not None and found.record.compartment is record.compartment else None
