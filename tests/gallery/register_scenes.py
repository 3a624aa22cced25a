"""The registers of the school: the overview, one register, an entry in full, its forms."""

from datetime import date
from functools import cache

from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.logbooks import EntryAnswer, EntryStepKind
from safeguard_app.domain.people import OfficeKind, PersonRef
from safeguard_app.services.logbooks import EntryStepInput
from safeguard_app.ui.contact_check.check_presenter import ContactCheckPresenter
from safeguard_app.ui.declarations.declarations_presenter import DeclarationsPresenter
from safeguard_app.ui.incidents.incidents_presenter import IncidentsPresenter
from safeguard_app.ui.people.people_presenter import PeoplePresenter
from safeguard_app.ui.registers.registers_presenter import RegistersPresenter
from safeguard_app.ui.registers.two_views import DeclarationsAndRegisters
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.demo_pages import messages_for_building, open_demo, page_window
from tests.gallery.scenes import Scene, scene
from tests.ui.registers.opened import enter, fill, record_about_a_picture


@cache
def _filled() -> dict[str, Reference]:
    """Entries in the demo's log, made when the first of these pictures is drawn."""
    return fill(open_demo())


@cache
def _record_about_a_picture() -> Reference:
    _filled()
    return record_about_a_picture(open_demo())


@cache
def _request() -> Reference:
    demo = open_demo()
    answers = (
        EntryAnswer("asked_by", people=(PersonRef(None, "Mrs Joan Irwin", "Parent or carer"),)),
        EntryAnswer("capacity", ("parent",)),
        EntryAnswer("about", people=(demo.person("ella"),)),
        EntryAnswer("received_on", day=date(2026, 9, 29)),
        EntryAnswer("what", ("“Everything you hold about my daughter, please.”",)),
        EntryAnswer("came", ("Spoken, to the office",)),
        EntryAnswer("proof_asked", day=date(2026, 9, 30)),
        EntryAnswer("proof_given", day=date(2026, 10, 5)),
    )
    return enter(demo, "requests-for-records", answers)


@cache
def _file_sent_on() -> Reference:
    demo = open_demo()
    answers = (
        EntryAnswer("child", people=(demo.person("leon"),)),
        EntryAnswer("left_on", day=date(2026, 10, 9)),
        EntryAnswer("new_school", ("Derwent Academy",)),
        EntryAnswer("new_lead", ("Mr Rowan Oakes, 01632 960180",)),
        EntryAnswer("main_issues", ("Eats alone since September; meets the counsellor on Mondays.",)),
    )
    return enter(demo, "files-sent-on", answers)


@cache
def _disposed() -> Reference:
    demo, day = open_demo(), date(2026, 10, 9)
    answers = (
        EntryAnswer("record_class", ("bullying",)),
        EntryAnswer("file_number", ("B-117",)),
        EntryAnswer("trigger", ("File closed, 14 Jul 2019",)),
        EntryAnswer("rule", ("County schedule of May 2026, confirmed by Ms Hale.",)),
        EntryAnswer("reviewed_on", day=day),
        EntryAnswer(
            "reviewed_by", people=(PersonRef(None, "Miss Jo Abbey", "Designated safeguarding lead"),)
        ),
        EntryAnswer("holds", ("open_case", "inquiry", "request")),
        EntryAnswer("manifest", ("Green file, 34 pages, from the safe",)),
        EntryAnswer("method", ("shredded",)),
        EntryAnswer("disposed_on", day=day),
    )
    head = PersonRef(None, "Mrs Carol Denning", "Headteacher")
    return enter(
        demo, "disposals", answers, EntryStepInput(EntryStepKind.GIVEN, day, head, OfficeKind.HEADTEACHER)
    )


def _no_file() -> None:
    """Nobody chooses a file in a picture."""


def registers() -> tuple[MainWindow, RegistersPresenter]:
    """The page with its registers in front."""
    _filled()
    demo = open_demo()
    messages = messages_for_building()
    check = ContactCheckPresenter(demo.session, demo.tasks, messages)
    declarations = DeclarationsPresenter(demo.session, demo.tasks, messages, check, _no_file)
    presenter = RegistersPresenter(demo.session, demo.tasks, messages)
    both = DeclarationsAndRegisters(declarations, presenter)
    both.show_registers()
    window = page_window(PageKey.DECLARATIONS, both, demo)
    for one in (both, declarations, presenter, check):
        one.setParent(window)
    return window, presenter


def _opened(logbook: str) -> tuple[MainWindow, RegistersPresenter]:
    window, presenter = registers()
    presenter.open_logbook(logbook)
    open_demo().settle()
    return window, presenter


