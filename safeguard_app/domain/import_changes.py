"""What a row of an export makes of somebody on the register: field by field, old and new.

An entry is never emptied by a file: an empty cell says nothing. Numbers are added to, since a number that somebody
once had may stand on paper.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from safeguard_app.domain.import_fields import FIELD_WORDS, NUMBER_WORDS, ImportField
from safeguard_app.domain.import_rows import RowPerson
from safeguard_app.domain.people import AdultType, Person, PersonKind, PersonNumber, Post
from safeguard_app.domain.periods import Period
from safeguard_app.domain.text_rules import folded

ON_ROLL = "On roll"
WHAT = "What they are here"
NOTHING = "nothing"
_FORMER = {PersonKind.PUPIL: PersonKind.FORMER_PUPIL}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One thing that is other in the file: in words, as it stands and as it would."""

    field: str
    old: str
    new: str


def new_person(row: RowPerson, today: date) -> Person:
    """Somebody who is not on the register yet."""
    person = Person(
        name=row.name,
        kind=row.kind,
        known_as=row.known_as,
        date_of_birth=row.born,
        year_group=row.year_group,
        class_name=row.class_name,
        telephone=row.telephone,
        email=row.email,
        numbers=row.numbers,
    )
    period = Period(row.started, row.left)
    if row.kind is PersonKind.STAFF:
        return replace(person, posts=(Post(AdultType.EMPLOYEE, row.post, period),))
    gone = row.left is not None and row.left < today
    kind = PersonKind.FORMER_PUPIL if gone else PersonKind.PUPIL
    return replace(person, kind=kind, on_roll=(period,) if row.started or row.left else ())


def changed_person(person: Person, row: RowPerson, today: date) -> tuple[Person, tuple[FieldChange, ...]]:
    """The person as the file has them, and what that changes; nothing where the file says the same."""
    made, changes = _plain_fields(person, row)
    made, numbers = _numbers(made, row)
    step = _staff if row.kind is PersonKind.STAFF else _pupil
    made, periods = step(made, row, today)
    return made, (*changes, *numbers, *periods)


def left_person(person: Person, on: date, today: date) -> Person:
    """Somebody whose last day was ``on``: whatever goes on ends then; from the day after, a pupil is a former one."""
    posts = tuple(
        replace(post, period=_ended(post.period, on)) if _goes_on(post.period, on) else post
        for post in person.posts
    )
    roll = tuple(_ended(period, on) if _goes_on(period, on) else period for period in person.on_roll)
    if person.kind is not PersonKind.PUPIL:
        return replace(person, posts=posts or (Post(AdultType.EMPLOYEE, "", Period(None, on)),), on_roll=roll)
    kind = PersonKind.FORMER_PUPIL if on < today else PersonKind.PUPIL
    return replace(person, kind=kind, on_roll=roll or (Period(None, on),))


def came_after(person: Person, day: date) -> bool:
    """Whether somebody's stay here began only after a day, so that it cannot have been their last."""
    periods = person.on_roll if person.kind is PersonKind.PUPIL else [post.period for post in person.posts]
    return any(one.start is not None and one.start > day for one in periods)


def is_here(person: Person, kind: PersonKind, today: date) -> bool:
    """Whether somebody is on roll, or in post, as far as their entry says; no end entered means that they are."""
    if person.entered_in_error is not None or person.merged_into is not None:
        return False
    if kind is PersonKind.PUPIL:
        periods = person.on_roll
        return person.kind is PersonKind.PUPIL and (
            not periods or any(_goes_on(one, today) for one in periods)
        )
    posts = person.posts
    return person.kind is PersonKind.STAFF and (
        not posts or any(_goes_on(one.period, today) for one in posts)
    )


def _goes_on(period: Period, day: date) -> bool:
    return (period.end is None or period.end > day) and (period.start is None or period.start <= day)


def _ended(period: Period, on: date) -> Period:
    return replace(period, end=on)


def _plain_fields(person: Person, row: RowPerson) -> tuple[Person, tuple[FieldChange, ...]]:
    changes: list[FieldChange] = []
    fresh: dict[str, Any] = {}
    for field, attribute, new in (
        (FIELD_WORDS[ImportField.FULL_NAME], "name", row.name),
        (FIELD_WORDS[ImportField.KNOWN_AS], "known_as", row.known_as),
        (FIELD_WORDS[ImportField.DATE_OF_BIRTH], "date_of_birth", row.born),
        (FIELD_WORDS[ImportField.YEAR_GROUP], "year_group", row.year_group),
        (FIELD_WORDS[ImportField.CLASS_NAME], "class_name", row.class_name),
        (FIELD_WORDS[ImportField.TELEPHONE], "telephone", row.telephone),
        (FIELD_WORDS[ImportField.EMAIL], "email", row.email),
    ):
        old = getattr(person, attribute)
        if new and not _alike(attribute, old, new):
            fresh[attribute] = new
            changes.append(FieldChange(field, _words(old), _words(new)))
    return replace(person, **fresh), tuple(changes)


