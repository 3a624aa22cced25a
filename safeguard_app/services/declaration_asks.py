"""What has to be asked about declarations now: for the register, one declaration, and Today.

Only what stands on the people register counts, which everybody who opens the log reads. That whoever acknowledged has
become the subject of a concern is told beside that concern and nowhere else.
"""

from dataclasses import dataclass
from datetime import date

from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.declaration_asks import ABOUT_ENDING, Ask, PeopleNow, asks
from safeguard_app.domain.declarations import Declaration
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.standing import Standing
from safeguard_app.services.declaration_queue import decides_words
from safeguard_app.services.labels import today
from safeguard_app.services.register_facts import (
    know_people,
    name_now,
    person_now,
    standing_now,
    stored_declarations,
)
from safeguard_app.services.session import Session
from safeguard_app.services.status import StatusLine, StatusMeaning

ASK_AGAIN = StatusLine(StatusMeaning.DUE, "Ask again")
ASK_WHETHER_ENDED = StatusLine(StatusMeaning.DUE, "Ask whether it has ended")


@dataclass(frozen=True, slots=True)
class AskLine:
    """One declaration about which something is to be asked."""

    reference: Reference
    adult: str
    other: str
    sentences: tuple[str, ...]


def asks_of(session: Session, content: Declaration, held: Standing, day: date) -> tuple[Ask, ...]:
    """What is to be asked about one declaration on a day."""
    by = held.state.by
    people = PeopleNow(
        adult=person_now(session, content.adult),
        others=tuple((one.side, person_now(session, one.pupil)) for one in content.pupils),
        decider=person_now(session, by.by) if by is not None else None,
    )
    return asks(held, people, day, session.zone, decides_words(session, content))


def asking(session: Session) -> tuple[AskLine, ...]:
    """Every declaration about which something is to be asked today, by the adult's name. Leaves no trace."""
    day = today(session)
    found = []
    declarations = stored_declarations(session)
    contents = [stored.content for stored in declarations]
    know_people(session, (one.adult for one in contents))
    know_people(session, (other.pupil for one in contents for other in one.pupils))
    for stored in declarations:
        content = stored.content
        asked = asks_of(session, content, standing_now(session, content), day)
        if asked:
            other = joined_words([name_now(session, one.pupil) for one in content.pupils])
            sentences = tuple(one.sentence for one in asked)
            found.append(AskLine(stored.reference, name_now(session, content.adult), other, sentences))
    return tuple(sorted(found, key=lambda line: line.adult.casefold()))


def with_asks(status: StatusLine, asked: tuple[Ask, ...]) -> StatusLine:
    """The status of an acknowledged declaration, where something is to be asked."""
    if not asked or status.meaning is not StatusMeaning.DONE:
        return status
    return ASK_WHETHER_ENDED if all(one.kind in ABOUT_ENDING for one in asked) else ASK_AGAIN
