"""One page of the help, set from Markdown in the type and colours of the window. Opens nothing outside the program."""

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.current import colour, font

SCHEME = "help"
_HEADINGS = {1: tokens.PAGE, 2: tokens.SECTION, 3: tokens.SUB}
_ABOVE = {1: 0, 2: tokens.SPACE_5, 3: tokens.SPACE_4}
_LINE = 112
_EDGE = 24


class HelpBrowser(QTextBrowser):
    """Shows Markdown.

    Signals:
        page_asked(str): a link to another page of the help was followed; carries its name.
    """

    page_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self._markdown = ""
        self.setAccessibleName("Help page")
        self.setProperty("bare", True)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(_EDGE)
        self.anchorClicked.connect(self._clicked)

    def show_markdown(self, markdown: str) -> None:
        """Show a page from its top."""
        self._markdown = markdown
        self._set()
        self.verticalScrollBar().setValue(0)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is loaded: no picture, no style, from nowhere."""
        return None

    def changeEvent(self, event: QEvent) -> None:
        """The look or the size of text changed: set the page again."""
        super().changeEvent(event)
        changed = (QEvent.Type.FontChange, QEvent.Type.PaletteChange)
        if event.type() in changed and hasattr(self, "_markdown") and self._markdown:
            self._set()

    def _set(self) -> None:
        document = self.document()
        document.setDefaultFont(font(tokens.READ))
        document.setMarkdown(self._markdown, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        whole = QTextCursor(document)
        whole.beginEditBlock()  # laid out once, not after each of some thousand changes of a long table
        block = document.begin()
        while block.isValid():
            _dress(block)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _dress_table(frame)
        whole.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _clicked(self, target: QUrl) -> None:
        if target.scheme() == SCHEME:
            self.page_asked.emit(target.path())


def _dress(block: QTextBlock) -> None:
    """Give a block its type, its space and, for headings, code and links, their look."""
    level = block.blockFormat().headingLevel()
    in_table = QTextCursor(block).currentTable() is not None
    code = _is_code(block)
    shape = QTextBlockFormat()
    line = 100 if code else _LINE
    shape.setLineHeight(line, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    if level:
        shape.setTopMargin(_ABOVE.get(level, tokens.SPACE_3))
        shape.setBottomMargin(tokens.SPACE_2)
    elif not in_table:
        shape.setBottomMargin(0 if code and _is_code(block.next()) else tokens.SPACE_2)
        if code:
            shape.setBackground(QBrush(colour("notebg")))
            shape.setLeftMargin(tokens.SPACE_2)
            shape.setNonBreakableLines(False)
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(shape)
    for piece in _pieces(block):
        cursor.setPosition(piece[0])
        cursor.setPosition(piece[1], QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(_type_of(piece[2], level, code=code))


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


def _pieces(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    pieces = []
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        pieces.append((fragment.position(), fragment.position() + fragment.length(), fragment.charFormat()))
        fragments += 1
    return pieces


def _type_of(before: QTextCharFormat, level: int, *, code: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    fixed = code or before.fontFixedPitch()
    style = _HEADINGS.get(level, tokens.SUB) if level else tokens.CODE if fixed else tokens.READ
    strong = before.fontWeight() > QFont.Weight.Medium and not level
    made.setFont(
        font(style, strong=strong), QTextCharFormat.FontPropertiesInheritanceBehavior.FontPropertiesAll
    )
    made.setForeground(QBrush(colour("accent" if before.isAnchor() else "text")))
    made.setFontUnderline(before.isAnchor())
    return made


def _dress_table(table: QTextTable) -> None:
    """Hairlines and room; the width of the page."""
    shape = table.format()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(colour("control")))
    shape.setBorderCollapse(True)
    shape.setCellPadding(tokens.SPACE_2 - 2)
    shape.setCellSpacing(0)
    shape.setTopMargin(tokens.SPACE_2)
    shape.setBottomMargin(tokens.SPACE_3)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
