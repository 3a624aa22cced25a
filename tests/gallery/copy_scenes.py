"""An exhibit in the program: turned and compared, and a redacted or marked copy of it being made."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtGui import QImage

from safeguard_app.demo import pictures
from safeguard_app.domain.derivatives import Alterations, Area, Derivation, Mark, MarkKind
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.services.clock_doubts import ClockBack
from safeguard_app.services.derivative_words import copy_title, derivation_words, standing_words
from safeguard_app.services.derivatives import ToMark
from safeguard_app.services.evidence_items import alike_query
from safeguard_app.services.evidence_showing import ShownPage
from safeguard_app.ui.evidence.marking_sheet import MarkingSheet
from safeguard_app.ui.evidence.picture_sheet import PictureSheet
from tests.gallery.incident_scenes import Stand, stand
from tests.gallery.scenes import Scene, scene

HIDDEN, WHY = "The name and account of another pupil", "For the parents of the pupil who was called names"


def _image(made: Stand, name: str = "group_chat") -> QImage:
    return QImage.fromData(pictures.draw(name, made.desk.session.now()))


def _marking(act: Callable[[MarkingSheet], object], *, smaller: bool = False, page: int = 0) -> Scene:
    """A copy of the demo's group chat, with something done."""
    made = stand("shona")
    view = made.presenter.page.record.view
    assert view is not None
    image = _image(made)
    shown = ShownPage(image.width(), image.height(), 3, b"", page, 1, "Ex2")
    marked = ToMark(view.evidence.items[0].item, "Ex2", page, shown, smaller, made.desk.session.looking_in)

    def show() -> None:
        sheet = MarkingSheet(image, marked)
        sheet.open_over(made.presenter.page)
        act(sheet)

    return made.act(show)


def _put(sheet: MarkingSheet, kind: MarkKind | None, left: int, top: int, width: int, height: int) -> None:
    sheet.steps.put(kind, Area(left, top, width, height))
    sheet._changed()


def _covered(sheet: MarkingSheet) -> None:
    _put(sheet, MarkKind.HIDE, 60, 140, 220, 40)
    _put(sheet, MarkKind.HIDE, 60, 276, 220, 40)


def _marked(sheet: MarkingSheet) -> None:
    _covered(sheet)
    _put(sheet, MarkKind.BOX, 46, 400, 520, 100)
    sheet.steps.drawn(MarkKind.ARROW, 660, 700, 580, 470)
    _put(sheet, MarkKind.TEXT, 380, 700, 300, 56)
    sheet.steps.set_words("Shown to us by the pupil")
    _put(sheet, None, 20, 100, 690, 720)
    sheet.steps.choose(None)
    sheet._changed()
    sheet.hidden.setText(HIDDEN)
    sheet.why.setText(WHY)


def _writing(sheet: MarkingSheet) -> None:
    sheet.choose_tool(MarkKind.TEXT)
    _put(sheet, MarkKind.TEXT, 380, 560, 300, 60)
    sheet.words.setText("Seen at 19:40")
    sheet._write("Seen at 19:40")


def _refused(sheet: MarkingSheet) -> None:
    _covered(sheet)
    sheet.show_violation(
        RuleViolation(
            {
                "hidden": "Say what is hidden, without repeating it.",
                "why": "Say why this copy hides something.",
            }
        )
    )


def _leaving(sheet: MarkingSheet) -> None:
    _covered(sheet)
    sheet.reject()


@scene("incident-copy")
def copy() -> Scene:
    """A copy is begun: nothing is on it."""
    return _marking(lambda _sheet: None)


@scene("incident-copy-covered")
def covered() -> Scene:
    """Two opaque boxes, the second chosen and so seen through."""
    return _marking(_covered)


@scene("incident-copy-marked")
def marked() -> Scene:
    """Everything at once, and the reasons given."""
    return _marking(_marked)


@scene("incident-copy-text")
def text() -> Scene:
    """The words of a text are written; a page of a document too large to be shown whole."""
    return _marking(_writing, smaller=True, page=2)


@scene("incident-copy-refused")
def refused() -> Scene:
    """What is hidden and why are asked for."""
    return _marking(_refused)


@scene("incident-copy-leaving")
def leaving() -> Scene:
    """Escape says once what would be lost."""
    return _marking(_leaving)


@scene("incident-copy-kept")
def kept() -> Scene:
    """A copy stands under its exhibit."""
    made = stand("shona")
    page = made.presenter.page.record
    view = page.view
    assert view is not None
    first, *rest = view.evidence.items
    alterations = Alterations((Mark(MarkKind.HIDE, 0, 0, 9, 9), Mark(MarkKind.HIDE, 0, 20, 9, 29)))
    derived = Derivation(1, first.sha256, 0, alterations, HIDDEN, WHY)
    copied = replace(
        first,
        exhibit=f"{first.exhibit}-A",
        title=copy_title(first.exhibit, 0, alterations),
        file_name="",
        sealed=first.sealed.replace("Sealed", "Made and sealed"),
        fact_lines=(),
        missing=(),
        copied=derivation_words(derived),
        made_from=standing_words(first.exhibit),
        can_be_copied=False,
    )

    page.show_record(replace(view, evidence=replace(view.evidence, items=(first, copied, *rest))))
    made.settle()
    return made.act(partial(page.jump, "evidence"))


@scene("incident-exhibit-queried")
def queried() -> Scene:
    """What is asked: a capture, as given, before its post; a clock that stood back; two pictures much alike."""
    made = stand("nandra_first")
    page = made.presenter.page.record
    view = page.view
    assert view is not None
    first, *rest = view.evidence.items
    posted = "11 September 2026, 20:14"
    query = (
        f"Captured Fri 11 Sep 2026, 19:50 as given, and the post shows a later time: {posted}. Ask who captured it:"
        " one of the times may be wrong, or a clock was."
    )
    now = made.desk.session.now()
    back = ClockBack(1, now, now + timedelta(hours=2))
    asked = replace(first, queries=(query, back.query, alike_query(("Ex2",))))
    other = replace(first, exhibit="Ex2", queries=(alike_query(("Ex1",)),))
    page.show_record(replace(view, evidence=replace(view.evidence, items=(asked, other, *rest))))
    made.settle()
    return made.act(partial(page.jump, "evidence"))


def _picture(act: Callable[[PictureSheet, Stand], object]) -> Scene:
    made = stand("shona")

    def show() -> None:
        sheet = PictureSheet(_image(made), "Ex1", others=((1, "Ex2"),), can_be_copied=True)
        sheet.open_over(made.presenter.page)
        sheet.keep_button.setChecked(True)
        act(sheet, made)

    return made.act(show)


def _compared(sheet: PictureSheet, made: Stand) -> None:
    sheet.others.set_value(1)
    sheet.show_beside(_image(made, "profile"), "Ex2")


@scene("incident-picture-compared")
def compared() -> Scene:
    """Two exhibits side by side."""
    return _picture(_compared)


def _turned(sheet: PictureSheet, _made: Stand) -> None:
    sheet.turn()
    sheet.larger()


@scene("incident-picture-turned")
def turned() -> Scene:
    """Turned a quarter, and enlarged."""
    return _picture(_turned)
