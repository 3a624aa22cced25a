"""No nation's titles stand in the program's own texts: they come through the catalogue, in the help too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from safeguard_app.catalogue.words import PLACEHOLDERS
from safeguard_app.domain.nations import Nation
from safeguard_app.services import help_pages
from safeguard_app.services.help_pages import HelpBook
from tests.architecture.project_files import ROOT
from tests.catalogue.test_nations_words import OTHERS_WORDS
from tests.shipped import shipped_catalogue

TITLES = re.compile(
    r"\bLADO\b|\bDSL\b|\bDSP\b|Head ?[Tt]eacher|headteacher|\bPrincipal\b|[Cc]hairs? of (the Board of )?[Gg]overnors"
    r"|\bthe Chair\b|\bgoverning body\b|Designated (Safeguarding|Teacher|Officer)|Child Protection Coordinator"
    r"|\bMASH\b|\bMARF\b|UNOCINI|Gateway team|GIRFEC|\bChannel panel\b|\bPMAP\b|KCSIE|Keeping [Cc]hildren [Ss]afe"
    r"|Keeping Learners|Teaching Regulation|\bTRA\b|\bDBS\b|\bGTCS\b|GTCNI|\bEWC\b|\bPSNI\b|Police Scotland"
    r"|[Ll]ocal authority|education authority|[Ff]ront door|[Ss]ocial care\b|strategy discussion"
)
ALLOWED = {
    ("domain/people.py", "headteacher"): "a code that records hold, shown to nobody",
    ("domain/people.py", "acting_headteacher"): "a code that records hold, shown to nobody",
    ("services/declaration_queue.py", "not_the_headteacher"): "the code of a problem, shown to nobody",
    ("demo/walk.py", "Acknowledge a declaration, as the Headteacher"): "the demo school is in England",
}
"""Texts that may stand, each with its reason."""


def texts_of(source: str) -> Iterator[str]:
    """Every string of a module that is no docstring; the fixed parts of f-strings one by one."""
    tree = ast.parse(source)
    described = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in described:
            yield node.value


def found_in(package: Path) -> set[tuple[str, str]]:
    """Each text with a title of some nation, with its module."""
    return {
        (path.relative_to(package).as_posix(), text)
        for path in package.rglob("*.py")
        for text in texts_of(path.read_text(encoding="utf-8"))
        if TITLES.search(text)
    }


def test_no_module_holds_a_nations_title() -> None:
    assert found_in(ROOT / "safeguard_app") == set(ALLOWED)


def test_the_search_finds_titles_in_texts_and_passes_over_docstrings() -> None:
    source = '"""Tell the LADO."""\nA = f"Tell the {who}, not the Headteacher."\nB = "Tell the {head}."\n'
    assert [text for text in texts_of(source) if TITLES.search(text)] == [", not the Headteacher."]


@pytest.fixture(scope="module", params=Nation)
def told(request: pytest.FixtureRequest) -> tuple[Nation, HelpBook]:
    """The help in the words of each nation."""
    return request.param, help_pages.nation_book(shipped_catalogue(), request.param)


def test_the_help_holds_no_other_nations_words(told: tuple[Nation, HelpBook]) -> None:
    nation, book = told
    leaks = [
        (page.name, found[0])
        for page in book.pages
        if (found := re.search(OTHERS_WORDS[nation], f"{page.title}\n{page.markdown}"))
    ]
    assert leaks == []


def test_the_help_says_who_it_is_in_each_nation(told: tuple[Nation, HelpBook]) -> None:
    nation, book = told
    words = shipped_catalogue().words(nation)
    assert f"**Acknowledged** by the {words.term('head')}," in book.page("contact-check").markdown
    assert f"goes to the {words.term('lado')} within" in book.page("referrals-and-printing").markdown
    assert f"lead and {words.term('head')}\n" in book.page("who-reads").markdown
    assert nation.value.replace("_", " ").title() in book.page("policy-map").markdown


def test_before_a_nation_is_known_the_help_uses_no_nations_words() -> None:
    own = [page for page in help_pages.plain_book().pages if page.name != "policy-map"]
    assert [(page.name, found[0]) for page in own if (found := TITLES.search(page.markdown))] == []
    assert "the words of England" in help_pages.plain_book().page("policy-map").markdown, (
        "it says whose it uses"
    )


def test_nothing_is_left_unfilled_but_code(told: tuple[Nation, HelpBook]) -> None:
    for book in (told[1], help_pages.plain_book()):
        for page in book.pages:
            assert not re.search(
                r"\{\w*\}", re.sub(r"^```.*?^```", "", page.markdown, flags=re.DOTALL | re.MULTILINE)
            )
    assert "key=\\\"x'{key}'\\\"" in told[1].page("way-out").markdown


def test_each_placeholder_of_the_help_has_plain_words_and_none_stands_unused() -> None:
    used = {name for page in help_pages._pages() for name in re.findall(r"\{(\w+)\}", page.markdown)} - {
        "key"
    }
    assert used == set(help_pages.PLAIN_WORDS)
    assert used <= PLACEHOLDERS
