"""What an allegation file holds that a referral form asks for, so that nobody types it twice (domain.md 3.1, 4.3).

Who manages the case, what was advised, what was considered instead of suspension, and the support that was offered. The
part of the form that the officer completes is filled in from the file once the outcome stands there.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.allegations import AllegationFile, DutyState, Management, Suspension
from safeguard_app.domain.date_words import joined_words
from safeguard_app.domain.entries import Consulted, counts
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.person_rules import same_person
from safeguard_app.domain.records import Stored
from safeguard_app.services.form_facts import Given, in_part
from safeguard_app.services.labels import label, when
from safeguard_app.services.session import Session
from safeguard_app.services.support import offers_among

OUTCOME = "agency.outcome"
ENDED = "agency.ended"
FURTHER = "agency.further"


def file_among(entries: Iterable[Stored[Any]], adult: PersonRef) -> AllegationFile | None:
    """The file about ``adult`` among the entries of a record."""
    for one in entries:
        found = one.content
        if isinstance(found, AllegationFile) and counts(found) and same_person(found.adult, adult):
            return found
    return None


def file_facts(session: Session, live: Sequence[Stored[Any]], adult: PersonRef) -> dict[str, Given]:
    """Paths of a form that the file about ``adult`` and the offers of support answer."""
    file = file_among(live, adult)
    offered = [one.content.to for one in offers_among(live)]
    adults = any(same_person(one, adult) for one in offered)
    found: dict[str, Given] = {
        "action.support": in_part(
            "\n".join(_offered(session, live)),
            "" if any(not same_person(one, adult) for one in offered) else "support for the child",
            "" if adults else "support for the adult",
        )
    }
    if file is not None and file.management is not None:
        found["referral.case_manager"] = _manager(file.management)
    if file is not None and file.suspension is not None:
        found["action.safeguards"] = in_part(
            _safeguards(session, file.suspension),
            "" if file.suspension.considered else "whether alternatives to suspension were considered",
        )
    return found


def file_advice(session: Session, live: Sequence[Stored[Any]], adult: PersonRef) -> list[tuple[str, str]]:
    """What was advised, as it stands in the file: its words, and the advice alone, to compare with what else has it."""
    file = file_among(live, adult)
    if file is None or file.management is None:
        return []
    return [
        (f"{_who(session, one)}: {one.advised}", one.advised) for one in file.management.advice if one.advised
    ]


def completed_by_file(session: Session, file: AllegationFile | None) -> Mapping[str, str]:
    """What the officer's part of the form says once the file has the outcome; empty until then."""
    if file is None or file.outcome is None:
        return {}
    found = {
        OUTCOME: label(session, ListName.ALLEGATION_OUTCOMES, file.outcome.term),
        ENDED: when(session, file.outcome.at),
    }
    if file.duties is not None:
        words = session.words()
        duties = (("barring_body", file.duties.barring), ("regulator", file.duties.regulator))
        lines = [
            f"{words.term(body)}: {label(session, ListName.DUTY_STATES, duty.state).lower()}, "
            f"{when(session, duty.at)}. {duty.reason}"
            for body, duty in duties
            if duty.state is not DutyState.NOT_YET
        ]
        found[FURTHER] = "\n".join(lines)
    return {path: text for path, text in found.items() if text}


def _manager(part: Management) -> str:
    return f"{part.manager}. {part.why_other}" if part.why_other.strip() else part.manager


def _who(session: Session, one: Consulted) -> str:
    at = when(session, one.at) if one.at.is_known else ""
    return ", ".join(text for text in (at, one.who, one.role) if text)


def _safeguards(session: Session, part: Suspension) -> str:
    lines = [
        f"Considered: {label(session, ListName.SUSPENSION_ALTERNATIVES, one.instead)}. {one.decided}"
        for one in part.considered
    ]
    state = label(session, ListName.SUSPENSION_STATES, part.state)
    lines.append(f"{state}, {when(session, part.at)}, by {part.decided_by}. {part.reason}")
    return "\n".join(lines)


def _offered(session: Session, live: Sequence[Stored[Any]]) -> list[str]:
    lines = []
    for one in offers_among(live):
        offer = one.content
        kinds = [label(session, ListName.SUPPORT_KINDS, kind) for kind in offer.offered]
        said = joined_words([*kinds, *filter(None, (offer.other,))])
        answer = label(session, ListName.SUPPORT_ANSWERS, offer.answer)
        lines.append(f"{offer.to.name}, {when(session, offer.at)}: {said}. {answer}")
    return lines
