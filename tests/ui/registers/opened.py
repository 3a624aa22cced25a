"""The registers in the real window, beside the declarations, over a copy of the demo's log; and entries to show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.logbooks import DatedPerson, EntryAnswer, EntryStepKind, LogbookEntry
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.domain.periods import Period
from safeguard_app.services import incidents, logbook_lists, logbooks
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.logbook_facts import stored_entry
from safeguard_app.services.logbook_views import EntryRow
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.ui.contact_check.check_presenter import ContactCheckPresenter
from safeguard_app.ui.declarations.declarations_presenter import DeclarationsPresenter
from safeguard_app.ui.messages import Message
from safeguard_app.ui.registers.entry_form_page import EntryFormPage
from safeguard_app.ui.registers.entry_step_page import EntryStepPage
from safeguard_app.ui.registers.registers_presenter import RegistersPresenter
from safeguard_app.ui.registers.two_views import DeclarationsAndRegisters
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from tests.ui.conftest import Stage
from tests.ui.demo_log import NOW, OpenDemo
from tests.ui.settling import until_still

HEAD = PersonRef(None, "Mrs Carol Denning", "Headteacher")
PARENT = PersonRef(None, "Mrs Gemma Tamsin", "Parent or carer")


class Opened:
    """The page, and what came out of it."""

    def __init__(self, demo: OpenDemo, stage: Stage) -> None:
        self.demo = demo
        self._stage = stage
        self.window = MainWindow()
        self.boxes: list[Message] = []
        messages = self.window.messages
        messages.shown.connect(self._box_shown)
        self.check = ContactCheckPresenter(demo.session, demo.tasks, messages)
        self.declarations = DeclarationsPresenter(
            demo.session, demo.tasks, messages, self.check, lambda: None
        )
        self.presenter = RegistersPresenter(demo.session, demo.tasks, messages)
        self.both = DeclarationsAndRegisters(self.declarations, self.presenter)
        self.presenter.shown_for.connect(self.both.show_registers)
        self.declarations.shown_for.connect(self.both.show_declarations)
        self.window.add_page(PageKey.DECLARATIONS, self.both)
        self.both.acts_changed.connect(self.window.page_changed)
        self.presenter.changed.connect(self.window.broadcast)
        self.both.show_registers()
        self.window.show_work(PageKey.DECLARATIONS)
        stage.present(self.window)
        self.settle()

    def settle(self) -> None:
        """Wait for the log and for the layouts."""
        self.demo.settle()
        until_still(self.window, self._stage.settle)

    @property
    def form(self) -> EntryFormPage:
        assert self.presenter.forms is not None
        return self.presenter.forms.form

    @property
    def step(self) -> EntryStepPage:
        assert self.presenter.forms is not None
        return self.presenter.forms.step

    def box(self, field: str) -> QWidget:
        """The box of a field of the form in view."""
        assert self.form.entry is not None
        return self.form.entry.editors()[field]

    def shows(self, face: QWidget) -> bool:
        """Whether that is the face in view."""
        return self.presenter.page.face is face

    def rows(self) -> list[EntryRow]:
        """The entries in view."""
        return list(self.presenter.logbook.table.model_rows.rows)

    def stored(self, reference: Reference) -> LogbookEntry:
        """An entry as it is on file."""
        return self.demo.wait(partial(stored_entry, self.demo.session, reference)).content

    def on_file(self, logbook: str) -> list[EntryRow]:
        """The entries of a register as they are on file."""
        page = self.demo.wait(partial(logbook_lists.logbook_page, self.demo.session, logbook))
        return list(page.rows)

    def _box_shown(self, message: object) -> None:
        assert isinstance(message, Message)
        self.boxes.append(message)


def enter(demo: OpenDemo, logbook: str, answers: Sequence[EntryAnswer], *steps: EntryStepInput) -> Reference:
    """An entry with its steps."""
    reference, _ = demo.wait(partial(logbooks.enter, demo.session, logbook, tuple(answers)))
    for number, step in enumerate(steps, start=1):
        demo.wait(partial(logbooks.add_step, demo.session, reference, step, version=number))
    return reference


def consent(demo: OpenDemo, child: str = "ella", *more: EntryStepInput) -> Reference:
    """A consent given on 8 September, for the website and the display."""
    answers = (
        EntryAnswer("child", people=(demo.person(child),)),
        EntryAnswer("uses", ("website", "display")),
        EntryAnswer("limits", ("No name beside the picture.",)),
        EntryAnswer("asked_on", day=date(2026, 9, 7)),
        EntryAnswer("how", ("signed",)),
    )
    given = EntryStepInput(EntryStepKind.GIVEN, date(2026, 9, 8), PARENT, note="Form in the office file.")
    return enter(demo, "photo-consent", answers, given, *more)


def fill(demo: OpenDemo) -> dict[str, Reference]:
    """Entries in several registers, told up to the demo's own day."""
    pike, nandra = demo.person("shona"), demo.person("nandra")
    made = {"consent": consent(demo)}
    made["refused"] = enter(
        demo,
        "photo-consent",
        (
            EntryAnswer("child", people=(demo.person("leon"),)),
            EntryAnswer("uses", ("website", "social_media", "press")),
            EntryAnswer("asked_on", day=date(2026, 9, 7)),
        ),
        EntryStepInput(EntryStepKind.REFUSED, date(2026, 9, 9), PARENT),
    )
    made["account"] = enter(
        demo,
        "official-accounts",
        (
            EntryAnswer("account", ("instagram", "oakfield_primary")),
            EntryAnswer("purpose", ("News of the school week, for parents.",)),
            EntryAnswer("owner", people=(nandra,)),
            EntryAnswer("asked_on", day=date(2026, 9, 1)),
            EntryAnswer("opened_on", day=date(2026, 9, 7)),
            EntryAnswer("users", users=(DatedPerson(nandra, Period(date(2026, 9, 7))),)),
            EntryAnswer("password_kept", ("Sealed envelope in the office safe.",)),
        ),
        EntryStepInput(
            EntryStepKind.GIVEN,
            date(2026, 9, 3),
            HEAD,
            OfficeKind.HEADTEACHER,
            conditions="No pupil is named. Comments stay closed.",
        ),
    )
    made["permission"] = enter(
        demo,
        "permissions",
        (
            EntryAnswer("who", people=(pike,)),
            EntryAnswer("what", ("own_phone",)),
            EntryAnswer("details", ("To reach parents from the Year 4 trip.",)),
            EntryAnswer("asked_on", day=date(2026, 10, 8)),
        ),
    )
    made["breach"] = enter(
        demo,
        "data-breaches",
        (
            EntryAnswer("what", ("A class list was left on a table in the library.",)),
            EntryAnswer("found_at", at=exactly(NOW.replace(day=11, hour=9, minute=5))),
            EntryAnswer("whose", ("pupils",)),
            EntryAnswer("risk", ("not_known",)),
        ),
    )
    return made


def record_about_a_picture(demo: OpenDemo) -> Reference:
    """An incident about a picture of Ella on 24 September, and a call for a policy review that names it."""
    ella = demo.person("ella")

    def log() -> Reference:
        session = demo.session
        day = exactly(NOW.replace(month=9, day=24, hour=12, minute=10))
        form = replace(
            incidents.new_form(session, quick=False, category="IMG"),
            danger=Danger.NO,
            account="A picture of Ella from sports day is on the page of a parents’ group.",
            author=session.myself(),
            participants=(Participant(ella, "target"),),
            happened=Typed("24/9 1210", day),
            told=Typed("24/9 1230", day),
            reached_lead=Typed("24/9 1230", day),
        )
        record, _ = incidents.file(session, form)
        number = str(incidents.current(session, record).content.case)
        answers = (
            EntryAnswer("clause", ("003 L31-34",)),
            EntryAnswer("flagged_on", day=date(2026, 9, 28)),
            EntryAnswer("because", ("Pictures taken by parents at events are not mentioned.",)),
            EntryAnswer("case", (number,)),
        )
        logbooks.enter(session, "policy-review", answers)
        return record

    return demo.wait(log)
