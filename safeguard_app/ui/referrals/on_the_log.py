"""What the Referrals page runs on the thread of the log: the list read at once, an answer kept in its way."""

from dataclasses import dataclass

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services import authority_forms, paper, paper_forms, referrals
from safeguard_app.services.authority_forms import AuthorityFormLine
from safeguard_app.services.referral_views import ReferralLine
from safeguard_app.services.session import Changes, Session
from safeguard_app.ui.referrals.answer_panel import GivenAnswer, Way
from safeguard_app.ui.referrals.list_page import IssuedRow


@dataclass(frozen=True, slots=True)
class Listing:
    """All that stands on the page of the list."""

    lines: tuple[ReferralLine, ...]
    issued: tuple[IssuedRow, ...]
    blank: tuple[tuple[str, str], ...]
    authority: tuple[AuthorityFormLine, ...]
    to_answer: tuple[tuple[str, str], ...]


def listing_of(session: Session) -> Listing:
    """Read it all."""
    lines = referrals.referral_lines(session)
    cases = {line.incident: line.case for line in lines}
    rows = [
        IssuedRow(case, one) for incident, case in cases.items() for one in paper.issued(session, incident)
    ]
    return Listing(
        lines,
        tuple(rows),
        paper_forms.blank_forms(session),
        authority_forms.lines(session),
        authority_forms.forms_to_answer(session),
    )


def keep_answer(session: Session, referral: Reference, *, given: GivenAnswer, version: int) -> Changes:
    """Keep what was given for a field, in the way it was given."""
    match given.way:
        case Way.ANSWER:
            return referrals.answer(session, referral, given.key, given.text, version=version)
        case Way.NOT_KNOWN:
            return referrals.not_known(session, referral, given.key, given.text, version=version)
        case Way.NOT_ASKED:
            return referrals.not_asked(session, referral, given.key, given.text, version=version)
        case Way.WITHHELD:
            return referrals.withhold(session, referral, given.key, given.text, version=version)
