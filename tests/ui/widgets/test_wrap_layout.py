"""A row that wraps remembers its heights, and forgets them whenever something in it changes."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from safeguard_app.ui.people.wrapped import sized, wrapped
from safeguard_app.ui.widgets.field import Field
from safeguard_app.ui.widgets.layouts import WrapLayout


def _row(holder: QWidget, *texts: str) -> tuple[WrapLayout, list[QLabel]]:
    layout = WrapLayout()
    holder.setLayout(layout)
    labels = [QLabel(text) for text in texts]
    for label in labels:
        layout.addWidget(label)
    holder.resize(200, 200)
    holder.show()
    return layout, labels


def test_a_height_follows_what_is_in_the_row(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout, labels = _row(holder, "one", "two")
    one_line = layout.heightForWidth(200)
    assert layout.heightForWidth(20) > one_line
    labels[1].setText("much longer words " * 20)
    two_lines = layout.heightForWidth(200)
    assert two_lines > one_line
    labels[1].hide()
    assert layout.heightForWidth(200) == one_line
    labels[1].show()
    assert layout.heightForWidth(200) == two_lines
    layout.removeWidget(labels[1])
    assert layout.heightForWidth(200) == one_line
    layout.insert_widget(0, labels[1])
    assert layout.heightForWidth(200) == two_lines


def test_words_that_could_wrap_and_need_not_take_one_line(qtbot: QtBot) -> None:
    """Two fields beside each other have their boxes at the same height, whatever stands over them."""
    short, long = (sized(Field(words, QLineEdit()), 372) for words in ("Where?", "Who contacted whom?"))
    holder = QWidget()
    qtbot.addWidget(holder)
    QVBoxLayout(holder).addWidget(wrapped(short, long))
    holder.resize(800, 200)
    holder.show()
    boxes = [field.findChildren(QLineEdit)[0] for field in (short, long)]
    assert boxes[0].mapTo(holder, QPoint()).y() == boxes[1].mapTo(holder, QPoint()).y()
