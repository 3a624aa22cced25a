"""A copy made of an exhibit, in words: on the incident's page, on paper, and in who had it."""

from safeguard_app.domain.derivatives import Alterations, Derivation

SMALLER = "Made from a smaller picture, because the original is too large to be shown whole"
_FULL_STOP = "."


def copy_title(original: str, page: int, alterations: Alterations) -> str:
    """ "Redacted copy of Ex3", or "of Ex3, page 2"."""
    return f"{alterations.name} of {original}{f', page {page}' if page else ''}"


def derivation_words(derived: Derivation) -> str:
    """What was done, what is hidden and why: "2 opaque boxes. Hidden: names of two pupils. Why: for the parents"."""
    told = derived.alterations.told()
    parts = [told[:1].upper() + told[1:]]
    if derived.hidden:
        parts.append(f"Hidden: {derived.hidden.rstrip(_FULL_STOP)}")
    if derived.why:
        parts.append(f"Why: {derived.why.rstrip(_FULL_STOP)}")
    if derived.smaller:
        parts.append(SMALLER)
    return ". ".join(parts)


def origin_words(original: str, derived: Derivation) -> str:
    """Which bytes it was made from, for paper."""
    return f"Made from {original}, which was not changed; its SHA-256: {derived.parent_sha256}"


def standing_words(original: str) -> str:
    """What stays as it was, for the page."""
    return (
        f"{original} was not changed. What was declared of it before it was taken in holds for this copy, so the"
        " question was not asked again."
    )


def grouped(sha256: str) -> str:
    """A checksum in groups of eight, for reading aloud."""
    return " ".join(sha256[place : place + 8] for place in range(0, len(sha256), 8))
