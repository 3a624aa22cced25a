"""Before the log is open: unlock and first run."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.domain.nations import Nation
from safeguard_app.ui.first_run.answers import ContactSlot, FirstRunProvider, NationWords, RecoverySheet
from safeguard_app.ui.first_run.welcome_step import WelcomePage
from safeguard_app.ui.first_run.wizard import FirstRunWizard
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.unlock.unlock_page import UnlockFace, UnlockPage
from safeguard_app.ui.widgets.new_passphrase import Judgement
from tests.gallery.scenes import Scene, scene

_ONEDRIVE = (
    "This folder is copied to OneDrive. Others may hold copies of the log, and a file written while it is copied can "
    "be damaged. Choose a folder outside OneDrive."
)
GROUPS = (
    "Q9V7K",
    "M2XPA",
    "7R3LD",
    "YTW0E",
    "J5N8C",
    "ZHGU4",
    "SFQ6V",
    "K2MXP",
    "A7R3L",
    "DYTW0",
    "EJ5N8",
    "CZH",
)


def nation_words(nation: Nation) -> NationWords:
    """Invented nation's words, enough to draw and to test."""
    if nation is Nation.NORTHERN_IRELAND:
        return NationWords(
            "Designated Teacher",
            "Principal",
            "Deputy Designated Teacher",
            "Chair of the Board of Governors",
            "Education Authority region",
            "the Chair of the Board of Governors",
        )
    return NationWords(
        "Designated Safeguarding Lead",
        "Headteacher",
        "Deputy DSL",
        "Chair of Governors",
        "local authority",
        "the Chair of Governors or the trust",
    )


def contact_slots(nation: Nation) -> tuple[ContactSlot, ...]:
    """Whom to ring, in the nation's words."""
    first = ContactSlot("lado", "LADO", "Allegations about adults")
    if nation is Nation.NORTHERN_IRELAND:
        first = ContactSlot("gateway", "Gateway team", "Social care")
    return (
        first,
        ContactSlot("front_door", "Front door", "Children’s social care"),
        ContactSlot("out_of_hours", "Out of hours", "Evenings and weekends"),
        ContactSlot("police", "Police", "Not an emergency"),
        ContactSlot("prevent", "Prevent"),
        ContactSlot("chair", "Chair of Governors"),
        ContactSlot("hr", "HR adviser"),
    )


def judged(passphrase: str, _own: tuple[str, ...] = ()) -> Judgement:
    """A plain stand-in for the real judge: twelve and a half bits a word."""
    bits = round(12.5 * len(passphrase.split()))
    return Judgement(bits, "Hard to guess." if bits >= 60 else "Add more unrelated words.")


def five_words() -> str:
    """Five words."""
    return "harbour velvet ninety orchard tin"


def provider(warning: str = "") -> FirstRunProvider:
    """Everything the wizard needs, without a log."""
    return FirstRunProvider(
        words=nation_words,
        contacts=contact_slots,
        judge=judged,
        suggest=five_words,
        new_recovery_key=partial(RecoverySheet, "key", GROUPS),
        default_folder=_default_folder,
        folder_warning=partial(_warning, warning),
        choose_folder=_no_folder,
    )


def _default_folder(_school: str) -> Path:
    return Path("/home/lead/Documents/Baylis Lane Primary.safeguard")


def _warning(words: str, _folder: Path) -> str:
    return words


def _no_folder(_over: QWidget, _folder: Path) -> Path | None:
    return None


def _unlock() -> tuple[MainWindow, UnlockPage]:
    window = MainWindow()
    page = UnlockPage()
    page.recovery_form.set_judge(judged, five_words)
    ways = (("1", "Designated Safeguarding Lead"), ("2", "Headteacher"), ("3", "Deputy DSL"))
    page.show_face(
        UnlockFace("Baylis Lane Primary", ways),
        "Safeguarding log, locked at 13:36 after 5 minutes without use.",
    )
    page.strip.say("Draft kept at 13:20, inside the log", "Backup checked Fri 9 Oct")
    window.show_face(page)
    return window, page


@scene("unlock")
def unlock() -> Scene:
    """The page as one meets it."""
    window, page = _unlock()
    page.passphrase.setText("harbour velvet ninety")
    return Scene(window, after=page.passphrase.setFocus)


@scene("unlock-wrong")
def unlock_wrong() -> Scene:
    """After a passphrase that was not right."""
    window, page = _unlock()
    page.passphrase.setText("harbour velvet")
    problem = KnownProblem(
        "That passphrase is not right.", "Check capitals and spaces, and who it is opened as."
    )
    return Scene(window, after=partial(page.show_wrong_passphrase, problem))


@scene("unlock-recovery")
def unlock_recovery() -> Scene:
    """The recovery key in place of the passphrase."""
    window, page = _unlock()
    page.show_recovery(True)
    page.recovery_form.new_passphrase.first.setText("harbour velvet ninety orchard tin")
    page.recovery_form.new_passphrase.judge_now()
    return Scene(window)


def _wizard(place: int, warning: str = "") -> tuple[MainWindow, FirstRunWizard]:
    window = MainWindow()
    wizard = FirstRunWizard(provider(warning))
    window.show_face(wizard)
    wizard.school.name_line.setText("Baylis Lane Primary")
    wizard.school.authority_line.setText("Eastmarch Council")
    wizard.you.name_line.setText("Miss Jo Abbey")
    for field in (wizard.you.passphrase.first, wizard.you.passphrase.second):
        field.setText(five_words())
    for _ in range(place):
        wizard.go_on()
    return window, wizard


@scene("first-run-0-welcome")
def welcome() -> Scene:
    """The very first page."""
    window = MainWindow()
    page = WelcomePage()
    window.show_face(page)
    return Scene(window, after=page.entered)


@scene("first-run-1-school")
def school() -> Scene:
    """The school, with a name missing."""
    window, wizard = _wizard(0)
    wizard.school.name_line.setText("")
    return Scene(window, after=wizard.go_on)


@scene("first-run-2-contacts")
def contacts() -> Scene:
    """Whom to ring."""
    return Scene(_wizard(1)[0])


@scene("first-run-3-you")
def you() -> Scene:
    """The lead, with a passphrase that is too easy."""
    window, wizard = _wizard(2)
    wizard.you.passphrase.first.setText("baylis lane")
    return Scene(window, after=wizard.you.passphrase.judge_now)


@scene("first-run-4-others")
def others() -> Scene:
    """A deputy is added now."""
    window, wizard = _wizard(3)
    block = wizard.others.deputy_block
    block.when.set_value(True)
    block.when.chosen.emit(True)
    return Scene(window)


@scene("first-run-5-recovery")
def recovery() -> Scene:
    """The recovery key."""
    return Scene(_wizard(4)[0])


@scene("first-run-5-recovery-typed-back")
def recovery_typed_back() -> Scene:
    """The key is off the screen; one of two groups is wrong."""
    window, wizard = _wizard(4)
    wizard.go_on()
    first, second = wizard.recovery.card.lines
    first.setText(GROUPS[wizard.recovery.card.asked_groups[0]])
    second.setText("WR0NG")
    return Scene(window, after=wizard.go_on)


@scene("first-run-6-folder")
def folder() -> Scene:
    """The folder, on a synchronised drive."""
    window, wizard = _wizard(4, _ONEDRIVE)
    for line, place in zip(wizard.recovery.card.lines, wizard.recovery.card.asked_groups, strict=True):
        line.setText(GROUPS[place])
    wizard.go_on()
    return Scene(window)
