"""The register of declarations: as at a day, entering, a step, the Headteacher's queue."""

from dataclasses import replace
from datetime import date
from functools import partial
from zlib import crc32

from safeguard_app.domain.declaration_drives import MISREAD, ReturnKind
from safeguard_app.domain.declarations import ContactWay, DeclarationKind, StepKind
from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, UserId
from safeguard_app.domain.people import PersonRef
from safeguard_app.services.chair_signing import ChairWaits
from safeguard_app.services.declaration_asks import ASK_AGAIN
from safeguard_app.services.declaration_queue import awaiting
from safeguard_app.services.drive_views import DeclaredLine, DrivePage, DriveRow, DriveView
from safeguard_app.services.relation_questions import QuestionLine, QuestionsView, counts_words
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.ui.contact_check.check_presenter import ContactCheckPresenter
from safeguard_app.ui.declarations.declaration_form_page import DeclarationFormPage
from safeguard_app.ui.declarations.declarations_presenter import DeclarationsPresenter
from safeguard_app.ui.declarations.queue_item import Choice
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.demo_pages import messages_for_building, open_demo, page_window
from tests.gallery.scenes import Scene, scene


def no_file() -> None:
    """Nobody chooses a file in a picture."""


def declarations(who: str = "lead") -> tuple[MainWindow, DeclarationsPresenter]:
    """The page with its register read."""
    demo = open_demo(who)
    messages = messages_for_building()
    check = ContactCheckPresenter(demo.session, demo.tasks, messages)
    presenter = DeclarationsPresenter(demo.session, demo.tasks, messages, check, no_file)
    window = page_window(PageKey.DECLARATIONS, presenter, demo, who)
    presenter.setParent(window)
    check.setParent(window)
    return window, presenter


def _choose(presenter: DeclarationsPresenter, adult: str, who: str = "lead") -> None:
    rows = presenter.register.table.model_rows
    for place in range(rows.rowCount()):
        if rows.row_at(rows.index(place, 0)).adult == adult:
            presenter.register.table.selectRow(place)
    open_demo(who).settle()


@scene("declarations-register")
def register() -> Scene:
    """The register today, one acknowledged with conditions in view."""
    window, presenter = declarations()
    _choose(presenter, "Shona Pike")
    return Scene(window, after=open_demo().settle)


@scene("declarations-as-at")
def as_at() -> Scene:
    """The register as at an earlier day, over what was known then."""
    window, presenter = declarations()
    presenter.register.as_at.show_other(date(2026, 9, 24))
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("declarations-friendship")
def friendship() -> Scene:
    """A friendship that waits: it is not the exception."""
    window, presenter = declarations()
    _choose(presenter, "Ms Priya Nandra")
    return Scene(window, after=open_demo().settle)


def _new_form() -> tuple[MainWindow, DeclarationFormPage]:
    """A declaration of Ms Nandra, nothing entered yet."""
    window, presenter = declarations()
    demo = open_demo()
    presenter.begin_new(demo.person("nandra"))
    demo.settle()
    assert presenter.forms is not None
    return window, presenter.forms.form


@scene("declarations-new")
def new() -> Scene:
    """Entering a declaration of an adult chosen elsewhere."""
    window, form = _new_form()
    row = form.pupils.rows()[0]
    row.set_pupil(open_demo().person("ella"))
    row.words.setText("godmother")
    return Scene(window, after=open_demo().settle)


@scene("declarations-new-parent")
def new_parent() -> Scene:
    """Entering a friendship with a parent: what the policies ask of it, and no household."""
    window, form = _new_form()
    form.kind.set_value(DeclarationKind.FRIENDSHIP.value)
    form.fit()
    form.pupils.rows()[0].set_pupil(open_demo().person("zielna"))
    return Scene(window, after=form.pupils.rows()[0].connection.connection.setFocus)


@scene("declarations-new-tuition")
def new_tuition() -> Scene:
    """Entering private tuition, at 1024x640 the longest form of a person."""
    window, form = _new_form()
    form.kind.set_value(DeclarationKind.OTHER.value)
    form.fit()
    row = form.pupils.rows()[0]
    row.set_pupil(open_demo().person("leon"))
    row.connection.ways[ContactWay.TUITION].setChecked(True)
    return Scene(window, after=row.connection.paid.setFocus)


