"""What a part of the log is called inside a sentence."""

from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.session import Session


def part_name(session: Session, compartment: Compartment | None) -> str:
    """What a part of the log is called in a sentence."""
    words = session.words()
    names = {
        Compartment.DAILY: "the daily log",
        Compartment.ADULTS: "the part about adults who work here",
        Compartment.NOT_HEAD: f"the part about the {words.term('head')}",
        Compartment.NOT_DSL: f"the part about the {words.term('school_lead_short')}",
    }
    return names[compartment] if compartment is not None else "this log"


def part_names(session: Session, parts: tuple[Compartment, ...]) -> str:
    """Several parts in a sentence."""
    return joined_words([part_name(session, part) for part in parts])


def capital(text: str) -> str:
    """A sentence that begins with one of these names."""
    return text[:1].upper() + text[1:]
