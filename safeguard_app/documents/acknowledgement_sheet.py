"""Family relationship acknowledgement sheet (policy 004 6.7-6.9; domain.md 8), filled in or blank."""

from dataclasses import dataclass, field

from safeguard_app.documents.content import (
    Answer,
    PageFrame,
    Signature,
    ToWrite,
)

LINE = ToWrite(1)


@dataclass(frozen=True, slots=True)
class DeclaredPupil:
    """A pupil the declarer is related to."""

    name: str
    year_and_class: str
    relationship: str
    household: str


@dataclass(frozen=True, slots=True)
class DeclaredContact:
    """A way they are in touch: platform or channel, the adult's handle, the pupil's handle."""

    channel: str
    adult_handle: str
    pupil_handle: str


@dataclass(frozen=True, slots=True)
class Declarer:
    """The adult who declares."""

    name: Answer = LINE
    role: Answer = LINE
    start_date: Answer = LINE
    teaches_or_supervises: Answer = LINE
    parents_aware: Answer = LINE


@dataclass(frozen=True, slots=True)
class Steps:
    """Declared, discussed, acknowledged: each with its own date, time and how, apart from when it was entered."""

    declared: Answer = LINE
    discussed: Answer = LINE
    present: Answer = LINE
    outcome: Answer = LINE
    acknowledged: Answer = LINE
    review: Answer = LINE
    entered: Answer = LINE


@dataclass(frozen=True, slots=True)
class AcknowledgementSheet:
    """The content of one sheet. With no pupils, contacts, protocol or conditions it leaves room to write them.

    ``acknowledger`` is the nation's word for whoever acknowledges: the Headteacher, or the Chair when the
    Headteacher declares. ``policy`` names the clauses relied on.
    """

    frame: PageFrame
    standing: tuple[str, ...] = ()
    declarer: Declarer = field(default_factory=Declarer)
    pupils: tuple[DeclaredPupil, ...] = ()
    contacts: tuple[DeclaredContact, ...] = ()
    protocol: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    steps: Steps = field(default_factory=Steps)
    acknowledger: str = "Headteacher, or Chair of Governors when the Headteacher declares"
    declarer_signature: Signature = Signature("Adult declaring")
    acknowledger_signature: Signature = Signature("Headteacher or Chair of Governors")
    policy: str = ""