def _at(entry: str) -> tuple[MainWindow, RegistersPresenter]:
    window, presenter = registers()
    presenter.open_entry(_filled()[entry])
    open_demo().settle()
    return window, presenter


@scene("registers-overview")
def overview() -> Scene:
    """Which registers there are, and what is due in them."""
    window, presenter = registers()
    return Scene(window, after=presenter.overview.focus_table)


@scene("registers-empty")
def empty() -> Scene:
    """A register in which nothing is entered yet."""
    window, _ = _opened("prevention")
    return Scene(window, after=open_demo().settle)


@scene("registers-consent")
def consent() -> Scene:
    """Photograph consent, one child's in view."""
    window, _ = _at("consent")
    return Scene(window, after=open_demo().settle)


@scene("registers-account")
def account() -> Scene:
    """An official account with its users, conditions and review."""
    window, _ = _at("account")
    return Scene(window, after=open_demo().settle)


@scene("registers-breach")
def breach() -> Scene:
    """A breach of personal data, its 72 hours running."""
    window, _ = _at("breach")
    return Scene(window, after=open_demo().settle)


@scene("registers-request")
def request() -> Scene:
    """A request for records: when it is due, since who asks is proved."""
    window, presenter = registers()
    presenter.open_entry(_request())
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("registers-new-consent")
def new_consent() -> Scene:
    """A consent being entered."""
    window, presenter = _opened("photo-consent")
    presenter.begin_new("photo-consent")
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("registers-new-file-sent")
def new_file_sent() -> Scene:
    """A child protection file that goes with a child who leaves."""
    window, presenter = _opened("files-sent-on")
    presenter.begin_new("files-sent-on")
    open_demo().settle()
    assert presenter.forms is not None
    return Scene(window, after=presenter.forms.form.setFocus)


@scene("registers-new-account")
def new_account() -> Scene:
    """An official account: a user with dates, and the decision."""
    window, presenter = _opened("official-accounts")
    presenter.begin_new("official-accounts")
    open_demo().settle()
    assert presenter.forms is not None
    form = presenter.forms.form
    assert form.decided is not None
    form.decided.set_kind(EntryStepKind.GIVEN)
    return Scene(window, after=form.decided.conditions.setFocus)


@scene("registers-needs-another-look")
def needs_another_look() -> Scene:
    """What is missing is said beside each field."""
    window, presenter = _opened("photo-consent")
    presenter.begin_new("photo-consent")
    open_demo().settle()
    assert presenter.forms is not None
    presenter.forms.save()
    return Scene(window, after=open_demo().settle)


@scene("registers-change")
def change() -> Scene:
    """What holds from a day on."""
    window, presenter = _at("consent")
    presenter.logbook.panel.change_requested.emit()
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("registers-step")
def step() -> Scene:
    """A permission is decided."""
    window, presenter = _at("permission")
    presenter.logbook.panel.step_requested.emit(EntryStepKind.GIVEN)
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("registers-on-a-record")
def on_a_record() -> Scene:
    """What was on file on the day, on a record about a picture; and a call for a policy review that names it."""
    demo = open_demo()
    reference = _record_about_a_picture()
    messages = messages_for_building()
    presenter = IncidentsPresenter(demo.session, demo.tasks, messages)
    window = page_window(PageKey.INCIDENTS, presenter, demo)
    presenter.setParent(window)
    presenter.open_record(reference)
    demo.settle()

    def after() -> None:
        demo.settle()
        presenter.page.record.jump("registers")

    return Scene(window, after=after)


@scene("registers-on-a-person")
def on_a_person() -> Scene:
    """Entries that name a child."""
    _filled()
    demo = open_demo()
    presenter = PeoplePresenter(demo.session, demo.tasks, messages_for_building())
    window = page_window(PageKey.PEOPLE, presenter, demo)
    presenter.setParent(window)
    ella = demo.person("ella").reference
    assert ella is not None
    presenter.open_person(ella)
    presenter.shown()
    demo.settle()
    return Scene(window, after=demo.settle)


@scene("registers-file-sent-on")
def file_sent_on() -> Scene:
    """The file of a child who leaves: its limit, its code, and the pack to print."""
    window, presenter = registers()
    presenter.open_entry(_file_sent_on())
    return Scene(window, after=open_demo().settle)


@scene("registers-disposal")
def disposal() -> Scene:
    """Paper files that were disposed of: what was looked for, who authorised it, and the certificate to print."""
    window, presenter = registers()
    presenter.open_entry(_disposed())
    return Scene(window, after=open_demo().settle)