@scene("declarations-parent")
def parent() -> Scene:
    """A friendship with a parent, acknowledged with conditions: its own part of the register in view."""
    window, presenter = declarations()
    _choose(presenter, "Mrs Ruth Okello")
    presenter.register.kinds.set_value("Friendships with parents and families")
    presenter.register._show_rows()
    return Scene(window, after=open_demo().settle)


@scene("declarations-draft-back")
def draft_back() -> Scene:
    """A form whose words came back from a draft, and the way to an empty one."""
    window, form = _new_form()
    filled = replace(form.filled(), texts=(("nature", "They sing in the same choir and share a"),))
    form.put_back(filled, for_new=True)
    return Scene(window, after=open_demo().settle)


@scene("declarations-accounts")
def accounts() -> Scene:
    """The accounts of both, one row begun."""
    window, form = _new_form()
    row = form.pupils.rows()[0]
    row.adult_accounts.add()
    return Scene(window, after=row.adult_accounts.add_button.setFocus)


@scene("declarations-new-since")
def new_since() -> Scene:
    """An old signed sheet: discussed and acknowledged already, a date missing."""
    window, form = _new_form()
    form.later.add().set_kind(StepKind.ACKNOWLEDGED_WITH_CONDITIONS)
    return Scene(window, after=form.later.setFocus)


@scene("declarations-ask-again")
def ask_again() -> Scene:
    """Acknowledged, and the adult has a new post since: what is to be asked stands beside it."""
    window, presenter = declarations()
    _choose(presenter, "Shona Pike")
    detail = presenter.register.panel.detail
    assert detail is not None
    asked = (
        "Shona Pike has a new post since Mon 5 Oct 2026: Teaching assistant, 4B. Ask again, and enter what is declared"
        " now as a change.",
    )
    presenter.register.panel.show_detail(replace(detail, asks=asked, status=ASK_AGAIN))
    return Scene(window, after=open_demo().settle)


@scene("declarations-queue-more-information")
def queue_more_information() -> Scene:
    """The queue, asking for more before deciding."""
    window, presenter = declarations("head")

    def after() -> None:
        presenter.open_queue()
        open_demo("head").settle()
        assert presenter.queue is not None and presenter.queue.sheet is not None
        page = presenter.queue.sheet.pages[0]
        page.choice.set_value(Choice.MORE_INFORMATION.value)
        page._fit()
        page.check()

    return Scene(window, after=after)


@scene("declarations-step")
def step() -> Scene:
    """Adding "discussed" to one on file."""
    window, presenter = declarations()
    _choose(presenter, "Ms Priya Nandra")
    presenter._begin_step(StepKind.DISCUSSED)
    open_demo().settle()
    return Scene(window, after=open_demo().settle)


@scene("declarations-head")
def head() -> Scene:
    """Signed in as the Headteacher: what waits is the act of the page."""
    return Scene(declarations("head")[0], after=open_demo("head").settle)


@scene("declarations-queue")
def queue() -> Scene:
    """The queue, deciding with conditions."""
    window, presenter = declarations("head")

    def after() -> None:
        presenter.open_queue()
        open_demo("head").settle()
        assert presenter.queue is not None and presenter.queue.sheet is not None
        page = presenter.queue.sheet.pages[0]
        page.choice.set_value(Choice.WITH_CONDITIONS.value)
        page._fit()
        page.conditions.set_text("Family group only")

    return Scene(window, after=after)


@scene("declarations-queue-sign")
def queue_sign() -> Scene:
    """The end of the queue: one passphrase for all decisions."""
    window, presenter = declarations("head")

    def after() -> None:
        presenter.open_queue()
        open_demo("head").settle()
        assert presenter.queue is not None and presenter.queue.sheet is not None
        sheet = presenter.queue.sheet
        for page in sheet.pages:
            page.choice.set_value(Choice.ACKNOWLEDGED.value)
        sheet.go(len(sheet.pages))

    return Scene(window, after=after)


