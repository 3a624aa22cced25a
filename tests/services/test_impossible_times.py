"""Orders of time that certainly cannot be are refused beside the field; whatever may have been is taken."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.contact_check import ContactQuestion
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.identifiers import new_record_id
from safeguard_app.domain.incidents import Participant
from safeguard_app.domain.moments import Moment, about, about_day, between, not_known, on_day
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import contact_checks, incident_correction, incidents
from safeguard_app.services.incident_form import IncidentForm, Typed
from safeguard_app.services.session import Session
from tests.services.conftest import ZONE, MadeSchool, adult, at, moment, pupil
from tests.services.test_incidents import form

HAPPENED = moment("2026-10-05 19:00")
TOLD = moment("2026-10-06 08:35")


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    """The DSL at work on 12 October at nine."""
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def refused(session: Session, made: IncidentForm) -> set[str]:
    """The fields a form is refused for; none where it is filed."""
    try:
        incidents.file(session, made)
    except RuleViolation as problem:
        return set(problem.fields)
    return set()


def timed(session: Session, **times: Moment | None) -> IncidentForm:
    """A concern with some times."""
    given = {"happened": HAPPENED, "told": TOLD} | times
    return form(session, **{field: Typed("", when) for field, when in given.items()})


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"told": moment("2026-09-22 08:00")}, "told"),
        ({"told": moment("2026-10-05 18:59")}, "told"),
        ({"told": on_day(date(2026, 10, 4), ZONE)}, "told"),
        ({"told": about_day(date(2026, 10, 3), ZONE)}, "told"),
        ({"seen": moment("2026-10-05 18:00")}, "seen"),
        ({"reached_lead": moment("2026-10-06 08:00")}, "reached_lead"),
    ],
)
def test_what_certainly_cannot_be_is_refused(session: Session, times: dict[str, Moment], field: str) -> None:
    assert refused(session, timed(session, **times)) == {field}


@pytest.mark.parametrize(
    "times",
    [
        {"told": HAPPENED},
        {"told": on_day(date(2026, 10, 5), ZONE)},
        {"told": about_day(date(2026, 10, 4), ZONE)},
        {"told": about(at("2026-10-05 12:00"))},
        {"told": not_known()},
        {"happened": not_known()},
        {"happened": between(at("2026-10-01 08:00"), at("2026-10-09 08:00"))},
        {"seen": HAPPENED, "reached_lead": TOLD},
        {"seen": None, "reached_lead": None},
    ],
)
def test_what_may_have_been_is_taken(session: Session, times: dict[str, Moment]) -> None:
    assert refused(session, timed(session, **times)) == set()


@pytest.mark.parametrize(
    ("written", "handed_over", "fields"),
    [
        ("2026-10-05 18:00", "2026-10-06 09:00", {"written"}),
        ("2026-10-06 09:00", "2026-10-06 08:00", {"handed_over"}),
        ("2026-10-06 08:00", "2026-10-06 09:00", set()),
    ],
)
def test_a_slip_is_written_after_it_happened_and_before_it_is_handed_over(
    session: Session, written: str, handed_over: str, fields: set[str]
) -> None:
    made = timed(session, written=moment(written), handed_over=moment(handed_over))
    assert refused(session, replace(made, on_paper=True, author=PersonRef(None, "Mr Ash Rowan"))) == fields
    assert refused(session, replace(made, id=new_record_id())) == set(), "no slip, nothing to say"


@pytest.mark.parametrize(
    ("role", "fields"), [("target", {"happened"}), ("witness", {"happened"}), ("reporter", set())]
)
def test_nobody_takes_part_before_their_birth(session: Session, role: str, fields: set[str]) -> None:
    born = pupil(session, "Tyler Pike", date(2018, 5, 1))
    before = replace(timed(session), participants=(Participant(born, role),))
    early = replace(before, happened=Typed("", moment("2011-10-05 19:00")))
    assert refused(session, early) == fields
    on_the_day = replace(before, happened=Typed("", on_day(date(2018, 5, 1), ZONE)))
    assert refused(session, replace(on_the_day, id=new_record_id())) == set()


def test_a_correction_is_held_to_the_same(session: Session) -> None:
    record, _ = incidents.file(session, timed(session))
    made = incident_correction.form_of(record, incidents.current(session, record).content)
    with pytest.raises(RuleViolation) as problem:
        incident_correction.correct_from_form(
            session,
            record,
            replace(made, told=Typed("", moment("2026-09-22 08:00"))),
            "Looked again.",
            replacing=1,
        )
    assert set(problem.value.fields) == {"told"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"came_to_attention": moment("2026-09-22 08:00")}, "came_to_attention"),
        ({"came_to_attention": moment("2027-09-22 08:00")}, "came_to_attention"),
        ({"ended": moment("2027-09-22 08:00")}, "ended"),
        ({"ended": moment("2026-10-01 08:00")}, "ended"),
        ({"began": moment("2027-01-01 08:00")}, "began"),
        ({"began": moment("2015-01-01 08:00")}, "began"),
    ],
)
def test_a_check_is_held_to_the_same(session: Session, changes: dict[str, Moment], field: str) -> None:
    asked = ContactQuestion(
        adult(session, "Shona Pike", "Midday supervisor"),
        pupil(session, "Tyler Pike", date(2018, 5, 1)),
        "tiktok",
        HAPPENED,
        came_to_attention=TOLD,
    )
    assert contact_checks.check(session, asked).question == asked
    later = {} if field == "came_to_attention" else {"came_to_attention": None}
    with pytest.raises(RuleViolation) as problem:
        contact_checks.check(session, replace(asked, **{**later, **changes}))  # type: ignore[arg-type]  # its fields
    assert set(problem.value.fields) == {field}
