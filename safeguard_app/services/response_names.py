"""What steps of a response are called, wherever one is named."""

from safeguard_app.catalogue.ladders import Rung
from safeguard_app.domain.responses import ResponseStep
from safeguard_app.services.labels import platform_name
from safeguard_app.services.session import Session


def step_name(session: Session, step: ResponseStep, *, head_is_subject: bool = False) -> str:
    """What a step is called, and whom it was about: "Telephone call, Mr Dean Halloway"."""
    name = rung_name(session, step, head_is_subject=head_is_subject)
    if step.platform is not None:
        return f"{name}: {platform_name(session, step.platform.platform)}"
    return f"{name}, {step.with_whom}" if step.with_whom else name


def rung_name(session: Session, step: ResponseStep, *, head_is_subject: bool = False) -> str:
    """What a step is called, naming nobody: "Telephone call"."""
    rung = rung_of(session, step)
    words = session.words(head_is_subject=head_is_subject)
    name = words.fill(rung.name) if rung is not None else step.rung.replace("_", " ").capitalize()
    return name[:1].upper() + name[1:]


def rung_of(session: Session, step: ResponseStep) -> Rung | None:
    """What the catalogue offers as this step; None for one that it has no more."""
    ladder = session.catalogue.ladders.get(step.ladder)
    return ladder.rung(step.rung) if ladder is not None else None
