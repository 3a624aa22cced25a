"""The demo's people and declarations, read from resources/demo and entered through the same services as anybody's."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from safeguard_app.demo.story_clock import story_time
from safeguard_app.domain.declarations import (
    Connection,
    ContactWay,
    DeclarationKind,
    DeclaredPupil,
    Household,
    How,
    OtherSide,
    ParentsAware,
    Said,
    StepKind,
    Teaches,
)
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import (
    AdultType,
    FamilyLink,
    Handle,
    HandleConfidence,
    Office,
    OfficeKind,
    Person,
    PersonKind,
    PersonRef,
    Post,
    Relation,
)
from safeguard_app.domain.periods import Period
from safeguard_app.domain.person_facts import (
    FurtherName,
    HeldStatus,
    NotToBeUsed,
    Professional,
    TellingRule,
)
from safeguard_app.services import declarations, people
from safeguard_app.services.declaration_forms import DeclarationInput, StepInput
from safeguard_app.services.session import Session
from safeguard_app.system.resources import read_resource

Happening = tuple[datetime, Callable[[Session], None]]


@dataclass(slots=True)
class Cast:
    """Who is who in the demo: keys of the data files to records of the log."""

    end: datetime
    zone: Any
    references: dict[str, Reference] = field(default_factory=dict)
    incidents: dict[str, Reference] = field(default_factory=dict)

    def person(self, session: Session, key: str) -> PersonRef:
        """A frozen copy of somebody on the register, or somebody named in words only."""
        found = self.references.get(key)
        return PersonRef(None, key) if found is None else people.ref_of(session, found)

    def at(self, days: int, clock: str, *, at_school: bool = True) -> datetime:
        """A moment of the story."""
        return story_time(self.end, days, clock, self.zone, at_school=at_school)


def data(name: str) -> dict[str, Any]:
    """One of the demo's data files."""
    return tomllib.loads(read_resource(f"demo/{name}.toml").decode())


def enter_people(session: Session, cast: Cast) -> None:
    """Everybody, with their families."""
    content = data("people")
    for entry in content["people"]:
        reference, _ = people.add(session, _person(entry, cast.end.date()))
        cast.references[entry["key"]] = reference
    links: dict[str, list[FamilyLink]] = {}
    for entry in content["family"]:
        links.setdefault(entry["person"], []).append(_link(entry, cast.references[entry["relative"]].id))
    for key, family in links.items():
        stored = people.stored_person(session, cast.references[key])
        with_family = replace(stored.content, family=tuple(family))
        people.correct(session, stored.reference, with_family, "Family added.", replacing=stored.number)


def _person(entry: Mapping[str, Any], today: date) -> Person:
    born = entry.get("born")
    roll: tuple[Period, ...] = ()
    kind = PersonKind(entry["kind"])
    if kind is PersonKind.PUPIL:
        roll = (Period(today - timedelta(days=200)),)
    if kind is PersonKind.FORMER_PUPIL:
        roll = (Period(today - timedelta(days=1500), today - timedelta(days=entry["left_days"])),)
    return Person(
        name=entry["name"],
        kind=kind,
        date_of_birth=_years_before(today, born[0], born[1]) if born else None,
        year_group=entry.get("year_group", ""),
        class_name=entry.get("class_name", ""),
        on_roll=roll,
        posts=tuple(_post(post, today) for post in entry.get("posts", ())),
        offices=tuple(Office(OfficeKind(office)) for office in entry.get("offices", ())),
        handles=tuple(
            Handle(one["platform"], one["name"], HandleConfidence(one["confidence"]), one["how"])
            for one in entry.get("handles", ())
        ),
        names=tuple(
            FurtherName(one["name"], one["kind"], _days(one, today)) for one in entry.get("names", ())
        ),
        statuses=tuple(
            HeldStatus(one["code"], _days(one, today), one.get("note", ""))
            for one in entry.get("statuses", ())
        ),
        telling_rules=tuple(
            TellingRule(
                one["name"],
                None,
                one["may"],
                one["reason"],
                one.get("order", ""),
                today + timedelta(days=one["until_in_days"]),
            )
            for one in entry.get("telling", ())
        ),
        not_to_be_used=tuple(
            NotToBeUsed(one["what"], one["reason"]) for one in entry.get("not_to_be_used", ())
        ),
        professionals=tuple(
            Professional(
                one["name"],
                one["role"],
                one["agency"],
                one.get("telephone", ""),
                period=_days(one, today),
            )
            for one in entry.get("professionals", ())
        ),
    )


