"""What people do again and again, key by key: unlock, write a concern, add a note, a decision, somebody told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMenu

from tests.journeys.driver import Journey
from tests.journeys.keyboard import NotPerceivedError, until
from tests.journeys.perceiving import name_of, screen
from tests.journeys.schools import LABELS, PASSPHRASES

UNKNOWN = "Add unknown person"
_DANGER = "Is anyone in danger now?"
_PRECISION = "How exactly is it known: When did it happen?"


@dataclass(frozen=True)
class Named:
    """Somebody typed into a people field: the words typed, the row chosen (empty: the first), and their role."""

    typed: str
    role: str = ""
    row: str = ""
    name: str = ""

    @property
    def shown(self) -> str:
        """The name on the chip."""
        known = self.row if self.row != UNKNOWN else ""
        return self.name or known or self.typed


def unlock(journey: Journey, who: str = "dsl") -> None:
    """Type the passphrase, and wait for Today."""
    keys = journey.keys
    journey.wait_focus("Passphrase")
    if who != "dsl":
        keys.choose("Open as", LABELS[who])
        keys.go_to("Passphrase")
    keys.type(PASSPHRASES[who])
    keys.press("Return")
    journey.wait_for("Signed in:")
    journey.settle()


def sign_in_as(journey: Journey, who: str) -> None:
    """Lock, and unlock as somebody else."""
    lock(journey)
    unlock(journey, who)


def lock(journey: Journey) -> None:
    """Ctrl+L, and wait for the unlock page."""
    starts = len(journey.starts)
    journey.keys.press("Ctrl+L")
    until(lambda: len(journey.starts) > starts, "the program starts again")
    journey.wait_focus("Passphrase")


def from_menu(journey: Journey, button: str, *path: str) -> None:
    """Open the menu of a button and go through it to what is wanted."""
    journey.keys.activate(button)
    pick_in_menu(journey, *path)


def pick_in_menu(journey: Journey, *path: str) -> None:
    """In an open menu: Down to each step of the path, Right into a further menu, Enter at the end."""
    for place, words in enumerate(path):
        until(lambda: isinstance(QApplication.activePopupWidget(), QMenu), "a menu")
        _down_to(journey, words)
        journey.keys.press("Return" if place + 1 == len(path) else "Right")


def _down_to(journey: Journey, words: str) -> None:
    seen = []
    for _ in range(40):
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = menu.activeAction()
        if action is not None:
            here = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
            if here == words:
                return
            seen.append(here)
        journey.keys.press("Down")
    raise NotPerceivedError(f"the menu has no “{words}”: {seen}")


def name_somebody(journey: Journey, field: str, somebody: Named) -> None:
    """Type a name into a people field and choose the row."""
    keys = journey.keys
    keys.go_to(field)
    keys.type(somebody.typed)
    journey.wait_for(somebody.row or UNKNOWN)
    journey.settle()
    if somebody.row == UNKNOWN:
        keys.press("Down", 12)
    keys.press("Return")
    journey.settle()
    assert journey.sees(somebody.shown)


def write_concern(
    journey: Journey,
    account: str,
    *,
    kind: Sequence[str] = (),
    danger: str = "No",
    told_by: Named | None = None,
    told: str = "now",
    happened: str = "",
    precision: str = "",
    people: Sequence[Named] = (),
    about_head: bool = False,
) -> None:
    """Ctrl+N and a quick concern, ready to be filed."""
    keys = journey.keys
    keys.press("Ctrl+N")
    journey.wait_for(_DANGER)
    journey.wait_focus("What have you seen or been told?")
    journey.settle()
    if kind:
        keys.go_to("Kind of incident: Not sorted yet", back=True)
        keys.press("Space")
        pick_in_menu(journey, *kind)
        journey.settle()
    else:
        keys.press("Shift+Tab")
    keys.pick(_DANGER, danger)
    keys.go_to("What have you seen or been told?")
    keys.type(account)
    if told_by is not None:
        name_somebody(journey, "Who told you", told_by)
    keys.fill("When you were told", told)
    if happened:
        keys.fill("When did it happen?", happened)
    if precision:
        keys.pick(_PRECISION, precision)
    for one in people:
        name_somebody(journey, "Who was involved", one)
        if one.role:
            keys.choose(f"Role of {one.shown}", one.role)
    journey.settle()
    if about_head and "Kept where the Headteacher cannot read it" not in journey.screen():
        keys.activate("This is about the Headteacher")
        journey.settle()


def file_cyberbullying(journey: Journey, account: str) -> None:
    """A cyberbullying record about Ella Tan, which Ms Hart told of, is in view."""
    write_concern(
        journey,
        account,
        kind=("Cyberbullying",),
        told_by=Named("Ms Hart"),
        told="today 1230",
        happened="yest 9pm",
        people=(Named("Ella Tan", "Target"),),
    )
    file_concern(journey)


def file_concern(journey: Journey) -> str:
    """Ctrl+Enter; the case number that was given."""
    journey.keys.press("Ctrl+Return")
    journey.wait_gone(_DANGER + "\nYes")
    until(lambda: _case(journey) != "", "a case number on screen")
    journey.settle()
    return _case(journey)


def _case(journey: Journey) -> str:
    on_screen = screen()
    if "What have you seen or been told?" in on_screen:
        return ""
    found = re.search(r"\b\d{4}-(?:[A-Z]-)?\d{4}\b", on_screen)
    return found.group() if found else ""


def add_note(
    journey: Journey, text: str, *, kind: str = "", when: str = "", with_whom: str = "", advised: str = ""
) -> None:
    """Ctrl+M and a note on the record in view."""
    keys = journey.keys
    keys.press("Ctrl+M")
    journey.wait_focus("What was said or done")
    keys.type(text)
    if kind:
        keys.choose("Kind of note", kind)
    if with_whom:
        keys.fill("With whom", with_whom)
    if when:
        keys.fill("When", when)
    if advised:
        keys.fill("What they advised, in their words", advised)
    save_panel(journey, "Save note")


def save_panel(journey: Journey, button: str) -> None:
    """Ctrl+Enter in the form above a record, and wait until it is gone."""
    journey.keys.press("Ctrl+Return")
    journey.settle()
    journey.wait_gone(button)
    journey.settle()


def focused_name(journey: Journey) -> str:
    """How what has the keyboard is announced."""
    return name_of(journey.keys.focused())


def tell(
    journey: Journey,
    whom: str,
    *,
    name: str = "",
    when: str = "",
    what: str = "",
    said: str = "",
    how: str = "",
) -> None:
    """More, Who was told: somebody was."""
    keys = journey.keys
    from_menu(journey, "More", "Who was told, or held")
    journey.wait_focus("Who")
    keys.choose("Who", whom)
    if name:
        keys.fill("Name", name)
    if when:
        keys.fill("When", when)
    if what:
        keys.fill("What they were told", what)
    if how:
        keys.fill("How", how)
    if said:
        keys.fill("What they said", said)
    save_panel(journey, "Put away")


@dataclass(frozen=True)
class Capture:
    """The facts of a capture, as typed."""

    what: str = ""
    child: str = ""
    at: str = ""
    by: str = ""
    posted: str = ""
    address: str = ""
    handle: str = ""
    platform: str = ""
    device: str = ""
    whose: str = ""
    supplied_by: str = ""
    reached: str = ""
    original: str = ""
    taken_with: str = ""
    copies: str = ""


def add_evidence(journey: Journey, facts: Capture, *paths: Path) -> None:
    """Ctrl+E, "No, I have seen all of it", the file dialog, the facts, taken in."""
    journey.dialogs.choose = paths
    open_intake(journey)
    for path in paths:
        journey.wait_for(path.name)
    fill_facts(journey, facts)
    save_panel(journey, "Take in and seal")
    journey.dialogs.choose = ()


def open_intake(journey: Journey) -> None:
    """Ctrl+E, and "No, I have seen all of it"."""
    journey.keys.press("Ctrl+E")
    journey.wait_for("Does it show, or might it show")
    journey.keys.press("3")


def fill_facts(journey: Journey, facts: Capture) -> None:
    """Type what is known into the form of the facts, from its top to its end."""
    keys = journey.keys
    for label, text in (
        ("What it is", facts.what),
        ("Which child it shows", facts.child),
        ("When it was captured", facts.at),
        ("Who captured it", facts.by),
        ("Time as shown on the post", facts.posted),
        ("Full address", facts.address),
        ("Account", facts.handle),
    ):
        if text:
            keys.fill(label, text)
    if facts.platform:
        keys.choose("Platform", facts.platform)
    for label, text in (
        ("Device", facts.device),
        ("Whose device", facts.whose),
        ("Who supplied it", facts.supplied_by),
    ):
        if text:
            keys.fill(label, text)
    if facts.reached:
        keys.choose("How it was reached", facts.reached)
    if facts.original:
        keys.fill("Where the original is", facts.original)
    if facts.taken_with:
        keys.choose("What it was taken with", facts.taken_with)
    if facts.copies:
        keys.fill("Other copies", facts.copies)


def decide(journey: Journey, kind: str, what: str, why: str, *, asked: str = "", when: str = "") -> None:
    """Ctrl+D and a decision with its reason, by whoever is signed in."""
    keys = journey.keys
    keys.press("Ctrl+D")
    journey.wait_focus("Decision")
    keys.choose("Decision", kind)
    keys.fill("What was decided", what)
    keys.fill("Why", why)
    if asked:
        keys.activate("Add somebody who was asked")
        keys.fill("Who was asked", asked)
    if when:
        keys.fill("When", when)
    save_panel(journey, "Save decision")


def open_case(journey: Journey, case: str) -> None:
    """Ctrl+K, its number, and the record that comes first."""
    keys = journey.keys
    keys.press("Ctrl+K")
    keys.press("Ctrl+A")
    keys.type(case)
    journey.settle()
    keys.press("Return")
    journey.settle()
    assert journey.screen().count(case) > 1, "it stands on the record as well as where it was typed"


def triage(journey: Journey, severity: str, why: str, reason: str) -> None:
    """More, Kind and severity: another severity, with its reason."""
    from_menu(journey, "More", "Kind and severity")
    journey.keys.pick("Severity", severity)
    journey.keys.fill("Why this severity", why)
    journey.keys.fill("Why it is changed", reason)
    save_panel(journey, "Put away")


def add_action(journey: Journey, what: str, who: str, due: str) -> None:
    """More, Add an action."""
    from_menu(journey, "More", "Add an action")
    journey.wait_focus("What is to be done")
    journey.keys.type(what)
    journey.keys.fill("Who does it", who)
    journey.keys.fill("By when", due)
    save_panel(journey, "Put away")


def declare(
    journey: Journey,
    adult: str,
    pupil: str,
    relation: str,
    when: str,
    how: str,
    words: str = "",
    *,
    kind: str = "",
) -> None:
    """A new declaration on the register, by whoever enters it for the adult; ``kind`` empty: of family."""
    keys = journey.keys
    keys.press("Ctrl+4")
    journey.settle()
    keys.activate("New declaration")
    journey.wait_focus("Adult who declares")
    name_somebody(journey, "Adult who declares", Named(adult.rsplit(maxsplit=1)[-1], row=adult))
    if kind:
        keys.choose("What is declared", kind)
    if kind:
        keys.choose("Who they are", "Pupil")
    name_somebody(journey, "Pupil", Named(pupil.split(maxsplit=1)[0], row=pupil))
    keys.choose("How they are connected" if kind else "What the adult is to the pupil", relation)
    if words:
        keys.fill("In their words", words)
    keys.fill("When", when)
    keys.choose("How", how)
    keys.press("Ctrl+Return")
    journey.wait_for("The declaration is on the register.")
    journey.settle()


def begin_step(journey: Journey, kind: str, when: str) -> None:
    """Add a step to the declaration in view; what is asked for that kind is on screen afterwards."""
    keys = journey.keys
    keys.activate("Add a step")
    journey.wait_focus("What happened")
    keys.choose("What happened", kind)
    keys.fill("When", when)


def enter_form(journey: Journey, button: str) -> None:
    """Ctrl+Enter, and wait until the form is gone."""
    journey.keys.press("Ctrl+Return")
    journey.settle()
    journey.wait_gone(button)
    journey.settle()


@dataclass(frozen=True)
class Further:
    """The further questions of a contact check: who began it, what was done with it, what was agreed, who told whom."""

    light: str
    began_by: str
    protocol: str
    handled: str
    head_told_by: str
    head_told: str = ""


def answer_further(journey: Journey, further: Further) -> None:
    """How it came to light, and the questions that are folded away, from the field before them on."""
    keys = journey.keys
    keys.choose("How it came to light", further.light)
    keys.activate("More, if it is known: who began it…")
    keys.pick("Who began it", further.began_by)
    keys.pick("Within what was agreed", further.protocol)
    keys.choose("What the adult did with a request", further.handled)
    keys.choose("Who told the Headteacher", further.head_told_by)
    if further.head_told:
        keys.fill("When the Headteacher was told", further.head_told)


def ask_the_register(
    journey: Journey, adult: str, pupil: str, when: str, platform: str, further: Further | None = None
) -> None:
    """Ctrl+Shift+N, the question, and its verdict."""
    keys = journey.keys
    keys.press("Ctrl+Shift+N")
    journey.wait_focus("Adult who works here")
    name_somebody(journey, "Adult who works here", Named(adult.split(maxsplit=1)[0], row=adult))
    name_somebody(journey, "Pupil, former pupil or parent", Named(pupil.split(maxsplit=1)[0], row=pupil))
    keys.fill("When was it", when)
    keys.choose("Where", platform)
    if further is not None:
        answer_further(journey, further)
    keys.press("Ctrl+Return")
    journey.wait_for("Step 2 of 3, verdict")
    journey.settle()


def refuse_namesakes(journey: Journey, field: str, typed: str) -> None:
    """Type a name that two people share: nobody is chosen by Enter alone."""
    journey.keys.go_to(field)
    journey.keys.type(typed)
    journey.keys.press("Return")
    journey.settle()
