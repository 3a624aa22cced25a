"""Words for what records keep as codes, in the nation's terms: labels of lists, offices, platforms, people."""

from datetime import date, datetime

from safeguard_app.catalogue.choices import ListName
from safeguard_app.domain.date_words import day_words
from safeguard_app.domain.moments import Moment, describe
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.services.session import Session


def label(session: Session, name: ListName, code: str, *, head_is_subject: bool = False) -> str:
    """The label of a code of one of the catalogue's lists; the code itself in words where the list lacks it."""
    for choice in session.catalogue.lists[name].choices:
        if choice.code == code:
            return session.words(head_is_subject=head_is_subject).fill(choice.label)
    return code.replace("_", " ").replace("-", " ").capitalize()


def labels(session: Session, name: ListName, codes: tuple[str, ...]) -> str:
    """Several labels in one line."""
    return "; ".join(label(session, name, code) for code in codes)


def category_name(session: Session, code: str) -> str:
    """The name of a category, in the nation's words; the code where this catalogue has none such."""
    category = session.catalogue.categories.get(code)
    return session.words().fill(category.name) if category is not None else code


def role_label(session: Session, code: str) -> str:
    """The label of a role in an incident."""
    role = session.catalogue.roles.get(code)
    return session.words().fill(role.label) if role is not None else code.replace("_", " ").capitalize()


def platform_name(session: Session, platform: str) -> str:
    """The name of a platform kept by its code; anything else was typed and stands as it was."""
    known = session.catalogue.platforms.get(platform)
    return known.name if known is not None else platform


def office_name(session: Session, office: OfficeKind | None) -> str:
    """The nation's title of an office; empty for none."""
    return label(session, ListName.OFFICES, office.value) if office is not None else ""


def when(session: Session, moment: Moment | None) -> str:
    """A moment in words, in the school's own time; empty where there is none."""
    return describe(moment, session.zone) if moment is not None else ""


def entered(session: Session, at: datetime) -> str:
    """When something was entered: "Thu 24 Sep 2026, 15:10"."""
    local = at.astimezone(session.zone)
    return f"{day_words(local)}, {local:%H:%M}"


def today(session: Session) -> date:
    """The school's own date now."""
    return session.now().astimezone(session.zone).date()


def person_words(person: PersonRef) -> str:
    """A person with what was known of them then: "Shona Pike, midday supervisor"."""
    if not person.description:
        return person.name
    return f"{person.name}, {person.description[:1].lower()}{person.description[1:]}"
