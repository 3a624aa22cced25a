"""The school's own policy: kept with its days, cited as it stood on the day a record is about, never rewritten."""

from dataclasses import replace
from datetime import date

import pytest

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.domain.school_policies import MOST_CLAUSES, PolicyClause
from safeguard_app.services import incident_pages, policy_clauses, school_policies
from safeguard_app.services.school_policies import PolicyInput
from safeguard_app.services.session import Session
from safeguard_app.vault import reading
from safeguard_app.vault.problems import StaleVersion
from tests.services.conftest import MadeSchool, log_incident, moment

CHILD = (PersonRef(None, "Wren Applegarth"), "target")
TEXT = "3.1 Trolling is recorded with the time and the address.\n3.2 Nobody deletes the messages.\n"
CLAUSES = (
    PolicyClause("3.1", "Trolling is recorded with the time and the address.", ("TR",)),
    PolicyClause("3.2", "Nobody deletes the messages.", ("TR", "CB")),
    PolicyClause("4", "Lunch is at noon."),
)


@pytest.fixture
def session(made_school: MadeSchool) -> Session:
    made_school.clock.set("2026-10-12 09:00")
    return made_school.sign_in()


def given(**changes: object) -> PolicyInput:
    made = PolicyInput("Social media policy", "SMP", date(2026, 9, 1), TEXT, CLAUSES)
    return replace(made, **changes)  # type: ignore[arg-type]


def cites(session: Session, category: str, day: date) -> list[tuple[str, str]]:
    cited = policy_clauses.of_category(session, category, day)
    return [(one.reference, one.standing) for one in cited.lines]


def test_a_record_cites_the_schools_own_clauses_of_its_day(session: Session) -> None:
    school_policies.add(session, given())

    record = log_incident(session, "TR", CHILD, happened=moment("2026-10-11 20:00"))
    cited = incident_pages.open_record(session, record).clauses

    assert [(one.reference, one.words) for one in cited.lines] == [
        ("SMP 3.1", CLAUSES[0].words),
        ("SMP 3.2", CLAUSES[1].words),
    ]
    assert cited.sentence == "Policy SMP 3.1, SMP 3.2."


def test_before_the_policy_began_the_general_list_is_cited(session: Session) -> None:
    general = cites(session, "TR", date(2026, 8, 31))
    school_policies.add(session, given())
    assert cites(session, "TR", date(2026, 8, 31)) == general
    assert general and all(number[:3].isdigit() for number, _ in general)


def test_a_kind_that_the_policy_does_not_name_says_so(session: Session) -> None:
    school_policies.add(session, given())
    cited = policy_clauses.of_category(session, "PV", date(2026, 10, 1))
    assert not cited.lines
    assert "Thu 1 Oct 2026" in cited.none_held


def test_a_policy_that_replaces_another_ends_it_in_the_same_write(session: Session) -> None:
    school_policies.add(session, given())
    old = school_policies.policies(session)[0].reference
    before = session.vault.daily.head.number
    later = given(title="New policy", short="NP", in_force_from=date(2026, 10, 5), replaces=old)
    school_policies.add(session, later)
    assert session.vault.daily.head.number == before + 1
    assert cites(session, "CB", date(2026, 10, 4)) == [("SMP 3.2", "Superseded on Mon 5 Oct 2026")]
    assert cites(session, "CB", date(2026, 10, 5)) == [("NP 3.2", "")]
    newest, oldest = school_policies.policies(session)
    assert (newest.title, newest.is_in_force) == ("New policy", True)
    assert oldest.days == "Held from Tue 1 Sep 2026 until the day before Mon 5 Oct 2026"


def test_it_cannot_replace_one_that_began_later(session: Session) -> None:
    school_policies.add(session, given(in_force_from=date(2026, 10, 1)))
    old = school_policies.policies(session)[0].reference
    with pytest.raises(RuleViolation) as refused:
        school_policies.add(session, given(replaces=old))
    assert "in_force_from" in refused.value.fields


def test_a_correction_and_a_taking_back_keep_what_was(session: Session) -> None:
    school_policies.add(session, given())
    line = school_policies.policies(session)[0]
    changed = given(clauses=(replace(CLAUSES[0], words="Trolling is recorded."),), text="")
    school_policies.change(session, line.reference, changed, "A misprint", replacing=line.version)
    now = school_policies.policies(session)[0].policy
    assert (now.clauses[0].words, now.text) == ("Trolling is recorded.", TEXT)
    school_policies.take_back(session, line.reference, "Belongs to another school")
    assert school_policies.policies(session) == ()
    assert not any(number.startswith("SMP") for number, _ in cites(session, "TR", date(2026, 10, 1)))
    daily = session.vault.daily
    logged = reading.events(daily.connection, newest=daily.head.number, limit=3)
    assert [one.event.kind for one in logged] == [
        EventKind.POLICY_CHANGED,
        EventKind.POLICY_CHANGED,
        EventKind.POLICY_ADDED,
    ]
    assert daily.get(line.reference.id).kind is RecordKind.POLICY


