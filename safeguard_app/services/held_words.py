"""What is said of an exhibit that is no file: a device or a paper held elsewhere."""

from safeguard_app.domain.evidence import HeldItem, HeldKind
from safeguard_app.services.labels import when
from safeguard_app.services.session import Session

KINDS = {
    HeldKind.DEVICE: "Device held elsewhere",
    HeldKind.PAPER: "Paper held elsewhere",
    HeldKind.OTHER: "Item held elsewhere",
}
NO_FILE_WORDS = "No file: held elsewhere"
LABELS = (
    ("identifier", "Make and number"),
    ("owner", "Whose it is"),
    ("seal", "Bag or seal"),
    ("where", "Where it is kept"),
    ("held_by", "Held by"),
)


def held_facts(session: Session, held: HeldItem) -> tuple[tuple[str, str], ...]:
    """Its details that are given, each with its label."""
    found = [(label, getattr(held, name)) for name, label in LABELS if getattr(held, name)]
    if held.since is not None and held.since.is_known:
        found.append(("Held since", when(session, held.since)))
    return tuple(found)


def held_lines(session: Session, held: HeldItem) -> tuple[str, ...]:
    """The same on one line each, after what it is."""
    return (KINDS[held.kind], *(f"{label}: {words}" for label, words in held_facts(session, held)))
