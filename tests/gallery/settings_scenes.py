"""Settings of an open log: the page, the school being changed, somebody being added."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from safeguard_app.domain.school import DaysKind, SchoolDays
from safeguard_app.services import school_calendar
from safeguard_app.services.calendar_reading import CalendarEvent, ReadCalendar
from safeguard_app.services.form_drafts import Filled, FormName, new_draft
from safeguard_app.services.opening import RecoveryKey
from safeguard_app.services.recovery_keys import RecoveryState
from safeguard_app.services.school_calendar import CalendarView
from safeguard_app.system.settings import Settings
from safeguard_app.ui.settings.calendar_panels import CalendarPanel, EventsPanel
from safeguard_app.ui.settings.recovery_panels import NewRecoveryKeyPanel
from safeguard_app.ui.settings.settings_presenter import SettingsPresenter
from safeguard_app.ui.shell.main_window import MainWindow
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.demo_pages import messages_for_building, open_demo, page_window
from tests.gallery.scenes import Scene, scene


def _page() -> tuple[MainWindow, SettingsPresenter]:
    demo = open_demo()
    presenter = SettingsPresenter(demo.session, demo.tasks, messages_for_building(), Settings())
    window = page_window(PageKey.SETTINGS, presenter, demo)
    presenter.setParent(window)
    return window, presenter


def _scrolled(presenter: SettingsPresenter, section: QWidget) -> None:
    presenter.page.scroll_to(section)


def _brought(presenter: SettingsPresenter, widget: QWidget) -> None:
    """Bring something to the top that was only just put into the page, however slow the computer is."""
    for _ in range(40):
        QTest.qWait(25)
        _scrolled(presenter, widget)
        if presenter.page.verticalScrollBar().value():
            return


@scene("settings")
def settings() -> Scene:
    """From the top."""
    return Scene(_page()[0])


@scene("settings-school")
def school() -> Scene:
    """The school and whom to ring."""
    window, presenter = _page()
    return Scene(window, after=partial(_scrolled, presenter, presenter.page.school_section))


@scene("settings-contact-rules")
def contact_rules() -> Scene:
    """Rules on contact, nothing said yet."""
    window, presenter = _page()
    return Scene(window, after=partial(_scrolled, presenter, presenter.page.contact_rules_section))


@scene("settings-contact-rules-changing")
def contact_rules_changing() -> Scene:
    """Changing the rules on contact."""
    window, presenter = _page()

    def after() -> None:
        presenter.contact_rules._change()
        _brought(presenter, presenter.page.contact_rules_section)

    return Scene(window, after=after)


@scene("settings-school-changing")
def school_changing() -> Scene:
    """Changing the school's details."""
    window, presenter = _page()

    def after() -> None:
        presenter._change_school()
        _scrolled(presenter, presenter.page.school_section)

    return Scene(window, after=after)


@scene("settings-school-back")
def school_back() -> Scene:
    """What was typed of the school before a lock is back."""
    window, presenter = _page()

    def after() -> None:
        filled = Filled(texts=(("Telephone", "01632 960199"),))
        demo = open_demo()
        version = demo.wait(lambda: demo.session.vault.school().number)
        presenter.resume(new_draft(FormName.SCHOOL, version=version).with_filled(filled))
        demo.settle()
        _brought(presenter, presenter.page.school_section)

    return Scene(window, after=after)


@scene("settings-registers")
def registers() -> Scene:
    """Which registers the school keeps."""
    window, presenter = _page()
    return Scene(window, after=partial(_scrolled, presenter, presenter.page.registers_section))


@scene("settings-users")
def users() -> Scene:
    """Who opens the log."""
    window, presenter = _page()
    return Scene(window, after=partial(_scrolled, presenter, presenter.page.users_section))


@scene("settings-users-adding")
def users_adding() -> Scene:
    """Somebody is let in."""
    window, presenter = _page()

    def after() -> None:
        presenter._add_user()
        _scrolled(presenter, presenter.page.users_section)

    return Scene(window, after=after)


NEW_KEY = RecoveryKey(
    "AGE-SECRET-KEY-1EXAMPLE",
    (
        "1Q9F4",
        "7KD2M",
        "XH3TN",
        "5ZC8W",
        "P6RJA",
        "V0LGE",
        "U4SYQ",
        "9MD7K",
        "2XWTN",
        "8FHC5",
        "Z3PJR",
        "A6VLG",
    ),
)
OWED = RecoveryState(
    may_replace=True,
    whom_to_ask="The Designated Safeguarding Lead or the Headteacher can make a new one.",
    made="The present recovery key was made by Miss Jo Abbey, Mon 12 Oct 2026, 15:40. Backups from before open with the"
    " former one.",
    owed=(
        "The part about the DSL still opens with the former key. The Headteacher can change that: unlock, and take the"
        " new key over here in Settings.",
    ),
    to_take_over="",
    out_of_reach="the part about the DSL",
)
WAITS = (
    "It was made by Miss Jo Abbey, Mon 12 Oct 2026, 15:40. The part about the DSL, which you read, does not open with"
    " it yet. Ask whoever made it whether they did, and the Chair of Governors whether the sheet lies sealed with them:"
    " whoever has seen the key can read what it opens."
)
SEAL_WITH = "the Chair of Governors or the trust"


