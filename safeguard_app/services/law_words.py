"""Laws that may apply to a record, in words, and those of which the form asks by the kind of concern."""

from collections.abc import Sequence

from safeguard_app.catalogue.choices import ListName
from safeguard_app.services.labels import labels
from safeguard_app.services.session import Session

CONFIRM = "Each may apply; confirm with {police} or the school’s legal adviser."


def law_words(session: Session, codes: Sequence[str]) -> str:
    """The tags of a record in one line, with what is to be done about them; empty for none."""
    if not codes:
        return ""
    return f"{labels(session, ListName.POSSIBLE_LAWS, tuple(codes))}. {confirm_words(session)}"


def confirm_words(session: Session) -> str:
    """What stands beside every tag."""
    return session.words().fill(CONFIRM)


def laws_asked(session: Session) -> dict[str, tuple[str, ...]]:
    """By category: the laws of which the form asks whether they may apply. None is ever chosen by itself."""
    found: dict[str, list[str]] = {}
    for choice in session.catalogue.choices(ListName.POSSIBLE_LAWS, session.nation):
        for category in choice.asked_of:
            found.setdefault(category, []).append(choice.code)
    return {category: tuple(codes) for category, codes in found.items()}
