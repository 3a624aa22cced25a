"""Where an answer of a form belongs: on the record, on somebody's page of the register, in Settings, or in the form.

What is answered where it belongs is in every form and every paper from then on; what is answered in the form is in
that form alone. The form takes either.
"""

from collections.abc import Collection
from enum import Enum


class Place(Enum):
    """Where an answer belongs."""

    HERE = "here"
    RECORD = "record"
    PERSON = "person"
    SETTINGS = "settings"


_ONLY_HERE = frozenset({"people.needs"})
"""What no record has a place for, under a root that otherwise stands on the record."""
_RECORD_ROOTS = frozenset({"answer", "incident", "people", "response", "verdict"})
_RECORD = frozenset(
    {
        "action.employer_told",
        "action.others_told",
        "action.safeguards",
        "action.support",
        "action.police",
        "action.social_care",
        "action.taken",
        "allegation.adults",
        "allegation.limbs",
        "bullying.monitored",
        "bullying.support",
        "bullying.wellbeing",
        "child.others_told",
        "child.own_words",
        "child.own_words_to",
        "child.parents_told",
        "child.talked",
        "child.told",
        "child.wishes",
        "documents.devices",
        "documents.exhibits",
        "evidence.held",
        "parent.told",
        "referral.advice",
        "referral.also_social_care",
        "referral.onward",
        "referral.advised",
        "referral.aware",
        "referral.called",
        "referral.case_manager",
        "referral.contacts",
        "referral.first_contact",
        "referral.parents_views",
        "referral.prevent_advice",
        "referral.proportionate",
        "referral.senior_aware",
        "reporter.date_of_birth",
        "reporter.how",
        "reporter.name",
        "reporter.relationship",
    }
)
_REGISTER = frozenset(
    {
        "adult.accounts",
        "adult.all_names",
        "adult.basis",
        "adult.date_of_birth",
        "adult.employer",
        "adult.in_post_since",
        "adult.known_as",
        "adult.name",
        "adult.post",
        "adult.post_since",
        "child.accounts",
        "child.all_names",
        "child.born_and_age",
        "child.class",
        "child.contact",
        "child.date_of_birth",
        "child.earlier_names",
        "child.household",
        "child.household_referred",
        "child.household_school",
        "child.interpreter",
        "child.known_as",
        "child.must_not_be_told",
        "child.name",
        "child.not_to_be_used",
        "child.number",
        "child.other_names",
        "child.parents",
        "child.professionals",
        "child.relatives_elsewhere",
        "child.statuses",
        "child.statuses_and_days",
        "parent.against_telling",
        "parent.contact",
        "parent.date_of_birth",
        "parent.household",
        "parent.interpreter",
        "parent.name",
        "parent.relationship",
        "parent.responsibility",
        "parent.safe",
    }
)
NOT_FOR_FAMILY = frozenset(
    {
        "child.must_not_be_told",
        "child.not_to_be_used",
        "child.others_told",
        "child.parents_told",
        "child.where_now",
        "parent.against_telling",
        "parent.contact",
        "parent.household",
        "parent.safe",
        "parent.told",
        "referral.aware",
        "referral.keep_from_family",
        "referral.no_consent",
        "referral.parents_views",
        "referral.safe_to_ring",
    }
)
"""What stands in no copy that comes into a family's hands: where somebody is safe, what one of them may not know."""
_SETTINGS = frozenset(
    {
        "referrer.email",
        "referrer.phone",
        "school.address",
        "school.authority",
        "school.chair",
        "school.head",
        "school.hr",
        "school.lead",
    }
)


def place_of(source: str, questions: Collection[str]) -> Place:
    """Where the value of that path is answered. ``questions`` are those that this record is asked, by their ids."""
    root, _, rest = source.partition(".")
    if source in _ONLY_HERE or (root == "answer" and rest not in questions):
        return Place.HERE
    if source in _REGISTER:
        return Place.PERSON
    if source in _SETTINGS:
        return Place.SETTINGS
    if source in _RECORD or root in _RECORD_ROOTS:
        return Place.RECORD
    return Place.HERE
