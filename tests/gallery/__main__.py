"""``python -m tests.gallery OUT [NAME ...]``: every scene in light, dark and high contrast, at both window sizes.

With ``--papers`` every page of every document of the demo school instead, and of a copy of each kind for each audience.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safeguard_app.ui.theme.theme import Theme
    from tests.gallery.scenes import Builder

LOOKS = ("light", "dark", "high-contrast")
SIZES = ((1366, 768), (1024, 640))
PAPER_DOTS = 72
"""Dots to an inch of the pages of documents."""
TITLE_BAR = 32
"""What the system's own title bar takes of a window's height."""


def main(arguments: list[str]) -> int:
    """Draw and write the pictures; names, when given, choose scenes whose name contains one of them."""
    options = _options(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from safeguard_app.ui.theme.theme import Theme, ThemeChoice
    from tests.gallery.scenes import all_scenes

    application = QApplication([])
    theme = Theme(application, ThemeChoice.LIGHT)
    out: Path = options.out
    out.mkdir(parents=True, exist_ok=True)
    if options.papers:
        print(f"{_draw_papers(out, options.names)} pages in {out}")
        return 0
    count, failed = 0, list[str]()
    for name, build in all_scenes().items():
        if options.names and not any(part in name for part in options.names):
            continue
        try:
            count += _draw(name, build, theme, out)
        except Exception:  # noqa: BLE001 - one scene that cannot be built must not hide the others
            traceback.print_exc()
            failed.append(name)
    print(f"{count} pictures in {out}")
    if failed:
        print("could not be drawn: " + ", ".join(failed))
    return 1 if failed else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument(
        "out", type=Path, metavar="OUT", help="the folder that takes the pictures; made if missing"
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="only scenes whose name contains one of these"
    )
    parser.add_argument(
        "--papers", action="store_true", help="pages of documents; names choose by their titles"
    )
    return parser.parse_intermixed_args(arguments)


def _draw_papers(out: Path, names: list[str]) -> int:
    """The pages of each document of the story; how many."""
    from safeguard_app.documents.page_images import png
    from safeguard_app.services import paper
    from safeguard_app.services.page_pictures import PagePictures
    from safeguard_app.services.paper_views import PaperJob, Preview
    from tests.gallery.copy_papers import copies
    from tests.gallery.demo_papers import blank_forms, every_job
    from tests.gallery.demo_school import open_demo

    demo, count = open_demo(), 0
    jobs: dict[PaperJob, str] = {
        one: type(one).__name__ for one in demo.wait(partial(every_job, demo.session))
    }
    for copy in demo.wait(partial(copies, demo.session, tuple(jobs))):
        jobs[copy] = f"Copy-{copy.audience.value}-of-{type(copy.job).__name__}"
    makes: list[tuple[str, Callable[[], Preview]]] = [
        (kind, partial(paper.preview, demo.session, job)) for job, kind in jobs.items()
    ]
    makes += [("Blank", form) for form in demo.wait(partial(blank_forms, demo.session))]
    for number, (kind, make) in enumerate(makes):
        made = demo.wait(make)
        name = f"{number:03d}-{kind}-{made.title}".replace("/", "-").replace(" ", "-")
        if names and not any(part in name for part in names):
            continue
        pictures = PagePictures(demo.session.looking_in)  # an authority's own file is drawn apart
        for page, image in enumerate(pictures.images(made.pdf, PAPER_DOTS), 1):
            (out / f"{name}-{page:02d}.png").write_bytes(png(image))
            count += 1
    return count


def _draw(name: str, build: "Builder", theme: "Theme", out: Path) -> int:
    """The pictures of one scene; how many."""
    from PySide6.QtTest import QTest

    from safeguard_app.ui.theme.theme import ThemeChoice
    from tests.ui.settling import until_still

    count = 0
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
            until_still(scene.window, partial(QTest.qWait, 12))
            scene.window.grab().save(str(out / f"{name}-{look}-{width}x{height}.png"))
            scene.window.hide()
            scene.window.deleteLater()
            count += 1
    QTest.qWait(1)
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