def _days(entry: Mapping[str, Any], today: date) -> Period:
    since, until = entry.get("since_days"), entry.get("until_days")
    return Period(
        None if since is None else today - timedelta(days=since),
        None if until is None else today - timedelta(days=until),
    )


def _years_before(today: date, years: int, days: int) -> date:
    return date(today.year - years, today.month, min(today.day, 28)) - timedelta(days=days)


def _post(entry: Mapping[str, Any], today: date) -> Post:
    until = entry.get("until_days")
    period = Period(
        today - timedelta(days=entry["since_days"]), None if until is None else today - timedelta(days=until)
    )
    return Post(AdultType(entry["type"]), entry["title"], period, entry.get("employer", ""))


def _link(entry: Mapping[str, Any], relative: RecordId) -> FamilyLink:
    return FamilyLink(
        relative,
        Relation(entry["relation"]),
        entry.get("words", ""),
        entry.get("household", False),
        entry.get("parental_responsibility", False),
    )


def declaration_happenings(cast: Cast) -> list[Happening]:
    """Entering each declaration, and each later step, when it came to the DSL."""
    found: list[Happening] = []
    for entry in data("declarations")["declarations"]:
        first = entry["steps"][0]
        made: dict[str, Reference] = {}
        found.append(
            (cast.at(first["days"], first["time"]) + timedelta(minutes=10), _entering(cast, entry, made))
        )
        for step in entry["steps"][1:]:
            found.append(
                (cast.at(step["days"], step["time"]) + timedelta(minutes=10), _stepping(cast, step, made))
            )
    return found


def _entering(cast: Cast, entry: Mapping[str, Any], made: dict[str, Reference]) -> Callable[[Session], None]:
    def enter(session: Session) -> None:
        pupils = tuple(
            DeclaredPupil(
                cast.person(session, one["who"]),
                Relation(one.get("relation", "other")),
                one.get("words", ""),
                household=Household(one.get("household", "not_known")),
                teaches_or_supervises=Teaches(one.get("teaches", "not_known")),
                parents_aware=ParentsAware(one.get("parents_aware", "not_known")),
                side=OtherSide(one.get("side", "pupil")),
                connection=Connection(one.get("connection", "")),
                since=one.get("since", ""),
                ways=tuple(ContactWay(way) for way in one.get("ways", ())),
                before_post=Said(one.get("before_post", "not_known")),
                outside_school=Said(one.get("outside_school", "not_known")),
                children=tuple(cast.person(session, key) for key in one.get("children", ())),
                tuition_paid=Said(one.get("tuition_paid", "not_known")),
                tuition_at_school=Said(one.get("tuition_at_school", "not_known")),
            )
            for one in entry["pupils"]
        )
        kind = DeclarationKind(entry.get("kind", "family_relationship"))
        first = _step(session, cast, entry["steps"][0])
        declared = DeclarationInput(
            kind, cast.person(session, entry["adult"]), pupils, (first,), entry["nature"]
        )
        made["it"], _ = declarations.enter(session, declared)

    return enter


def _stepping(cast: Cast, step: Mapping[str, Any], made: dict[str, Reference]) -> Callable[[Session], None]:
    def add(session: Session) -> None:
        version = session.vault.get(made["it"]).number
        declarations.add_step(session, made["it"], _step(session, cast, step), version=version)

    return add


def _step(session: Session, cast: Cast, step: Mapping[str, Any]) -> StepInput:
    review = step.get("review_in")
    capacity = step.get("capacity")
    return StepInput(
        kind=StepKind(step["kind"]),
        at=exactly(cast.at(step["days"], step["time"])),
        how=How(step["how"]),
        by=cast.person(session, step["by"]),
        capacity=OfficeKind(capacity) if capacity else None,
        present=tuple(cast.person(session, key) for key in step.get("present", ())),
        conditions=tuple(step.get("conditions", ())),
        note=step.get("note", ""),
        review_on=None if review is None else cast.end.date() + timedelta(days=review),
    )
