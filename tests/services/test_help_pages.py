"""The help: every page reachable, every link leads somewhere, and the way out really leads out."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safeguard_app.services import help_pages
from safeguard_app.services.help_pages import FIRST_PAGE, HelpPage
from safeguard_app.services.session import Session
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.vault.creation import NewUser, create
from safeguard_app.vault.keys.stretching import CHEAPEST
from tests.services.conftest import SCHOOL, MadeSchool

BOOK = help_pages.plain_book()
_LINK = re.compile(r"\]\(([^)]*)\)")
_CODE = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def names() -> set[str]:
    return {page.name for page in BOOK.pages}


@pytest.mark.parametrize("page", BOOK.pages, ids=lambda page: page.name)
def test_every_page_has_a_title_and_links_that_lead_somewhere(page: HelpPage) -> None:
    assert page.title
    assert page.markdown.lstrip().startswith("# ")
    for target in _LINK.findall(page.markdown):
        scheme, _, name = target.partition(":")
        assert scheme == "help", f"{target} leads out of the program"
        assert name in names()


@pytest.mark.parametrize("page", BOOK.pages, ids=lambda page: page.name)
def test_the_tone_is_calm(page: HelpPage) -> None:
    words = _CODE.sub("", page.markdown)
    assert "!" not in words
    assert all(ord(mark) < 0x1F300 for mark in words)


def test_pages_of_the_window_have_help_of_their_own() -> None:
    own = {key for key in PageKey if help_pages.page_for(key.value) != FIRST_PAGE}
    assert own >= {
        PageKey.INCIDENTS,
        PageKey.PEOPLE,
        PageKey.DECLARATIONS,
        PageKey.REFERRALS,
        PageKey.AUDIT,
        PageKey.SETTINGS,
    }
    assert help_pages.page_for("no such page") == FIRST_PAGE


def test_no_page_belongs_to_a_page_the_window_does_not_have() -> None:
    known = {key.value for key in PageKey}
    assert {name for page in BOOK.pages for name in page.pages} <= known


def test_a_search_finds_by_the_beginning_of_words_titles_first() -> None:
    hits = BOOK.search("Recov key")
    assert hits[0].name == "recovery-key"
    assert len(hits) > 1
    assert any(part.matched for part in hits[1].snippet)
    assert BOOK.search("zebra") == ()
    assert BOOK.search("   ") == ()
    assert BOOK.search("covery") == (), "not from the middle of a word"


@pytest.mark.parametrize("typed", ["computer's own print", "computer’s own print"])
def test_a_search_takes_whichever_apostrophe_is_typed(typed: str) -> None:
    hit = next(one for one in BOOK.search(typed) if one.name == "referrals-and-printing")
    assert [part.text for part in hit.snippet if part.matched] == ["computer’s"]


def test_a_page_by_an_unknown_name_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        BOOK.page("../secret")


def code_of(language: str) -> list[str]:
    """The commands that stand on the page about the way out."""
    markdown = BOOK.page("way-out").markdown
    return [code for found, code in _CODE.findall(markdown) if found == language]


@pytest.fixture
def left_alone(made_school: MadeSchool, tmp_path: Path) -> tuple[Path, str]:
    """A log named LOG.safeguard with a stored document, locked, and its recovery key."""
    made = create(
        tmp_path / "LOG.safeguard",
        SCHOOL,
        (NewUser("Miss Jo Abbey", "DSL", (), "quiet maple river"),),
        made_school.clock,
        cost=CHEAPEST,
        demo=True,
    )
    other = MadeSchool(
        made.folder, tmp_path / "state", made_school.clock, made_school.catalogue, {"dsl": made.users[0]}
    )
    session = other.sign_in()
    _issue(session)
    other.close()
    return made.folder, made.recovery_key


def _issue(session: Session) -> None:
    from safeguard_app.services import paper
    from safeguard_app.services.paper_views import RegisterPaper

    paper.issue(session, RegisterPaper())


def test_the_commands_on_the_page_about_the_way_out_lead_out(left_alone: tuple[Path, str]) -> None:
    if shutil.which("age") is None or shutil.which("jq") is None:
        pytest.skip("the age and jq commands are not installed here")
    folder, recovery = left_alone
    here = folder.parent
    (here / "recovery.txt").write_text(f"{recovery}\n")
    to_key, to_file = code_of("sh")
    subprocess.run(["sh", "-ec", to_key], cwd=here, check=True)
    records, files = code_of("python")
    read = subprocess.run(
        [sys.executable, "-c", f"{records}\n{files}"], cwd=here, check=True, capture_output=True, text=True
    ).stdout
    school = next(line for line in read.splitlines() if line.startswith("school "))
    assert json.loads(school[school.index("{") :])["name"] == SCHOOL.name
    file, secret = read.splitlines()[-1].split()
    (here / "file.txt").write_text(f"{secret}\n")
    command = to_file.replace("XX", file[:2]).replace("FILE", file)
    subprocess.run(["sh", "-ec", command], cwd=here, check=True)
    assert (here / "evidence").read_bytes().startswith(b"%PDF")
