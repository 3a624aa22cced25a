"""Every duty of the school policies is claimed once, by something that exists, and the page says so."""

import dataclasses
import importlib.util
from typing import Any

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.policy_map import (
    DUTIES,
    MAP_FILE,
    PAGE,
    Later,
    PolicyMap,
    PolicyRow,
    check_policy_map,
    page,
    read_policy_map,
)
from safeguard_app.catalogue.problems import CatalogueProblem
from safeguard_app.system.resources import read_resource
from tests.shipped import shipped_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return shipped_catalogue()


@pytest.fixture(scope="module")
def shipped() -> PolicyMap:
    return read_policy_map(read_resource(f"catalogue/{MAP_FILE}"))


def _with_row(found: PolicyMap, index: int, **changes: Any) -> PolicyMap:
    rows = list(found.rows)
    rows[index] = dataclasses.replace(rows[index], **changes)
    return dataclasses.replace(found, rows=tuple(rows))


def _finding(found: PolicyMap, catalogue: Catalogue) -> str:
    with pytest.raises(CatalogueProblem) as raised:
        check_policy_map(found, catalogue)
    return f"{raised.value.key}: {raised.value.finding}"


def test_every_duty_is_claimed_by_something_that_exists(shipped: PolicyMap, catalogue: Catalogue) -> None:
    check_policy_map(shipped, catalogue)
    assert [row.number for row in shipped.rows] == list(range(1, DUTIES + 1))


def test_every_clause_is_the_ground_of_some_row(shipped: PolicyMap, catalogue: Catalogue) -> None:
    cited = {reference for row in shipped.rows for reference in row.clauses}
    assert set(catalogue.clauses) - cited == {"004 §1.4"}


def test_features_begin_in_modules_that_exist(shipped: PolicyMap) -> None:
    missing = [
        feature.module for feature in shipped.features if importlib.util.find_spec(feature.module) is None
    ]
    assert missing == []


def test_the_page_is_the_one_the_map_gives(shipped: PolicyMap, catalogue: Catalogue) -> None:
    written = read_resource(PAGE).decode("utf-8")
    assert written == page(shipped, catalogue), "run: python -m safeguard_app.catalogue.policy_map"


def test_the_page_has_a_line_for_each_duty(shipped: PolicyMap, catalogue: Catalogue) -> None:
    lines = [line for line in page(shipped, catalogue).splitlines() if line.startswith("| ")]
    assert len(lines) == DUTIES + 1
    assert all(line.count(" | ") == 4 for line in lines)


def test_a_duty_without_a_row_is_named(shipped: PolicyMap, catalogue: Catalogue) -> None:
    fewer = dataclasses.replace(shipped, rows=shipped.rows[:41] + shipped.rows[42:])
    assert _finding(fewer, catalogue) == "rows: expected a row numbered 42, found none"


def test_a_duty_with_two_rows_is_named(shipped: PolicyMap, catalogue: Catalogue) -> None:
    assert "'1' a second time" in _finding(_with_row(shipped, 1, number=1), catalogue)


def test_a_row_beyond_the_last_duty_is_refused(shipped: PolicyMap, catalogue: Catalogue) -> None:
    more = dataclasses.replace(
        shipped, rows=(*shipped.rows, PolicyRow(DUTIES + 1, (), "More", ("category:CB",)))
    )
    assert _finding(more, catalogue) == f"rows[{DUTIES}].number: expected 1 to {DUTIES}, got {DUTIES + 1}"


def test_an_unclaimed_row_is_named(shipped: PolicyMap, catalogue: Catalogue) -> None:
    assert _finding(_with_row(shipped, 0, where=()), catalogue).startswith(
        "rows[0].where: expected where the program"
    )


@pytest.mark.parametrize("later", [(Later.DESK, ""), (None, "a letter")])
def test_what_is_missing_and_its_issue_go_together(
    shipped: PolicyMap, catalogue: Catalogue, later: tuple[Later | None, str]
) -> None:
    changed = _with_row(shipped, 0, later=later[0], missing=later[1])
    assert _finding(changed, catalogue).startswith("rows[0].missing")


@pytest.mark.parametrize(
    "claim",
    [
        "action:nothing",
        "agency:nobody",
        "category:XX",
        "clause:004 §99",
        "clock:soon",
        "evidence:smell",
        "feature:magic",
        "form:none",
        "hold:nothing",
        "list:nothing",
        "platform:none",
        "question:CB.nothing",
        "question:XX.method",
        "role:victim",
    ],
)
def test_a_claim_on_something_that_does_not_exist_is_named(
    shipped: PolicyMap, catalogue: Catalogue, claim: str
) -> None:
    kind, _, code = claim.partition(":")
    finding = _finding(_with_row(shipped, 0, where=(claim,)), catalogue)
    assert finding == f"rows[0].where[0]: expected a {kind} that exists, got {code!r}"


def test_a_claim_of_an_unknown_kind_is_named(shipped: PolicyMap, catalogue: Catalogue) -> None:
    assert "before the colon" in _finding(_with_row(shipped, 0, where=("magic:CB",)), catalogue)


def test_a_clause_that_does_not_exist_is_named(shipped: PolicyMap, catalogue: Catalogue) -> None:
    finding = _finding(_with_row(shipped, 0, clauses=("000 L999",)), catalogue)
    assert finding.startswith("rows[0].clauses[0]: expected a clause")
