"""The recovery key on paper, with the advice where to keep it, and a sheet of whom to ring."""

from dataclasses import dataclass

from safeguard_app.documents.content import PageFrame


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The content of a recovery sheet.

    ``groups`` is the key as it is typed back, in groups; ``qr_payload`` the same key for the QR code; ``made``
    completes "Made ..."; ``opens`` says what the key opens; ``seal_with`` who should keep it ("the Chair of
    Governors or the trust").
    """

    frame: PageFrame
    groups: tuple[str, ...]
    qr_payload: str
    made: str
    opens: tuple[str, ...]
    seal_with: str = "the Chair of Governors or the trust"
    headteacher: str = "Headteacher"


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Someone to ring: who, for what, number, when they answer."""

    who: str
    for_what: str
    number: str
    hours: str = ""


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """The content of a sheet of whom to ring, to pin beside the telephone. It names no pupil and no case."""

    frame: PageFrame
    contacts: tuple[ContactLine, ...]
    checked: str = ""
