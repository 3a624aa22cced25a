"""The facts declared about an adult and each pupil, in words: beside the register, and where it is decided."""

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.declarations import Declaration, DeclaredPupil, ParentsAware, Teaches
from safeguard_app.domain.people import Handle
from safeguard_app.services.declaration_views import OtherPerson, PupilLine
from safeguard_app.services.labels import label, platform_name
from safeguard_app.services.session import Session

_TEACHES = {Teaches.YES: "Yes", Teaches.NO: "No", Teaches.NOT_KNOWN: "Not known"}


def pupil_lines(
    session: Session, content: Declaration, others: tuple[OtherPerson, ...]
) -> tuple[PupilLine, ...]:
    """Each pupil of a declaration with what was declared about the two; ``others`` are the same pupils, as they are."""
    return tuple(
        PupilLine(other.name, other.description, other.relationship, _facts(session, declared))
        for declared, other in zip(content.pupils, others, strict=True)
    )


def _facts(session: Session, declared: DeclaredPupil) -> tuple[tuple[str, str], ...]:
    facts = (
        ("Household", label(session, ListName.HOUSEHOLDS, declared.household.value)),
        ("Teaches or supervises", _TEACHES[declared.teaches_or_supervises]),
        ("Parents know", _parents_words(session, declared.parents_aware)),
        ("Adult’s accounts", _handles(session, declared.adult_handles)),
        ("Pupil’s accounts", _handles(session, declared.pupil_handles)),
        ("Note", declared.note),
    )
    return tuple(fact for fact in facts if fact[1])


def _parents_words(session: Session, aware: ParentsAware) -> str:
    if aware is ParentsAware.NOT_KNOWN:
        return "Not known"
    return label(session, ListName.PARENTS_AWARE, aware.value)


def _handles(session: Session, handles: tuple[Handle, ...]) -> str:
    return ", ".join(
        f"{handle.name} ({platform_name(session, handle.platform)})" if handle.platform else handle.name
        for handle in handles
    )
