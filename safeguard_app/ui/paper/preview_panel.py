"""Pages of a document as they will print: drawn from memory off the window's thread, turned by button and key."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from safeguard_app.domain.errors import KnownProblem
from safeguard_app.ui.desktop.page_painting import PagePixels, grey_image_of
from safeguard_app.ui.paper.page_canvas import PageCanvas, Zoom
from safeguard_app.ui.tasks import Lane, TaskRunner
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.choice_box import ChoiceBox
from safeguard_app.ui.widgets.headed_section import Line
from safeguard_app.ui.widgets.layouts import Pane, WrapLayout, row
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel, muted

DrawPage = Callable[[bytes, int, float], PagePixels]
"""Draws one page of a PDF, counted from 0, at a resolution."""
_MOST_DOTS = 300.0
_KEPT = 6


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One page at one resolution of one document: what a drawing answers, so that a late one is passed over."""

    document: int
    page: int
    dots_per_inch: int


class PreviewPanel(QWidget):
    """A bar over a page. The document shown is bytes in memory and stays there."""

    def __init__(self, tasks: TaskRunner, draw: DrawPage, parent: QWidget | None = None) -> None:
        """Start without a document."""
        super().__init__(parent)
        self._tasks = tasks
        self._draw = draw
        self._pdf = b""
        self._pages = 0
        self._page = 0
        self._documents = 0
        self._drawn: dict[_Wanted, QImage] = {}
        self._at_end = False
        self.setAccessibleName("Preview")
        self.place_label = TextLabel("", tokens.STRONG)
        self.back_button = Button("", "chevron-left", small=False)
        self.on_button = Button("", "chevron-right", small=False)
        self.zoom_box = ChoiceBox("Size of the page", [(zoom, zoom.value) for zoom in Zoom], small=True)
        self._hint = muted("As it will print, black and white")
        self.canvas = PageCanvas()
        self.since = NoticePanel(Meaning.NOTE, "")
        self._told = ScrollPage("What to know before it goes out", margins=(0, 0, 0, 0))
        self._told.column.addWidget(self.since)
        self._problem = NoticePanel(Meaning.LATE, "")
        self._build()
        self._connect()
        self._tell()

    @property
    def page(self) -> int:
        """The page in view, counted from 0."""
        return self._page

    @property
    def pages(self) -> int:
        """How many pages the document has."""
        return self._pages

    def show_document(self, pdf: bytes, pages: int) -> None:
        """Show a document. One that is shown again after a change stays at its page and place."""
        self._documents += 1
        self._pdf, self._pages = pdf, pages
        self._drawn.clear()
        self._page = min(self._page, max(0, pages - 1))
        self._problem.hide()
        self._tell()
        self._want()

    def say_since(self, words: str) -> None:
        """Above the page: what became of the record after the document was issued; nothing for no words."""
        self.since.say(Meaning.NOTE, words)
        self.since.setVisible(bool(words))
        self._told.setVisible(bool(words))
        self._fit_told()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said above the page leaves most of the room to the page, and scrolls."""
        super().resizeEvent(event)
        self._fit_told()

    def _fit_told(self) -> None:
        """As high as its words, or two fifths of the room: only then is there anything for the keyboard to scroll."""
        if self._told.isHidden():
            return
        bar = self._told.verticalScrollBar().sizeHint().width()
        needed, most = self.since.heightForWidth(max(1, self.width() - bar)), self.height() * 2 // 5
        self._told.setFixedHeight(min(needed, most))
        self._told.setFocusPolicy(Qt.FocusPolicy.TabFocus if needed > most else Qt.FocusPolicy.NoFocus)

    def clear(self) -> None:
        """Let go of the document and every page of it."""
        self._documents += 1
        self._pdf, self._pages, self._page = b"", 0, 0
        self._drawn.clear()
        self.canvas.show_image(QImage(), "")
        self._tell()

    def go_to(self, page: int, *, at_end: bool = False) -> None:
        """Turn to a page; -1 is the last. Past either end nothing happens."""
        wanted = self._pages - 1 if page < 0 else page
        if not 0 <= wanted < self._pages or wanted == self._page:
            return
        self._page = wanted
        self._at_end = at_end
        self.canvas.to_top()
        self._tell()
        self._want()

    def _build(self) -> None:
        self.back_button.setAccessibleName("Page before")
        self.back_button.setToolTip("Page before (Left)")
        self.on_button.setAccessibleName("Next page")
        self.on_button.setToolTip("Next page (Right)")
        left, right = WrapLayout(tokens.SPACE_2, 4), WrapLayout(tokens.SPACE_3, 4, right=True)
        for widget in (self.place_label, self.back_button, self.on_button):
            left.addWidget(widget)
        right.addWidget(self._hint)
        right.addWidget(self.zoom_box)
        turning, sizing = QWidget(), QWidget()
        turning.setLayout(left)
        sizing.setLayout(right)
        turning.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        sizing.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        head = Pane("window", row(turning, sizing, space=tokens.SPACE_3, margins=(16, 5, 16, 6)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(Line("line"))
        layout.addWidget(self._told)
        layout.addWidget(self._problem)
        layout.addWidget(self.canvas, 1)
        self._told.hide()
        self._problem.hide()

    def _connect(self) -> None:
        self.back_button.clicked.connect(partial(self._turn, -1))
        self.on_button.clicked.connect(partial(self._turn, 1))
        self.zoom_box.chosen.connect(self._zoomed)
        self.canvas.turned.connect(self._turn)
        self.canvas.jumped.connect(self.go_to)
        self.canvas.resized.connect(self._want)

    def _turn(self, step: int, _checked: bool = False) -> None:
        if self._page + step >= 0:
            self.go_to(self._page + step, at_end=step < 0)

    def _zoomed(self, zoom: object) -> None:
        assert isinstance(zoom, Zoom)
        self.canvas.set_zoom(zoom)
        self._want()

    def _tell(self) -> None:
        words = f"Page {self._page + 1} of {self._pages}" if self._pages else "No pages yet"
        self.place_label.setText(words)
        self.back_button.setEnabled(self._page > 0)
        self.on_button.setEnabled(self._page + 1 < self._pages)

    def _want(self) -> None:
        """Ask for the page in view at the sharpness it is shown in, unless it is at hand."""
        if not self._pdf or not self._pages:
            return
        dots = round(min(_MOST_DOTS, max(36.0, self.canvas.dots_per_inch)))
        wanted = _Wanted(self._documents, self._page, dots)
        if wanted in self._drawn:
            self._show(wanted)
            return
        self._tasks.run(
            partial(_drawn, self._draw, self._pdf, wanted),
            self._done,
            self._failed,
            owner=self,
            lane=Lane.GENERAL,
        )

    def _done(self, result: tuple[_Wanted, QImage]) -> None:
        wanted, image = result
        if wanted.document != self._documents:
            return
        while len(self._drawn) >= _KEPT:
            del self._drawn[next(iter(self._drawn))]
        self._drawn[wanted] = image
        if wanted.page == self._page:
            self._show(wanted)

    def _show(self, wanted: _Wanted) -> None:
        self.canvas.show_image(self._drawn[wanted], f"Page {wanted.page + 1} of {self._pages}")
        if self._at_end:
            self._at_end = False
            self.canvas.to_top(at_end=True)

    def _failed(self, problem: KnownProblem) -> None:
        self._problem.say(Meaning.LATE, problem.sentence, problem.next_step)
        self._problem.show()


def _drawn(draw: DrawPage, pdf: bytes, wanted: _Wanted) -> tuple[_Wanted, QImage]:
    return wanted, grey_image_of(draw(pdf, wanted.page, float(wanted.dots_per_inch)))
