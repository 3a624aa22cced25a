"""The scrolling body of a page, a side panel beside it, and the two put together for wide and narrow windows."""

from PySide6.QtCore import QEvent, QMargins, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import scaled
from safeguard_app.ui.widgets.layouts import NO_MARGINS, Margins

PAGE_MARGINS: Margins = (24, 16, 24, 24)


class ScrollContent(QWidget):
    """What scrolls: as high as its words are at its width, and never a scroll bar for a few pixels of empty edge."""

    def __init__(self, margins: Margins = NO_MARGINS) -> None:
        """``margins`` are those of the layout it will have; where they alone do not fit, they give way."""
        super().__init__()
        self._margins = margins

    def minimumSizeHint(self) -> QSize:
        """No height of its own: wrapped words would ask for what they need when narrow, and leave room to scroll for
        nothing. The scroll area asks for the height at its width besides.
        """
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 0) if self.hasHeightForWidth() else hint

    def heightForWidth(self, width: int) -> int:
        """The height of the view, where only the edges stand out of it."""
        whole, room = self._whole(width), self._room()
        return room if room < whole <= room + self._spare() else whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The edges get what room is left."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """What is in it has another height."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _spare(self) -> int:
        """How much of the edges can go: all beneath, and what is above down to a little."""
        _, top, _, bottom = self._margins
        return max(0, top - tokens.SPACE_1) + bottom

    def _room(self) -> int:
        view = self.parentWidget()
        area = view.parentWidget() if view is not None else None
        return area.maximumViewportSize().height() if isinstance(area, QScrollArea) else self.maximumHeight()

    def _whole(self, width: int) -> int:
        """The height at a width with the edges as they are meant."""
        layout = self.layout()
        if layout is None:
            return super().heightForWidth(width)
        now = layout.contentsMargins()
        _, top, _, bottom = self._margins
        return layout.totalHeightForWidth(width) + top - now.top() + bottom - now.bottom()

    def _fit(self) -> None:
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return
        left, top, right, bottom = self._margins
        lack = self._whole(self.width()) - self._room()
        if not 0 < lack <= self._spare():
            lack = 0
        beneath = min(lack, bottom)
        margins = QMargins(left, top - (lack - beneath), right, bottom - beneath)
        if margins != layout.contentsMargins():
            layout.setContentsMargins(margins)


class ScrollPage(QScrollArea):
    """A column that scrolls when it must. Put content into :attr:`column`."""

    def __init__(
        self,
        label: str,
        *,
        ground: str = "paper",
        margins: Margins = PAGE_MARGINS,
        reading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``reading`` keeps lines at most 760 wide."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", ground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(label)
        self._content = ScrollContent(margins)
        outer = QHBoxLayout(self._content)
        outer.setContentsMargins(*margins)
        outer.setSpacing(0)
        inner = QWidget()
        if reading:
            inner.setMaximumWidth(scaled(tokens.READING_WIDTH))
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(tokens.SPACE_3)
        outer.addWidget(inner, 1)
        if reading:
            outer.addStretch(0)
        self.setWidget(self._content)
        self._content.setAutoFillBackground(False)

    def content(self) -> QWidget:
        """The widget that scrolls."""
        return self._content

    def scroll_to(self, widget: QWidget, space: int = 8) -> None:
        """Bring a section to the top of the view."""
        top = widget.mapTo(self._content, QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(max(0, top - space))


class SidePanel(ScrollPage):
    """The panel at the right, on its own ground; under the page in a narrow window."""

    def __init__(self, label: str, *, width: int = tokens.SIDE_PANEL, parent: QWidget | None = None) -> None:
        """``width`` is 318 to 352."""
        super().__init__(label, ground="sunken", margins=(16, 14, 16, 16), parent=parent)
        self.panel_width = width
        self.column.setSpacing(tokens.SPACE_2)


class PageWithPanel(QWidget):
    """A page with its side panel: beside it in a wide window, beneath it within one scroll in a narrow one."""

    def __init__(
        self,
        page: ScrollPage,
        panel: SidePanel,
        *,
        footer: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """All are taken over; ``footer`` stays in view under the page."""
        super().__init__(parent)
        self._page = page
        self._panel = panel
        self._beside = True
        self._panel_content = panel.content()
        self._rule = QFrame()
        self._rule.setFixedWidth(1)
        self._rule.setProperty("ground", "line")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(page, 1)
        if footer is not None:
            left.addWidget(footer)
        self._layout.addLayout(left, 1)
        self._layout.addWidget(self._rule)
        self._layout.addWidget(panel)
        self._fix_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move the panel where it belongs at this width."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Text grew or shrank."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_layout"):
            self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= scaled(tokens.NARROW_WINDOW - tokens.RAIL_WIDTH - 20)
        if beside != self._beside:
            self._beside = beside
            content = self._panel_content
            if not beside:
                self._panel.takeWidget()
                self._page.column.addWidget(content)
                content.show()
            else:
                self._page.column.removeWidget(content)
                self._panel.setWidget(content)
                content.setAutoFillBackground(False)
            self._panel.setVisible(beside)
            self._rule.setVisible(beside)
        self._fix_width()

    def _fix_width(self) -> None:
        self._panel.setFixedWidth(scaled(self._panel.panel_width))
