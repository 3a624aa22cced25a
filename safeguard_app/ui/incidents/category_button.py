"""The kind of incident: a button that opens the kinds by group, each with what it means."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from safeguard_app.domain.incidents import NOT_SORTED
from safeguard_app.services.incident_choices import CategoryGroupLine, ChoiceLine
from safeguard_app.ui.widgets.button import Button


class CategoryButton(Button):
    """``Kind: not sorted yet``. The four main kinds stand first, the others under their group.

    Signals:
        chosen(str): a kind was picked; carries its code.
    """

    chosen = Signal(str)

    def __init__(self, groups: Sequence[CategoryGroupLine], parent: QWidget | None = None) -> None:
        """``groups`` in the order they are shown."""
        super().__init__("", small=True, chevron=True, parent=parent)
        self._labels = {line.code: line.label for group in groups for line in group.categories}
        self._code = NOT_SORTED
        self.setProperty("kept_as", "Kind of incident")
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._fill(menu, groups)
        menu.triggered.connect(self._picked)
        self.setMenu(menu)
        self.set_code(NOT_SORTED)

    @property
    def code(self) -> str:
        """The kind chosen."""
        return self._code

    def set_code(self, code: str) -> None:
        """Show a kind without telling anyone."""
        self._code = code
        label = self._labels.get(code, code)
        shown = label[:1].lower() + label[1:] if code == NOT_SORTED else label
        self.setText(f"Kind: {shown}")
        self.setAccessibleName(f"Kind of incident: {label}")
        for action in self._actions:
            action.setChecked(action.data() == code)
        self.updateGeometry()

    def kept_choice(self) -> str:
        """What a draft keeps of it."""
        return self._code

    def put_back_choice(self, kept: str) -> None:
        """Show what a draft kept; what follows from the kind follows again."""
        if kept in self._labels:
            self.set_code(kept)
            self.chosen.emit(kept)

    def _fill(self, menu: QMenu, groups: Sequence[CategoryGroupLine]) -> None:
        self._actions: list[QAction] = []
        titled = [group for group in groups if group.title]
        plain = [group for group in groups if not group.title]
        for place, group in enumerate(plain[:1]):
            self._add(menu, group.categories)
            if place == 0:
                menu.addSeparator()
        for group in titled:
            inner = menu.addMenu(group.title)
            inner.setToolTipsVisible(True)
            self._add(inner, group.categories)
        menu.addSeparator()
        for group in plain[1:]:
            self._add(menu, group.categories)

    def _add(self, menu: QMenu, lines: Sequence[ChoiceLine]) -> None:
        for line in lines:
            action = menu.addAction(line.label.replace("&", "&&"))
            action.setData(line.code)
            action.setCheckable(True)
            action.setToolTip(line.help)
            action.setShortcut(QKeySequence())
            self._actions.append(action)

    def _picked(self, action: QAction) -> None:
        code = str(action.data())
        self.set_code(code)
        self.chosen.emit(code)
