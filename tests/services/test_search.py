"""One search over what is open, case numbers first, and nothing of what a key does not open."""

from datetime import date

import pytest

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.people import PersonRef
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import incidents
from safeguard_app.services.search import EMPTY, search
from safeguard_app.vault import searching, verifying
from tests.services.conftest import MadeSchool, adult, log_incident, pupil
from tests.services.test_declarations import declared


def test_a_name_finds_the_person_first_then_records_and_declarations(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    tyler = pupil(session, "Tyler Pike", date(2018, 3, 9))
    made_school.clock.set("2026-09-24 16:00")
    log_incident(session, "SPC", (aunt, "adult_of_concern"), (tyler, "child_contacted"))
    declared(session, aunt, tyler, "2026-09-24 15:00")
    head = session.vault.daily.head.number

    found = search(session, "pike")

    assert [(row.kind, row.title) for row in found.rows[:2]] == [
        (RecordKind.PERSON, "Shona Pike"),
        (RecordKind.PERSON, "Tyler Pike"),
    ]
    assert {row.kind for row in found.rows[2:]} == {RecordKind.INCIDENT, RecordKind.DECLARATION}
    assert found.rows[0].second == "Midday supervisor"
    assert session.vault.daily.head.number == head


def test_a_case_number_typed_whole_comes_first_in_any_series(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    about = PersonRef(None, "Somebody")
    daily = log_incident(session, "CB", (about, "target"))
    adults = log_incident(session, "SPC", (about, "adult_of_concern"))
    for reference in (daily, adults):
        case = incidents.case_of(session, reference)
        rows = search(session, case.lower()).rows
        assert rows[0].reference == reference
        assert case in rows[0].second
        assert sum(row.reference == reference for row in rows) == 1


def test_matched_words_are_marked_in_the_snippet(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    log_incident(
        session, "CB", (PersonRef(None, "Ella Tan"), "target"), account="They wrote: everybody hates you."
    )

    snippet = search(session, "everybod").rows[0].snippet

    assert [part.text for part in snippet if part.matched] == ["everybody"]
    assert "\x02" not in "".join(part.text for part in snippet)


def test_what_is_typed_is_never_an_operator(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    log_incident(session, "CB", (PersonRef(None, "Ella Tan"), "target"))

    for typed in ('"', "NOT", "ella OR", "ella*", "(", "text:ella", "-", "NEAR(ella tan)"):
        search(session, typed)

    assert search(session, "   ") == EMPTY
    assert search(session, "nobody-of-that-name").sentence == "Nothing found for “nobody-of-that-name”."


def test_a_deputy_finds_nothing_of_concerns_about_adults(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    aunt = adult(session, "Shona Pike", "Midday supervisor")
    incident = log_incident(session, "SPC", (aunt, "adult_of_concern"), account="Unmistakable words.")
    case = incidents.case_of(session, incident)
    session = made_school.sign_in("deputy")

    assert search(session, "unmistakable").rows == ()
    assert search(session, case).rows == ()
    assert [row.kind for row in search(session, "pike").rows] == [RecordKind.PERSON]


def test_long_lists_are_cut_and_say_so(made_school: MadeSchool) -> None:
    session = made_school.sign_in()
    for _ in range(4):
        log_incident(session, "CB", (PersonRef(None, "Ella Tan"), "target"))

    found = search(session, "ella", limit=3)

    assert (len(found.rows), found.more) == (3, True)
    assert found.sentence == "The first 3. Type more to narrow it down."
    assert all(row.reference.compartment is Compartment.DAILY for row in found.rows)


def test_a_text_of_no_picture_is_passed_over_where_very_many_match(
    made_school: MadeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index that is wrong shows less, and ``verify`` says so; it does not end the search."""
    session = made_school.sign_in()
    monkeypatch.setattr(searching, "RANKED_UP_TO", 1)
    connection = session.vault.daily.connection
    for row in (1, 2, 3):
        connection.execute("INSERT INTO machine_search (rowid, text) VALUES (?, 'a wombat')", (row,))
    assert search(session, "wombat").rows == ()
    assert [one.code for one in verifying.verify(session.vault)] == ["search_broken"]
