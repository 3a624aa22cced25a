"""The style sheet of a window and the palette of the application, built from the tokens on a Fusion base.

Widgets say what they are by dynamic properties (``type`` and ``tone`` on labels, ``ground`` on panes); most others
paint themselves from the tokens. So this sheet stays short, and a change of look is one palette and one sheet.
"""

from string import Template

from PySide6.QtGui import QColor, QPalette

from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.tokens import Colours

_TYPES = "".join(
    f'QLabel[type="{style.name}"] {{ font-size: ${style.name}_points; font-weight: {style.weight}; }}\n'
    for style in tokens.TYPE_STYLES
)
_TYPES += 'QLabel[type="code"] { font-family: ${code_fonts}; }\n'

_TONES = "".join(
    f'QLabel[tone="{tone}"] {{ color: ${tone}; }}\n'
    for tone in ("text", "muted", "disabled", "accent", "late", "due", "done", "note", "onaccent")
)

_GROUNDS = "".join(
    f'*[ground="{ground}"] {{ background: ${ground}; }}\n'
    for ground in ("window", "rail", "paper", "sunken", "tint", "latebg", "duebg", "donebg", "notebg", "line")
)

_SHEET = Template(
    _TYPES
    + _TONES
    + _GROUNDS
    + """
QWidget { color: $text; }
QMainWindow, QDialog { background: $window; }
QLabel:disabled { color: $disabled; }
QToolTip { background: $paper; color: $text; border: 1px solid $control; padding: 4px 8px; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget#qt_scrollarea_viewport { background: transparent; }

QLineEdit, QPlainTextEdit, QTextEdit, QDateEdit, QSpinBox {
    background: $paper; color: $text; border: 1px solid $control; border-radius: ${radius}px;
    padding: 1px 8px; selection-background-color: $accent; selection-color: $onaccent;
    font-size: $read_points; placeholder-text-color: $muted;
}
QLineEdit[compact="true"] { font-size: $base_points; }
QLineEdit, QSpinBox { min-height: ${field_inner}px; padding: 0 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus { border: 2px solid $focus; padding: 0 7px; }
QLineEdit:focus, QSpinBox:focus { min-height: ${field_inner_focus}px; padding: 0 7px; }
QLineEdit[wrong="true"], QTextEdit[wrong="true"], QPlainTextEdit[wrong="true"] { border-color: $late; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled { color: $disabled; border-color: $line2; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {
    border: 0; background: transparent; padding: 0 4px; min-height: ${bare_inner}px; }
QPlainTextEdit[bare="true"], QTextEdit[bare="true"], QTextEdit[bare="true"]:focus {
    border: 0; background: transparent; padding: 0; }

QMenuBar { background: transparent; color: $text; border: 0; }
QMenuBar::item { background: transparent; padding: 6px 6px; border-radius: ${radius}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $paper; color: $text; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: ${radius_popup}px; }
QMenu::item:selected { background: $tint; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QAbstractItemView { background: $paper; color: $text; border: 0; outline: 0;
    selection-background-color: $tint; selection-color: $text; }
QTableView { background: transparent; gridline-color: transparent; }
QListView { background: transparent; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: transparent; color: $muted; border: 0; border-bottom: 1px solid $line2;
    padding: 0 8px; font-weight: 600; }
QComboBox QAbstractItemView { border: 1px solid $control; padding: 4px; background: $paper; }
QComboBox QAbstractItemView::item { min-height: ${popup_row}px; padding: 0 8px; border-radius: ${radius_popup}px; }
QComboBox QAbstractItemView::item:selected { background: $tint; color: $text; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle { background: $control; border-radius: 3px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { border: 1px solid $control; border-radius: 4px; background: $paper; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $line; }
"""
)


def build_style_sheet(colours: Colours, text_scale: float = 1.0) -> str:
    """The sheet for one look; ``text_scale`` of 2.0 is text at 200 %, with the heights that hold it."""
    scale = max(1.0, text_scale)
    sizes = {f"{style.name}_points": f"{style.points * text_scale:g}pt" for style in tokens.TYPE_STYLES}
    field = round(tokens.FIELD * scale)
    return _SHEET.substitute(
        {token: colours.named(token) for token in Colours.__slots__},
        **sizes,
        code_fonts=", ".join(f'"{family}"' for family in tokens.CODE_FONTS),
        radius=tokens.RADIUS,
        radius_popup=tokens.RADIUS_POPUP,
        field_inner=field - 2,
        field_inner_focus=field - 4,
        bare_inner=round(20 * scale),
        popup_row=round(tokens.BUTTON_SMALL * scale),
    )


def build_palette(colours: Colours) -> QPalette:
    """The palette of one look; its window colour is what :mod:`current` recognises the look by."""
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: colours.window,
        QPalette.ColorRole.WindowText: colours.text,
        QPalette.ColorRole.Base: colours.paper,
        QPalette.ColorRole.AlternateBase: colours.sunken,
        QPalette.ColorRole.Text: colours.text,
        QPalette.ColorRole.PlaceholderText: colours.muted,
        QPalette.ColorRole.Button: colours.paper,
        QPalette.ColorRole.ButtonText: colours.text,
        QPalette.ColorRole.ToolTipBase: colours.paper,
        QPalette.ColorRole.ToolTipText: colours.text,
        QPalette.ColorRole.Highlight: colours.accent,
        QPalette.ColorRole.HighlightedText: colours.onaccent,
        QPalette.ColorRole.Link: colours.accent,
        QPalette.ColorRole.LinkVisited: colours.accent,
        QPalette.ColorRole.Light: colours.paper,
        QPalette.ColorRole.Midlight: colours.line,
        QPalette.ColorRole.Mid: colours.line2,
        QPalette.ColorRole.Dark: colours.control,
        QPalette.ColorRole.Shadow: colours.control,
        QPalette.ColorRole.Accent: colours.accent,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled))
    return palette
