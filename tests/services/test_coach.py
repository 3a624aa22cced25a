"""The writing coach's rules as people read them, and what each nation's own words explain."""

import pytest

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.domain.coaching import Where, Written
from safeguard_app.domain.nations import Nation
from safeguard_app.services import help_pages
from safeguard_app.services.coach import Coach, known_in, rule_lines
from tests.services.conftest import catalogue

__all__ = ["catalogue"]


@pytest.mark.parametrize("nation", list(Nation))
def test_every_rule_is_readable_in_settings_and_in_the_help(catalogue: Catalogue, nation: Nation) -> None:
    lines = rule_lines(catalogue, nation)
    assert len(lines) == len(catalogue.coach)
    page = help_pages.nation_book(catalogue, nation).page(help_pages.COACH_PAGE)
    for line in lines:
        assert line.title in page.markdown and line.reason in page.markdown and line.words in page.markdown
        assert "{" not in line.remark + line.reason + line.looks_in


def test_the_help_of_no_nation_holds_the_page_too() -> None:
    assert "never changes a word" in help_pages.plain_book().page(help_pages.COACH_PAGE).markdown


@pytest.mark.parametrize(
    ("nation", "text"),
    [
        (Nation.ENGLAND, "The DSL told the LADO, the DBS and MASH."),
        (Nation.WALES, "The DSP was told."),
        (Nation.SCOTLAND, "The GTCS was told."),
    ],
)
def test_a_nations_own_short_forms_are_explained(catalogue: Catalogue, nation: Nation, text: str) -> None:
    coach = Coach(tuple(catalogue.coach.values()), known_in(catalogue.nations[nation]))
    assert coach.remarks(Written(Where.NOTE, text)) == ()
    assert coach.remarks(Written(Where.NOTE, f"{text} JS was there."))[0].found == ("JS",)


def test_a_name_of_somebody_involved_explains_its_letters(catalogue: Catalogue) -> None:
    coach = Coach(tuple(catalogue.coach.values()), frozenset())
    assert coach.remarks(Written(Where.NOTE, "TJ came."), ["TJ Marlow"]) == ()
