"""All exhibits of a record at a glance: small pictures, blurred until somebody asks for them."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from safeguard_app.domain.machine_reading import SMALL_SIDE
from safeguard_app.services.exhibit_overview import Tile
from safeguard_app.ui.desktop.page_painting import image_of
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font, scaled
from safeguard_app.ui.theme.icons import paint_icon
from safeguard_app.ui.widgets.button import Button
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel, muted

AnyIndex = QModelIndex | QPersistentModelIndex
_BLUR_SIDE = 8
"""Pixels of the longer side that a blurred small picture keeps."""
_GAP = tokens.SPACE_3
_DEPTH = 3
_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Tiles(QStyledItemDelegate):
    """Paints each tile: its picture or what it is, and its number under it."""

    def __init__(self, tiles: Sequence[Tile], view: QListView) -> None:
        super().__init__(view)
        self._tiles = tiles
        self._images = [image_of(one.small, _DEPTH) if one.small is not None else None for one in tiles]
        self._blurred = [_blurred(one) for one in self._images]
        self.sharp = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        side = scaled(SMALL_SIDE)
        return QSize(side + 2 * _GAP, side + 2 * _GAP + scaled(tokens.SPACE_5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        tile = self._tiles[index.row()]
        state: QStyle.StateFlag = option.state
        whole: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole.adjusted(2, 2, -2, -2), colour("tint"))
            if state & QStyle.StateFlag.State_HasFocus:
                painter.setPen(QPen(colour("accent"), 2))
                painter.drawRect(whole.adjusted(3, 3, -4, -4))
        room = whole.adjusted(_GAP, _GAP, -_GAP, -_GAP - scaled(tokens.SPACE_5))
        painter.fillRect(room, colour("sunken"))
        image = self._images[index.row()] if self.sharp else self._blurred[index.row()]
        if image is not None:
            painter.drawImage(_fitted(self._images[index.row()] or image, room), image)
        else:
            self._say(painter, room, tile)
        under = QRect(room.left(), room.bottom() + 2, room.width(), whole.bottom() - room.bottom() - 4)
        painter.setPen(colour("text"))
        painter.setFont(font(tokens.STRONG))
        name = f"{tile.view.exhibit} "
        painter.drawText(under, _LEFT, name)
        rest = under.adjusted(painter.fontMetrics().horizontalAdvance(name), 0, 0, 0)
        painter.setFont(font(tokens.BASE))
        title = painter.fontMetrics().elidedText(tile.view.title, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, _LEFT, title)
        painter.restore()

    def _say(self, painter: QPainter, room: QRect, tile: Tile) -> None:
        side = scaled(24)
        icon = (
            "image"
            if tile.view.opens_as == "picture"
            else "lock-keyhole"
            if tile.view.is_held
            else "file-text"
        )
        paint_icon(painter, icon, "muted", room.center().x() - side / 2, room.top() + scaled(24), side)
        painter.setPen(colour("muted"))
        painter.setFont(font(tokens.BASE))
        painter.drawText(room.adjusted(8, scaled(48), -8, -8), _WRAP, tile.words)


class TileList(QListView):
    """The tiles, by arrow keys or pointer.

    Signals:
        opened(object): Enter or a double click; carries the EvidenceView.
        sharp_requested(): S.
    """

    opened = Signal(object)
    sharp_requested = Signal()

    def __init__(self, tiles: Sequence[Tile]) -> None:
        """Show ``tiles``."""
        super().__init__()
        self._tiles = tiles
        self.setAccessibleName(f"{len(tiles)} exhibits")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(scaled(SMALL_SIDE))
        self.tiles = _Tiles(tiles, self)
        self.setItemDelegate(self.tiles)
        said = [f"{one.view.exhibit}, {one.view.title}, {one.words or 'picture'}" for one in tiles]
        self.setModel(QStringListModel(said, self))
        self.setCurrentIndex(self.model().index(0, 0))
        self.doubleClicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, S shows; the arrows move."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        if event.key() == Qt.Key.Key_S and not event.isAutoRepeat() and not event.modifiers() & _COMMANDS:
            self.sharp_requested.emit()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters are commands here."""

    def _open(self, index: AnyIndex) -> None:
        if index.isValid() and self._tiles[index.row()].view.opens_as:
            self.opened.emit(self._tiles[index.row()].view)


class OverviewSheet(ModalSheet):
    """Every exhibit small. S shows the pictures as they are, Enter opens the one that is chosen.

    Signals:
        open_requested(object): show one of them large; carries the EvidenceView.
    """

    open_requested = Signal(object)

    def __init__(self, tiles: Sequence[Tile], case: str) -> None:
        """Show ``tiles`` of the record with that case number, blurred."""
        super().__init__(f"Exhibits of {case}", cancel_words="Close the overview", fills_window=True)
        self.list = TileList(tiles)
        self.keep_button = Button("Show the pictures", "eye", hint="S")
        self.keep_button.setCheckable(True)
        self.open_button = Button("Open", "maximize", hint="Enter")
        self.close_button = Button("Close")
        self.body.addWidget(self.list, 1)
        self.body.addWidget(
            muted("Blurred until you ask for them. That they were looked at is in the audit.", wrap=True)
        )
        acts = WrapLayout(tokens.SPACE_3, tokens.SPACE_2)
        for button in (self.keep_button, self.open_button, self.close_button):
            acts.addWidget(button)
        holder = QWidget()
        holder.setLayout(acts)
        self.footer.addWidget(holder, 1)
        self.footer.addWidget(TextLabel(f"{len(tiles)} exhibits"))
        self.keep_button.toggled.connect(self._show)
        self.list.sharp_requested.connect(self.keep_button.toggle)
        self.list.opened.connect(self._open)
        self.open_button.clicked.connect(self._open_chosen)
        self.close_button.clicked.connect(self.reject)

    def first_focus(self) -> QWidget:
        """The tiles."""
        return self.list

    def _show(self, sharp: bool) -> None:
        self.list.tiles.sharp = sharp
        self.list.viewport().update()

    def _open_chosen(self) -> None:
        self.list._open(self.list.currentIndex())  # noqa: SLF001 - its own list

    def _open(self, view: object) -> None:
        self.accept()
        self.open_requested.emit(view)


def _blurred(image: QImage | None) -> QImage | None:
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return image.scaled(_BLUR_SIDE, _BLUR_SIDE, keep, smooth) if image is not None else None


def _fitted(image: QImage, room: QRect) -> QRect:
    """The picture in the middle of its room, no larger than it is."""
    size = image.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    if size.width() > scaled(image.width()):
        size = image.size()
    made = QRect(room.topLeft(), size)
    made.moveCenter(room.center())
    return made
