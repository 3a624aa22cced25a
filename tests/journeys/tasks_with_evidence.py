"""What people do with exhibits, key by key: custody, a redacted copy, a bundle, quarantine."""

import re
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from safeguard_app.domain.incidents import Danger, Participant
from safeguard_app.domain.moments import exactly
from safeguard_app.domain.people import PersonRef
from safeguard_app.services import incidents
from safeguard_app.services.incident_form import Typed
from safeguard_app.services.session import Session
from tests.evidence_files.made_files import picture
from tests.journeys.driver import ZONE, Journey
from tests.journeys.tasks_at_the_desk import from_menu


def filed(
    session: Session,
    category: str,
    account: str,
    told: str,
    happened: str,
    *people: Participant,
    withheld: PersonRef | None = None,
) -> str:
    """A concern filed without the window, for a journey that begins with its evidence; its case number.

    ``withheld`` told of it, and asked not to be named.
    """
    form = replace(
        incidents.new_form(session, quick=True, category=category),
        danger=Danger.NO,
        danger_asked_at=session.now(),
        account=account,
        told=_typed(told),
        happened=_typed(happened),
        participants=people,
        told_by=withheld,
        told_by_withheld=withheld is not None,
    )
    return incidents.case_of(session, incidents.file(session, form)[0])


def _typed(local: str) -> Typed:
    return Typed("", exactly(datetime.fromisoformat(local).replace(tzinfo=ZONE)))


def phone_picture(path: Path, taken: str, shade: int, model: str = "Larkphone 9") -> Path:
    """A photograph as a telephone writes it, with when it was taken (``2026:09:12 09:30:00``) and by which model."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Larkphone", model
    exif.get_ifd(0x8769)[0x9003] = taken
    path.write_bytes(picture("JPEG", 240, 160, (shade, 200 - shade, 90, 255), exif=exif))
    return path


def shot(shade: int) -> bytes:
    """A screenshot, as a PNG."""
    return picture("PNG", 240, 160, (shade, 120, 90, 255))


def pixels(content: bytes) -> Image.Image:
    """A picture, to look at its pixels."""
    return Image.open(BytesIO(content)).convert("RGB")


def who_had(journey: Journey, exhibit: str) -> str:
    """The custody record of an exhibit as it is read out, with its file checked first."""
    keys = journey.keys
    keys.activate(f"Who had {exhibit}")
    journey.wait_for("Every line is an event of the audit")
    keys.activate("Check the file now")
    journey.wait_for("Checked: as it was sealed")
    text = journey.screen()
    keys.press("Escape")
    journey.wait_gone("Every line is an event of the audit")
    return text.rpartition(f"Who had {exhibit}")[2]


def redact(journey: Journey, exhibit: str, hidden: str, why: str) -> None:
    """A copy with an opaque box in the middle, moved left, made by keys alone."""
    keys = journey.keys
    keys.activate(f"Make a redacted or marked copy of {exhibit}")
    journey.wait_for("Check and keep the copy")
    journey.settle()
    keys.press("H")
    keys.press("Return")
    keys.press("Left", 2)
    keys.fill("What is hidden", hidden)
    keys.fill("Why", why)
    keys.press("Ctrl+Return")
    journey.wait_gone("Check and keep the copy")
    journey.settle()


def hand_out(
    journey: Journey, exhibits: tuple[str, ...], who: str, body: str, purpose: str, number: str, to: Path
) -> str:
    """More, Hand evidence out: an encrypted zip at ``to``; the passphrase that was shown."""
    keys = journey.keys
    journey.dialogs.save_to = str(to)
    from_menu(journey, "More", "Hand evidence out")
    journey.wait_for("Who receives it?")
    journey.settle()
    for exhibit in exhibits:
        keys.activate(exhibit)
    keys.fill("Who receives it", who)
    keys.fill("Whom they work for", body)
    keys.fill("What they need it for", purpose)
    keys.fill("Their reference", number)
    keys.activate("Choose where to save")
    journey.wait_for("The passphrase of this bundle")
    found = re.search(r"Passphrase: (.+)", journey.screen())
    assert found is not None
    keys.press("Escape")
    assert journey.sees("Tick that you have it first."), "it does not go away unread"
    keys.activate("I have written it down")
    keys.activate("Close")
    journey.wait_gone("The passphrase of this bundle")
    journey.settle()
    assert found[1] not in journey.screen(), "the passphrase was shown once"
    return found[1]
