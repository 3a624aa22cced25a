"""Referral of an allegation about an adult who works with children (domain.md 3.1, in its order).

The words that differ between nations come from the caller: there is no LADO in Scotland or Northern Ireland.
"""

from dataclasses import dataclass, field

from safeguard_app.documents.content import (
    Answer,
    Block,
    Column,
    DataTable,
    Document,
    FieldTable,
    NotAnsweredYet,
    PageFrame,
    Paragraph,
    Passage,
    Passages,
    Section,
    Signature,
    Signatures,
    TickBoxes,
    ToTick,
    ToWrite,
    fields,
)

UNANSWERED = NotAnsweredYet()
_REFERRER_SIGNS = Signature("Person making this referral")


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
    signature: Signature = _REFERRER_SIGNS
    officer_section: bool = True


def to_document(referral: LadoReferral) -> Document:
    """The referral as a document ready to print."""
    words = referral.words
    children = referral.children
    sections = (
        Section("Dates", (_dates(referral.dates, words),)),
        Section("Person making this referral", (_referrer(referral.referrer, words),)),
        Section("Adult of concern", (_adult(referral.adult, words),)),
        *(
            Section("Child" if len(children) == 1 else f"Child {place} of {len(children)}", (_child(child),))
            for place, child in enumerate(children, 1)
        ),
        Section("Allegation and threshold", _allegation(referral.allegation)),
        Section("Action taken so far", (_action(referral.action, words),)),
        Section("Supporting documents", (_documents(referral.documents),)),
        Section("Signature", (Paragraph(_SIGNING_WORDS), Signatures((referral.signature,)))),
        *((_officer_section(words),) if referral.officer_section else ()),
    )
    case = f" {referral.frame.case_number}" if referral.frame.case_number else ""
    return Document(
        title=words.title,
        file_title=f"Referral{case}",
        frame=referral.frame,
        standing=referral.standing,
        blocks=sections,
    )


_SIGNING_WORDS = "“Not known” and “Not answered yet” are printed as they stood when this form was sent."


def _dates(dates: ReferralDates, words: ReferralWords) -> FieldTable:
    return fields(
        ("Alleged behaviour", dates.alleged_behaviour),
        ("Came to attention", dates.came_to_attention),
        (f"First contact with {words.officer}", dates.first_contact),
        ("Form sent", dates.form_sent),
    )


def _referrer(referrer: Referrer, words: ReferralWords) -> FieldTable:
    return fields(
        ("Name", referrer.name),
        ("Job title", referrer.job_title),
        ("Organisation and address", referrer.organisation),
        ("Type of agency", referrer.agency_type),
        ("Status of organisation", referrer.organisation_status),
        ("Telephone", referrer.phone),
        ("Secure e-mail", referrer.email),
        ("Best times", referrer.best_times),
        ("Managing the case", referrer.managing_the_case),
        (words.school_lead, referrer.school_lead),
        (words.headteacher, referrer.headteacher),
        (words.chair, referrer.chair),
        ("HR lead", referrer.hr_lead),
        ("Senior manager aware?", referrer.senior_manager_aware),
    )


def _adult(adult: AdultOfConcern, words: ReferralWords) -> FieldTable:
    return fields(
        ("Full name", adult.full_name),
        ("Known as", adult.known_as),
        ("Date of birth", adult.date_of_birth),
        ("Sex", adult.sex),
        ("Ethnicity", adult.ethnicity),
        ("Home address", adult.home_address),
        ("Telephone and e-mail", adult.phone_and_email),
        ("Job title", adult.job_title),
        ("Employer and workplace", adult.employer),
        ("Basis of employment", adult.basis_of_employment),
        ("In post since", adult.start_date),
        ("Other contact with children", adult.other_contact_with_children),
        ("Own children", adult.own_children),
        ("Previous concerns", adult.previous_concerns),
        ("Other adults involved", adult.other_adults_involved),
        ("On site now?", adult.on_site_now),
        ("Next with children", adult.next_with_children),
        ("Spoken to, by whom, and what was said", adult.spoken_to),
        (f"Aware of this referral to {words.officer}?", adult.aware_of_referral),
    )


def _child(child: ReferredChild) -> FieldTable:
    return fields(
        ("Full name", child.full_name),
        ("Date of birth", child.date_of_birth),
        ("Sex", child.sex),
        ("Ethnicity", child.ethnicity),
        ("Year group", child.year_group),
        ("Address", child.address),
        ("Parents and carers", child.parents_and_carers),
        ("Professionals involved", child.professionals_involved),
        ("Safe now?", child.safe_now),
        ("Parents told?", child.parents_told),
        ("Wishes and feelings", child.wishes_and_feelings),
    )


def _allegation(allegation: Allegation) -> tuple[Block, ...]:
    blocks: list[Block] = [
        fields(
            ("Kind of harm", allegation.categories),
            ("Number of incidents", allegation.number_of_incidents),
            ("Place", allegation.place),
            ("Full description", allegation.description),
        )
    ]
    if allegation.account:
        blocks.append(Passages(allegation.account))
    blocks.append(
        fields(
            ("Accounts and handles used", allegation.accounts_and_handles),
            ("If physical: authorised restraint?", allegation.authorised_restraint),
            ("Injury", allegation.injury),
            ("Who made the allegation", allegation.made_by),
            ("How reported, and to whom", allegation.reported_how),
            ("Who else knows", allegation.who_knows),
        )
    )
    if allegation.threshold_limbs:
        blocks.append(Paragraph("Parts of the harm threshold that may be met, as the school sees it today:"))
        blocks.append(TickBoxes(allegation.threshold_limbs))
    return tuple(blocks)


def _action(action: ActionSoFar, words: ReferralWords) -> FieldTable:
    return fields(
        ("Action taken", action.action_taken),
        (f"Advice received from {words.officer} or others", action.advice_received),
        ("Police contact and reference", action.police),
        ("Alternatives to suspension considered", action.alternatives_to_suspension),
        ("Risk in other settings", action.risk_elsewhere),
        ("Evidence and devices held", action.evidence_held),
        ("Support for the child", action.support_for_child),
        ("Support for the adult", action.support_for_adult),
        ("Others informed", action.others_informed),
    )


def _documents(listed: tuple[SupportingDocument, ...]) -> DataTable:
    columns = (Column("Exhibit", 0.8), Column("What it is", 3.2), Column("How supplied", 1.6))
    rows = tuple((one.exhibit, one.what, one.how_supplied) for one in listed)
    return DataTable(columns, rows, row_headings=True, empty="No documents are sent with this form.")


def _officer_section(words: ReferralWords) -> Section:
    """The part the receiving officer fills in: criteria, meeting, outcome, further referrals."""
    yes_no = ToTick((("Yes", False), ("No", False)))
    outcomes = ("Substantiated", "Unsubstantiated", "False", "Malicious", "Unfounded")
    table = fields(
        ("Received (date, time)", ToWrite()),
        ("Criteria met?", yes_no),
        ("Strategy meeting? Date, or reason why not", ToWrite(2)),
        ("Category", ToWrite()),
        ("Advice and agreed actions", ToWrite(3)),
        ("Outcome", ToTick(tuple((outcome, False) for outcome in outcomes))),
        ("Further referrals", ToWrite()),
        ("Date ended", ToWrite()),
    )
    return Section(
        f"To be completed by {words.officer}",
        (
            table,
            Paragraph("Please return a copy to the person making this referral."),
            Signatures((Signature(words.officer),)),
        ),
    )
