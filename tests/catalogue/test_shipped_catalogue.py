"""The catalogue that ships: complete, aligned with the codes records keep, and safe where the law is hardest."""

import dataclasses
import datetime
from enum import StrEnum

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.categories import ADULT_OF_CONCERN, Asked, HoldKind, QuestionKind
from safeguard_app.catalogue.choices import ListName
from safeguard_app.catalogue.loader import load_catalogue
from safeguard_app.domain.contact_check import (
    ContentSeen,
    Direction,
    Extent,
    Handling,
    HeadToldBy,
    Initiator,
    Protocol,
    Visibility,
)
from safeguard_app.domain.contact_rules import FormerPupilsRule, ParentsRule, ReviewRule
from safeguard_app.domain.declarations import (
    ContactWay,
    DeclarationKind,
    How,
    OtherSide,
    ParentsAware,
    StepKind,
)
from safeguard_app.domain.entries import DecisionKind, NoteKind, Outcome, Whom
from safeguard_app.domain.evidence import CaptureFacts, Reached, TakenWith
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.incidents import Place, SchoolEquipment, Severity
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.people import AdultType, HandleConfidence, OfficeKind, PersonKind, Relation
from safeguard_app.domain.responses import BanOutcome, BanStanding, PlatformResult, StepResult
from safeguard_app.domain.support import SupportAnswer
from safeguard_app.domain.working_time import Unit

MISSION = ("CB", "TR", "PV", "SPC")
FURTHER = (
    "DEF MISINFO IMP PID IMG UA PCA SPar FPC OFFCH GRM II INAP CONF REP EQ ICT COND OTHER NS".split()  # noqa: SIM905
)