def _alike(attribute: str, old: object, new: object) -> bool:
    """Whether two entries say the same: "4" and "Year 4" do."""
    if old == new:
        return True
    if attribute == "year_group":
        return bool(old) and _year(str(old)) == _year(str(new))
    if attribute == "telephone":
        return bool(old) and "".join(str(old).split()) == "".join(str(new).split())
    return attribute == "email" and folded(str(old)) == folded(str(new))


def _year(words: str) -> str:
    return folded(words).removeprefix("year").strip()


def _numbers(person: Person, row: RowPerson) -> tuple[Person, tuple[FieldChange, ...]]:
    fresh = tuple(number for number in row.numbers if number not in person.numbers)
    if not fresh:
        return person, ()
    changes = tuple(
        FieldChange(NUMBER_WORDS[number.kind], _numbers_of(person, number) or NOTHING, number.value)
        for number in fresh
    )
    return replace(person, numbers=(*person.numbers, *fresh)), changes


def _numbers_of(person: Person, like: PersonNumber) -> str:
    return ", ".join(number.value for number in person.numbers if number.kind is like.kind)


def _pupil(person: Person, row: RowPerson, today: date) -> tuple[Person, tuple[FieldChange, ...]]:
    """Roll and kind as the file has them."""
    roll = _merged_period(person.on_roll, row, today)
    gone = row.left is not None and row.left < today
    kind = PersonKind.FORMER_PUPIL if gone else PersonKind.PUPIL
    changes = []
    if roll != person.on_roll:
        changes.append(FieldChange(ON_ROLL, _roll_words(person.on_roll), _roll_words(roll)))
    if kind is not person.kind and person.kind in {PersonKind.PUPIL, PersonKind.FORMER_PUPIL}:
        changes.append(FieldChange(WHAT, _kind_words(person.kind), _kind_words(kind)))
    elif person.kind not in {PersonKind.PUPIL, PersonKind.FORMER_PUPIL}:
        kind = person.kind  # somebody who came back to work here: what they are now stays
    return replace(person, kind=kind, on_roll=roll), tuple(changes)


def _merged_period(periods: tuple[Period, ...], row: RowPerson, today: date) -> tuple[Period, ...]:
    """The periods with what the row says of the last one; a new one for somebody who has come back."""
    if not periods:
        return (Period(row.started, row.left),) if row.started or row.left else ()
    last = periods[-1]
    came_back = last.end is not None and last.end < today and row.left is None
    if came_back:
        start = row.started if row.started and row.started > last.end else today  # type: ignore[operator]
        return (*periods, Period(start, None))
    if row.left is not None and last.end is not None and row.started and row.started > last.end:
        return (*periods, Period(row.started, row.left))
    return (*periods[:-1], Period(row.started or last.start, row.left or last.end))


def _staff(person: Person, row: RowPerson, today: date) -> tuple[Person, tuple[FieldChange, ...]]:
    """A post of that name, or the only one that goes on, as the file has it; of several, none is guessed at."""
    period = Period(row.started, row.left)
    if not person.posts:
        made = Post(AdultType.EMPLOYEE, row.post, period)
        return replace(person, posts=(made,)), (FieldChange("Post", NOTHING, _post_words(made)),)
    going_on = [place for place, post in enumerate(person.posts) if _goes_on(post.period, today)]
    same = [place for place in going_on if folded(person.posts[place].title) == folded(row.post)]
    if not going_on and row.left is None:
        start = row.started if row.started and row.started > _last_day(person) else today
        made = Post(AdultType.EMPLOYEE, row.post, Period(start, None))
        return replace(person, posts=(*person.posts, made)), (
            FieldChange("Post", NOTHING, _post_words(made)),
        )
    places = same or going_on
    if len(places) != 1:
        return person, ()
    old = person.posts[places[0]]
    dates = Period(row.started or old.period.start, row.left or old.period.end)
    new = replace(old, title=row.post or old.title, period=dates)
    if new == old:
        return person, ()
    posts = tuple(new if place == places[0] else post for place, post in enumerate(person.posts))
    return replace(person, posts=posts), (FieldChange("Post", _post_words(old), _post_words(new)),)


def _last_day(person: Person) -> date:
    return max((post.period.end for post in person.posts if post.period.end), default=date.min)


def _words(value: object) -> str:
    return _day(value) if isinstance(value, date) else str(value or NOTHING)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _period_words(period: Period) -> str:
    start = f"from {_day(period.start)}" if period.start else ""
    end = f"to {_day(period.end)}" if period.end else ""
    return " ".join(filter(None, (start, end)))


def _roll_words(roll: tuple[Period, ...]) -> str:
    return "; ".join(filter(None, map(_period_words, roll))) or "no dates"


def _post_words(post: Post) -> str:
    return ", ".join(filter(None, (post.title or "Member of staff", _period_words(post.period))))


def _kind_words(kind: PersonKind) -> str:
    return "former pupil" if kind is PersonKind.FORMER_PUPIL else "pupil"
