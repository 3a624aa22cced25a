"""A picture or the pages of a document, shown inside the program and blurred until somebody asks for them.

Nothing is written anywhere to show them. Turning, enlarging and comparing change nothing of the exhibit.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QHBoxLayout, QWidget

from safeguard_app.ui.evidence.picture_area import ARROWS, PictureArea, is_for_picture
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.layouts import WrapLayout, column
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_BLUR_SIDE = 18
"""Pixels of the longer side that a blurred picture keeps: shapes and colours, no features."""


class _Canvas(QWidget):
    """Paints the picture at a zoom, turned by quarters, sharp or blurred."""

    def __init__(self, image: QImage, label: str) -> None:
        super().__init__()
        self.sharp = False
        self.quarters = 0
        self._zoom = 1.0
        self.show_image(image, label)

    @property
    def natural(self) -> QSize:
        return self._turned.size()

    def show_image(self, image: QImage, label: str) -> None:
        self.setAccessibleName(label)
        self._image = image
        self._turn()

    def turn(self, quarters: int) -> None:
        self.quarters = (self.quarters + quarters) % 4
        self._turn()

    def set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        width, height = self._turned.width() * zoom, self._turned.height() * zoom
        self.setFixedSize(max(1, round(width)), max(1, round(height)))
        self.update()

    def set_sharp(self, sharp: bool) -> None:
        self.sharp = sharp
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colour("sunken"))
        painter.drawImage(QRectF(self.rect()), self._turned if self.sharp else self._blurred)

    def _turn(self) -> None:
        way = QTransform().rotate(90 * self.quarters)
        self._turned = self._image.transformed(way) if self.quarters else self._image
        keep = Qt.AspectRatioMode.KeepAspectRatio
        # Thinned out first: to average every pixel of a large photograph would hold the window up.
        few = self._turned.scaled(10 * _BLUR_SIDE, 10 * _BLUR_SIDE, keep)
        self._blurred = few.scaled(_BLUR_SIDE, _BLUR_SIDE, keep, Qt.TransformationMode.SmoothTransformation)


class PictureSheet(ModalSheet):
    """Hold the button or Space to see it; S keeps it shown. Plus, minus, 0, R and the arrow keys look around in it.

    Signals:
        page_requested(int): show another page of the document, counted from 0.
        beside_requested(object): compare it with another exhibit; carries what stands for that, None for no other.
        copy_requested(int): make a redacted or marked copy of the page in view.
    """

    page_requested = Signal(int)
    beside_requested = Signal(object)
    copy_requested = Signal(int)

    def __init__(
        self,
        image: QImage,
        title: str,
        pages: int = 1,
        *,
        others: Sequence[tuple[object, str]] = (),
        can_be_copied: bool = False,
    ) -> None:
        """``image`` is the picture, or the first of ``pages``; ``title`` is the exhibit's.

        ``others`` are exhibits to compare it with, each with its words.
        """
        super().__init__(title, cancel_words="Close the picture", fills_window=True)
        self._title = title
        self._pages = pages
        self.page = 0
        self.canvas = _Canvas(image, self._label())
        self.area = PictureArea(self.canvas, self.canvas)
        self.beside: _Canvas | None = None
        """The exhibit it is compared with."""
        self._beside_area: PictureArea | None = None
        self._places = QHBoxLayout()
        self._places.setSpacing(tokens.SPACE_3)
        self._beside_part: QWidget | None = None
        self.show_button = Button("Hold to show", "eye", hint="Space")
        self.keep_button = Button("Keep shown", hint="S")
        self.keep_button.setCheckable(True)
        self.smaller_button = Button("Smaller", "zoom-out", hint="-")
        self.larger_button = Button("Larger", "zoom-in", hint="+")
        self.fit_button = Button("Fit", "maximize", hint="0")
        self.turn_button = Button("Turn", "rotate-cw", hint="R")
        self.copy_button = Button("Redact or mark", "eraser", hint="E")
        self.close_button = Button("Close")
        self.before_button = Button("Page before", "chevron-left", hint="Page Up")
        self.next_button = Button("Next page", "chevron-right", hint="Page Down")
        self.page_label = muted("")
        self._others: tuple[tuple[object, str], ...] = ((None, "nothing"), *others)
        self.others = ChoiceBox("Compare with", self._others, small=True, prefix="Compare with: ")
        self._lay_out(can_be_copied=can_be_copied)
        self._connect()
        self._say_page()

    def show_page(self, image: QImage, page: int) -> None:
        """Another page, as sharp and as large as the one before."""
        self.page = page
        self.canvas.show_image(image, self._label())
        self.area.again()
        self.area.verticalScrollBar().setValue(0)
        self._say_page()

    def show_beside(self, image: QImage, title: str) -> None:
        """Another exhibit at its side, as sharp; both are made larger and smaller together."""
        self.show_alone()
        self.beside = _Canvas(image, f"Compared with: {title}")
        self.beside.set_sharp(self.canvas.sharp)
        self._beside_area = PictureArea(self.beside, self.beside)
        self._beside_part = QWidget()
        self._beside_part.setLayout(column(TextLabel(title, tokens.STRONG), self._beside_area))
        self._heading.show()
        self._places.addWidget(self._beside_part, 1)
        self.area.fit()

    def show_alone(self) -> None:
        """The exhibit by itself again."""
        part, self._beside_part, self._beside_area, self.beside = self._beside_part, None, None, None
        self._heading.hide()
        if part is not None:
            self._places.removeWidget(part)
            part.hide()
            part.deleteLater()

    @property
    def zoom(self) -> float:
        """How large it is shown: 1.0 is one pixel to one pixel."""
        return self.area.zoom

    def first_focus(self) -> QWidget:
        """The button that shows it."""
        return self.show_button

    def fit(self) -> None:
        """Show all of it."""
        for area in self._areas():
            area.fit()

    def larger(self) -> None:
        """One step larger."""
        self.area.larger()
        self._together()

    def smaller(self) -> None:
        """One step smaller."""
        self.area.smaller()
        self._together()

    def turn(self, quarters: int = 1) -> None:
        """Turn it by quarters to the right, for looking at it only."""
        self.canvas.turn(quarters)
        self.area.again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow keys belong to the picture, also where a button has the keyboard."""
        if is_for_picture(self, watched, event) and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus, 0, R, S, C, E, the page keys and the arrows."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            for area in self._areas():
                area.scroll_by(*ARROWS[key])
            return
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        acts: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: self.larger,
            Qt.Key.Key_Equal: self.larger,
            Qt.Key.Key_Minus: self.smaller,
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_R: lambda: self.turn(-1 if back else 1),
            Qt.Key.Key_S: self.keep_button.click,
            Qt.Key.Key_C: self._compare_next,
            Qt.Key.Key_E: self._copy,
            Qt.Key.Key_PageUp: self.before_button.click,
            Qt.Key.Key_PageDown: self.next_button.click,
        }
        act = acts.get(key)
        if act is not None:
            act()
            return
        super().keyPressEvent(event)

    def _lay_out(self, *, can_be_copied: bool) -> None:
        self._heading = TextLabel(self._title, tokens.STRONG)
        self._heading.hide()
        mine = QWidget()
        mine.setLayout(column(self._heading, self.area))
        self._places.addWidget(mine, 1)
        self.body.addLayout(self._places, 1)
        self.body.addWidget(
            muted(
                "Blurred until you ask for it. Opening it is in the audit. Turning it changes nothing of the exhibit.",
                wrap=True,
            )
        )
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_2)
        self._can_be_copied = can_be_copied
        for button in (
            self.show_button,
            self.keep_button,
            self.smaller_button,
            self.larger_button,
            self.fit_button,
            self.turn_button,
            *((self.before_button, self.page_label, self.next_button) if self._pages > 1 else ()),
            *((self.others,) if len(self._others) > 1 else ()),
            *((self.copy_button,) if can_be_copied else ()),
            self.close_button,
        ):
            acts.addWidget(button)
        holder = QWidget()
        holder.setLayout(acts)
        self.footer.addWidget(holder, 1)

    def _connect(self) -> None:
        self.show_button.pressed.connect(self._held)
        self.show_button.released.connect(self._let_go)
        self.keep_button.toggled.connect(self._keep)
        self.smaller_button.clicked.connect(self.smaller)
        self.larger_button.clicked.connect(self.larger)
        self.fit_button.clicked.connect(self.fit)
        self.turn_button.clicked.connect(self._turn_once)
        self.copy_button.clicked.connect(self._copy)
        self.others.chosen.connect(self.beside_requested)
        self.close_button.clicked.connect(self.reject)
        self.before_button.clicked.connect(self._turn_back)
        self.next_button.clicked.connect(self._turn_on)

    def _areas(self) -> tuple[PictureArea, ...]:
        return (self.area,) if self._beside_area is None else (self.area, self._beside_area)

    def _together(self) -> None:
        if self._beside_area is not None:
            self._beside_area.set_zoom(self.area.zoom)

    def _turn_once(self) -> None:
        self.turn()

    def _copy(self) -> None:
        if self._can_be_copied:
            self.copy_requested.emit(self.page)

    def _compare_next(self) -> None:
        values = [value for value, _ in self._others]
        if len(values) > 1:
            at = values.index(self.others.value()) + 1
            self.others.set_value(values[at % len(values)])
            self.others.updateGeometry()
            self.beside_requested.emit(self.others.value())

    def _turn_back(self) -> None:
        if self.page > 0:
            self.page_requested.emit(self.page - 1)

    def _turn_on(self) -> None:
        if self.page + 1 < self._pages:
            self.page_requested.emit(self.page + 1)

    def _label(self) -> str:
        if self._pages == 1:
            return f"Picture: {self._title}"
        return f"{self._title}, page {self.page + 1} of {self._pages}"

    def _say_page(self) -> None:
        self.page_label.setText(f"Page {self.page + 1} of {self._pages}")
        self.before_button.setEnabled(self.page > 0)
        self.next_button.setEnabled(self.page + 1 < self._pages)

    def _held(self) -> None:
        self._set_sharp(True)

    def _let_go(self) -> None:
        self._set_sharp(self.keep_button.isChecked())

    def _keep(self, keep: bool) -> None:
        self._set_sharp(keep)

    def _set_sharp(self, sharp: bool) -> None:
        for canvas in (self.canvas, self.beside):
            if canvas is not None:
                canvas.set_sharp(sharp)
