"""Draw the program's icon in the forms that installers want: `build/safeguard-log.ico` and `build/safeguard-log.png`.

python packaging/make_icons.py
"""

from __future__ import annotations

import os
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "resources" / "icons" / "app" / "safeguard-log.svg"
SIZES = (256, 128, 64, 48, 32, 24, 16)


def drawn(side: int) -> Image.Image:
    """Return the icon, `side` pixels square, drawn at that size rather than shrunk to it."""
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    return Image.frombytes("RGBA", (side, side), bytes(image.constBits()))


def main() -> None:
    """Write both files into build/, which git ignores."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    largest, *others = [drawn(side) for side in SIZES]
    largest.save(build / "safeguard-log.png")
    sizes = [(side, side) for side in SIZES]
    largest.save(build / "safeguard-log.ico", sizes=sizes, append_images=others)
    application.quit()


if __name__ == "__main__":
    main()
