"""What was answered beside a contact's time and people: how it was handled, who told the Headteacher, the protocol.

A report that an adult made about themself is credited as such (002 L21; KCSIE encourages it). Policy asks that a
request is rejected outright and not only ignored (002 L29-30), and that the Headteacher is told at once (001 L84).
"""

from safeguard_app.domain.contact_check import (
    Caution,
    ContactQuestion,
    Handling,
    HeadToldBy,
    Protocol,
    WarningCode,
)
from safeguard_app.domain.contact_sentences import Telling
from safeguard_app.domain.date_words import count_words
from safeguard_app.domain.moments import Moment, days_of
from safeguard_app.domain.register_reading import Reading

HANDLING_CLAUSE = "002 L29-30"
ADULT_REPORTED = "adult_reported"
"""The code of "how it came to light" that says the adult reported it themself."""
_NOT_REJECTED = {
    Handling.IGNORED: "The request was left unanswered.",
    Handling.ACCEPTED: "The request was accepted.",
    Handling.REPLIED: "The request was replied to.",
}


def answer_credits(tell: Telling) -> tuple[str, ...]:
    """What speaks for the adult: a report of their own, and a request rejected outright."""
    asked = tell.question
    found = []
    if sentence := _self_report(tell):
        found.append(sentence)
    if asked.handled in {Handling.REJECTED, Handling.BLOCKED}:
        done = (
            "rejected outright" if asked.handled is Handling.REJECTED else "answered by blocking the account"
        )
        found.append(f"The request was {done}, as policy asks ({HANDLING_CLAUSE}).")
    return tuple(found)


def _self_report(tell: Telling) -> str:
    asked = tell.question
    if asked.head_told_by is HeadToldBy.ADULT and asked.head_told is not None:
        said = f"Reported to the {tell.decides} by {asked.adult.name} themself {tell.when(asked.head_told)}"
        after = _apart(asked.began, asked.head_told, tell, "the contact")
        others = _against_others(asked, asked.head_told, tell)
        return f"{', '.join(filter(None, (said, after, others)))}."
    if asked.how_it_came_to_light == ADULT_REPORTED:
        told = f" {tell.when(asked.came_to_attention)}" if asked.came_to_attention is not None else ""
        after = (
            _apart(asked.began, asked.came_to_attention, tell, "the contact")
            if asked.came_to_attention is not None
            else ""
        )
        said = f"It came to light because {asked.adult.name} reported it themself{told}"
        return f"{', '.join(filter(None, (said, after)))}."
    return ""


def _against_others(asked: ContactQuestion, own: Moment, tell: Telling) -> str:
    """How the adult's own report lies to the first other way in which the school learnt of it."""
    other = asked.came_to_attention
    if other is None or asked.how_it_came_to_light == ADULT_REPORTED:
        return ""
    one, two = days_of(other, tell.zone), days_of(own, tell.zone)
    if one is None or two is None or one[0] != one[1] or two[0] != two[1]:
        return "in what order with other reports cannot be told"
    days = (one[0] - two[0]).days
    if days > 0:
        return f"{count_words(days, 'day')} before anybody else did"
    if days < 0:
        return f"{count_words(-days, 'day')} after it had come to attention otherwise"
    return "the same day as it came to attention otherwise"


def _apart(contact: Moment, report: Moment, tell: Telling, what: str) -> str:
    one, two = days_of(contact, tell.zone), days_of(report, tell.zone)
    if one is None or two is None or one[0] != one[1] or two[0] != two[1]:
        return ""
    days = (two[0] - one[0]).days
    if days < 0:
        return ""
    return f"{count_words(days, 'day')} after {what}" if days else f"the same day as {what}"


def answer_cautions(tell: Telling, reading: Reading | None) -> list[Caution]:
    """What does not: a request that was not rejected, a report that was not made, contact beyond what was agreed."""
    asked = tell.question
    found = []
    if words := _NOT_REJECTED.get(asked.handled):
        asks = f"Policy asks that it is rejected outright, and not only ignored ({HANDLING_CLAUSE})."
        found.append(Caution(WarningCode.NOT_REJECTED, f"{words} {asks}"))
    if asked.head_told_by is HeadToldBy.NOBODY:
        sentence = (
            f"Nobody told the {tell.decides}. Policy asks that the {tell.decides} is told at once (001 L84)."
        )
        found.append(Caution(WarningCode.HEAD_NOT_TOLD, sentence))
    in_force = reading.certainly_in_force if reading is not None else None
    if asked.protocol is Protocol.OUTSIDE:
        sentence = (
            "It is said to be outside the agreed protocol. An acknowledgement covers contact within it only."
        )
        found.append(Caution(WarningCode.OUTSIDE_PROTOCOL, sentence))
    elif asked.protocol is Protocol.WITHIN and in_force is None:
        sentence = "It is said to be within an agreed protocol, and none was certainly in force at the time."
        found.append(Caution(WarningCode.OUTSIDE_PROTOCOL, sentence))
    return found


def answer_clauses(asked: ContactQuestion) -> tuple[str, ...]:
    """The clauses that the answers bring in."""
    handled = asked.handled not in {Handling.NOT_KNOWN}
    return ((HANDLING_CLAUSE,) if handled else ()) + (
        ("001 L84",) if asked.head_told_by is HeadToldBy.NOBODY else ()
    )
