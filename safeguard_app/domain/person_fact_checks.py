"""What further names, statuses, rules of telling and professionals must satisfy; every fault is named by its field."""

from dataclasses import replace
from datetime import date

from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.people import Person
from safeguard_app.domain.periods import check_period
from safeguard_app.domain.person_facts import FurtherName, HeldStatus, NotToBeUsed, Professional, TellingRule
from safeguard_app.domain.text_rules import checked_line, checked_name

WHO_IS_IT = "Enter who may be told, or must not be."
WHY_NOT = "Enter why they must not be told."
WHICH_STATUS = "Choose the status."
TWICE = "The same status is entered twice for the same days. Keep one of the two."
BOTH_WAYS = "The same person is entered as somebody who may be told and as somebody who must not. Keep one of the two."


def check_facts(person: Person, today: date) -> None:
    """Raise RuleViolation naming every list that holds what cannot be."""
    faults: dict[str, str] = {}
    for field, periods in (
        ("names", [one.period for one in person.names]),
        ("statuses", [one.period for one in person.statuses]),
        ("professionals", [one.period for one in person.professionals]),
    ):
        for period in periods:
            try:
                check_period(period, field)
            except RuleViolation as refused:
                faults.update(refused.fields)
    if fault := _status_fault(person):
        faults["statuses"] = fault
    if fault := _telling_fault(person, today):
        faults["telling_rules"] = fault
    if faults:
        raise RuleViolation(faults)


def _status_fault(person: Person) -> str:
    if any(not one.code for one in person.statuses):
        return WHICH_STATUS
    for place, one in enumerate(person.statuses):
        later = person.statuses[place + 1 :]
        if any(one.code == other.code and one.period.overlaps(other.period) for other in later):
            return TWICE
    return ""


def _telling_fault(person: Person, today: date) -> str:
    if any(not one.may and not one.reason.strip() and not one.order.strip() for one in person.telling_rules):
        return WHY_NOT
    standing = [one for one in person.telling_rules if one.holds_on(today)]
    may = {_key(one) for one in standing if one.may}
    return BOTH_WAYS if any(_key(one) in may for one in standing if not one.may) else ""


def _key(rule: TellingRule) -> str:
    return rule.person or " ".join(rule.name.split()).casefold()


def cleaned_facts(person: Person) -> Person:
    """The person with the texts of these lists cleaned."""
    return replace(
        person,
        names=tuple(_name(one) for one in person.names),
        statuses=tuple(_status(one) for one in person.statuses),
        telling_rules=tuple(_rule(one) for one in person.telling_rules),
        not_to_be_used=tuple(_barred(one) for one in person.not_to_be_used),
        professionals=tuple(_professional(one) for one in person.professionals),
    )


def _name(one: FurtherName) -> FurtherName:
    return replace(
        one, name=checked_name(one.name, "names"), kind=checked_name(one.kind, "names", required=False)
    )


def _status(one: HeldStatus) -> HeldStatus:
    return replace(
        one,
        code=checked_name(one.code, "statuses", required=False),
        note=checked_line(one.note, "statuses"),
    )


def _rule(one: TellingRule) -> TellingRule:
    name = checked_name(one.name, "telling_rules", required=False)
    if not name:
        raise RuleViolation({"telling_rules": WHO_IS_IT})
    return replace(
        one,
        name=name,
        reason=checked_line(one.reason, "telling_rules"),
        order=checked_line(one.order, "telling_rules"),
    )


def _barred(one: NotToBeUsed) -> NotToBeUsed:
    return replace(
        one,
        what=checked_line(one.what, "not_to_be_used", required=True),
        reason=checked_line(one.reason, "not_to_be_used"),
    )


def _professional(one: Professional) -> Professional:
    return replace(
        one,
        name=checked_name(one.name, "professionals"),
        role=checked_name(one.role, "professionals", required=False),
        agency=checked_name(one.agency, "professionals", required=False),
        telephone=checked_line(one.telephone, "professionals", 100),
        email=checked_line(one.email, "professionals", 254),
    )
