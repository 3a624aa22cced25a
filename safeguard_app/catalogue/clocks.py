"""Deadlines as data: what starts one, how long it runs, where it comes from. Due dates are computed in domain."""

from dataclasses import dataclass
from enum import StrEnum

from safeguard_app.domain.clock_acts import Wait
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.working_time import Unit


class StartEvent(StrEnum):
    """The moment a clock runs from."""

    CAME_TO_ATTENTION = "came_to_attention"
    HAPPENED = "happened"
    REACHED_LEAD = "reached_lead"
    THRESHOLD_AGREED = "threshold_agreed"
    REFERRAL_PHONED = "referral_phoned"
    REFERRAL_SENT = "referral_sent"
    PLATFORM_REPORTED = "platform_reported"
    PUPIL_LEFT = "pupil_left"
    TERM_BEGAN = "term_began"
    ALLEGATION_MANAGED = "allegation_managed"
    """The officer has the referral, or the threshold was decided on. It counts from when the allegation came."""
    INVESTIGATION_ENDED = "investigation_ended"
    BAN_NOTICE_SENT = "ban_notice_sent"
    BAN_DECIDED = "ban_decided"
    BREACH_FOUND = "breach_found"
    REQUEST_RECEIVED = "request_received"
    COMPLAINT_RECEIVED = "complaint_received"
    PANEL_ADOPTED = "panel_adopted"
    ACKNOWLEDGED = "acknowledged"
    LAST_REVIEW = "last_review"


class MetBy(StrEnum):
    """What on the record meets a clock. Printing or saving a document meets none."""

    HEAD_TOLD = "head_told"
    """The head (or who takes the head's place) was told, or telling is held."""
    PARENTS_TOLD = "parents_told"
    """The parents were told, or telling is held."""
    ALLEGATION_CONTACT = "allegation_contact"
    """First contact about an allegation was noted, a message on an answering machine included."""
    SOCIAL_CARE_TOLD = "social_care_told"
    REFERRAL_SENT = "referral_sent"
    REFERRAL_ANSWERED = "referral_answered"
    """Whom a referral went to has answered: acknowledged it, decided, or said what came of it."""
    REFERRAL_DECIDED = "referral_decided"
    """They have decided; an acknowledgement or a chase counts the silence afresh."""
    PLATFORM_ANSWERED = "platform_answered"
    """What the platform answered is noted."""
    OUTCOME_TOLD = "outcome_told"
    """The adult was told, since the investigation about them ended."""
    ALLEGATION_ENDED = "allegation_ended"
    """The allegation file of each adult has its outcome."""
    WRITTEN_UP = "written_up"
    """The record was entered."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One deadline. ``source`` is shown beside it; ``confirm`` means check it with the local authority.

    0 days: by the end of the same day. No ``unit``: the school chooses the date. ``aim`` marks a target rather than a
    duty: it is shown as due, never as late. No ``met_by``: a person says that it is done.
    """

    id: str
    trigger: str
    text: str
    starts: StartEvent
    source: str
    unit: Unit | None = None
    amount: int = 0
    met_by: MetBy | None = None
    nations: tuple[Nation, ...] = ()
    confirm: bool = False
    aim: bool = False
    agency: str = ""
    """Whose referrals it is about, where it runs on the steps of one."""
    pauses: tuple[Wait, ...] = ()
    """What it may wait for."""
    longer: int = 0
    """By how much of its unit it may be made longer, with a reason."""

    def serves(self, nation: Nation) -> bool:
        """Whether this clock runs in ``nation``."""
        return not self.nations or nation in self.nations
