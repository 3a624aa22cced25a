"""What has to hold between the parts of the catalogue, beyond each part's own shape.

Each check raises a :class:`~safeguard_app.catalogue.problems.CatalogueProblem` at the first thing that does not hold.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.categories import Category, FirstAction, Question, QuestionKind
from safeguard_app.catalogue.choices import Choice, ChoiceList, ListName
from safeguard_app.catalogue.clauses import Clause, Policy
from safeguard_app.catalogue.clocks import Clock
from safeguard_app.catalogue.import_columns import ImportColumns
from safeguard_app.catalogue.nations import NationProfile
from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.platforms import Platform
from safeguard_app.catalogue.problems import CatalogueProblem, shown
from safeguard_app.catalogue.texts import texts_in
from safeguard_app.catalogue.words import PLACEHOLDERS, placeholders_in
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.import_fields import ImportField, plain_header
from safeguard_app.domain.nations import Nation
from safeguard_app.domain.working_time import Unit

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
"""What ids and codes of the catalogue are made of."""
_CHOICE_KINDS = {QuestionKind.CHOICE, QuestionKind.CHOICES}
_UNCOUNTED = {Unit.IMMEDIATE, None}
_CATEGORY_HOMES = (Compartment.DAILY, Compartment.ADULTS)


def check_whole(catalogue: Catalogue) -> None:
    """Every nation and every list the program asks for is there."""
    for nation in Nation:
        if nation not in catalogue.nations:
            raise CatalogueProblem(
                "nations", "", f"expected a file whose nation is {nation.value!r}, found none"
            )
    for name in ListName:
        if name not in catalogue.lists:
            raise CatalogueProblem("lists", "", f"expected a list named {name.value!r}, found none")


def check_policies(policies: Sequence[Placed[Policy]], clauses: Sequence[Placed[Clause]]) -> None:
    """Nothing is superseded before it came into force."""
    dated: list[Placed[Any]] = [*policies, *clauses]
    for placed in dated:
        ended = placed.item.superseded_on
        if ended is not None and ended <= placed.item.in_force_from:
            raise placed.problem(
                "superseded_on", f"expected a day after in_force_from, got {ended.isoformat()}"
            )


def check_nations(nations: Sequence[Placed[NationProfile]]) -> None:
    """Terms are plain words; agencies and years stand once; a contact asked for at first run has a label."""
    for placed in nations:
        for text in texts_in(placed.item.terms, "terms"):
            if placeholders_in(text.text):
                raise placed.problem(text.key, f"expected words without placeholders, got {shown(text.text)}")
        check_once(placed, "agencies", "id", [agency.id for agency in placed.item.agencies])
        check_once(placed, "stages", "years", [year for one in placed.item.stages for year in one.years])
        for index, agency in enumerate(placed.item.agencies):
            if agency.ask_at_first_run and not agency.contact_label.strip():
                raise placed.problem(
                    f"agencies[{index}].contact_label", "expected text, as it is asked at first run"
                )


def check_texts(catalogue: Catalogue, things: Iterable[Placed[Any]]) -> None:
    """Every placeholder is known, and has a word in every nation its text is shown in."""
    words = {nation: catalogue.words(nation) for nation in Nation}
    for placed in things:
        for text in texts_in(placed.item):
            if "{" not in text.text and "}" not in text.text:
                continue
            for name in placeholders_in(text.text):
                if name not in PLACEHOLDERS:
                    known = ", ".join(sorted(PLACEHOLDERS))
                    raise placed.problem(text.key, f"expected a placeholder among {known}; got {{{name}}}")
                for nation in sorted(text.nations):
                    if not words[nation].term(name):
                        raise placed.problem(
                            text.key,
                            f"expected no {{{name}}} in a text shown in {nation.value}, which has no such thing",
                        )


def check_choices(lists: Sequence[Placed[ChoiceList]]) -> None:
    """Each list has choices, each with its own code."""
    for placed in lists:
        check_choices_of(placed, "choices", placed.item.choices)


def check_asked_of(lists: Sequence[Placed[ChoiceList]], catalogue: Catalogue) -> None:
    """A choice that is asked of some categories names categories that there are."""
    for placed in lists:
        for index, choice in enumerate(placed.item.choices):
            for code in choice.asked_of:
                if code not in catalogue.categories:
                    raise placed.problem(
                        f"choices[{index}].asked_of", f"expected the code of a category, got {shown(code)}"
                    )


def check_clocks(clocks: Sequence[Placed[Clock]]) -> None:
    """Amounts fit their units: none where nothing is counted, some for hours, working days, school days and months."""
    for placed in clocks:
        clock = placed.item
        if clock.unit in _UNCOUNTED and clock.amount != 0:
            raise placed.problem("amount", f"expected 0 where nothing is counted, got {clock.amount}")
        least = 0 if clock.unit in _UNCOUNTED or clock.unit is Unit.DAYS else 1
        if clock.amount < least:
            raise placed.problem("amount", f"expected {least} or more, got {clock.amount}")


def check_platforms(platforms: Sequence[Placed[Platform]]) -> None:
    """Minimum ages stand in order of their dates, and are ages."""
    for placed in platforms:
        ages = placed.item.minimum_ages
        for index, entry in enumerate(ages):
            if not 0 < entry.age < 100:
                raise placed.problem(f"minimum_ages[{index}].age", f"expected 1 to 99, got {entry.age}")
            if index and entry.in_force_from <= ages[index - 1].in_force_from:
                raise placed.problem(
                    f"minimum_ages[{index}].in_force_from", "expected a later day than the entry before it"
                )


def check_import_columns(columns: Sequence[Placed[ImportColumns]]) -> None:
    """Everything that is taken from a file has titles, and no title stands for two things."""
    owners: dict[str, str] = {}
    for placed in columns:
        field, titles = placed.item.field, placed.item.titles
        if not titles:
            raise placed.problem("titles", "expected one title at least, got none")
        for title in titles:
            other = owners.setdefault(plain_header(title), field.value)
            if other != field.value:
                found = f"expected a title of its own, got {title!r}, which {other} has"
                raise placed.problem("titles", found)
    missing = [field.value for field in ImportField if field not in {one.item.field for one in columns}]
    if missing:
        raise CatalogueProblem("import-columns.toml", "columns", f"expected titles for {', '.join(missing)}")


def check_actions(catalogue: Catalogue, actions: Sequence[Placed[FirstAction]]) -> None:
    """The clock an action runs on exists, and its agencies exist in every nation the action is proposed in."""
    for placed in actions:
        action = placed.item
        if action.clock and action.clock not in catalogue.clocks:
            raise placed.problem("clock", f"expected a clock of clocks.toml, got {shown(action.clock)}")
        for nation, profile in catalogue.nations.items():
            for key in ("agency", "agency_about_head"):
                named = getattr(action, key)
                if named and action.serves(nation) and profile.agency(named) is None:
                    ids = ", ".join(repr(agency.id) for agency in profile.agencies)
                    raise placed.problem(key, f"expected one of {ids} in {nation.value}, got {shown(named)}")


def check_questions(questions: Sequence[Placed[Question]]) -> None:
    """Shared questions can be answered."""
    for placed in questions:
        _question(placed, "", placed.item)


def check_conditions(catalogue: Catalogue, parts: Iterable[Placed[Any]]) -> None:
    """A question, action or hold that depends on a role names one that exists."""
    for placed in parts:
        if placed.item.when_role and placed.item.when_role not in catalogue.roles:
            raise placed.problem(
                "when_role", f"expected a role of roles.toml, got {shown(placed.item.when_role)}"
            )


def check_categories(catalogue: Catalogue, categories: Sequence[Placed[Category]]) -> None:
    """Everything a category names exists, and its questions can be answered."""
    agencies = {agency.id for profile in catalogue.nations.values() for agency in profile.agencies}
    for placed in categories:
        category = placed.item
        check_known(placed, "roles", category.roles, catalogue.roles, "a role of roles.toml")
        check_known(placed, "clauses", category.clauses, catalogue.clauses, "a clause of clauses/*.toml")
        check_known(
            placed, "evidence", category.evidence, catalogue.evidence_items, "an item of evidence.toml"
        )
        check_known(placed, "referrals", category.referrals, agencies, "an agency of nations/*.toml")
        if category.home not in _CATEGORY_HOMES:
            raise placed.problem("home", f"expected one of 'c1', 'c2', got {category.home.value!r}")
        if category.evidence_closed and category.evidence:
            raise placed.problem("evidence", "expected no items, as evidence_closed is true")
        check_once(placed, "questions", "id", [question.id for question in category.questions])
        check_once(placed, "actions", "id", [action.id for action in category.actions])
        check_once(placed, "holds", "id", [hold.id for hold in category.holds])
        for index, question in enumerate(category.questions):
            _question(placed, f"questions[{index}].", question)


def _question(placed: Placed[Any], key: str, question: Question) -> None:
    if not CODE.fullmatch(question.id):
        raise placed.problem(f"{key}id", f"expected letters, digits, - and _, got {shown(question.id)}")
    if question.kind in _CHOICE_KINDS:
        if bool(question.options) == (question.options_from is not None):
            raise placed.problem(f"{key}options", "expected options or options_from, and not both")
        if question.options:
            check_choices_of(placed, f"{key}options", question.options)
    elif question.options or question.options_from is not None:
        raise placed.problem(f"{key}options", f"expected none for a question of kind {question.kind.value}")


def check_choices_of(placed: Placed[Any], key: str, choices: Sequence[Choice]) -> None:
    """There is something to choose, and each choice has its own code."""
    if not choices:
        raise placed.problem(key, "expected at least one choice, got none")
    check_once(placed, key, "code", [choice.code for choice in choices])
    for index, choice in enumerate(choices):
        if not CODE.fullmatch(choice.code):
            raise placed.problem(
                f"{key}[{index}].code", f"expected letters, digits, - and _, got {shown(choice.code)}"
            )


def check_known(
    placed: Placed[Any], key: str, names: Sequence[str], known: Iterable[str], expected: str
) -> None:
    """Each name stands for something known, once."""
    for index, name in enumerate(names):
        if name not in known:
            raise placed.problem(f"{key}[{index}]", f"expected {expected}, got {shown(name)}")
    if len(set(names)) != len(names):
        raise placed.problem(key, "expected each name once, got one of them twice")


def check_once(placed: Placed[Any], key: str, part: str, codes: Sequence[str]) -> None:
    """Each code stands once."""
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if code in seen:
            raise placed.problem(
                f"{key}[{index}].{part}", f"expected a value used once, got {shown(code)} a second time"
            )
        seen.add(code)
