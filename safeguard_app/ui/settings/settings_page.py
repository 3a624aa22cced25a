"""Settings: the look and the lock of this window; the school, who opens the log, and how it is kept."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from safeguard_app import __version__
from safeguard_app.ui.settings.calendar_section import CalendarSection
from safeguard_app.ui.settings.coach_section import CoachSection
from safeguard_app.ui.settings.contact_rules_section import ContactRulesSection
from safeguard_app.ui.settings.keeping_section import (
    AboutSection,
    BackupSection,
    KeepingFacts,
    PlaceSection,
)
from safeguard_app.ui.settings.policy_section import PolicySection
from safeguard_app.ui.settings.recovery_section import RecoverySection
from safeguard_app.ui.settings.registers_section import RegistersSection
from safeguard_app.ui.settings.school_section import SchoolSection
from safeguard_app.ui.settings.users_section import UsersSection
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.theme import ThemeChoice
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel, muted

TEXT_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)
IDLE_MINUTES = (1, 2, 3, 5, 10, 15)
_LOOKS = (
    (ThemeChoice.SYSTEM, "As the computer is set"),
    (ThemeChoice.LIGHT, "Light"),
    (ThemeChoice.DARK, "Dark"),
    (ThemeChoice.HIGH_CONTRAST, "High contrast"),
)


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """What can be set for the window; holds nothing about people or records."""

    look: ThemeChoice = ThemeChoice.SYSTEM
    text_scale: float = 1.0
    idle_minutes: int = 5
    writing_coach: bool = True


class SettingsPage(ScrollPage):
    """The parts about the log appear once :meth:`show_keeping` says something of it.

    Signals:
        changed(object): something of the window was set; carries the WindowSettings.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the defaults."""
        super().__init__("Settings", reading=True, parent=parent)
        self.look_box = ChoiceBox("Look", _LOOKS)
        self.size_box = ChoiceBox("Size of text", [(size, f"{size:.0%}") for size in TEXT_SIZES])
        self.idle_box = ChoiceBox(
            "Lock without use after", [(minutes, _minutes(minutes)) for minutes in IDLE_MINUTES]
        )
        self.idle_box.set_value(5)
        self.coach_section = CoachSection()
        self.school_section = SchoolSection()
        self.calendar_section = CalendarSection()
        self.policy_section = PolicySection()
        self.registers_section = RegistersSection()
        self.contact_rules_section = ContactRulesSection()
        self.users_section = UsersSection()
        self.recovery_section = RecoverySection()
        self.backup_section = BackupSection()
        self.place_section = PlaceSection()
        self.about_section = AboutSection(__version__)
        self._log_parts = (
            self.coach_section,
            self.school_section,
            self.calendar_section,
            self.policy_section,
            self.registers_section,
            self.contact_rules_section,
            self.users_section,
            self.recovery_section,
            self.backup_section,
        )
        self._build()
        for box in (self.look_box, self.size_box, self.idle_box):
            box.chosen.connect(self._chosen)
        self.coach_section.switched.connect(self._chosen)

    def show_settings(self, settings: WindowSettings) -> None:
        """Show what is set."""
        self.look_box.set_value(settings.look)
        self.size_box.set_value(settings.text_scale)
        self.idle_box.set_value(settings.idle_minutes)
        self.coach_section.tick.setChecked(settings.writing_coach)

    def settings(self) -> WindowSettings:
        """What is set now."""
        look, size, idle = self.look_box.value(), self.size_box.value(), self.idle_box.value()
        assert isinstance(look, ThemeChoice)
        assert isinstance(size, float)
        assert isinstance(idle, int)
        return WindowSettings(look, size, idle, self.coach_section.tick.isChecked())

    def show_facts(self, facts: tuple[str, ...]) -> None:
        """What this computer can and cannot do: screen capture, session lock."""
        self.place_section.show_notices(facts)

    def show_keeping(self, facts: KeepingFacts) -> None:
        """How the log is kept; shows the parts about the log."""
        self.backup_section.show_facts(facts)
        self.place_section.show_facts(facts)
        for part in self._log_parts:
            part.show()

    def focus_first(self) -> None:
        """Give the keyboard to the first setting."""
        self.look_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self.column.setSpacing(tokens.SPACE_5)
        self.column.addWidget(TextLabel("Settings", tokens.PAGE))
        looks = HeadedSection("Look", space=tokens.SPACE_3)
        looks.add(Field("Colours", self.look_box), Field("Size of text", self.size_box))
        locks = HeadedSection("Locking", space=tokens.SPACE_3)
        locks.add(
            Field("Lock without use after", self.idle_box),
            muted(
                "The log also locks when the computer is locked or sleeps. The curtain (F8) only covers the window.",
                wrap=True,
            ),
        )
        for section in (looks, locks, *self._log_parts, self.place_section, self.about_section):
            self.column.addWidget(section)
        for part in self._log_parts:
            part.hide()
        self.column.addStretch(1)

    def _chosen(self, _value: object = None) -> None:
        self.changed.emit(self.settings())


def _minutes(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
