"""A full record as its reader sees it: its five clocks, its circumstances, who was told; on screen and on paper."""

from dataclasses import replace

import pytest

from safeguard_app.domain.entries import Telling, TellingState, Whom
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Place, SchoolEquipment
from safeguard_app.domain.moments import exactly, not_known
from safeguard_app.services import entries, evidence, incident_pages, incidents, paper
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.incident_views import EntryLine, IncidentPage
from safeguard_app.services.paper_views import IncidentPaper
from safeguard_app.services.session import Session
from tests.services.conftest import MadeSchool, at, log_incident, moment
from tests.services.test_correction_round_trip import CHILD, MOTHER, TEACHER, a_record, as_form, corrected
from tests.services.test_evidence import EVERY_FACT, permit_for, png
from tests.services.test_paper import words_of

CLOCKS = (
    ("Happened", "Wed 7 Oct 2026, about 21:00", "as the screenshot shows"),
    ("Seen", "Thu 8 Oct 2026, 08:15", "as the pupil said"),
    (
        "Came to attention",
        "Thu 8 Oct 2026, 12:10, to Mr Ash Rowan",
        "told by Ms Dawn Maple, reached the Designated Safeguarding Lead Thu 8 Oct 2026, 13:10",
    ),
    ("Captured", "Thu 8 Oct 2026, 08:20", "on the capture itself"),
    ("Entered", "Mon 12 Oct 2026, 09:00", "Miss Jo Abbey"),
)
CIRCUMSTANCES = (
    ("Where online", "TikTok a page"),
    (
        "Youngest age it allowed then",
        "13, since Thu 2 Aug 2018, by the service’s terms. Check it against the service’s own terms.",
    ),
    ("Where the people were", "Away from school"),
    ("School equipment", "A school device; The school’s network; The filter or monitoring"),
    ("Protected characteristic", "Race"),
    ("Online risk", "Contact"),
    ("Child’s wishes and feelings", "She wants her mother told."),
    ("Severity", "High. It goes on"),
    ("Review", "Sun 1 Nov 2026, Miss Jo Abbey"),
)


@pytest.fixture
def whole(made_school: MadeSchool) -> tuple[Session, Reference]:
    """A record with something in every field and one exhibit, filed at nine and worked on at twenty to ten."""
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    record = a_record(session)
    made_school.clock.set("2026-10-12 09:40")
    form = replace(
        as_form(session, record),
        seen=Typed("", exactly(at("2026-10-08 08:15"), "as the pupil said")),
        first_told=TEACHER,
        told_by_withheld=True,
        equipment=(SchoolEquipment.DEVICE, SchoolEquipment.NETWORK, SchoolEquipment.FILTER),
    )
    corrected(session, record, form)
    facts = replace(EVERY_FACT, captured_at=exactly(at("2026-10-08 08:20"), "on the capture itself"))
    evidence.take_in_bytes(session, permit_for(session, record), png(), "a.png", facts)
    return session, record


def page_of(whole: tuple[Session, Reference]) -> IncidentPage:
    """The record as its page has it."""
    return incident_pages.open_record(*whole)


def printed(whole: tuple[Session, Reference], *, names_withheld: bool = False) -> str:
    """All words of the record's PDF; the school's own copy unless names are to be withheld."""
    session, record = whole
    return words_of(paper.preview(session, IncidentPaper(record, names_withheld=names_withheld)).pdf)


def part(words: str, heading: str, following: str) -> str:
    """The words between two headings of a document, past its contents."""
    return words.rpartition(heading)[2].partition(following)[0].strip()


def test_the_page_says_all_five_clocks(whole: tuple[Session, Reference]) -> None:
    assert tuple((one.name, one.when, one.how_known) for one in page_of(whole).clocks) == CLOCKS


def test_the_paper_says_all_five_clocks(whole: tuple[Session, Reference]) -> None:
    table = part(printed(whole), "Clock Date and time How known", "3 Who Person")
    assert table == " ".join(" ".join(line) for line in CLOCKS)


