"""A form that somebody called urgent and not checked: what says so on paper, and that its sharing waits for no check.

The mark is made once, on the form or on the sharing. A form is printed before it leaves, and somebody may check it
after all: so it says what is true of it either way. How it was checked in the end stands on the sharing.
"""

from collections.abc import Iterable

from safeguard_app.domain.sharings import CheckedBy, SecondCheck
from safeguard_app.services.paper_views import AudiencePaper, AuthorityFormPaper, PaperJob, ReferralPaper
from safeguard_app.services.referrals import stored_referral
from safeguard_app.services.session import Session

URGENT_ON_PAPER = "Urgent. It may go out before a second person has checked it."


def called_urgent(session: Session, jobs: Iterable[PaperJob]) -> SecondCheck | None:
    """With what a sharing of these papers begins where one of them was called urgent; None where none was."""
    if not any(_is_urgent(session, job) for job in jobs):
        return None
    return SecondCheck(CheckedBy.URGENT, session.user.name, session.now(), session.user.id)


def _is_urgent(session: Session, job: PaperJob) -> bool:
    match job:
        case AudiencePaper(inner):
            return _is_urgent(session, inner)
        case ReferralPaper(referral) | AuthorityFormPaper(_, referral):
            return stored_referral(session, referral).content.urgent_not_checked
        case _:
            return False
