"""A sheet is as high as its words need: no bar to scroll for nothing, and what comes later has its room."""

from PySide6.QtWidgets import QWidget

from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.text_label import TextLabel, muted
from tests.ui.conftest import Stage

WORDS = (
    "What they wrote stays, with their name, and an old copy of the log still opens with their passphrase. "
)


def test_a_sheet_fits_its_words_and_grows_with_them(stage: Stage) -> None:
    window = QWidget()
    stage.present(window, 1024, 608)
    sheet = ModalSheet("Remove somebody")
    sheet.body.addWidget(TextLabel(WORDS, wrap=True))
    later = muted(WORDS * 3, wrap=True)
    later.hide()
    sheet.body.addWidget(later)
    sheet.open_over(window)
    stage.settle()
    assert not sheet._scroll.verticalScrollBar().isVisible()
    before = sheet.height()
    later.show()
    stage.settle()
    assert sheet.height() > before
    assert later.height() >= later.heightForWidth(later.width())
    assert not sheet._scroll.verticalScrollBar().isVisible()
    later.setText(WORDS * 60)
    stage.settle()
    assert sheet._scroll.verticalScrollBar().isVisible(), "more than the window holds is scrolled to"
    assert later.height() >= later.heightForWidth(later.width())
