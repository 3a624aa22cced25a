"""A school of each nation: no page and no paper says what another nation calls its people, agencies or papers."""

import dataclasses
import random
import re
import typing
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from safeguard_app.domain.nations import Nation
from safeguard_app.domain.records import RecordKind
from safeguard_app.services import (
    paper,
)
from safeguard_app.services.paper_views import (
    AuthorityFormPaper,
    PaperJob,
    Preview,
)
from safeguard_app.services.session import Session
from safeguard_app.ui.in_steps import InSteps
from safeguard_app.ui.theme import current
from safeguard_app.vault import reading
from tests.catalogue.test_nations_words import OTHERS_WORDS
from tests.documents.reading import failures, pages, second_opinion
from tests.gallery.demo_papers import blank_forms, every_job
from tests.gallery.demo_school import open_demo
from tests.gallery.nation_demo import gallery_in
from tests.gallery.scenes import Scene, all_scenes
from tests.journeys.perceiving import texts_of

ENGLANDS_OWN = {
    "evidence-question": "the sheet alone, given England's head",
    "first-run-": "a log that is made for England; the nation's words come with its choice",
    "incident-form-about-head": "the head is named in England's words by the scene",
    "incident-limits": "a referral and its limits of England, handed to the page in ready words",
    "older-copy": "ready words of England's parts, handed to the sheet",
    "settings-policy-": "a policy of England is pasted",
    "settings-recovery-": "ready words of England's keepers, handed to the page",
    "today-notices": "ready words of England's parts, handed to the page",
    "today-older-copy": "ready words of England's parts, handed to the page",
    "unlock": "roles of England, handed to the page",
}
"""Scenes that show words written into the scene, each with the reason: nothing of them comes from the log."""
_AROUND = 60


def foreign(seen: str, nation: Nation) -> list[str]:
    """What another nation's words stand in, a little of each."""
    found = re.finditer(OTHERS_WORDS[nation], seen)
    return [seen[max(0, one.start() - _AROUND) : one.end() + _AROUND].replace("\n", " | ") for one in found]


def is_englands_own(scene: str) -> bool:
    return any(scene.startswith(name) for name in ENGLANDS_OWN)


_MADE_MS = 30
"""What a page makes a turn after it is shown is there by then."""


_ELSEWHERE: list[Nation] = [one for one in Nation if one is not Nation.ENGLAND]


@pytest.fixture(params=_ELSEWHERE, ids=lambda one: str(one.value))
def elsewhere(request: pytest.FixtureRequest) -> Iterator[Nation]:
    """The demo school in each nation but England, whose pages are read where their pictures are looked at."""
    with gallery_in(request.param):
        yield request.param


@pytest.fixture(params=Nation, ids=lambda nation: str(nation.value))
def nation(request: pytest.FixtureRequest) -> Iterator[Nation]:
    """The demo school in each nation."""
    with gallery_in(request.param):
        yield request.param


