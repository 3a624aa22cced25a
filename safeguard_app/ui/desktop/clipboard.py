"""The clipboard: copied only when someone asks, kept out of histories, taken back after 30 seconds and at lock.

What other programs put there is never touched. Text copied with Ctrl+C in any field goes the same way: it is
noticed and put again in a form that clipboard managers are asked to leave alone.
"""

from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QClipboard

CLEAR_AFTER_MS: Final = 30_000
_OWN_MARK: Final = "application/x-safeguard-log-text"
_NO: Final = (0).to_bytes(4, "little")
PROTECTIONS: Final = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': _NO,
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': _NO,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': _NO,
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"",
}
"""Formats by which Windows, KDE and macOS tools are asked to keep no copy. A tool may ignore them; the help says so."""


def protected(text: str) -> QMimeData:
    """Text with the marks that keep it out of clipboard histories."""
    data = QMimeData()
    data.setText(text)
    data.setData(_OWN_MARK, QByteArray(b"1"))
    for name, value in PROTECTIONS.items():
        data.setData(name, QByteArray(value))
    return data


def put_on_clipboard(clipboard: QClipboard, text: str) -> None:
    """Copy because someone asked; whoever guards the clipboard takes it back in time."""
    clipboard.setMimeData(protected(text))


def take_off_clipboard(clipboard: QClipboard) -> bool:
    """Take back what we put there, and say whether that was still there; anything else is left alone."""
    data = clipboard.mimeData()
    ours = data is not None and data.hasFormat(_OWN_MARK)
    if ours:
        clipboard.clear()
    return ours


class ClipboardPolicy(QObject):
    """Guards the one clipboard of the computer while the program runs.

    Signals:
        cleared(): what we had put there was taken back.
    """

    cleared = Signal()

    def __init__(
        self, clipboard: QClipboard, timer: QTimer | None = None, parent: QObject | None = None
    ) -> None:
        """``timer`` can be handed in by tests; it is single-shot and set to 30 seconds."""
        super().__init__(parent)
        self._clipboard = clipboard
        self._timer = timer or QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CLEAR_AFTER_MS)
        self._timer.timeout.connect(self.clear_if_ours)
        clipboard.dataChanged.connect(self._changed)

    def copy(self, text: str) -> None:
        """Copy because someone asked."""
        put_on_clipboard(self._clipboard, text)
        self._timer.start()

    def clear_if_ours(self) -> None:
        """Take back what we put there; leave anything else alone. Called after 30 seconds and at lock."""
        self._timer.stop()
        if take_off_clipboard(self._clipboard):
            self.cleared.emit()

    def _changed(self) -> None:
        data = self._clipboard.mimeData()
        if data is not None and data.hasFormat(_OWN_MARK):
            self._timer.start()
        elif data is not None and self._clipboard.ownsClipboard() and data.hasText():
            self.copy(data.text())
