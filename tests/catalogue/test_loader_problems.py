"""A file of the catalogue that cannot be used is refused with its name, the key and what was expected there."""

from typing import NamedTuple

import pytest

from safeguard_app.catalogue.loader import SHIPPED, CatalogueFiles, load_catalogue
from safeguard_app.catalogue.problems import CatalogueProblem
from safeguard_app.domain.errors import KnownProblem
from tests.catalogue.altered import altered, replaced, without

TROLLING = "catalogue/categories/trolling.toml"
ENGLAND = "catalogue/nations/england.toml"
IRELAND = "catalogue/nations/northern_ireland.toml"
CLOCKS = "catalogue/clocks.toml"
FORM = "forms/lado.toml"
CARE = "forms/marf-england.toml"
IRISH_FORM = "forms/unocini.toml"
LADDER = "catalogue/ladders/adult-author.toml"
LETTERS = "catalogue/letters/author.toml"


class Fault(NamedTuple):
    """One change to one shipped file, and what is said of it."""

    name: str
    old: str
    new: str
    key: str
    finding: str


FAULTS = {
    "not TOML": Fault(TROLLING, "[[categories]]", "[[categories", "", "expected TOML, but: "),
    "unknown compartment": Fault(
        TROLLING,
        'home = "c1"',
        'home = "c9"',
        "categories[0].home",
        "expected one of 'c1', 'c2', 'c3', 'c4', got 'c9'",
    ),
    "compartment of no category": Fault(
        TROLLING, 'home = "c1"', 'home = "c3"', "categories[0].home", "expected one of 'c1', 'c2', got 'c3'"
    ),
    "misspelt key": Fault(
        TROLLING, "definition =", "defintion =", "categories[0].defintion", "this key is not known"
    ),
    "missing key": Fault(
        CLOCKS, 'starts = "came_to_attention"\n', "", "clocks[0].starts", "expected a value, got none"
    ),
    "wrong type": Fault(
        TROLLING, "order = 20", 'order = "20"', "categories[0].order", "a whole number, got text"
    ),
    "list for text": Fault(
        TROLLING, 'code = "TR"', "code = []", "categories[0].code", "expected text, got a list"
    ),
    "text for list": Fault(
        TROLLING,
        'holds = ["post", "adult-posts"]',
        'holds = "post"',
        "categories[0].holds",
        "expected a list, got text",
    ),
    "shared choices without options": Fault(
        "catalogue/questions.toml",
        'options_from = "support_offered"\n',
        "",
        "questions[2].options",
        "expected options or options_from, and not both",
    ),
    "blank text": Fault(
        TROLLING, 'name = "Trolling"', 'name = " "', "categories[0].name", "expected text, got nothing"
    ),
    "ladder of no category": Fault(
        LADDER, '"TR", "DEF"', '"TR", "NONE"', "categories[1]", "expected a category, got 'NONE'"
    ),
    "two ladders for a category": Fault(
        LADDER, '"TR", "DEF"', '"TR", "UA"', "categories[0]", "expected one ladder for each category"
    ),
    "step with no such letter": Fault(
        LADDER,
        'letter = "removal_request"',
        'letter = "no_such_letter"',
        "rungs[3].letter",
        "expected a letter of letters/*.toml, got 'no_such_letter'",
    ),
    "step of no kind": Fault(
        LADDER, 'kind = "ban_review"', 'kind = "ban_revue"', "rungs[11].kind", "got 'ban_revue'"
    ),
    "step that records nothing": Fault(
        LADDER, 'records = ["said"]\n', "", "rungs[1].records", "expected what the step records"
    ),
    "step about nobody": Fault(
        LADDER,
        'records = ["said"]\n',
        'records = ["said"]\ntowards = ["nobody"]\n',
        "rungs[1].towards[0]",
        "expected a role of roles.toml, got 'nobody'",
    ),
    "letter filled with what nobody knows": Fault(
        LETTERS,
        "[deadline]",
        "[dedline]",
        "letters[0].paragraphs[2].text",
        "in square brackets, got 'dedline'",
    ),
    "not a date": Fault(
        "catalogue/platforms.toml",
        "in_force_from = 2006-09-26",
        'in_force_from = "autumn"',
        "platforms[0].minimum_ages[0].in_force_from",
        "expected another value",
    ),
    "a time for a date": Fault(
        "catalogue/catalogue.toml",
        "issued = 2026-11-21",
        "issued = 2026-11-21T10:00:00Z",
        "issued",
        "expected a date such as 2026-09-01, got a date with a time",
    ),
    "code used twice": Fault(
        TROLLING, 'code = "TR"', 'code = "CB"', "categories[0].code", "'CB' a second time"
    ),
    "clause that is not there": Fault(
        TROLLING,
        '"004 §9.3"',
        '"004 §99"',
        "categories[0].clauses[0]",
        "expected a clause of clauses/*.toml, got '004 §99'",
    ),
    "clause cited twice": Fault(
        TROLLING, '"004 §9.3"', '"004 §9.4"', "categories[0].clauses", "each name once"
    ),
    "role that is not there": Fault(
        TROLLING,
        '"target", "author"',
        '"victim", "author"',
        "categories[0].roles[0]",
        "expected a role of roles.toml",
    ),
    "shared question that is not there": Fault(
        TROLLING, '"still_up"', '"stil_up"', "categories[0].also_ask[0]", "expected an id of questions.toml"
    ),
    "question asked twice": Fault(
        TROLLING, 'id = "where"', 'id = "threat"', "categories[0].questions[3].id", "'threat' a second time"
    ),
    "action that is not there": Fault(
        TROLLING,
        'actions = ["capture"',
        'actions = ["snap"',
        "categories[0].actions[0]",
        "an id of actions.toml",
    ),
    "hold that is not there": Fault(
        TROLLING,
        'holds = ["post"',
        'holds = ["wait"',
        "categories[0].holds[0]",
        "an id of holds.toml, got 'wait'",
    ),
    "agency that is not there": Fault(
        TROLLING,
        'referrals = ["police"',
        'referrals = ["fbi"',
        "categories[0].referrals[0]",
        "an agency of nations",
    ),
    "evidence that is not there": Fault(
        TROLLING,
        'evidence = ["capture"',
        'evidence = ["snap"',
        "categories[0].evidence[0]",
        "an item of evidence.toml",
    ),
    "unknown kind of question": Fault(
        TROLLING,
        'kind = "choices"',
        'kind = "multi"',
        "categories[0].questions[1].kind",
        "expected one of 'text', 'yes-no-unknown', 'choice', 'choices', 'person', 'date', got 'multi'",
    ),
    "choices without options": Fault(
        "catalogue/categories/cyberbullying.toml",
        'options_from = "bullying_methods"\n',
        "",
        "categories[0].questions[0].options",
        "expected options or options_from, and not both",
    ),
    "options where none are chosen": Fault(
        TROLLING,
        'kind = "choices"',
        'kind = "text"',
        "categories[0].questions[1].options",
        "none for a question of kind text",
    ),
    "option used twice": Fault(
        TROLLING,
        'code = "open_group"',
        'code = "school_page"',
        "categories[0].questions[0].options[1].code",
        "a second time",
    ),
    "option code with a space": Fault(
        TROLLING,
        'code = "open_group"',
        'code = "open group"',
        "categories[0].questions[0].options[1].code",
        "expected letters, digits, - and _",
    ),
    "unknown placeholder": Fault(
        TROLLING,
        'definition = "Posting',
        'definition = "{boss} Posting',
        "categories[0].definition",
        "expected a placeholder among",
    ),
    "pictures where none may be kept": Fault(
        "catalogue/categories/children.toml",
        "evidence_closed = true",
        'evidence_closed = true\nevidence = ["capture"]',
        "categories[1].evidence",
        "expected no items, as evidence_closed is true",
    ),
    "clock that is not there": Fault(
        "catalogue/actions.toml",
        'clock = "lado"',
        'clock = "soon"',
        "actions[26].clock",
        "a clock of clocks.toml, got 'soon'",
    ),
    "agency one nation lacks": Fault(
        ENGLAND, 'id = "platform"', 'id = "platforms"', "actions[11].agency", "in england, got 'platform'"
    ),
    "agency about the head that is not there": Fault(
        "catalogue/actions.toml",
        'clock = "head-told"\nagency_about_head = "chair"\n\n[[actions]]\nid = "capture"',
        'clock = "head-told"\nagency_about_head = "chairs"\n\n[[actions]]\nid = "capture"',
        "actions[2].agency_about_head",
        "in england, got 'chairs'",
    ),
    "hours without an amount": Fault(
        CLOCKS,
        'unit = "hours"\namount = 24',
        'unit = "hours"',
        "clocks[4].amount",
        "expected 1 or more, got 0",
    ),
    "immediate with an amount": Fault(
        CLOCKS,
        'unit = "immediate"',
        'unit = "immediate"\namount = 2',
        "clocks[0].amount",
        "expected 0 where nothing",
    ),
    "condition on a role that is not there": Fault(
        "catalogue/holds.toml",
        'id = "adult"',
        'id = "adult"\nwhen_role = "x"',
        "holds[0].when_role",
        "a role of roles",
    ),
    "own question on a role that is not there": Fault(
        TROLLING,
        'id = "where"',
        'id = "where"\nwhen_role = "x"',
        "categories[0].questions[0].when_role",
        "a role of roles.toml, got 'x'",
    ),
    "unit that is not there": Fault(
        CLOCKS,
        'unit = "immediate"',
        'unit = "soon"',
        "clocks[0].unit",
        "expected one of 'immediate', 'hours', 'days'",
    ),
    "superseded before it held": Fault(
        "catalogue/clauses/policy-003.toml",
        "in_force_from = 2020-09-01",
        "in_force_from = 2020-09-01\nsuperseded_on = 2019-09-01",
        "policy.superseded_on",
        "expected a day after in_force_from, got 2019-09-01",
    ),
    "clause twice": Fault(
        "catalogue/clauses/policy-003.toml",
        'place = "L28"',
        'place = "L24-25"',
        "clauses[2].place",
        "a second time",
    ),
    "term left out": Fault(ENGLAND, "head = {", "leader = {", "terms.leader", "this key is not known"),
    "placeholder in a term": Fault(
        ENGLAND,
        'text = "governing body"',
        'text = "{chair}"',
        "terms.governing_body.text",
        "words without placeholders",
    ),
    "agency twice": Fault(
        ENGLAND, 'id = "police"', 'id = "emergency"', "agencies[1].id", "'emergency' a second time"
    ),
    "contact without a label": Fault(
        ENGLAND, 'contact_label = "HR adviser"\n', "", "agencies[7].contact_label", "asked at first run"
    ),
    "ages out of order": Fault(
        "catalogue/platforms.toml",
        "in_force_from = 2024-04-11",
        "in_force_from = 2018-05-25",
        "platforms[6].minimum_ages[1].in_force_from",
        "a later day",
    ),
    "age that is none": Fault(
        "catalogue/platforms.toml",
        "age = 13",
        "age = 0",
        "platforms[0].minimum_ages[0].age",
        "expected 1 to 99, got 0",
    ),
    "list of another name": Fault(
        "catalogue/lists/people.toml",
        'name = "households"',
        'name = "homes"',
        "lists[4].name",
        "expected one of 'acknow",
    ),
    "list twice": Fault(
        "catalogue/lists/people.toml",
        'name = "households"',
        'name = "offices"',
        "lists[4].name",
        "'offices' a second",
    ),
    "source of nothing": Fault(
        FORM,
        'source = "incident.case_number"',
        'source = "case"',
        "sections[0].fields[0].source",
        "path below one of",
    ),
    "answer to no question": Fault(
        FORM,
        'source = "answer.adult_now"',
        'source = "answer.where_now"',
        "sections[1].fields[1].source",
        "id of a question",
    ),
    "field twice": Fault(
        FORM, 'id = "happened"', 'id = "case_number"', "sections[0].fields[1].id", "'case_number' again"
    ),
    "field that could print blank": Fault(
        FORM,
        'unknown = ["Not known", "None yet"]',
        "unknown = []",
        "sections[0].fields[5].unknown",
        "no field prints blank",
    ),
    "answers for free text": Fault(
        FORM,
        'label = "Place"',
        'label = "Place", allowed = ["Here"]',
        "sections[5].fields[4].allowed",
        "choice kinds only",
    ),
    "form packaged in no way": Fault(
        FORM,
        'packaging = "adult"',
        'packaging = "family"',
        "packaging",
        "one of 'adult', 'child', 'adult_and_child', 'incident'",
    ),
    "form of nobody's and nothing's": Fault(
        FORM, 'agency = "allegations"\n', "", "recipient", "who receives the form"
    ),
    "form for a category that is none": Fault(
        FORM,
        "order = 10",
        'order = 10\ncategories = ["XX"]',
        "categories[0]",
        "a category of categories/*.toml",
    ),
    "agency that a nation of the form lacks": Fault(
        CARE, 'agency = "front_door"', 'agency = "frontdoor"', "agency", "in england, got 'frontdoor'"
    ),
    "clock that sending does not meet": Fault(
        CARE,
        '"front-door-written"',
        '"front-door"',
        "written_clock",
        "sending a referral to 'front_door' meets",
    ),
    "clock of another nation": Fault(
        CARE, '"front-door-written"', '"wales-report"', "written_clock", "a clock of a nation of this form"
    ),
    "section that nobody shares": Fault(
        CARE,
        'shared = "now"',
        'shared = "soon"',
        "sections[1].shared",
        "an id of form-sections.toml, got 'soon'",
    ),
    "left out what is not in it": Fault(
        IRISH_FORM,
        'leave_out = ["police"]',
        'leave_out = ["army"]',
        "sections[11].leave_out[0]",
        "got 'army'",
    ),
    "section without a title": Fault(
        CARE, 'title = "This referral"', 'title = ""', "sections[0].title", "expected text, got nothing"
    ),
    "what is said of nobody in particular": Fault(
        CARE,
        'source = "referral.kind"',
        'source = "parent.kind"',
        "sections[0].fields[1].source",
        "not clear of whom",
    ),
    "repeated for each of nothing": Fault(
        FORM,
        'repeats = "children"',
        'repeats = "aunts"',
        "sections[4].repeats",
        "one of 'children', 'parents'",
    ),
    "parents of no child": Fault(
        FORM,
        'repeats = "children"',
        'repeats = "parents"',
        "sections[4].repeats",
        "expected packaging 'child'",
    ),
    "form in no nation": Fault(
        CARE, 'nations = ["england"]', 'nations = ["cornwall"]', "nations[0]", "expected one of 'england'"
    ),
    "form to nobody": Fault(FORM, 'agency = "allegations"', 'agency = "x"', "agency", "in england, got 'x'"),
}