@pytest.fixture
def undressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows without the sheet of the look: it changes no word, and takes a third of the time."""
    monkeypatch.setattr(current, "_sheet", lambda *_: "")


@pytest.fixture
def pages_of(request: pytest.FixtureRequest) -> Callable[[Nation], slice]:
    """Which pages are read in a nation: all with `--long`, else each page in one of them, which the seed draws."""
    if request.config.getoption("--long"):
        return lambda _: slice(None)
    start = random.randrange(len(_ELSEWHERE))
    return lambda nation: slice((start + _ELSEWHERE.index(nation)) % len(_ELSEWHERE), None, len(_ELSEWHERE))


@pytest.mark.usefixtures("undressed", "theme")
def test_no_page_says_another_nations_words(elsewhere: Nation, pages_of: Callable[[Nation], slice]) -> None:
    nation, leaks = elsewhere, dict[str, list[str]]()
    own = [(name, build) for name, build in all_scenes().items() if not is_englands_own(name)]
    for name, build in own[pages_of(nation)]:
        if said := foreign("\n".join(_words(build())), nation):
            leaks[name] = said[:3]
    assert leaks == {}


def _words(scene: Scene) -> list[str]:
    """What stands in a window, shown to nobody: no screen is painted, and nothing waits for pages to come to rest."""
    window = scene.window
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(1366, 736)
    window.show()
    if scene.after is not None:
        scene.after()
    QTest.qWait(_MADE_MS)
    for making in window.findChildren(InSteps):
        making.finish()
    found = texts_of(window)
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return found


def test_no_paper_says_another_nations_words(nation: Nation) -> None:
    demo = open_demo()
    leaks: dict[str, list[str]] = {}
    broken: dict[str, list[str]] = {}
    stale: dict[str, list[str]] = {}
    typed = demo.wait(partial(_typed, demo.session))
    printed = set[type]()
    for job in demo.wait(partial(every_job, demo.session)):
        made = demo.wait(partial(paper.preview, demo.session, job))
        printed.add(type(job))
        _look(leaks, made, nation)
        if said := relative_words(made, typed):
            stale[f"{type(job).__name__} {made.title}"] = said
        if not isinstance(
            job, AuthorityFormPaper
        ):  # that one is the authority's own file, and claims nothing
            _check(broken, made, nation)
    for form in demo.wait(partial(blank_forms, demo.session)):
        made = demo.wait(form)
        _look(leaks, made, nation)
        _check(broken, made, nation)
    assert leaks == {}
    assert stale == {}, "a paper is read on other days: each day stands in it by its date"
    assert broken == {}, "every document of the story follows PDF/UA-1 and PDF/A-3a by two validators"
    assert printed == set(typing.get_args(PaperJob)), "the story has one of each kind of paper"
    forms = {form.id for form in demo.session.catalogue.forms.values() if form.serves(nation)}
    assert forms == demo.wait(partial(_begun, demo.session)), "each form of the nation was read, filled in"


def _look(leaks: dict[str, list[str]], made: Preview, nation: Nation) -> None:
    said = foreign("\n".join((made.title, *pages(made.pdf))), nation)
    if said:
        leaks[made.title] = said[:3]


def _check(broken: dict[str, list[str]], made: Preview, nation: Nation) -> None:
    """What two validators find; in one nation only, as the engine knows no nation."""
    if nation is Nation.ENGLAND:
        found = failures(made.pdf) + second_opinion(made.pdf)
        if found:
            broken[made.title] = found[:3]


_RELATIVE = re.compile(
    r"(?:\S+ ){0,2}\b(?:today|yesterday|tomorrow|tonight|now|ago|in \d+ (?:days?|weeks?)"
    r"|(?:this|last|next) (?:week|month|morning))\b",
    re.IGNORECASE,
)
_ASKED = (
    "in danger now",
    "child safe now",
    "position now",
    "child now",
    "on site now",
    "now and before",
    "now or before",
    "besides, now",
    "occupation, now",
    "involved now",
    "it is now",
)
"""What questions of forms and records say of the moment they are answered at, whose day stands beside the answer."""


def relative_words(made: Preview, typed: str) -> list[str]:
    """Words for days that only hold on the day a paper was made, in what the program itself says in it."""
    text = " ".join(" ".join(pages(made.pdf)).split())
    found = (one.group(0) for one in _RELATIVE.finditer(text))
    return [one for one in found if one.lower() not in typed and not one.lower().endswith(_ASKED)]


def _typed(session: Session) -> str:
    """Everything that people typed into the log, in one line."""
    kept = (
        stored.content
        for part in session.vault
        for kind in RecordKind
        for stored in reading.of_kind(part.connection, part.id, kind)
    )
    return " ".join(" ".join(texts_in(one)) for one in kept).lower()


def texts_in(value: object) -> Iterator[str]:
    """Every text of a record, however deep, in single blanks."""
    if type(value) is str:
        yield " ".join(value.split())
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name))


def _begun(session: Session) -> set[str]:
    """Every form that is begun somewhere in the log."""
    return {
        one.content.form
        for part in session.vault
        for one in reading.of_kind(part.connection, part.id, RecordKind.REFERRAL)
    }
