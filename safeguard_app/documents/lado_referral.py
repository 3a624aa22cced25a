"""Referral of an allegation about an adult who works with children (domain.md 3.1, in its order).

The words that differ between nations come from the caller: there is no LADO in Scotland or Northern Ireland.
"""

from dataclasses import dataclass, field

from safeguard_app.documents.content import (
    Answer,
    NotAnsweredYet,
    PageFrame,
    Passage,
    Signature,
)

UNANSWERED = NotAnsweredYet()


@dataclass(frozen=True, slots=True)
class ReferralWords:
    """The nation's words. ``officer`` as in "First contact with LADO"; the rest as in "Headteacher"."""

    title: str
    officer: str
    headteacher: str = "Headteacher"
    chair: str = "Chair of Governors"
    school_lead: str = "Designated Safeguarding Lead"


@dataclass(frozen=True, slots=True)
class ReferralDates:
    """Section 1. When it happened, came to attention, was first spoken of and sent."""

    alleged_behaviour: Answer = UNANSWERED
    came_to_attention: Answer = UNANSWERED
    first_contact: Answer = UNANSWERED
    form_sent: Answer = UNANSWERED


@dataclass(frozen=True, slots=True)
class Referrer:
    """Section 2. Who refers, for which organisation, and who manages the case."""

    name: Answer = UNANSWERED
    job_title: Answer = UNANSWERED
    organisation: Answer = UNANSWERED
    agency_type: Answer = UNANSWERED
    organisation_status: Answer = UNANSWERED
    phone: Answer = UNANSWERED
    email: Answer = UNANSWERED
    best_times: Answer = UNANSWERED
    managing_the_case: Answer = UNANSWERED
    school_lead: Answer = UNANSWERED
    headteacher: Answer = UNANSWERED
    chair: Answer = UNANSWERED
    hr_lead: Answer = UNANSWERED
    senior_manager_aware: Answer = UNANSWERED


@dataclass(frozen=True, slots=True)
class AdultOfConcern:
    """Section 3. One form, one adult."""

    full_name: Answer = UNANSWERED
    known_as: Answer = UNANSWERED
    date_of_birth: Answer = UNANSWERED
    sex: Answer = UNANSWERED
    ethnicity: Answer = UNANSWERED
    home_address: Answer = UNANSWERED
    phone_and_email: Answer = UNANSWERED
    job_title: Answer = UNANSWERED
    employer: Answer = UNANSWERED
    basis_of_employment: Answer = UNANSWERED
    start_date: Answer = UNANSWERED
    other_contact_with_children: Answer = UNANSWERED
    own_children: Answer = UNANSWERED
    previous_concerns: Answer = UNANSWERED
    other_adults_involved: Answer = UNANSWERED
    on_site_now: Answer = UNANSWERED
    next_with_children: Answer = UNANSWERED
    spoken_to: Answer = UNANSWERED
    aware_of_referral: Answer = UNANSWERED


@dataclass(frozen=True, slots=True)
class ReferredChild:
    """Section 4, once for each child."""

    full_name: Answer = UNANSWERED
    date_of_birth: Answer = UNANSWERED
    sex: Answer = UNANSWERED
    ethnicity: Answer = UNANSWERED
    year_group: Answer = UNANSWERED
    address: Answer = UNANSWERED
    parents_and_carers: Answer = UNANSWERED
    professionals_involved: Answer = UNANSWERED
    safe_now: Answer = UNANSWERED
    parents_told: Answer = UNANSWERED
    wishes_and_feelings: Answer = UNANSWERED


@dataclass(frozen=True, slots=True)
class Allegation:
    """Section 5. ``account`` holds the marked passages of the full description, after ``description``."""

    categories: Answer = UNANSWERED
    threshold_limbs: tuple[tuple[str, bool], ...] = ()
    number_of_incidents: Answer = UNANSWERED
    place: Answer = UNANSWERED
    description: Answer = UNANSWERED
    account: tuple[Passage, ...] = ()
    accounts_and_handles: Answer = UNANSWERED
    authorised_restraint: Answer = UNANSWERED
    injury: Answer = UNANSWERED
    made_by: Answer = UNANSWERED
    reported_how: Answer = UNANSWERED
    who_knows: Answer = UNANSWERED


@dataclass(frozen=True, slots=True)
class ActionSoFar:
    """Section 6. What has been done and advised."""

    action_taken: Answer = UNANSWERED
    advice_received: Answer = UNANSWERED
    police: Answer = UNANSWERED
    alternatives_to_suspension: Answer = UNANSWERED
    risk_elsewhere: Answer = UNANSWERED
    evidence_held: Answer = UNANSWERED
    support_for_child: Answer = UNANSWERED
    support_for_adult: Answer = UNANSWERED
    others_informed: Answer = UNANSWERED


@dataclass(frozen=True, slots=True)
class SupportingDocument:
    """Section 7. A paper or exhibit that goes with the form or can be asked for."""

    exhibit: str
    what: str
    how_supplied: str


@dataclass(frozen=True, slots=True)
class LadoReferral:
    """The content of one referral form: one adult.

    ``standing`` are the lines under the title ("Case 2026-T-0003. One form, one adult. To: ..."). ``signature`` is
    the referrer's box. ``officer_section`` prints the blank part the receiving officer fills in.
    """

    frame: PageFrame
    words: ReferralWords
    standing: tuple[str, ...]
    dates: ReferralDates = field(default_factory=ReferralDates)
    referrer: Referrer = field(default_factory=Referrer)
    adult: AdultOfConcern = field(default_factory=AdultOfConcern)
    children: tuple[ReferredChild, ...] = (ReferredChild(),)
    allegation: Allegation = field(default_factory=Allegation)
    action: ActionSoFar = field(default_factory=ActionSoFar)
    documents: tuple[SupportingDocument, ...] = ()
    signature: Signature = Signature("Person making this referral")
    officer_section: bool = True
