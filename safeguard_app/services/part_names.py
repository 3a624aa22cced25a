"""What the parts of a log are called in a sentence, in the nation's words: one table for all that speaks of them."""

from safeguard_app.catalogue.words import Words
from safeguard_app.domain.identifiers import Compartment

_NAMES = {
    Compartment.DAILY: "the daily log",
    Compartment.ADULTS: "the part about adults who work here",
    Compartment.NOT_HEAD: "the part kept from the {head}",
    Compartment.NOT_DSL: "the part kept from the {dsl}",
}


def part_name(words: Words, compartment: Compartment) -> str:
    """What a part of the log is called in a sentence. ``words`` are the nation's (:meth:`Session.words`)."""
    return words.fill(_NAMES[compartment])
