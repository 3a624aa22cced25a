"""What else may be known of a contact: folded away, because none of it is needed for an answer within 90 seconds."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from safeguard_app.domain.contact_check import ContactQuestion, Handling, HeadToldBy, Initiator, Protocol
from safeguard_app.services.incident_form import Typed
from safeguard_app.ui.people.form_part import FormPart
from safeguard_app.ui.people.person_rows import coded
from safeguard_app.ui.people.register_tools import RegisterTools
from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import column
from safeguard_app.ui.widgets.segmented_control import SegmentedControl

SHOW = "More, if it is known: who began it, the request, who was told, what was agreed"
HIDE = "Fewer questions"
_HALF = 372


class MoreAnswers(FormPart):
    """The optional questions. They open by a button, and by themselves where a draft had them answered."""

    def __init__(self, tools: RegisterTools) -> None:
        """Folded, nothing answered."""
        super().__init__()
        choices, head = tools.choices, tools.choices.head
        self.fold_button = link(SHOW)
        self.initiated = SegmentedControl(
            "Who began it",
            [(Initiator(line.code), line.label) for line in choices.initiators],
            Initiator.NOT_KNOWN,
        )
        self.handled = ChoiceBox(
            "What the adult did with a request", _unknown_first(coded(choices.handlings))
        )
        self.protocol = SegmentedControl(
            "Within what was agreed",
            [(Protocol(line.code), line.label) for line in choices.protocol_kept],
            Protocol.NOT_KNOWN,
        )
        self.head_told_by = ChoiceBox(f"Who told the {head}", _unknown_first(coded(choices.head_told_by)))
        self.head_told = tools.time_field(f"When the {head} was told", placeholder="mon 1605")
        told = Field(f"When was the {head} told?", self.head_told, name="head_told", optional=True)
        self.fields = (told,)
        self._inside = QWidget()
        self._inside.setLayout(
            column(
                wrapped(
                    Field("Who began it?", self.initiated),
                    Field("Was it within the agreed protocol?", self.protocol),
                    space=tokens.SPACE_5,
                ),
                wrapped(
                    sized(Field("What did the adult do with a request?", self.handled), _HALF),
                    sized(
                        Field(
                            f"Who told the {head}?",
                            self.head_told_by,
                            help_text=f"Or the {choices.chair}, where it is about the {head}.",
                        ),
                        _HALF,
                    ),
                ),
                told,
                space=tokens.SPACE_3,
            )
        )
        self.setLayout(column(self.fold_button, self._inside, space=tokens.SPACE_2))
        self.fold_button.clicked.connect(self._turn)
        self.clear()

    def editors(self) -> Mapping[str, QWidget]:
        """Its boxes."""
        return {
            "initiated": self.initiated,
            "handled": self.handled,
            "protocol": self.protocol,
            "head_told_by": self.head_told_by,
            "head_told": self.head_told,
        }

    def fit(self) -> None:
        """A draft that answered any of it is shown open."""
        if self._answered():
            self._open(shown=True)

    def clear(self) -> None:
        """Nothing is answered, and folded."""
        self.initiated.set_value(Initiator.NOT_KNOWN)
        self.protocol.set_value(Protocol.NOT_KNOWN)
        self.handled.setCurrentIndex(0)
        self.head_told_by.setCurrentIndex(0)
        self.head_told.set_typed(Typed())
        self._open(shown=False)

    def added_to(self, asked: ContactQuestion) -> ContactQuestion:
        """The question with what was answered here. What is folded away still counts: nothing typed is lost."""
        initiated, protocol = self.initiated.value(), self.protocol.value()
        return replace(
            asked,
            initiated=initiated if isinstance(initiated, Initiator) else Initiator.NOT_KNOWN,
            handled=Handling(str(self.handled.value())),
            head_told=self.head_told.typed().moment,
            head_told_by=HeadToldBy(str(self.head_told_by.value())),
            protocol=protocol if isinstance(protocol, Protocol) else Protocol.NOT_KNOWN,
        )

    def _answered(self) -> bool:
        return (
            self.initiated.value() is not Initiator.NOT_KNOWN
            or self.protocol.value() is not Protocol.NOT_KNOWN
            or self.handled.currentIndex() > 0
            or self.head_told_by.currentIndex() > 0
            or bool(self.head_told.typed().text.strip())
        )

    def _turn(self) -> None:
        shown = self._inside.isVisibleTo(self)
        self._open(shown=not shown)
        if not shown:
            self.initiated.setFocus()

    def _open(self, *, shown: bool) -> None:
        self._inside.setVisible(shown)
        self.fold_button.setText(HIDE if shown else SHOW)
        self.fold_button.updateGeometry()


def _unknown_first(lines: list[tuple[object, str]]) -> list[tuple[object, str]]:
    """What is not answered is not known."""
    return sorted(lines, key=_is_answer)


def _is_answer(line: tuple[object, str]) -> bool:
    return line[0] != Handling.NOT_KNOWN.value