def test_clocks_that_nobody_gave_say_so(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    record = log_incident(session, "CB", (CHILD, "target"), happened=not_known(), told=not_known())

    clocks = {one.name: (one.when, one.how_known) for one in page_of((session, record)).clocks}

    assert clocks == {
        "Happened": ("not known", ""),
        "Seen": ("not known", ""),
        "Came to attention": ("not known", ""),
        "Captured": ("nothing captured", ""),
        "Entered": ("Mon 12 Oct 2026, 09:00", "Miss Jo Abbey"),
    }
    words = printed((session, record))
    assert "Seen not known" in words
    assert "Captured nothing captured" in words


def test_a_capture_without_its_time_is_passed_over_for_one_that_has_it(made_school: MadeSchool) -> None:
    made_school.clock.set("2026-10-12 09:00")
    session = made_school.sign_in()
    record = log_incident(session, "CB", (CHILD, "target"))
    times = (None, moment("2026-10-08 08:20"), moment("2026-10-08 08:55"))
    for width, captured in enumerate(times, start=1):
        facts = replace(EVERY_FACT, captured_at=captured)
        evidence.take_in_bytes(session, permit_for(session, record), png(width), f"{width}.png", facts)

    (captured_line,) = [one for one in page_of((session, record)).clocks if one.name == "Captured"]

    assert captured_line.when == "Thu 8 Oct 2026, 08:20"


def test_the_page_says_every_circumstance(whole: tuple[Session, Reference]) -> None:
    assert tuple((one.label, one.words) for one in page_of(whole).circumstances) == CIRCUMSTANCES


def test_the_paper_says_every_circumstance(whole: tuple[Session, Reference]) -> None:
    table = part(printed(whole), "6 Circumstances", "7 School policy")
    assert table == " ".join(" ".join(line) for line in CIRCUMSTANCES)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place.ON_SITE, ["On the school site"]),
        (Place.OFF_SITE, ["Away from school"]),
        (Place.BOTH, ["Both"]),
        (Place.NOT_KNOWN, []),
    ],
)
def test_on_the_site_or_off_it(whole: tuple[Session, Reference], place: Place, said: list[str]) -> None:
    session, record = whole
    stored = incidents.current(session, record)
    changed = replace(stored.content, place=place)
    incidents.correct(session, record, changed, "Asked again.", replacing=stored.number)

    shown = [one.words for one in page_of(whole).circumstances if one.label == "Where the people were"]

    assert shown == said
    words = part(printed(whole), "6 Circumstances", "7 School policy")
    assert part(words, "own terms.", "School equipment") == " ".join(
        ["Where the people were", *said] if said else []
    )


@pytest.mark.parametrize(
    ("equipment", "said"),
    [
        (SchoolEquipment.DEVICE, "A school device"),
        (SchoolEquipment.NETWORK, "The school’s network"),
        (SchoolEquipment.FILTER, "The filter or monitoring"),
        (SchoolEquipment.ACCOUNT, "A school account"),
    ],
)
def test_each_thing_of_the_schools_that_was_involved(
    whole: tuple[Session, Reference], equipment: SchoolEquipment, said: str
) -> None:
    session, record = whole
    corrected(session, record, replace(as_form(session, record), equipment=(equipment,)))

    shown = {one.label: one.words for one in page_of(whole).circumstances}

    assert shown["School equipment"] == said
    assert f"School equipment {said} Protected characteristic" in printed(whole)


def test_a_reporter_who_asks_not_to_be_named_is_shown_as_one(whole: tuple[Session, Reference]) -> None:
    (reporter,) = [one for one in page_of(whole).people if one.role == "Reporter"]

    assert (reporter.name, reporter.known_as) == (MOTHER.name, "Parent or carer. Name kept out of copies")
    said = "Reporter Parent or carer. Name kept out of copies"
    assert f"{MOTHER.name} {said}" in printed(whole)
    leaving = printed(whole, names_withheld=True)
    assert f"Name withheld {said}" in leaving
    assert "told by [name withheld], reached" in leaving
    assert "Dawn" not in leaving


TOLD_THE_REPORTER = Telling(
    Whom.REPORTER,
    "Ms Dawn Maple",
    TellingState.TOLD,
    moment("2026-10-09 15:30"),
    by="Miss Jo Abbey",
    how="By telephone",
    what="It has been recorded and is being dealt with",
)
TOLD_THE_HEAD = Telling(
    Whom.HEAD, "Mrs Carol Denning", TellingState.TOLD, moment("2026-10-08 13:25"), by="Mr Tom Reed"
)
HEAD_NOT_TOLD = Telling(
    Whom.HEAD,
    "Mrs Carol Denning",
    TellingState.NOT_TOLD,
    moment("2026-10-08 13:25"),
    by="Miss Jo Abbey",
    ground="significant_harm",
    advised_by="Ms Hale",
)


@pytest.mark.parametrize(
    ("telling", "when", "status", "lines"),
    [
        (
            TOLD_THE_REPORTER,
            "Fri 9 Oct 2026, 15:30",
            "Told",
            ("What they were told: It has been recorded and is being dealt with", "How: By telephone"),
        ),
        (TOLD_THE_HEAD, "Thu 8 Oct 2026, 13:25", "Told", ()),
        (
            HEAD_NOT_TOLD,
            "Thu 8 Oct 2026, 13:25",
            "Not told",
            (
                "Ground: Telling them may put a child at greater risk of significant harm",
                "Agreed by Ms Hale",
            ),
        ),
    ],
)
def test_who_was_told_what_and_when_or_why_not(
    whole: tuple[Session, Reference], telling: Telling, when: str, status: str, lines: tuple[str, ...]
) -> None:
    session, record = whole
    entries.add_telling(session, record, telling)

    (shown,) = page_of(whole).told

    assert isinstance(shown, EntryLine) and shown.status is not None
    assert (shown.title, shown.when, shown.by, shown.status.words, shown.lines) == (
        telling.name,
        when,
        telling.by,
        status,
        lines,
    )
    said = part(printed(whole), "Who When What, or why not", "7 Circumstances")
    assert (
        said
        == f"{telling.name} {when} {status}. By {telling.by}. {' '.join(f'{one}.' for one in lines)}".strip()
    )
