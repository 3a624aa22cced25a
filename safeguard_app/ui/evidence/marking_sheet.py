"""A copy of a picture is made: parts covered, marked or cut away, by keys or by mouse, with undo, and a reason."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from safeguard_app.domain.derivatives import WORDS_LIMIT, Area, MarkKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.text_rules import LINE_LIMIT
from safeguard_app.services import copy_drafts
from safeguard_app.services.derivative_words import SMALLER
from safeguard_app.services.derivatives import ToMark, Wanted
from safeguard_app.services.form_drafts import Filled
from safeguard_app.ui.evidence.marking_canvas import MarkingCanvas
from safeguard_app.ui.evidence.marking_steps import CROP, MarkingSteps
from safeguard_app.ui.evidence.picture_area import ARROWS, PictureArea, is_for_picture
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.button import Button, filled
from safeguard_app.ui.widgets.error_summary import ErrorSummary
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout, column, row
from safeguard_app.ui.widgets.line_field import LineField
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_STEP = 10
"""Pixels of the screen that an arrow key moves a mark; with Ctrl one pixel of the picture."""
_BESIDE = 270
"""Room for words beside the picture."""
_TOOLS: tuple[tuple[MarkKind | None, str, str, Qt.Key, str], ...] = (
    (MarkKind.HIDE, "Opaque box", "eye-off", Qt.Key.Key_H, "H"),
    (MarkKind.BOX, "Box", "square", Qt.Key.Key_B, "B"),
    (MarkKind.ARROW, "Arrow", "arrow-right", Qt.Key.Key_A, "A"),
    (MarkKind.TEXT, "Text", "pen-line", Qt.Key.Key_T, "T"),
    (None, "Crop", "crop", Qt.Key.Key_C, "C"),
)
_NAMES = {kind: name for kind, name, *_ in _TOOLS}
_HOW = "drag over the picture, or press Enter to put one in the middle."
_MOVES = "Arrow keys move it, with Shift resize it, with Ctrl by single pixels. N goes to the next."
_THROUGH = "You can see through it while it is chosen; on the copy it is black."
_SCROLLS = "Arrow keys scroll. N chooses a mark."
_NOTE = "The original is not changed. Before the copy is kept it is checked that nothing is left under a box."
_BACK = "What you put on it before is back. It was kept as a draft inside the log, readable by you alone."
_NOT_KEPT = "This copy is not kept yet. Press Escape again to leave it, or keep it with Ctrl+Enter."


class MarkingSheet(ModalSheet):
    """The original is never touched: what is kept is a copy.

    Signals:
        kept(object): the copy is to be drawn, checked and sealed; carries Wanted.
        left(): the copy was kept, or is not wanted.
    """

    kept = Signal(object)
    left = Signal()

    def __init__(self, image: QImage, marked: ToMark) -> None:
        """``image`` shows ``marked``."""
        page = f", page {marked.page}" if marked.page else ""
        title = f"A copy of {marked.title}{page}"
        super().__init__(title, cancel_words="Leave without keeping the copy", fills_window=True)
        self.steps = MarkingSteps(image.width(), image.height())
        self.canvas = MarkingCanvas(image, self.steps, f"Picture: {marked.title}{page}, to be marked")
        self.area = PictureArea(self.canvas, self.canvas)
        self.errors = ErrorSummary()
        self.tools = {kind: Button(name, icon, hint=hint, small=True) for kind, name, icon, _, hint in _TOOLS}
        self.undo_button = Button("Undo", "undo-2", hint="Ctrl+Z", small=True)
        self.redo_button = Button("Redo", "redo-2", hint="Ctrl+Y", small=True)
        self.remove_button = Button("Remove", "trash-2", hint="Del", small=True)
        self.smaller_button = Button("Smaller", "zoom-out", hint="-", small=True)
        self.larger_button = Button("Larger", "zoom-in", hint="+", small=True)
        self.fit_button = Button("Fit", "maximize", hint="0", small=True)
        self.state = TextLabel("", wrap=True)
        self.words = LineField("Words", limit=WORDS_LIMIT)
        self.words_field = Field("Words", self.words, name="words", help_text="As they stand on the copy")
        self.hidden = LineField("What is hidden", limit=LINE_LIMIT)
        self.hidden_field = Field(
            "What is hidden", self.hidden, name="hidden", help_text="Without repeating it"
        )
        self.why = LineField("Why", limit=LINE_LIMIT)
        self.why_field = Field("Why", self.why, name="why", help_text="And for whom the copy is")
        self.keep_button = filled("Check and keep the copy", hint="Ctrl+Enter")
        self.leave_button = Button("Leave", hint="Esc")
        self._busy = False
        self._warned = False
        self._smaller = marked.smaller
        self._lay_out()
        self._connect()
        self.choose_tool(MarkKind.HIDE)

    def first_focus(self) -> QWidget:
        """The picture: every key works there."""
        return self.canvas

    def choose_tool(self, kind: MarkKind | None) -> None:
        """What the mouse draws and Enter puts in the middle; None cuts."""
        self.canvas.tool = kind
        for one, button in self.tools.items():
            button.setChecked(one is kind)
        if kind is None and self.steps.now.crop is not None:
            self.steps.choose(CROP)
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def put_in_the_middle(self) -> None:
        """A mark of the chosen tool in the middle of what is seen."""
        seen, zoom = self.area.seen(), self.area.zoom
        width, height = max(8, round(seen.width() / zoom / 4)), max(8, round(seen.height() / zoom / 8))
        if self.canvas.tool is None:
            width, height = round(seen.width() / zoom * 0.8), round(seen.height() / zoom * 0.8)
        middle = seen.center()
        left, top = round(middle.x() / zoom) - width // 2, round(middle.y() / zoom) - height // 2
        self.steps.put(self.canvas.tool, Area(left, top, width, height))
        self._changed()

    @property
    def begun(self) -> bool:
        """Whether anything was put on the picture, or typed."""
        typed = self.hidden.text() or self.why.text()
        return bool(typed) or not self.steps.alterations.is_empty

    def filled(self) -> Filled:
        """What stands on it, to be kept as a draft."""
        return copy_drafts.filled(self.steps.alterations, self.hidden.text(), self.why.text())

    def put_back(self, filled: Filled, *, for_new: bool = False) -> None:  # noqa: ARG002 - a copy is always new
        """What was left on it before, which is said."""
        alterations, hidden, why = copy_drafts.put_back(filled)
        self.steps.put_back(alterations)
        self.hidden.setText(hidden)
        self.why.setText(why)
        self._changed()
        self._say(_BACK)

    def set_busy(self, *, busy: bool) -> None:
        """While the copy is drawn and checked nothing can be changed."""
        self._busy = busy
        self.keep_button.setEnabled(not busy)
        self._say()
        if not busy:
            self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_violation(self, violation: RuleViolation) -> None:
        """Say what is still missing; nothing is lost."""
        self.set_busy(busy=False)
        self.errors.show_violation(violation)
        self.show_top()

    def keep(self) -> None:
        """Ask for the copy to be drawn, checked and sealed."""
        if self._busy:
            return
        self.errors.clear()
        self.set_busy(busy=True)
        self.kept.emit(Wanted(self.steps.alterations, self.hidden.text(), self.why.text()))

    def reject(self) -> None:
        """Leave; what would be lost is said once first."""
        if self._busy:
            return
        if not self._warned and not self.steps.alterations.is_empty:
            self._warned = True
            self._say(_NOT_KEPT)
            return
        self.leave()

    def leave(self) -> None:
        """Close: the copy was kept, or is not wanted."""
        self.left.emit()
        super().reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys belong to the picture, also where a button has the keyboard."""
        if is_for_picture(self, watched, event) and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Every tool and act has a key; while somebody types, letters are letters."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.keep()
            return
        if isinstance(self.focusWidget(), QLineEdit) or self._busy:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
            elif event.key() == Qt.Key.Key_Escape:
                super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Escape and self.steps.now.chosen is not None:
            self.steps.choose(None)
            self._changed()
            return
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
            return
        act()

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._undo
        if event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination().toCombined() == int(
            Qt.KeyboardModifier.ControlModifier.value | Qt.Key.Key_Y.value
        ):
            return self._redo
        key = Qt.Key(event.key())
        if key in ARROWS:
            return partial(self._arrow, *ARROWS[key], event.modifiers())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return None
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        tools: dict[Qt.Key, Callable[[], None]] = {
            key: partial(self.choose_tool, kind) for kind, _, _, key, _ in _TOOLS
        }
        acts: dict[Qt.Key, Callable[[], None]] = {
            **tools,
            Qt.Key.Key_Return: self.put_in_the_middle,
            Qt.Key.Key_Enter: self.put_in_the_middle,
            Qt.Key.Key_N: partial(self._next, -1 if back else 1),
            Qt.Key.Key_Delete: self._remove,
            Qt.Key.Key_Backspace: self._remove,
            Qt.Key.Key_Plus: self.area.larger,
            Qt.Key.Key_Equal: self.area.larger,
            Qt.Key.Key_Minus: self.area.smaller,
            Qt.Key.Key_0: self.area.fit,
        }
        return acts.get(key)

    def _lay_out(self) -> None:
        acts = WrapLayout(tokens.SPACE_2, tokens.SPACE_2)
        for button in self.tools.values():
            button.setCheckable(True)
        for button in (
            *self.tools.values(),
            *(self.undo_button, self.redo_button, self.remove_button),
            *(self.smaller_button, self.larger_button, self.fit_button),
        ):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            acts.addWidget(button)
        holder = QWidget()
        holder.setLayout(acts)
        beside = QWidget()
        beside.setFixedWidth(scaled(_BESIDE))
        smaller = muted(f"{SMALLER}.", wrap=True)
        if not self._smaller:
            smaller.hide()
        beside.setLayout(
            column(
                *(self.state, smaller, self.words_field, self.hidden_field, self.why_field),
                *(muted(_NOTE, wrap=True), None),
                space=tokens.SPACE_4,
            )
        )
        self.errors.watch([self.words_field, self.hidden_field, self.why_field])
        for part in (self.errors, holder):
            self.body.addWidget(part)
        self.body.addLayout(row(self.area, beside, space=tokens.SPACE_5), 1)
        self.footer.addWidget(self.keep_button)
        self.footer.addWidget(self.leave_button)
        self.footer.addStretch(1)

    def _connect(self) -> None:
        for kind, button in self.tools.items():
            button.clicked.connect(partial(self.choose_tool, kind))
        self.canvas.changed.connect(self._changed)
        self.words.answered.connect(self._write)
        self.undo_button.clicked.connect(self._undo)
        self.redo_button.clicked.connect(self._redo)
        self.remove_button.clicked.connect(self._remove)
        self.smaller_button.clicked.connect(self.area.smaller)
        self.larger_button.clicked.connect(self.area.larger)
        self.fit_button.clicked.connect(self.area.fit)
        self.keep_button.clicked.connect(self.keep)
        self.leave_button.clicked.connect(self.reject)

    def _arrow(self, across: int, down: int, modifiers: Qt.KeyboardModifier) -> None:
        if self.steps.chosen_mark is None:
            self.area.scroll_by(across, down)
            return
        fine = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        step = 1 if fine else max(1, round(_STEP / self.area.zoom))
        resizes = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        (self.steps.resize if resizes else self.steps.move)(across * step, down * step)
        self._changed()

    def _undo(self) -> None:
        self.steps.undo()
        self._changed()

    def _redo(self) -> None:
        self.steps.redo()
        self._changed()

    def _remove(self) -> None:
        self.steps.remove()
        self._changed()

    def _next(self, by: int) -> None:
        self.steps.choose_next(by)
        self._changed()

    def _write(self, words: str) -> None:
        self.steps.set_words(words)
        self.canvas.update()
        self._warned = False

    def _changed(self) -> None:
        self._warned = False
        place = self.canvas.chosen_rectangle()
        if place is not None:
            middle = place.center().toPoint()
            self.area.ensureVisible(
                middle.x(), middle.y(), round(place.width() / 2) + 8, round(place.height() / 2) + 8
            )
        self._say()

    def _say(self, words: str = "") -> None:
        """Show what is so now: the state in words, what can be done, and the field of a text that is chosen."""
        steps, mark = self.steps, self.steps.chosen_mark
        self.undo_button.setEnabled(steps.can_undo and not self._busy)
        self.redo_button.setEnabled(steps.can_redo and not self._busy)
        self.remove_button.setEnabled(mark is not None and not self._busy)
        self.canvas.setEnabled(not self._busy)
        is_text = mark is not None and mark.kind is MarkKind.TEXT
        appeared = is_text and self.words_field.isHidden()
        self.words_field.setVisible(is_text)
        if mark is not None and is_text and self.words.text() != mark.words:
            self.words.setText(mark.words)
        if appeared and mark is not None and not mark.words:
            QTimer.singleShot(0, self.words, self._begin_words)
        self.hidden_field.setVisible(steps.alterations.hides)
        said = words or self._state_words()
        self.state.setText(said)
        self.canvas.setAccessibleDescription(said)
        self.canvas.update()

    def _begin_words(self) -> None:
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _state_words(self) -> str:
        if self._busy:
            return "The copy is being drawn, opened again and compared with the original."
        steps, mark, chosen = self.steps, self.steps.chosen_mark, self.steps.now.chosen
        if mark is None:
            told = steps.alterations.told()
            so_far = f"So far: {told}. " if told else ""
            return f"{so_far}{_NAMES[self.canvas.tool]}: {_HOW} {_SCROLLS if told else ''}".strip()
        area = mark.area
        where = f"{area.width} × {area.height} pixels, {area.left} from the left, {area.top} from the top"
        if chosen == CROP:
            return f"What is kept: {where}. {_MOVES}"
        through = f"{_THROUGH} " if mark.kind is MarkKind.HIDE else ""
        return (
            f"{_NAMES[mark.kind]}, {(chosen or 0) + 1} of {len(steps.now.marks)}: {where}. {through}{_MOVES}"
        )
