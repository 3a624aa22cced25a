"""A picture or the pages of a document, shown inside the program and blurred until somebody asks for them.

Nothing is written anywhere to show them.
"""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import muted

_BLUR_SIDE = 18
"""Pixels of the longer side that a blurred picture keeps: shapes and colours, no features."""
_ZOOMS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
_VIEW = QSize(820, 460)


class _Canvas(QWidget):
    """Paints the picture at a zoom, sharp or blurred."""

    def __init__(self, image: QImage, label: str) -> None:
        super().__init__()
        self.sharp = False
        self.show_image(image, label)

    def show_image(self, image: QImage, label: str) -> None:
        self.setAccessibleName(label)
        self._image = image
        self._blurred = image.scaled(
            _BLUR_SIDE,
            _BLUR_SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )

    def set_zoom(self, zoom: float) -> None:
        width, height = self._image.width() * zoom, self._image.height() * zoom
        self.setFixedSize(max(1, round(width)), max(1, round(height)))
        self.update()

    def set_sharp(self, sharp: bool) -> None:
        self.sharp = sharp
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colour("sunken"))
        painter.drawImage(QRectF(self.rect()), self._image if self.sharp else self._blurred)


class PictureSheet(ModalSheet):
    """Hold the button or Space to see it; S keeps it shown; plus, minus and 0 change its size; pages by Page Down.

    Signals:
        page_requested(int): show another page of the document, counted from 0.
    """

    page_requested = Signal(int)

    def __init__(self, image: QImage, title: str, pages: int = 1) -> None:
        """``image`` is the picture, or the first of ``pages``; ``title`` is the exhibit's."""
        super().__init__(title, width=_VIEW.width() + 48, cancel_words="Close the picture")
        self._image = image
        self._title = title
        self._pages = pages
        self.page = 0
        self.canvas = _Canvas(image, self._label())
        self._area = QScrollArea()
        self._area.setWidget(self.canvas)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setMinimumHeight(_VIEW.height())
        self._area.setAccessibleName("Picture")
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_button = Button("Hold to show", "eye", hint="Space")
        self.keep_button = Button("Keep shown", hint="S")
        self.keep_button.setCheckable(True)
        self.smaller_button = Button("Smaller", "zoom-out", hint="-")
        self.larger_button = Button("Larger", "zoom-in", hint="+")
        self.fit_button = Button("Fit", "maximize", hint="0")
        self.close_button = Button("Close")
        self.before_button = Button("Page before", "chevron-left", hint="Page Up")
        self.next_button = Button("Next page", "chevron-right", hint="Page Down")
        self.page_label = muted("")
        self.body.addWidget(self._area)
        self.body.addWidget(muted("Blurred until you ask for it. Opening it is in the audit.", wrap=True))
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_2)
        for button in (
            self.show_button,
            self.keep_button,
            self.smaller_button,
            self.larger_button,
            self.fit_button,
            *((self.before_button, self.page_label, self.next_button) if pages > 1 else ()),
            self.close_button,
        ):
            acts.addWidget(button)
        holder = QWidget()
        holder.setLayout(acts)
        self.footer.addWidget(holder, 1)
        self._zoom = 1.0
        self._connect()
        self._say_page()
        self.fit()

    def show_page(self, image: QImage, page: int) -> None:
        """Another page, as sharp and as large as the one before."""
        self._image, self.page = image, page
        self.canvas.show_image(image, self._label())
        self._set_zoom(self._zoom)
        self._area.verticalScrollBar().setValue(0)
        self._say_page()

    @property
    def zoom(self) -> float:
        """How large it is shown: 1.0 is one pixel to one pixel."""
        return self._zoom

    def first_focus(self) -> QWidget:
        """The button that shows it."""
        return self.show_button

    def fit(self) -> None:
        """Show all of it."""
        width, height = max(1, self._image.width()), max(1, self._image.height())
        self._set_zoom(min(1.0, (_VIEW.width() - 4) / width, (_VIEW.height() - 4) / height))

    def larger(self) -> None:
        """One step larger."""
        self._set_zoom(next((zoom for zoom in _ZOOMS if zoom > self._zoom + 0.001), _ZOOMS[-1]))

    def smaller(self) -> None:
        """One step smaller."""
        self._set_zoom(next((zoom for zoom in reversed(_ZOOMS) if zoom < self._zoom - 0.001), _ZOOMS[0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus, 0, S and the page keys."""
        acts = {
            Qt.Key.Key_Plus: self.larger,
            Qt.Key.Key_Equal: self.larger,
            Qt.Key.Key_Minus: self.smaller,
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_S: self.keep_button.click,
            Qt.Key.Key_PageUp: self.before_button.click,
            Qt.Key.Key_PageDown: self.next_button.click,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
            return
        super().keyPressEvent(event)

    def _connect(self) -> None:
        self.show_button.pressed.connect(self._held)
        self.show_button.released.connect(self._let_go)
        self.keep_button.toggled.connect(self._keep)
        self.smaller_button.clicked.connect(self.smaller)
        self.larger_button.clicked.connect(self.larger)
        self.fit_button.clicked.connect(self.fit)
        self.close_button.clicked.connect(self.reject)
        self.before_button.clicked.connect(self._turn_back)
        self.next_button.clicked.connect(self._turn_on)

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
        self.canvas.set_sharp(True)

    def _let_go(self) -> None:
        self.canvas.set_sharp(self.keep_button.isChecked())

    def _keep(self, keep: bool) -> None:
        self.canvas.set_sharp(keep)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self.canvas.set_zoom(zoom)
