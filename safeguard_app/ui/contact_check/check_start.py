"""What a contact check may begin with: nothing, a person, or an incident that is already on file."""

from dataclasses import dataclass

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment
from safeguard_app.domain.people import PersonRef


@dataclass(frozen=True, slots=True)
class CheckStart:
    """What is known before the question is put. ``incident`` and ``case`` name the record the verdict may go to."""

    adult: PersonRef | None = None
    pupil: PersonRef | None = None
    platform: str = ""
    began: Moment | None = None
    came_to_attention: Moment | None = None
    incident: Reference | None = None
    case: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was put, with the incident it began from."""

    question: ContactQuestion
    incident: Reference | None
    case: str
