"""Today with the demo school: a full day, an empty log, what unlock noticed, a backup made."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.identifiers import Compartment, RecordId, Reference, new_record_id
from safeguard_app.domain.records import RecordKind
from safeguard_app.services.away import Covering, OwnAway
from safeguard_app.services.bans_list import BanLine
from safeguard_app.services.drive_views import DriveLine
from safeguard_app.services.head_meetings import LastMeeting
from safeguard_app.services.session import Session
from safeguard_app.services.since_unlock import NewLine, SinceUnlock
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.services.today import BackupState
from safeguard_app.services.unlock_notices import NoticeLine
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.today.calendar_sheet import CalendarSheet
from safeguard_app.ui.today.today_page import TodayPage
from safeguard_app.ui.today.today_presenter import TodayPresenter
from safeguard_app.ui.today.today_view import TodayView, gather
from safeguard_app.ui.widgets.button import Button
from tests.gallery.demo_desk import desk
from tests.gallery.scenes import Scene, scene, shell
from tests.gallery.today_at_work import today_at_work


def _view() -> TodayView:
    at = desk()
    session: Session = at.session
    return at.wait(lambda: gather(session))


def _page(view: TodayView) -> tuple[MainWindow, TodayPage]:
    page = TodayPage()
    page.show_view(view)
    return shell(PageKey.TODAY, page), page


@scene("today")
def today() -> Scene:
    """A full day, read from the log."""
    _, window, presenter = today_at_work()
    return Scene(window, after=presenter.page.focus_first)


@scene("today-drive")
def drive() -> Scene:
    """A declaration drive that runs has its line; so has what there is to review."""
    window, page = _page(replace(_view(), drive=DriveLine("September 2026", 42, 30, 11), reviews=2))
    return Scene(window, after=page.focus_first)


def _meeting() -> tuple[MainWindow, TodayPresenter]:
    """Today with the meeting in front, read from the log."""
    at = desk()
    window = shell(PageKey.TODAY, QWidget())
    presenter = TodayPresenter(at.session, at.tasks, window.messages, parent=window)
    window.add_page(PageKey.TODAY, presenter)
    window.show_page(PageKey.TODAY)
    presenter.meeting.open()
    at.settle()
    return window, presenter


@scene("today-meeting")
def meeting() -> Scene:
    """Everything to go through with the Headteacher, the first item in view."""
    window, presenter = _meeting()
    return Scene(window, after=presenter.meeting.page.first_focus().setFocus)


@scene("today-meeting-marked")
def meeting_marked() -> Scene:
    """Some of it looked at, a record in view, and a meeting before this one."""
    window, presenter = _meeting()
    page = presenter.meeting.page
    assert page.shown is not None
    looked = "Looked at Mon 5 Oct 2026"
    lines = tuple(
        replace(line, looked=looked if place < 2 else "", new=place >= 2)
        for place, line in enumerate(page.shown.lines)
    )
    before = LastMeeting(
        Reference(Compartment.DAILY, new_record_id()),
        "Last meeting Mon 5 Oct 2026, with Miss Jo Abbey and Mrs Carol Denning: 7 items looked at. "
        "Entered Mon 5 Oct 2026, 16:10, by Miss Jo Abbey.",
    )
    page.show_view(replace(page.shown, lines=lines, last=before))
    for _ in range(4):
        page.mark()
    page.walk(-1)
    return Scene(window, after=page.first_focus().setFocus)


@scene("today-meeting-narrowed")
def meeting_narrowed() -> Scene:
    """Only what waits for the Headteacher, as the number on Today opens it."""
    window, presenter = _meeting()
    presenter.meeting.open_awaiting()
    desk().settle()
    return Scene(window, after=presenter.meeting.page.first_focus().setFocus)


@scene("today-empty")
def empty() -> Scene:
    """The first day."""
    view = _view()
    day = replace(
        view.today,
        sentence="Nothing is late, and nothing is due today.",
        before_home=(),
        coming=(),
        late=0,
        due=0,
        drafts=(),
        open=0,
        is_empty=True,
        backup=BackupState(None, "No backup yet", StatusMeaning.DUE),
    )
    window, page = _page(replace(view, today=day, queue=replace(view.queue, items=())))
    window.set_counts({})
    window.status_bar.set_backup("No backup yet", "due")
    return Scene(window, after=page.focus_first)


@scene("today-notices")
def notices() -> Scene:
    """What unlock noticed, and a backup that was made."""
    view = _view()
    lines = (
        NoticeLine(
            "chain_broken",
            StatusMeaning.LATE,
            "The audit chain of the daily log does not add up",
            "Something was changed outside this program, or the disk is failing. Write nothing more in it. Keep this"
            " folder as it is, check a backup, and open Audit to see where the chain breaks.",
        ),
        NoticeLine(
            "failed_attempts",
            StatusMeaning.NOTE,
            "2 wrong passphrases since the last unlock",
            "If that was not you or a colleague with a slip of the finger, think about where the computer stood.",
        ),
    )
    window, page = _page(replace(view, notices=lines))
    page.backup.show_report(
        Meaning.DONE,
        "Backed up, opened and compared",
        (
            "Backed up, opened and compared: the daily log and the part about adults who work here.",
            "12 stored files, 3 of them new to this place.",
            "Copied sealed and compared, not opened: the part about the DSL.",
        ),
    )
    return Scene(window)


_NEWS = (
    ("2026-0026", "Mrs Ruth Okello added a note", "Mon 12 Oct, 13:31, Phone call with the platform"),
    ("2026-0043", "Mr Tom Reed filed it", "Mon 12 Oct, 12:04, Cyberbullying, and 2 things more"),
    ("2026-K-0008", "Handed in", "Mon 12 Oct, 11:20, Not sorted yet"),
    ("Declaration, Ms Priya Nandra", "Mrs Carol Denning entered the decision", "Mon 12 Oct, 09:15"),
)


@scene("today-new")
def new_to_you() -> Scene:
    """What others wrote since the last unlock, the first of it under the keyboard."""
    view = _view()
    lines = tuple(
        NewLine(Reference(Compartment.DAILY, new_record_id()), RecordKind.INCIDENT, *line) for line in _NEWS
    )
    news = SinceUnlock("Since you unlocked on Fri 9 Oct at 13:21.", lines, len(lines) + 3)
    window, page = _page(replace(view, news=news))

    def focus() -> None:
        opener = page.new_to_you.findChildren(Button)[0]
        opener.setFocus()
        page._page.ensureWidgetVisible(opener, 0, 300)

    return Scene(window, after=focus)


@scene("today-due-dates")
def due_dates() -> Scene:
    """What goes into a calendar file, asked before any place."""
    window, page = _page(_view())
    sheet = CalendarSheet(may_have_others=True)

    def show() -> None:
        sheet.open_over(page.window())

    return Scene(window, after=show)


@scene("today-away")
def away_asked() -> Scene:
    """I am away: a day that has passed is refused beside its field."""
    at, window, presenter = today_at_work()

    def ask() -> None:
        presenter.away.ask()
        at.settle()
        sheet = presenter.away.open_sheet
        assert sheet is not None
        sheet.first.set_day(date(2026, 10, 9))
        sheet.last.set_day(date(2026, 10, 16))
        sheet.keep_button.click()
        at.settle()

    return Scene(window, after=ask)


@scene("today-away-back")
def away_back() -> Scene:
    """I am away: what was typed before is back, and that is said."""
    at, window, presenter = today_at_work()

    def ask() -> None:
        presenter.away.ask()
        at.settle()
        sheet = presenter.away.open_sheet
        assert sheet is not None
        sheet.first.set_day(date(2026, 10, 12))
        sheet.note.setText("Ring me about anything that cannot wait.")
        sheet.boxes.put_back(sheet.boxes.filled(), for_new=False)

    return Scene(window, after=ask)


@scene("today-bans")
def bans() -> Scene:
    """Every ban in force, with what comes next."""
    _, window, presenter = today_at_work()

    def ask() -> None:
        incident = Reference(Compartment.DAILY, RecordId("a" * 32))
        lines = (
            BanLine(
                incident,
                "2026-0006",
                "Mr Dean Halloway",
                "From Thu 17 Sep 2026 until Fri 18 Dec 2026",
                StatusLine(StatusMeaning.DUE, "Looked at again Fri 16 Oct 2026"),
                near=True,
            ),
            BanLine(
                incident,
                "2026-0011",
                "Ms Dawn Maple",
                "From Mon 5 Oct 2026 with no end given",
                StatusLine(StatusMeaning.DUE, "Provisional, may be answered until Mon 19 Oct 2026"),
                near=True,
            ),
        )
        presenter.page.bans.show_bans(lines)
        presenter._bans_read(lines)

    return Scene(window, after=ask)


@scene("today-covering")
def covering() -> Scene:
    """Somebody covers for another, and will be away later."""
    view = _view()
    items = view.today.before_home[:2]
    block = Covering(
        "You cover for Mr Tom Reed until Fri 16 Oct 2026",
        "Ring me on the school’s mobile if in doubt.",
        items,
        tuple(view.kind(one) for one in items),
    )
    own = OwnAway(
        Reference(Compartment.DAILY, new_record_id()),
        "You are away from Mon 19 Oct 2026 to Fri 23 Oct 2026. Mr Tom Reed covers.",
    )
    window, _ = _page(replace(view, own_away=(own,), covering=(block,)))
    return Scene(window)
