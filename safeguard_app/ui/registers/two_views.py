"""The page of declarations with the registers as its second view, and the switch between the two.

The rail holds no further place: both keep what the school was told or asked beforehand, and what is looked up when
something happens. Each view is a page of its own; this one hands on what the shell asks.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from safeguard_app.services.session import Changes
from safeguard_app.ui.declarations.declarations_presenter import DeclarationsPresenter
from safeguard_app.ui.registers.registers_presenter import RegistersPresenter
from safeguard_app.ui.shell.page import RecordAct
from safeguard_app.ui.widgets.layouts import Pane, column, row
from safeguard_app.ui.widgets.segmented_control import SegmentedControl

_DECLARATIONS, _REGISTERS = "declarations", "registers"


class DeclarationsAndRegisters(QObject):
    """Two pages on one place of the rail.

    Signals:
        acts_changed(): what can be done now is different.
    """

    acts_changed = Signal()

    title = "Declarations"

    def __init__(
        self,
        declarations: DeclarationsPresenter,
        registers: RegistersPresenter,
        parent: QObject | None = None,
    ) -> None:
        """Show the declarations."""
        super().__init__(parent)
        self.declarations, self.registers = declarations, registers
        choices = [(_DECLARATIONS, "Declarations"), (_REGISTERS, "Registers")]
        self.switch = SegmentedControl("What to show", choices, _DECLARATIONS)
        self.view = QWidget()
        self.view.setAccessibleName("Declarations and registers")
        self._strip = Pane("paper")
        self._strip.setLayout(column(row(self.switch, None), margins=(24, 8, 16, 0)))
        self._stack = QStackedWidget()
        for one in (declarations.view, registers.view):
            self._stack.addWidget(one)
        layout = QVBoxLayout(self.view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._strip)
        layout.addWidget(self._stack, 1)
        self._connect()

    @property
    def shows_registers(self) -> bool:
        """Which of the two is in view."""
        return self._stack.currentWidget() is self.registers.view

    @property
    def own_act(self) -> bool:
        """As the view in front has it."""
        return self._page.own_act

    @property
    def record_acts(self) -> frozenset[RecordAct]:
        """As the view in front has it."""
        return self._page.record_acts

    def refresh(self, changes: Changes) -> None:
        """Both hear of it; each reads again only while it is in view."""
        self.declarations.refresh(changes)
        self.registers.refresh(changes)

    def shown(self) -> None:
        """The page came to the front."""
        self._page.shown()

    def begin_find(self) -> None:
        """Ctrl+F."""
        self._page.begin_find()

    def do(self, act: RecordAct) -> None:
        """A record act by menu or key."""
        self._page.do(act)

    def show_declarations(self) -> None:
        """Bring the declarations, or a contact check, to the front."""
        self._show(_DECLARATIONS)

    def show_registers(self) -> None:
        """Bring the registers to the front."""
        self._show(_REGISTERS)

    @property
    def _page(self) -> DeclarationsPresenter | RegistersPresenter:
        return self.registers if self.shows_registers else self.declarations

    def _show(self, which: str) -> None:
        self.switch.set_value(which)
        wanted = self.registers.view if which == _REGISTERS else self.declarations.view
        if self._stack.currentWidget() is not wanted:
            self._stack.setCurrentWidget(wanted)
            if self.view.isVisible():
                self._page.shown()
        self._fit()

    def _connect(self) -> None:
        self.switch.chosen.connect(self._chosen)
        self.declarations.acts_changed.connect(self._fit)
        self.registers.acts_changed.connect(self._fit)

    def _chosen(self, which: object) -> None:
        show: Callable[[], None] = self.show_registers if which == _REGISTERS else self.show_declarations
        show()

    def _fit(self) -> None:
        """Forms and checks have the page to themselves."""
        in_list = self.declarations.page.face is self.declarations.register
        if self.shows_registers:
            in_list = not self.registers.page.shows_form
        self._strip.setVisible(in_list)
        self.acts_changed.emit()