@scene("declarations-chair-signs")
def chair_signs() -> Scene:
    """The end of the sheet that the Chair signs with a passphrase of their own; above the register, what waits."""
    window, presenter = declarations()

    def after() -> None:
        chair = open_demo().session.words().term("chair")
        waits = f"1 declaration waits for Mr Paul Strand, {chair}, to read and sign here."
        presenter.register.show_chair(ChairWaits(UserId("c" * 32), waits))
        flow = presenter.queue
        assert flow is not None
        queue = open_demo().wait(partial(awaiting, open_demo().session))
        items = (replace(queue.items[0], may_decide=True, why_not=""),)
        signer = f"Mr Paul Strand, {chair}"
        flow._read_for_chair(
            presenter.register,
            UserId("c" * 32),
            replace(queue, title=f"Awaiting the {chair}", items=items, mine=1, signer=signer),
        )
        assert flow.sheet is not None
        flow.sheet.pages[0].choice.set_value(Choice.ACKNOWLEDGED.value)
        flow.sheet.go(1)

    return Scene(window, after=after)


@scene("declarations-chair-waits")
def chair_waits() -> Scene:
    """Above the register: what waits for the Chair, who signs here."""
    window, presenter = declarations()

    def after() -> None:
        chair = open_demo().session.words().term("chair")
        waits = f"1 declaration waits for Mr Paul Strand, {chair}, to read and sign here."
        presenter.register.show_chair(ChairWaits(UserId("c" * 32), waits))

    return Scene(window, after=after)


_NIL = StatusLine(StatusMeaning.DONE, "Nothing to declare")
_WAITS = StatusLine(StatusMeaning.DUE, "Not returned")
_CAME = "Signed Tue 8 Sep 2026. Entered Wed 9 Sep 2026, 08:40, by Miss Jo Abbey."
_ON_FILE = DeclaredLine(
    Reference(Compartment.DAILY, RecordId("e" * 32)), "Tom Dunmarrow: acknowledged", linked=False
)
_DRIVE_ROWS = tuple(
    DriveRow(
        code=code,
        printed=f"{code[:3]}-{code[3:]}",
        adult=PersonRef(None, name),
        name=name,
        role=role,
        asked="Mon 7 Sep 2026",
        days=35,
        kind=None,
        gone=False,
        status=_WAITS,
        came="",
        declared=declared,
    )
    for name, role, code, declared in (
        ("Mr Simon Bellweather", "Site manager", "K7M4PX", ()),
        ("Ms Laura Coverdale", "Teacher, 4B", "T3CHR9", ()),
        ("Mrs Shona Dunmarrow", "Midday supervisor", "9FJWX4", (_ON_FILE,)),
        ("Dr Priya Eastlake", "Governor", "CD7NRH", ()),
        ("Mr Toby Fennimore", "Peripatetic music teacher, self-employed", "HX9YG3", ()),
        ("Mrs Lena Garrowby", "Teaching assistant", "W4KPJ7", ()),
    )
)


def _drive(*returned: str) -> tuple[MainWindow, DeclarationsPresenter]:
    """The page of a drive over rows of its own: nothing of the shared log is changed."""
    window, presenter = declarations()
    rows = tuple(
        replace(row, kind=ReturnKind.NIL, status=_NIL, came=_CAME) if row.name in returned else row
        for row in _DRIVE_ROWS
    )
    counts = f"{len(rows) - len(returned)} of {len(rows)} not returned." + (
        f" {len(returned)} had nothing to declare." if returned else ""
    )
    about = Reference(Compartment.DAILY, RecordId("d" * 32))
    begun = "Begun Mon 7 Sep 2026 by Miss Jo Abbey."
    shown = DrivePage(about, "September 2026", begun, counts, "", rows, ("Mr Owen Tarrow",))
    presenter.page.show_face(presenter.drive.page)
    presenter.drive.page.show_view(DriveView(shown, ((about, shown.title),), "October 2026", len(rows)))
    return window, presenter


@scene("declarations-to-review")
def to_review() -> Scene:
    """What Today counts as to review, and nothing else."""
    window, presenter = declarations()
    presenter.open_reviews()
    return Scene(window, after=open_demo().settle)


