"""``python -m tests.gallery OUT [NAME ...]``: every scene in light, dark and high contrast, at both window sizes."""

import os
import sys
from pathlib import Path

LOOKS = ("light", "dark", "high-contrast")
SIZES = ((1366, 768), (1024, 640))
TITLE_BAR = 32
"""What the system's own title bar takes of a window's height."""


def main(arguments: list[str]) -> int:
    """Draw and write the pictures; names, when given, choose scenes whose name contains one of them."""
    if not arguments:
        print("usage: python -m tests.gallery OUT [NAME ...]")
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from safeguard_app.ui.theme.theme import Theme, ThemeChoice
    from tests.gallery.scenes import all_scenes

    application = QApplication([])
    theme = Theme(application, ThemeChoice.LIGHT)
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, build in all_scenes().items():
        if arguments[1:] and not any(part in name for part in arguments[1:]):
            continue
        for look in LOOKS:
            theme.choose(ThemeChoice(look))
            for width, height in SIZES:
                scene = build()
                scene.window.resize(width, height - TITLE_BAR)
                scene.window.show()
                QTest.qWait(20)
                if scene.after is not None:
                    scene.after()
                    QTest.qWait(160)
                scene.window.grab().save(str(out / f"{name}-{look}-{width}x{height}.png"))
                scene.window.hide()
                scene.window.deleteLater()
                count += 1
        QTest.qWait(1)
    print(f"{count} pictures in {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