KEPT_CODES: dict[ListName, type[StrEnum]] = {
    ListName.ACKNOWLEDGED_HOW: How,
    ListName.ADULT_TYPES: AdultType,
    ListName.BAN_OUTCOMES: BanOutcome,
    ListName.BAN_STANDINGS: BanStanding,
    ListName.CLOSING_OUTCOMES: Outcome,
    ListName.CONTACT_DIRECTIONS: Direction,
    ListName.CONTACT_WAYS: ContactWay,
    ListName.CONTACT_EXTENTS: Extent,
    ListName.CONTENT_SEEN: ContentSeen,
    ListName.DECISIONS: DecisionKind,
    ListName.DECLARATION_KINDS: DeclarationKind,
    ListName.DECLARATION_STEPS: StepKind,
    ListName.DECLARED_SIDES: OtherSide,
    ListName.EQUIPMENT: SchoolEquipment,
    ListName.FORMER_PUPILS_RULES: FormerPupilsRule,
    ListName.HEAD_TOLD_BY: HeadToldBy,
    ListName.INITIATORS: Initiator,
    ListName.PARENTS_RULES: ParentsRule,
    ListName.PROTOCOL_KEPT: Protocol,
    ListName.REQUEST_HANDLING: Handling,
    ListName.REVIEW_RULES: ReviewRule,
    ListName.HANDLE_CONFIDENCE: HandleConfidence,
    ListName.NOTE_KINDS: NoteKind,
    ListName.OFFICES: OfficeKind,
    ListName.PARENTS_AWARE: ParentsAware,
    ListName.PERSON_KINDS: PersonKind,
    ListName.PLACES: Place,
    ListName.PLATFORM_RESULTS: PlatformResult,
    ListName.REACHED: Reached,
    ListName.RELATIONSHIPS: Relation,
    ListName.SEVERITIES: Severity,
    ListName.STEP_RESULTS: StepResult,
    ListName.SUPPORT_ANSWERS: SupportAnswer,
    ListName.TAKEN_WITH: TakenWith,
    ListName.VISIBILITIES: Visibility,
    ListName.WHOM_TOLD: Whom,
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def test_every_category_is_there_with_the_mission_first(catalogue: Catalogue) -> None:
    assert tuple(catalogue.categories)[:4] == MISSION
    assert set(catalogue.categories) == {*MISSION, *FURTHER}


@pytest.mark.parametrize("name", KEPT_CODES, ids=str)
def test_a_list_has_a_label_for_every_code_that_records_keep(catalogue: Catalogue, name: ListName) -> None:
    codes = {choice.code for choice in catalogue.lists[name].choices}
    assert codes == {member.value for member in KEPT_CODES[name]}


@pytest.mark.parametrize("code", MISSION)
@pytest.mark.parametrize("nation", Nation)
def test_a_mission_category_is_full_in_every_nation(catalogue: Catalogue, code: str, nation: Nation) -> None:
    category = catalogue.categories[code]
    assert len(category.questions_for(nation)) >= 4
    assert category.questions_for(nation, Asked.CAPTURE)
    assert category.actions_for(nation)
    assert category.holds_for(nation)
    assert category.immediate_safety
    assert catalogue.clauses_of(code)
    assert catalogue.referrals_of(code, nation)
    assert catalogue.evidence_of(code)


@pytest.mark.parametrize("code", FURTHER)
@pytest.mark.parametrize("nation", Nation)
def test_a_further_category_says_what_it_is_asks_and_starts(
    catalogue: Catalogue, code: str, nation: Nation
) -> None:
    category = catalogue.categories[code]
    assert category.definition
    assert category.questions_for(nation)
    assert category.actions_for(nation)
    assert category.holds_for(nation)
    assert category.clauses
    assert catalogue.referrals_of(code, nation)


def test_concerns_about_adults_who_work_here_are_kept_apart(catalogue: Catalogue) -> None:
    apart = {code for code, category in catalogue.categories.items() if category.home is Compartment.ADULTS}
    assert apart == {"SPC", "SPar", "FPC", "OFFCH", "COND"}


def test_an_adult_of_concern_takes_any_record_out_of_the_daily_log(catalogue: Catalogue) -> None:
    for code in catalogue.categories:
        assert catalogue.home_of(code, ["reporter", "adult_of_concern"]) is Compartment.ADULTS
    assert catalogue.home_of("CB", ["target", "alleged"]) is Compartment.DAILY
    assert catalogue.home_of("SPC", ["reporter"]) is Compartment.ADULTS


def test_an_adult_who_only_received_a_request_stays_in_the_daily_log(catalogue: Catalogue) -> None:
    assert catalogue.home_of("PCA", ["adult_contacted", "child_contacted"]) is Compartment.DAILY


def test_nothing_but_words_is_kept_of_an_indecent_image(catalogue: Catalogue) -> None:
    closed = {code for code, category in catalogue.categories.items() if category.evidence_closed}
    assert closed == {"II"}
    assert catalogue.evidence_of("II") == ()
    assert catalogue.categories["II"].actions[0].id == "ii-stop"
    assert HoldKind.TOUCH_DEVICE in {hold.kind for hold in catalogue.categories["II"].holds}


def test_who_is_told_to_keep_a_copy_is_told_what_is_never_copied(catalogue: Catalogue) -> None:
    for category in catalogue.categories.values():
        for action in category.actions:
            if any(word in action.text.lower() for word in ("capture", "keep the messages")):
                assert "under 18" in action.text, f"{category.code}: {action.id}"
    for reference in ("002 L63", "004 §9.2"):
        assert "never copied" in catalogue.clauses[reference].words


@pytest.mark.parametrize("nation", Nation)
def test_wherever_an_adult_of_concern_is_possible_advice_and_threshold_come_first(
    catalogue: Catalogue, nation: Nation
) -> None:
    for code, category in catalogue.categories.items():
        if ADULT_OF_CONCERN in category.roles:
            holds = category.holds_for(nation, {ADULT_OF_CONCERN})
            assert HoldKind.SPEAK_TO_ADULT in {hold.kind for hold in holds}, code
            assert category.asks_harm_threshold({ADULT_OF_CONCERN}), code
            actions = {action.id for action in category.actions_for(nation, {ADULT_OF_CONCERN})}
            assert actions & {"threshold-reason", "ring-lado", "ring-dos", "ring-scotland", "ring-ni"}, code


def test_what_is_only_about_an_adult_does_not_start_between_children(catalogue: Catalogue) -> None:
    images = catalogue.categories["II"]
    clocks = {action.clock for action in images.actions_for(Nation.ENGLAND, {"alleged", "depicted"})}
    assert "lado" not in clocks
    assert "lado" in {action.clock for action in images.actions_for(Nation.ENGLAND, {ADULT_OF_CONCERN})}
    assert "adult_now" not in {one.id for one in images.questions_for(Nation.ENGLAND, roles=["alleged"])}
    assert "adult_now" in {one.id for one in images.questions_for(Nation.ENGLAND, roles=[ADULT_OF_CONCERN])}
    assert not images.asks_harm_threshold(["alleged"])


def test_contact_between_staff_and_pupils_starts_its_clock_before_anyone_is_named(
    catalogue: Catalogue,
) -> None:
    contact = catalogue.categories["SPC"]
    assert "lado" in {action.clock for action in contact.actions_for(Nation.ENGLAND, ())}
    assert contact.asks_harm_threshold()


def test_terrorist_material_is_described_and_never_downloaded(catalogue: Catalogue) -> None:
    prevent = catalogue.categories["PV"]
    assert "Manuals, propaganda and attack videos may not" in prevent.capture_note
    assert "do-not-download" in {action.id for action in prevent.actions}


def test_the_allegation_clock_is_one_working_day_in_england_and_a_day_in_wales(catalogue: Catalogue) -> None:
    found = {}
    for nation in Nation:
        for action in catalogue.categories["SPC"].actions_for(nation):
            clock = catalogue.clock_of(action, nation)
            if action.agency == "allegations" and clock is not None:
                found[nation] = (clock.unit, clock.amount)
    assert found == {
        Nation.ENGLAND: (Unit.WORKING_DAYS, 1),
        Nation.WALES: (Unit.HOURS, 24),
        Nation.SCOTLAND: (Unit.IMMEDIATE, 0),
        Nation.NORTHERN_IRELAND: (Unit.IMMEDIATE, 0),
    }


def test_a_clock_of_another_nation_does_not_run(catalogue: Catalogue) -> None:
    english = next(action for action in catalogue.categories["SPC"].actions if action.clock == "lado")
    assert catalogue.clock_of(english, Nation.ENGLAND) is catalogue.clocks["lado"]
    assert catalogue.clock_of(english, Nation.NORTHERN_IRELAND) is None


@pytest.mark.parametrize("nation", Nation)
def test_first_run_asks_for_the_contacts_to_ring(catalogue: Catalogue, nation: Nation) -> None:
    asked = [agency.id for agency in catalogue.nations[nation].contacts_to_ask()]
    assert asked == ["police", "front_door", "out_of_hours", "allegations", "prevent", "chair", "hr"]
    emergency = catalogue.nations[nation].agency("emergency")
    assert emergency is not None
    assert emergency.telephone == "999"


def test_an_agency_a_nation_lacks_is_none(catalogue: Catalogue) -> None:
    assert catalogue.nations[Nation.SCOTLAND].agency("nobody") is None


@pytest.mark.parametrize("category", ["CB", "EQ"])
def test_northern_irelands_bullying_record_has_what_its_law_asks(catalogue: Catalogue, category: str) -> None:
    asked = {one.id for one in catalogue.categories[category].questions_for(Nation.NORTHERN_IRELAND)}
    assert {"motivation", "method", "addressed", "statutory_place", "statutory_why"} <= asked
    england = {one.id for one in catalogue.categories[category].questions_for(Nation.ENGLAND)}
    assert not england & {"motivation", "statutory_place", "statutory_why", "addressed"}


def test_choices_of_one_nation_are_not_offered_in_another(catalogue: Catalogue) -> None:
    def codes(nation: Nation) -> set[str]:
        return {choice.code for choice in catalogue.choices(ListName.PROTECTED_CHARACTERISTICS, nation)}

    assert codes(Nation.NORTHERN_IRELAND) - codes(Nation.ENGLAND) == {"political_opinion", "dependants"}


def test_the_four_limbs_of_the_harm_threshold_are_the_forms_own(catalogue: Catalogue) -> None:
    limbs = [choice.label for choice in catalogue.lists[ListName.HARM_THRESHOLD].choices]
    field = next(f for f in catalogue.forms["staff_allegation"].fields_for(Nation.ENGLAND) if f.id == "limbs")
    assert list(field.allowed) == limbs
    assert len(limbs) == 4


def test_the_form_asks_what_an_officer_asks_first(catalogue: Catalogue) -> None:
    required = {field.id for field in catalogue.forms["staff_allegation"].required_for(Nation.SCOTLAND)}
    assert {
        "child_safe",
        "adult_now",
        "spoken_to",
        "who_knows",
        "came_to_attention",
        "description",
    } <= required
    assert "limbs" not in required


def test_no_field_of_the_form_prints_blank_but_those_the_agency_fills(catalogue: Catalogue) -> None:
    for section in catalogue.forms["staff_allegation"].sections:
        assert section.filled_by_agency or all(field.unknown for field in section.fields), section.id


def test_one_press_on_not_known_claims_nothing(catalogue: Catalogue) -> None:
    neutral = {"Not known", "Name unknown", "No other name known", "Not sure: advice is asked for"}
    computed = {"Education", "No contact check belongs to this record"}
    first = {
        (form.id, field.id): field.unknown[0]
        for form in catalogue.forms.values()
        for section in form.sections
        for field in section.fields
        if field.unknown
    }
    assert {where: words for where, words in first.items() if words not in neutral | computed} == {}


def test_evidence_items_name_facts_that_records_keep(catalogue: Catalogue) -> None:
    facts = {field.name for field in dataclasses.fields(CaptureFacts)} | {"file"}
    assert {item.fact for item in catalogue.evidence_items.values()} <= facts


def test_a_clause_holds_between_its_days(catalogue: Catalogue) -> None:
    clause = dataclasses.replace(
        catalogue.clauses["004 §6.7"],
        in_force_from=datetime.date(2020, 9, 1),
        superseded_on=datetime.date(2026, 9, 1),
    )
    held = [datetime.date(2020, 9, 1), datetime.date(2026, 8, 31)]
    not_held = [datetime.date(2020, 8, 31), datetime.date(2026, 9, 1)]
    assert [clause.in_force_between(day, day) for day in [*held, *not_held]] == [True, True, False, False]


def test_a_platforms_age_is_the_one_of_the_day(catalogue: Catalogue) -> None:
    whatsapp = catalogue.platforms["whatsapp"]
    ages = [
        whatsapp.minimum_age_on(day)
        for day in (datetime.date(2018, 5, 24), datetime.date(2024, 4, 10), datetime.date(2024, 4, 11))
    ]
    assert [entry and entry.age for entry in ages] == [None, 16, 13]


def test_an_id_asked_in_several_categories_keeps_its_kind(catalogue: Catalogue) -> None:
    kinds: dict[str, set[QuestionKind]] = {}
    for category in catalogue.categories.values():
        for question in category.questions:
            kinds.setdefault(question.id, set()).add(question.kind)
    assert {asked for asked, found in kinds.items() if len(found) > 1} == set()


def test_every_shared_part_is_used(catalogue: Catalogue) -> None:
    used = {role for category in catalogue.categories.values() for role in category.roles}
    assert set(catalogue.roles) == used
    cited = {item for category in catalogue.categories.values() for item in category.evidence}
    assert set(catalogue.evidence_items) - cited == set()


def test_the_version_is_what_records_keep(catalogue: Catalogue) -> None:
    assert catalogue.version == "2026.11"
