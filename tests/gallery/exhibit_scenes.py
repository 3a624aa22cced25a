"""Exhibits in words: a chat and a message; and all of a record at a glance."""

import io
from dataclasses import replace

from PIL import Image

from safeguard_app.demo import pictures
from safeguard_app.domain.machine_reading import SmallPicture
from safeguard_app.evidence_files import picture_look
from safeguard_app.evidence_files.texts import text_of
from safeguard_app.services.evidence_showing import OpenedFile
from safeguard_app.services.evidence_text import readable
from safeguard_app.services.exhibit_overview import NOT_YET, Tile
from safeguard_app.ui.evidence.overview_sheet import OverviewSheet
from safeguard_app.ui.evidence.text_sheet import TextSheet
from tests.evidence_files.made_texts import IPHONE_CHAT
from tests.evidence_files.samples import MAIL
from tests.gallery.incident_scenes import reference, stand
from tests.gallery.scenes import Scene, scene


def _words(content: bytes, media_type: str, name: str) -> Scene:
    """Words of an exhibit, as the process apart would hand them back."""
    made = stand("shona")
    page, session = made.presenter.page, made.desk.session

    def show() -> None:
        opened = OpenedFile(content, media_type, "Ex2", session.looking_in, reference("shona"), name)
        TextSheet(readable(session, opened, text_of(content, media_type))).open_over(page)

    return made.act(show)


@scene("incident-chat")
def chat() -> Scene:
    """A chat in several parts whose dates can be read in two ways, and whose letters were guessed."""
    more = "[03/06/26, 9:10:00 PM] Ella: everything that was said in the café that afternoon\n" * 400
    plain = IPHONE_CHAT.replace("\u200e", "").replace("\u202f", " ") + more
    return _words(plain.encode("cp1252"), "text/plain", "_chat.txt")


@scene("incident-mail")
def mail() -> Scene:
    """A message with its files listed, and a name that is not true."""
    return _words(MAIL, "message/rfc822", "photo.png")


def _small(content: bytes) -> SmallPicture:
    """As the process apart makes it."""
    return picture_look._small(Image.open(io.BytesIO(content)).convert("RGB"))


def _overview(*, sharp: bool) -> Scene:
    """Twenty exhibits: pictures, one that is not made small yet, a message and a thing held elsewhere."""
    made = stand("shona")
    view = made.presenter.page.record.view
    assert view is not None
    first, now = view.evidence.items[0], made.desk.session.now()
    drawn = [_small(pictures.draw(name, now)) for name in pictures.SCREENS]
    titles = ("Comments under the video", "The group chat, first part", "The profile", "Another comment")
    tiles = [
        Tile(replace(first, exhibit=f"Ex{place + 1}", title=titles[place % 4]), drawn[place % len(drawn)], "")
        for place in range(17)
    ]
    tiles.append(Tile(replace(first, exhibit="Ex18", title="A photograph"), None, NOT_YET))
    mail = replace(first, exhibit="Ex19", title="What she wrote to me", opens_as="e-mail")
    tiles.append(Tile(mail, None, "E-mail with its headers"))
    phone = replace(first, exhibit="Ex20", title="Telephone, black", opens_as="", is_held=True)
    tiles.append(Tile(phone, None, "A device"))

    def show() -> None:
        sheet = OverviewSheet(tiles, view.page.case)
        sheet.open_over(made.presenter.page)
        sheet.keep_button.setChecked(sharp)

    return made.act(show)


@scene("incident-overview")
def overview() -> Scene:
    """All exhibits of a record, small and shown."""
    return _overview(sharp=True)


@scene("incident-overview-blurred")
def overview_blurred() -> Scene:
    """The same before anybody asks for them."""
    return _overview(sharp=False)
