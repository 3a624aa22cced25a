"""A copy of a record for somebody: whose, what it leaves out place by place, and what is chosen besides."""

from collections.abc import Callable
from dataclasses import replace

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.names_keys import Choice
from safeguard_app.services.audience_outlook import Outlook, ReadPicture
from safeguard_app.services.name_found import HELD, NameFound
from safeguard_app.services.redaction import PictureOut
from safeguard_app.ui.copies.audience_sheet import AudienceSheet, ChoiceAct
from safeguard_app.ui.tasks import Step
from tests.gallery.demo_desk import desk
from tests.gallery.incident_scenes import stand
from tests.gallery.scenes import Scene, scene


def _sheet(
    then: Callable[[AudienceSheet], None], looked_through: Callable[[AudienceSheet], None] | None = None
) -> Scene:
    """The sheet over a record, with something done in it, and more once its copy is looked through."""
    made = stand("shona")
    assert made.presenter.copies is not None
    copies = made.presenter.copies

    def show() -> None:
        made.presenter.page.record.signals.copy_for_requested.emit()
        made.settle()
        assert copies.sheet is not None
        then(copies.sheet)
        if looked_through is not None:
            made.settle()
            looked_through(copies.sheet)

    return made.act(show)


@scene("incident-copy-for-somebody")
def whose() -> Scene:
    """Nobody is ticked to begin with: it is asked whose copy it is."""

    def begin(sheet: AudienceSheet) -> None:
        for tick in sheet.subjects.values():
            tick.setChecked(False)

    return _sheet(begin)


def _tick(sheet: AudienceSheet) -> None:
    next(tick for person, tick in sheet.subjects.items() if person.name.startswith("Tyler")).setChecked(True)


def _looked_through(sheet: AudienceSheet) -> Outlook:
    """Tyler’s copy, as it was looked through."""
    _tick(sheet)
    desk().settle()
    assert sheet.outlook is not None
    return sheet.outlook


@scene("incident-copy-left-out")
def left_out() -> Scene:
    """A parent’s copy: every place where somebody is left out, and who that is."""
    return _sheet(_tick)


@scene("incident-copy-choice")
def choice() -> Scene:
    """Words to be left out besides, with a reason."""

    def begin(sheet: AudienceSheet) -> None:
        _tick(sheet)
        sheet.words.set_text("The words of another parent")
        sheet._begin(ChoiceAct.LEAVE_OUT, "The words of another parent")
        sheet.reason.setText("Given in confidence.")

    return _sheet(begin)


@scene("incident-copy-found")
def found() -> Scene:
    """What only the search of the finished copy found: each with a way to put it back, but of whoever asked."""

    def find(sheet: AudienceSheet) -> None:
        assert sheet.outlook is not None
        words = (
            NameFound("the name", "Marks", "under “What happened”"),
            NameFound("the name", "Marks", "in the text"),
            NameFound("the account", "will.i.was", "in the text"),
            NameFound("words to be left out, which were altered since", "on the bus", "in the record"),
        )
        sheet.show_outlook(replace(sheet.outlook, found=words, to_put_back=frozenset({"Marks"})))

    return _sheet(_tick, find)


@scene("incident-copy-held-back")
def held_back() -> Scene:
    """A parent must not be told: the copy waits until somebody says why it may go out."""

    def find(sheet: AudienceSheet) -> None:
        assert sheet.outlook is not None
        words = (
            "Mr Craig Pike must not be told about Tyler Pike: a court order; until 31 Mar 2027",
            "2026-0011: Mr Craig Pike: held until 16 Nov 2026 on the advice of DC Amy Hart",
        )
        found = tuple(NameFound(HELD, one, "") for one in words)
        sheet.show_outlook(replace(sheet.outlook, found=found, to_put_back=frozenset(words)))

    return _sheet(_tick, find)


@scene("incident-copy-pictures")
def pictures() -> Scene:
    """Two redacted copies, of which one was said to show nobody else, and a picture that is left out."""

    def begin(sheet: AudienceSheet) -> None:
        outlook = _looked_through(sheet)
        waiting = PictureOut(
            "Ex2-A",
            redacted=True,
            told="Hidden in it: The name and account of another pupil. Made: For the parents of the pupil who was"
            " called names.",
        )
        shown = Choice(
            Audience.PARENT,
            outlook.copy.paper,
            "Ex1-B",
            "Only Tyler’s own video is left in it.",
            desk().session.user.name,
            desk().session.now(),
            put_back=True,
            picture=True,
        )
        out = (PictureOut("Ex1", "Ex1-B"), PictureOut("Ex2"), waiting)
        sheet.show_outlook(replace(outlook, lines=(), pictures=out, choices=(shown,)))

    return _sheet(begin)


@scene("incident-copy-words-in-pictures")
def words_in_pictures() -> Scene:
    """A name that is legible in a picture keeps the copy; of others it is said what a machine could read."""

    def begin(sheet: AudienceSheet) -> None:
        outlook = _looked_through(sheet)
        found = NameFound("the name", "Demi", "Ex1-B, words in the picture", in_picture=True)
        read = (
            ReadPicture("Ex1-B", "0" * 64, 31, ("Demi",)),
            ReadPicture("Ex2-A", "1" * 64, 12, ("Kai",), can_be_said=False),
            ReadPicture("Ex3-A", "2" * 64, 18),
            ReadPicture("Ex4-A", "3" * 64, None),
            ReadPicture("Ex5-A", "4" * 64, None, beyond=True),
        )
        sheet.show_outlook(replace(outlook, lines=(), pictures=(), found=(found,), read=read))
        sheet.show_whole(sheet.act_button)

    return _sheet(begin)


@scene("incident-copy-reading")
def reading() -> Scene:
    """Words in the pictures of a copy are being read, and can be stopped."""

    def begin(sheet: AudienceSheet) -> None:
        sheet.show_outlook(replace(_looked_through(sheet), lines=(), passages=()))
        sheet.counts.setText("Being looked through.")
        sheet.preview_button.setEnabled(False)
        sheet.reading.show_step(Step(11, 34))

    return _sheet(begin)


@scene("incident-copy-stopped")
def stopped() -> Scene:
    """Somebody stopped the reading of words in pictures: nothing was made, and one key goes on."""

    def begin(sheet: AudienceSheet) -> None:
        sheet.show_outlook(replace(_looked_through(sheet), lines=(), passages=()))
        sheet.preview_button.setEnabled(False)
        sheet.reading.say_stopped()
        sheet.say_stopped()
        sheet.place()

    return _sheet(begin)
