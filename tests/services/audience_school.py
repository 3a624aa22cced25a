"""A group of P7 pupils as in scenario 6, for tests of copies that leave others out."""

from dataclasses import dataclass, field
from datetime import date

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import FamilyLink, Handle, Person, PersonKind, PersonRef, Relation
from safeguard_app.domain.person_facts import FurtherName
from safeguard_app.services import people
from safeguard_app.services.session import Session
from tests.services.conftest import adult, log_incident, pupil

ACCOUNT = (
    "Tomasz Zieliński told me that Reece Irwin and Kacper wrote in “P7 Legends”. TOMASZ\nZIELIŃSKI cried. T.Z. was"
    " called names on the bus; TZ would not say more. Mrs Zielińska supplied four screenshots from her e-mail"
    " aneta.z@mail.example. The stickers came from @kacper_the_king and @nobody_known. Old Tommo laughed. Will will go"
    " home with Mia. Miss Lee Farrow was told, and Reece said sorry to toma\u200bsz."
)


@dataclass
class Group:
    """Who is in it, and the record."""

    session: Session
    people: dict[str, PersonRef] = field(default_factory=dict)
    incident: Reference = None  # type: ignore[assignment]


def group(session: Session, account: str = ACCOUNT) -> Group:
    """Tomasz was targeted; Reece, Kacper and Will took part; Mia is on the register and on no record."""
    reece = pupil(session, "Reece Irwin", date(2015, 10, 5), "P7", "7K")
    joan, _ = people.add(
        session,
        Person(
            "Mrs Joan Irwin",
            PersonKind.PARENT_CARER,
            family=(FamilyLink(reece.reference.id, Relation.CHILD),),  # type: ignore[union-attr]
        ),
    )
    tomasz, _ = people.add(
        session,
        Person(
            "Tomasz Zieliński",
            PersonKind.PUPIL,
            known_as="Tommo",
            date_of_birth=date(2015, 2, 3),
            names=(FurtherName("Tomasz Nowak", "former"),),
        ),
    )
    aneta, _ = people.add(
        session, Person("Mrs Aneta Zielińska", PersonKind.PARENT_CARER, email="aneta.z@mail.example")
    )
    kacper, _ = people.add(
        session, Person("Kacper Wilk", PersonKind.PUPIL, handles=(Handle("whatsapp", "@kacper_the_king"),))
    )
    will = pupil(session, "Will Page", date(2015, 5, 5), "P7", "7K")
    pupil(session, "Mia Rowe", date(2015, 5, 6), "P7", "7K")
    made = Group(session)
    made.people = {
        "reece": reece,
        "joan": people.ref_of(session, joan),
        "tomasz": people.ref_of(session, tomasz),
        "aneta": people.ref_of(session, aneta),
        "kacper": people.ref_of(session, kacper),
        "will": will,
        "lee": adult(session, "Miss Lee Farrow", "Classroom assistant"),
    }
    roles = {
        "tomasz": "target",
        "reece": "alleged",
        "kacper": "alleged",
        "will": "bystander",
        "aneta": "reporter",
    }
    there = [(made.people[name], role) for name, role in roles.items()]
    made.incident = log_incident(session, "CB", *there, (made.people["lee"], "witness"), account=account)
    return made
