"""Exhibits in words: a chat and a message."""

from safeguard_app.evidence_files.texts import text_of
from safeguard_app.services.evidence_showing import OpenedFile
from safeguard_app.services.evidence_text import readable
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