def test_it_can_end_without_another(session: Session) -> None:
    school_policies.add(session, given())
    line = school_policies.policies(session)[0]
    for day in (None, date(2026, 9, 1)):
        with pytest.raises(RuleViolation):
            school_policies.end(session, line.reference, day, "Replaced by the trust’s")
    school_policies.end(session, line.reference, date(2026, 10, 1), "Replaced by the trust’s")
    assert cites(session, "CB", date(2026, 9, 30)) == [("SMP 3.2", "Superseded on Thu 1 Oct 2026")]
    assert all(number[:3].isdigit() for number, _ in cites(session, "CB", date(2026, 10, 1)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"in_force_from": None}, "in_force_from"),
        ({"in_force_from": date(2096, 9, 1)}, "in_force_from"),
        ({"clauses": ()}, "clauses"),
        ({"clauses": (PolicyClause("", "Words"),)}, "clauses"),
        ({"clauses": (PolicyClause("1", " "),)}, "clauses"),
        ({"clauses": (PolicyClause("1a", "Words"), PolicyClause("1A", "Words"))}, "clauses"),
        ({"text": "a\0b"}, "text"),
        ({"short": "x" * 400}, "short"),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_is_written(
    session: Session, changes: dict[str, object], field: str
) -> None:
    before = session.vault.daily.head.number
    with pytest.raises(RuleViolation) as refused:
        school_policies.add(session, given(**changes))
    assert field in refused.value.fields
    assert session.vault.daily.head.number == before


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_pasted_is_said(session: Session, text: str) -> None:
    with pytest.raises(RuleViolation) as refused:
        school_policies.propose(session, text)
    assert "text" in refused.value.fields


def test_kinds_are_proposed_by_the_clauses_of_the_general_list_that_say_about_the_same(
    session: Session,
) -> None:
    text = (
        "5.1 Adults keep texts, e-mails and messages of cyberbullying, delete none and take screen prints.\n"
        "5.2 Adults must not follow, befriend or contact pupils on social media.\n"
        "5.3 Lunch is at noon."
    )
    keep, follow, lunch = school_policies.propose(session, text)
    assert "CB" in keep.categories
    assert "II" not in keep.categories
    assert "SPC" in follow.categories
    assert lunch.categories == ()


def test_a_correction_leaves_the_day_on_which_it_ended(session: Session) -> None:
    school_policies.add(session, given())
    line = school_policies.policies(session)[0]
    school_policies.end(session, line.reference, date(2026, 10, 12), "Over.")
    line = school_policies.policies(session)[0]
    assert (line.is_in_force, line.days) == (
        False,
        "Held from Tue 1 Sep 2026 until the day before Mon 12 Oct 2026",
    )
    school_policies.change(session, line.reference, given(title="Mended"), "A slip", replacing=line.version)
    assert school_policies.policies(session)[0].policy.superseded_on == date(2026, 10, 12)
    with pytest.raises(StaleVersion):
        school_policies.change(session, line.reference, given(), "Again", replacing=line.version)


def test_it_begins_later_than_what_it_replaces_and_the_older_is_cited_first(session: Session) -> None:
    school_policies.add(session, given(short="Z"))
    old = school_policies.policies(session)[0].reference
    with pytest.raises(RuleViolation) as refused:
        school_policies.add(session, given(replaces=old))
    assert "in_force_from" in refused.value.fields
    school_policies.add(session, given(title="Another", short="A", in_force_from=date(2026, 9, 2)))
    assert cites(session, "CB", date(2026, 9, 2)) == [("Z 3.2", ""), ("A 3.2", "")]
    assert cites(session, "CB", date(2026, 9, 1)) == [("Z 3.2", "")]
    assert [one.title for one in school_policies.policies(session)] == ["Another", "Social media policy"]


def test_one_that_ends_on_a_day_to_come_is_not_called_superseded_yet(session: Session) -> None:
    school_policies.add(session, given())
    line = school_policies.policies(session)[0]
    school_policies.end(session, line.reference, date(2026, 11, 1), "Replaced.")
    assert cites(session, "CB", date(2026, 10, 12)) == [("SMP 3.2", "")]
    shown = school_policies.policies(session)[0]
    assert shown.is_in_force
    assert shown.days == "In force since Tue 1 Sep 2026, until the day before Sun 1 Nov 2026"


def test_unknown_kinds_are_left_out_and_a_policy_is_cited_by_its_title_where_nothing_shorter_is_said(
    session: Session,
) -> None:
    school_policies.add(session, given(short=" ", clauses=(PolicyClause("1", "Words.", ("TR", "NO_SUCH")),)))
    policy = school_policies.policies(session)[0].policy
    assert (policy.short, policy.clauses[0].categories) == ("Social media policy", ("TR",))


def test_several_documents_pasted_together_are_refused_and_a_reason_is_always_asked(
    session: Session,
) -> None:
    many = tuple(PolicyClause(str(number), "Words.") for number in range(MOST_CLAUSES + 1))
    with pytest.raises(RuleViolation) as refused:
        school_policies.add(session, given(clauses=many))
    assert "clauses" in refused.value.fields
    school_policies.add(session, given())
    line = school_policies.policies(session)[0]
    for act in (
        lambda: school_policies.change(session, line.reference, given(), " ", replacing=1),
        lambda: school_policies.end(session, line.reference, date(2026, 10, 1), ""),
        lambda: school_policies.take_back(session, line.reference, ""),
    ):
        with pytest.raises(RuleViolation) as refused:
            act()
        assert "reason" in refused.value.fields


def test_more_clauses_than_are_kept_is_said_and_none_is_dropped(session: Session) -> None:
    text = "\n".join(f"{number}. Words of a clause." for number in range(1, MOST_CLAUSES + 2))
    with pytest.raises(RuleViolation) as refused:
        school_policies.propose(session, text)
    assert "at most 400" in refused.value.fields["text"]
    assert len(school_policies.propose(session, text.rpartition("\n")[0])) == MOST_CLAUSES
