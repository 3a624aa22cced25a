"""Two hundred pictures of a record at a glance: out of the log, and painted."""

import os
import random
import statistics
from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget

from safeguard_app.domain.audit_trail import COMPUTER, EventKind
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.machine_reading import SMALL_SIDE, PictureLook, SmallPicture
from safeguard_app.services import exhibit_overview, opening
from safeguard_app.services.evidence import exhibits_of
from safeguard_app.services.exhibit_overview import Tile
from safeguard_app.services.session import Session
from safeguard_app.ui.evidence.overview_sheet import OverviewSheet
from safeguard_app.vault import machine_reading
from tests.bench.course import Course
from tests.bench.exhibit_rows import EXHIBITS, at_the_window, take_in_pictures
from tests.bench.rows import Baseline, Row, median, seconds, told, within

_SIZE = QSize(1366, 768)


def rows(course: Course) -> Iterator[Row]:
    """Read, then opened and painted, and scrolled through to the end."""
    session = course.log.unlock()
    try:
        yield from _overview(course, session)
    finally:
        opening.lock(session)


def _overview(course: Course, session: Session) -> Iterator[Row]:
    application = at_the_window()
    about = take_in_pictures(course, session, 5)
    _looked_at(session, about)
    window = QWidget()
    window.resize(_SIZE)
    window.show()
    application.processEvents()
    pictures = [os.urandom(3 * SMALL_SIDE * SMALL_SIDE) for _ in range(EXHIBITS)]
    beside = Baseline(
        f"a list of Qt's own with {EXHIBITS} such pictures, made and painted",
        median(partial(_plain, application, pictures), course.times(9)),
    )
    reading = median(partial(exhibit_overview.overview, session, about), course.times(9))
    tiles = exhibit_overview.overview(session, about)
    showing = statistics.median(
        [seconds(partial(_show, application, window, tiles)) for _ in range(course.times(9))]
    )
    name = f"{EXHIBITS} small pictures of a record, until painted"
    note = f"of it {showing * 1000:.0f} ms on the window's thread; warm"
    yield within(name, reading + showing, beside, 0.5, note=note)
    yield told(f"{EXHIBITS} small pictures, read on the vault's thread", reading, beside)
    window.close()


def _looked_at(session: Session, about: Reference) -> None:
    """As a machine leaves them: photographs, which hardly get smaller when they are packed."""
    daily, chance = session.vault.daily, random.Random(7)
    for stored in exhibits_of(session, about):
        small = SmallPicture(SMALL_SIDE, SMALL_SIDE, chance.randbytes(3 * SMALL_SIDE * SMALL_SIDE))
        with daily.write(
            EventKind.PICTURE_READ, COMPUTER, session.now(), facts={"exhibit": stored.content.exhibit}
        ):
            machine_reading.keep(daily.connection, stored, PictureLook(small=small))


def _show(application: QApplication, window: QWidget, tiles: Sequence[Tile]) -> None:
    sheet = OverviewSheet(tiles, "2026-0001")
    sheet.open_over(window)
    sheet.keep_button.setChecked(True)
    application.processEvents()
    sheet.repaint()
    sheet.reject()


def _plain(application: QApplication, pictures: Sequence[bytes]) -> None:
    held = QListWidget()
    held.setViewMode(QListWidget.ViewMode.IconMode)
    held.setIconSize(QSize(SMALL_SIDE, SMALL_SIDE))
    for place, one in enumerate(pictures):
        image = QImage(one, SMALL_SIDE, SMALL_SIDE, 3 * SMALL_SIDE, QImage.Format.Format_RGB888)
        held.addItem(QListWidgetItem(QIcon(QPixmap.fromImage(image)), f"Ex{place + 1}"))
    held.resize(_SIZE)
    held.show()
    application.processEvents()
    held.repaint()
    held.close()
