"""What the parts of a log are called in a sentence, in the nation’s words: one table for all that speaks of them."""

from collections.abc import Iterable

from safeguard_app.catalogue.words import Words
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.session import Session

_NAMES = {
    Compartment.DAILY: "the daily log",
    Compartment.ADULTS: "the part about adults who work here",
    Compartment.NOT_HEAD: "the part about the {head}",
    Compartment.NOT_DSL: "the part about the {dsl}",
}


def part_name(session: Session, compartment: Compartment | None) -> str:
    """What a part of the log is called in a sentence."""
    return session.words().fill(_NAMES[compartment]) if compartment is not None else "this log"


def part_names(session: Session, parts: Iterable[Compartment]) -> str:
    """Several parts in a sentence."""
    return part_names_in(session.words(), parts)


def part_names_in(words: Words, parts: Iterable[Compartment]) -> str:
    """Several parts of a log that is not open, such as a backup's, in its nation's words."""
    return joined_words([words.fill(_NAMES[part]) for part in parts])


def capital(text: str) -> str:
    """A sentence that begins with one of these names."""
    return text[:1].upper() + text[1:]
