"""What the forms of people, declarations and contact checks are given: lists, and how times are read and said back."""

from dataclasses import dataclass
from datetime import tzinfo

from safeguard_app.domain import typed_time
from safeguard_app.domain.moments import Moment, describe
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.register_choices import RegisterChoices
from safeguard_app.services.session import Session
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.incidents.time_readers import read_ahead
from safeguard_app.ui.people.day_field import DayField, PeriodFields
from safeguard_app.ui.people.platform_field import PlatformField


class SchoolTime:
    """Reads and says times as they are at the school now."""

    def __init__(self, session: Session) -> None:
        """Only the clock and the zone are used: nothing of the log is read."""
        self._session = session

    def read(self, text: str) -> typed_time.Understanding:
        """What typed words mean now."""
        return typed_time.understand(text, self._session.now(), self._session.zone)

    def read_ahead(self, text: str) -> typed_time.Understanding:
        """What typed words mean for a day that is still to come."""
        return read_ahead(text, self._session.now(), self._session.zone)

    def say(self, moment: Moment) -> str:
        """A moment in words."""
        return describe(moment, self._session.zone)


@dataclass(frozen=True, slots=True)
class RegisterTools:
    """Lists and fields of one open log."""

    choices: RegisterChoices
    time: SchoolTime

    @property
    def zone(self) -> tzinfo:
        """The school's own zone."""
        return self.choices.zone

    def time_field(self, label: str, *, precision: bool = False, placeholder: str = "") -> TimeField:
        """A field for a time, with or without how exactly it is known."""
        field = TimeField(label, self.time.read, self.time.say, precision=precision, placeholder=placeholder)
        field.set_typed(Typed())
        return field

    def day_field(self, label: str, placeholder: str = "14/2/2018") -> DayField:
        """A field for a day."""
        return DayField(label, self.time.read, self.time.say, self.zone, placeholder)

    def ahead_field(self, label: str, placeholder: str = "1 Sep") -> DayField:
        """A field for a day that is still to come."""
        return DayField(label, self.time.read_ahead, self.time.say, self.zone, placeholder)

    def period_fields(self, what: str) -> PeriodFields:
        """Fields for a stretch of days."""
        start = self.day_field(f"{what}: from", "1/9/2024")
        return PeriodFields(what, start, self.day_field(f"{what}: to", ""))

    def platform_field(self, label: str, *, none_words: str = "Not given") -> PlatformField:
        """A field for an online service."""
        return PlatformField(label, self.choices.platforms, none_words=none_words)
