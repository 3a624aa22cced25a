"""What an authority's form leaves unsaid stands on the sheet: boxes, children without a field, parts of a name."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pypdf
import pytest

from safeguard_app.domain.authority_forms import AnswerPart, DateStyle, FieldSource, OptionWhen, TickWhen
from safeguard_app.domain.form_matching import sourced
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import authority_forms, authority_mapping, own_forms, paper, referrals
from safeguard_app.services.authority_forms import FormInput
from safeguard_app.services.paper_views import AuthorityFormPaper
from safeguard_app.services.session import Session
from tests.evidence_files.made_forms import Made
from tests.services.conftest import MadeSchool, adult, log_incident, pupil
from tests.services.test_scenario_documents import LADO, MARF, begin, make_crossfield

Rows = tuple[tuple[str, str], ...]


def made_form(texts: Rows = (), ticks: Rows = (), *, small: Rows = ()) -> bytes:
    """A page with fields of these names and labels, one under the other; ``small`` ones hold nothing."""
    made = Made()
    page = made.page(words=("Northshire Council",))
    for place, (name, label) in enumerate(texts):
        made.text(page, name, (150, 740 - 24 * place, 540, 758 - 24 * place), label=label)
    for place, (name, label) in enumerate(ticks):
        made.tick(page, name, (50, 740 - 24 * place, 64, 754 - 24 * place), label=label)
    for place, (name, label) in enumerate(small):
        made.text(page, name, (20 + 20 * place, 30, 30 + 20 * place, 34), label=label)
    return made.finish()


@dataclass
class Filled:
    """A form filled for a look: its values, and what stands on the sheet and above the pages."""

    values: dict[str, str]
    sheet: str
    told: str


def filled(session: Session, referral: Reference, content: bytes, ours: str, *sources: FieldSource) -> Filled:
    file = authority_forms.offered(session, content, "form.pdf")
    reference, _ = authority_forms.add(session, file, FormInput("Northshire", "Form", None, ours))
    line = authority_forms.line_of(session, reference)
    authority_forms.settle(session, reference, sources, "", replacing=line.version)
    seen = paper.preview(session, AuthorityFormPaper(reference, referral))
    reader = pypdf.PdfReader(io.BytesIO(seen.pdf))
    values = {name: str(one.get("/V", "")) for name, one in (reader.get_fields() or {}).items()}
    sheet = " ".join(" ".join(page.extract_text() for page in reader.pages[1:]).split())
    return Filled(values, sheet, seen.since)


def chosen(session: Session, content: bytes, ours: str, **picked: str) -> tuple[FieldSource, ...]:
    """What a person gets who chooses a question for a field: nothing else is said."""
    fields = {one.name: one for one in authority_forms.offered(session, content).reading.fields}
    asked = authority_forms.questions(session, own_forms.form_of(session, ours))
    questions = {authority_mapping.key_of(one.id, one.member): one for one in asked}
    return tuple(sourced(fields[name], questions[key]) for name, key in picked.items())


@pytest.fixture(autouse=True)
def _ended(session: Session) -> Iterator[None]:
    yield
    session.looking_in.end()


@dataclass
class Crossfield:
    session: Session
    marf: Reference


@pytest.fixture(scope="module")
def crossfield(make_once: Callable[..., MadeSchool]) -> Iterator[Crossfield]:
    """A record whose parent and police were told in words, with the form begun on it."""
    session, record, leon = make_crossfield(make_once())
    referral = begin(session, record, MARF, leon)
    say(session, referral, "police", "Fri 6 Nov 2026, 15:20, reference CT-88")
    yield Crossfield(session, referral)
    session.looking_in.end()


TOLD = (("ParentTold", "Parent told"), ("Police", "Police informed"))


def test_a_box_chosen_for_who_was_told_is_ticked_and_the_words_stand_on_the_sheet(
    crossfield: Crossfield,
) -> None:
    session, content = crossfield.session, made_form(ticks=TOLD)
    sources = chosen(session, content, MARF, ParentTold="parent_told#1", Police="police")
    assert {one.ticks for one in sources} == {TickWhen.TOLD}
    found = filled(session, crossfield.marf, content, MARF, *sources)
    assert found.values == {"ParentTold": "/Yes", "Police": "/Yes"}
    assert "Dawn Marr told" in found.sheet and "CT-88" in found.sheet
    assert "2 answers stand in full on the sheet" in found.told


def test_a_box_that_asks_for_yes_never_says_no_for_an_answer_in_words(crossfield: Crossfield) -> None:
    yes = (OptionWhen("Yes", ("Yes",)),)
    found = filled(
        crossfield.session,
        crossfield.marf,
        made_form(ticks=TOLD),
        MARF,
        FieldSource("ParentTold", "parent_told", 1, when=yes),
        FieldSource("Police", "police", when=yes),
    )
    assert set(found.values.values()) == {"/Off"}
    assert "Dawn Marr told" in found.sheet and "CT-88" in found.sheet
    assert found.sheet.count("No box of the form says this") == 2


@pytest.fixture
def lund(session: Session) -> Reference:
    incident = log_incident(session, "TR", (PersonRef(None, "Freya Lund"), "target"))
    return referrals.begin(session, incident, form=MARF)[0]


def say(session: Session, referral: Reference, key: str, text: str) -> None:
    version = referrals.view(session, referral).version
    referrals.answer(session, referral, key, text, version=version)


def withheld(session: Session, referral: Reference, key: str, why: str) -> None:
    referrals.withhold(session, referral, key, why, version=referrals.view(session, referral).version)


def unknown(session: Session, referral: Reference, key: str) -> None:
    referrals.not_known(session, referral, key, version=referrals.view(session, referral).version)


def test_a_held_parent_is_not_ticked_and_no_stands_in_an_empty_box(session: Session, lund: Reference) -> None:
    content = made_form(
        ticks=(("Child", "Child told"), ("Views", "Parents aware"), ("Plan", "Plan attached"))
    )
    say(session, lund, "child_told", "Held until Monday on the advice of PC 3391")
    say(session, lund, "parents_views", "No")
    say(session, lund, "early_help", "Yes, but the plan of March is out of date")
    child, plan = chosen(session, content, MARF, Child="child_told", Plan="early_help")
    views = FieldSource("Views", "parents_views", when=(OptionWhen("Yes", ("Yes",)),))
    assert child.ticks is TickWhen.TOLD and plan.ticks is TickWhen.ANSWERS
    found = filled(session, lund, content, MARF, child, views, plan)
    assert found.values == {"Child": "/Off", "Views": "/Off", "Plan": "/Yes"}
    assert "Held until Monday" in found.sheet and "Views" not in found.sheet
    assert "the plan of March is out of date" in found.sheet and "say less than this" in found.sheet


def test_a_kind_that_has_no_box_stands_on_the_sheet(session: Session, lund: Reference) -> None:
    content = made_form(ticks=(("P", "Physical abuse"), ("E", "Emotional abuse")))
    sources = chosen(session, content, MARF, P="harm", E="harm")
    assert [one.when[0].answers for one in sources] == [("Physical",), ("Emotional",)]
    say(session, lund, "harm", "Physical")
    found = filled(session, lund, content, MARF, *sources)
    assert found.values == {"P": "/Yes", "E": "/Off"} and "Physical" not in found.sheet
    say(session, lund, "harm", "Physical\nNeglect")
    assert "Neglect" in filled(session, lund, content, MARF, *sources).sheet


def test_children_beyond_the_fields_stand_whole_on_the_sheet(session: Session) -> None:
    joel = adult(session, "Joel Merrin", "Teaching assistant")
    names = ("Freya Linden", "Mia Rowe", "Tom Bell")
    children = [(pupil(session, one, date(2012, 3, 3), "Year 10", "10C"), "child_contacted") for one in names]
    record = log_incident(session, "SPC", (joel, "adult_of_concern"), *children)
    referral = begin(session, record, LADO, joel)
    key = next(one.id for one in referrals.view(session, referral).sections if "Tom Bell" in one.title)
    tom = f"@{key.partition('@')[2]}"
    say(session, referral, f"child_address{tom}", "7 Mill Street")
    content = made_form((("Adult", "Adult"), ("Kid", "Child")))
    found = filled(
        session,
        referral,
        content,
        LADO,
        FieldSource("Adult", "adult_name"),
        FieldSource("Kid", "child_name", 1),
    )
    assert found.values["Kid"] in names
    for name in set(names) - {found.values["Kid"]}:
        assert f"Child: {name}" in found.sheet
    assert "7 Mill Street" in found.sheet, "all that is known of them, and not only what must be answered"
    assert found.sheet.count("no field for them") == 2


def test_what_must_be_answered_or_is_withheld_or_is_about_danger_goes_along_and_the_rest_is_named(
    session: Session, lund: Reference
) -> None:
    say(session, lund, "consent", "Given by her mother on Monday")
    withheld(session, lund, "child_doctor", "it would say where she lives")
    say(session, lund, "keep_from_family", "That her aunt rang")
    say(session, lund, "staff_safety", "A dog")
    say(session, lund, "child_religion", "Quaker")
    content = made_form((("Name", "Full name"),))
    found = filled(session, lund, content, MARF, FieldSource("Name", "child_name"))
    for words in ("Given by her mother", "Withheld because it would say", "her aunt rang", "A dog"):
        assert words in found.sheet
    assert "Quaker" not in found.sheet and "Religion" in found.told and " more" not in found.told


def test_a_name_in_two_fields_and_one_that_cannot_be_parted(session: Session, lund: Reference) -> None:
    content = made_form(
        (("ChildFirstName", "First name(s)"), ("ChildSurname", "Surname"), ("F", "Full name"))
    )
    halves = chosen(session, content, MARF, ChildFirstName="child_name", ChildSurname="child_name")
    assert [one.part for one in halves] == [AnswerPart.FIRST_NAMES, AnswerPart.LAST_NAME]
    found = filled(session, lund, content, MARF, *halves)
    assert found.values | {"F": ""} == {"ChildFirstName": "Freya", "ChildSurname": "Lund", "F": ""}
    assert "Item" not in found.sheet and "Check each: First name(s): Freya; Surname: Lund." in found.told
    say(session, lund, "child_name", "Aisha")
    found = filled(session, lund, content, MARF, *halves)
    assert (found.values["ChildFirstName"], found.values["ChildSurname"]) == ("", "Aisha")
    assert "first names and last name apart. Aisha" in found.sheet and "left blank" in found.told
    unknown(session, lund, "child_name")
    found = filled(session, lund, content, MARF, *halves)
    assert set(found.values.values()) == {"Name unknown", ""}, "what is not known is not taken apart"


def test_a_postcode_and_a_time_stand_alone(session: Session, lund: Reference) -> None:
    content = made_form(
        (
            ("Address", "Home address"),
            ("Postcode", "Postcode"),
            ("Day", "Date of incident (DD/MM/YYYY)"),
            ("Time", "Time of incident"),
        )
    )
    say(session, lund, "child_address", "12 Long Lane, Eastmarch ZZ9 9ZZ")
    say(session, lund, "happened", "Fri 6 Nov 2026, 15:40")
    sources = chosen(
        session,
        content,
        MARF,
        Address="child_address",
        Postcode="child_address",
        Day="happened",
        Time="happened",
    )
    found = filled(session, lund, content, MARF, *sources)
    assert found.values == {
        "Address": "12 Long Lane, Eastmarch ZZ9 9ZZ",
        "Postcode": "ZZ9 9ZZ",
        "Day": "06/11/2026",
        "Time": "15:40",
    }
    assert "Item" not in found.sheet
    say(session, lund, "child_address", "With her aunt")
    found = filled(session, lund, content, MARF, *sources)
    assert found.values["Postcode"] == "" and "No postcode was found" in found.told


def test_fields_without_room_for_a_number_are_named_on_the_sheet(session: Session, lund: Reference) -> None:
    content = made_form(small=(("A", "Name of child"), ("B", "Name again")))
    found = filled(
        session, lund, content, MARF, FieldSource("A", "child_name"), FieldSource("B", "child_name")
    )
    assert set(found.values.values()) == {""}
    assert "Item 1. Name of child Page 1 of the form. Does not fit the field" in found.sheet
    assert "no room for the number" in found.sheet
    assert "“Name again” on page 1 as well" in found.sheet and "Freya Lund" in found.sheet


def test_a_mapping_kept_before_parts_and_told_were_known_reads_as_it_was_meant() -> None:
    kept = '[{"field": "A", "question": "q", "member": 1, "fixed": "", "when": [], "dates": "slashes"}]'
    assert authority_mapping.read_text(kept) == (FieldSource("A", "q", 1, dates=DateStyle.SLASHES),)