def _problem(files: CatalogueFiles) -> CatalogueProblem:
    with pytest.raises(CatalogueProblem) as raised:
        load_catalogue(files)
    return raised.value


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_named_by_file_key_and_what_was_expected(fault: Fault) -> None:
    problem = _problem(altered(fault.name, fault.old, fault.new))
    assert problem.key == fault.key
    assert fault.finding in problem.finding
    assert problem.sentence == ": ".join(
        part for part in (problem.file, problem.key, problem.finding) if part
    )
    assert problem.file.endswith(".toml")


def test_a_placeholder_a_nation_has_no_word_for_is_refused_where_that_nation_is_shown_it() -> None:
    files = altered(
        "catalogue/actions.toml", 'text = "Tell the {head}."', 'text = "Tell the {prevent_panel}."'
    )
    problem = _problem(files)
    assert (problem.file, problem.key) == ("actions.toml", "actions[2].text")
    assert "northern_ireland" in problem.finding


def test_a_term_that_is_missing_is_named() -> None:
    content = SHIPPED.read(IRELAND).decode().splitlines(keepends=True)
    fewer = "".join(line for line in content if not line.startswith("governing_body"))
    problem = _problem(replaced(IRELAND, fewer.encode()))
    assert (
        problem.sentence == "nations/northern_ireland.toml: terms.governing_body: expected a value, got none"
    )


def test_a_nation_without_a_file_is_named() -> None:
    assert "'scotland'" in _problem(without("catalogue/nations/scotland.toml")).finding


def test_a_list_without_a_file_is_named() -> None:
    assert "expected a list named" in _problem(without("catalogue/lists/evidence.toml")).finding


def test_bytes_that_are_not_text_are_refused() -> None:
    problem = _problem(replaced(CLOCKS, b"\xff\xfe"))
    assert problem.sentence == "clocks.toml: expected UTF-8 text, got another byte at 0"


def test_a_stray_brace_is_refused() -> None:
    problem = _problem(altered(TROLLING, 'definition = "Posting', 'definition = "{ Posting'))
    assert problem.key == "categories[0].definition"


def test_tables_nested_beyond_reason_are_refused() -> None:
    deep = "a = " + "[" * 5000 + "]" * 5000
    assert isinstance(_problem(replaced(CLOCKS, deep.encode())), KnownProblem)


def test_the_problem_says_what_to_do_and_that_records_are_safe() -> None:
    problem = _problem(altered(TROLLING, 'code = "TR"', 'code = "CB"'))
    assert problem.code == "catalogue"
    assert "Your records are not affected" in problem.next_step
