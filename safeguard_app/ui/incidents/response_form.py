"""What the forms of a response share: what stands in them when they open is nobody's typing, and choices from lists."""

from collections.abc import Sequence
from datetime import date, tzinfo

from safeguard_app.domain.moments import Moment, not_known, on_day
from safeguard_app.services.incident_choices import ChoiceLine
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.response_views import Option
from safeguard_app.ui.incidents.entry_panel import EntryPanel
from safeguard_app.ui.incidents.form_tools import FormTools
from safeguard_app.ui.incidents.time_field import TimeField
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.choice_box import ChoiceBox


class ResponseForm(EntryPanel):
    """A form that may open with words in it. Those count as typed only once somebody has changed them."""

    def has_words(self) -> bool:
        """Whether anything was typed or chosen that would be missed."""
        return self.begun


def now_field(tools: FormTools, label: str) -> TimeField:
    """A field for when something was done, with the present moment in it."""
    made = tools.time_field(label, placeholder="today 1540")
    made.set_typed(Typed("now", tools.reader("now").moment))
    made.mark_prefilled()
    return made


def show_day(field: TimeField, day: date | None, zone: tzinfo) -> None:
    """Put a day into a field for days."""
    if day is not None:
        field.set_typed(Typed("", on_day(day, zone)))


def moment_of(field: TimeField) -> Moment:
    """The moment typed; not known where nothing was."""
    return field.typed().moment or not_known()


def choice_of(label: str, options: Sequence[Option], none_words: str = "") -> ChoiceBox:
    """A list to choose from, with ``none_words`` for no choice yet."""
    first = [("", none_words)] if none_words else []
    made = ChoiceBox(label, [*first, *((one.code, one.label) for one in options)])
    made.setMaximumWidth(scaled(420))
    return made


def lines_of(options: Sequence[Option]) -> tuple[ChoiceLine, ...]:
    """The same options for a group of ticks or a list of services."""
    return tuple(ChoiceLine(one.code, one.label, one.help) for one in options)