@scene("settings-recovery-new")
def recovery_new() -> Scene:
    """A new recovery key, shown once."""
    window, presenter = _page()
    section = presenter.page.recovery_section

    def after() -> None:
        panel = NewRecoveryKeyPanel(NEW_KEY, SEAL_WITH, OWED.out_of_reach)
        section.open_panel(panel)
        _brought(presenter, section)

    return Scene(window, after=after)


@scene("settings-recovery-new-end")
def recovery_new_end() -> Scene:
    """The end of that form, with two things that need another look."""
    window, presenter = _page()
    section = presenter.page.recovery_section

    def after() -> None:
        panel = NewRecoveryKeyPanel(NEW_KEY, SEAL_WITH, OWED.out_of_reach)
        section.open_panel(panel)
        panel.card.lines[0].setText("WRONG")
        panel.complete()
        _brought(presenter, panel.card.fields[0])

    return Scene(window, after=after)


@scene("settings-recovery-owed")
def recovery_owed() -> Scene:
    """A new key that does not open everything yet."""
    window, presenter = _page()
    presenter.recovery.show(OWED, SEAL_WITH)
    section = presenter.page.recovery_section
    return Scene(window, after=partial(_brought, presenter, section))


@scene("settings-recovery-taking-over")
def recovery_taking_over() -> Scene:
    """Somebody else's new key is taken over."""
    window, presenter = _page()
    presenter.recovery.show(replace(OWED, to_take_over=WAITS), SEAL_WITH)
    section = presenter.page.recovery_section

    def after() -> None:
        presenter.recovery.begin_taking_over()
        _brought(presenter, section)

    return Scene(window, after=after)


@scene("settings-end")
def end() -> Scene:
    """Recovery key, backup, where the log lies, about."""
    window, presenter = _page()
    return Scene(window, after=partial(_scrolled, presenter, presenter.page.recovery_section))


@scene("settings-calendar")
def calendar() -> Scene:
    """The school's calendar as it stands, with a term that may be missing."""
    window, presenter = _page()

    def after() -> None:
        view = _calendar_view(presenter)
        presenter.page.calendar_section.facts.show_calendar(view)
        _brought(presenter, presenter.page.calendar_section)

    return Scene(window, after=after)


@scene("settings-calendar-changing")
def calendar_changing() -> Scene:
    """Entries typed, with what they make beneath."""
    window, presenter = _page()

    def after() -> None:
        panel = CalendarPanel(presenter.calendar._day_field, _calendar_view(presenter))
        presenter.page.calendar_section.open_panel(panel)
        panel.show_preview(_calendar_view(presenter))
        _brought(presenter, panel)

    return Scene(window, after=after)


@scene("settings-calendar-events")
def calendar_events() -> Scene:
    """The events of a calendar file, each with what it is said to be."""
    window, presenter = _page()
    read = ReadCalendar(
        (
            CalendarEvent("Autumn term", date(2026, 9, 3), date(2026, 12, 18)),
            CalendarEvent("October half term", date(2026, 10, 26), date(2026, 10, 30)),
            CalendarEvent("INSET day", date(2026, 11, 27), date(2026, 11, 27)),
            CalendarEvent("Christmas concert", date(2026, 12, 10), date(2026, 12, 10)),
        ),
        ("Left out, because it repeats: Choir, Chess club.",),
    )

    def after() -> None:
        panel = EventsPanel(read)
        presenter.page.calendar_section.open_panel(panel)
        _brought(presenter, panel)

    return Scene(window, after=after)


def _calendar_view(presenter: SettingsPresenter) -> CalendarView:
    days = (
        SchoolDays(DaysKind.TERM, "Autumn", date(2026, 9, 3), date(2026, 12, 18)),
        SchoolDays(DaysKind.HALF_TERM, "", date(2026, 10, 26), date(2026, 10, 30)),
        SchoolDays(DaysKind.INSET, "Training", date(2026, 11, 27), date(2026, 11, 27)),
        SchoolDays(DaysKind.TERM, "Summer", date(2027, 4, 19), date(2027, 7, 21)),
    )
    return school_calendar.preview(presenter._session, days)
