"""Where an answer of a form belongs: on the record, on somebody's page of the register, in Settings, or in the form.

What is answered where it belongs is in every form and every paper from then on; what is answered in the form is in
that form alone. The form takes either.
"""

from enum import Enum


class Place(Enum):
    """Where an answer belongs."""

    HERE = "here"
    RECORD = "record"
    PERSON = "person"
    SETTINGS = "settings"


_RECORD_ROOTS = frozenset({"answer", "incident", "people", "response", "verdict"})
_RECORD = frozenset(
    {
        "action.others_told",
        "action.police",
        "action.social_care",
        "action.taken",
        "child.parents_told",
        "documents.exhibits",
        "parent.told",
        "referral.advice",
        "referral.first_contact",
        "referral.senior_aware",
        "reporter.how",
        "reporter.name",
    }
)
_REGISTER = frozenset(
    {
        "adult.accounts",
        "adult.basis",
        "adult.date_of_birth",
        "adult.employer",
        "adult.in_post_since",
        "adult.known_as",
        "adult.post",
        "child.accounts",
        "child.class",
        "child.contact",
        "child.date_of_birth",
        "child.household",
        "child.known_as",
        "child.must_not_be_told",
        "child.not_to_be_used",
        "child.number",
        "child.other_names",
        "child.parents",
        "child.professionals",
        "child.relatives_elsewhere",
        "child.statuses",
        "parent.against_telling",
        "parent.contact",
        "parent.date_of_birth",
        "parent.interpreter",
        "parent.safe",
    }
)
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


def place_of(source: str) -> Place:
    """Where the value of that path is answered."""
    if source in _REGISTER:
        return Place.PERSON
    if source in _SETTINGS:
        return Place.SETTINGS
    if source in _RECORD or source.partition(".")[0] in _RECORD_ROOTS:
        return Place.RECORD
    return Place.HERE