def _line(adult: str, role: str, pupil: str, year: str, *common: tuple[str, str]) -> QuestionLine:
    """A question over people of its own: nothing of the shared log is changed."""
    adult_ref, pupil_ref = (
        PersonRef(Reference(Compartment.DAILY, RecordId(f"{crc32(name.encode()):032x}")), name)
        for name in (adult, pupil)
    )
    said = [f"{adult} and {pupil} ({year}) {common[0][1]}", *(f"They {words}" for _, words in common[1:])]
    titles = [common[0][0], *(title.lower() for title, _ in common[1:])]
    return QuestionLine(adult_ref, pupil_ref, role, year, ", ".join(titles), tuple(said), _RELATED)


_RELATED = "Is there a family relationship?"
_LINKED = (
    "Family link",
    "are both linked as family with Mrs Jean Oakes. A link on the register is no declaration.",
)
_NAMED = ("Family name", "share a family name. 3 people here have it. Many people share a name.")
_REACHED = (
    "Way to reach them",
    "are reached in the same way, the pupil through Tess Fennimore: a telephone number. It may be a shared address, a "
    "number that was passed on, or a slip of the pen.",
)


def _questions(*, answered: bool) -> tuple[MainWindow, DeclarationsPresenter]:
    window, presenter = declarations()
    rules = open_demo().session.catalogue.relations
    lines = (
        _line("Ms Laura Coverdale", "Teacher, 4B", "Rhys Oakes", "5N, Year 5", _LINKED),
        _line(
            "Mr Toby Fennimore", "Peripatetic music teacher", "Ada Fennimore", "1R, Year 1", _REACHED, _NAMED
        ),
        _line("Mrs Shona Dunmarrow", "Midday supervisor", "Tom Dunmarrow", "4B, Year 4", _NAMED),
        _line("Mrs Shona Dunmarrow", "Midday supervisor", "Ivy Dunmarrow", "Reception", _NAMED),
    )
    came = "Asked Mon 5 Oct 2026. Entered Mon 5 Oct 2026, 15:20, by Miss Jo Abbey."
    said = "Mrs Lena Garrowby was asked about Max Garrowby: no family relationship."
    kept = replace(
        _line("Mrs Lena Garrowby", "Teaching assistant", "Max Garrowby", "Pupil, 2H, Year 2", _NAMED),
        sentences=(said,),
        shares="Asked Mon 5 Oct 2026",
        question="",
        came=came,
        answer=Reference(Compartment.DAILY, RecordId("f" * 32)),
    )
    counts = counts_words(len(lines))
    page = presenter.questions.page
    presenter.page.show_face(page)
    page.show_view(QuestionsView(lines, (kept,), rules.intro, rules.answered, counts))
    page.choose(kept.key if answered else lines[1].key)
    return window, presenter


@scene("declarations-questions")
def questions() -> Scene:
    """Whom to ask whether they are related, one in view that has two things in common."""
    window, presenter = _questions(answered=False)
    return Scene(window, after=presenter.questions.page.first_focus().setFocus)


@scene("declarations-questions-answered")
def questions_answered() -> Scene:
    """What was answered, which can be taken back."""
    window, _ = _questions(answered=True)
    return Scene(window, after=open_demo().settle)


@scene("declarations-drive-begin")
def drive_begin() -> Scene:
    """No drive yet: what one is, and the button that begins it."""
    window, presenter = declarations()
    presenter.page.show_face(presenter.drive.page)
    presenter.drive.page.show_view(DriveView(None, (), "October 2026", 42))
    return Scene(window, after=open_demo().settle)


@scene("declarations-drive")
def drive() -> Scene:
    """A drive that runs: who has not returned, one in view with what stands on the register."""
    window, presenter = _drive("Ms Laura Coverdale")
    presenter.drive.page.choose("9FJWX4")
    return Scene(window, after=open_demo().settle)


@scene("declarations-drive-returned")
def drive_returned() -> Scene:
    """Everybody asked, and a return that can be taken back."""
    window, presenter = _drive("Ms Laura Coverdale", "Mrs Lena Garrowby")
    presenter.drive.page.choose("T3CHR9")
    return Scene(window, after=open_demo().settle)


@scene("declarations-drive-misread")
def drive_misread() -> Scene:
    """A code that was mistyped is said beside it."""
    window, presenter = _drive()
    presenter.drive.page.code.setText("K7M-4PY")
    presenter.drive.page.code_field.set_error(MISREAD)
    return Scene(window, after=open_demo().settle)
