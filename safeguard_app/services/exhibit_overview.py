"""All exhibits of a record at a glance: pictures made small, what is no picture by its name. Opening it is an event.

The small pictures lie in the log, made when a machine looked at each (ADR 0026), so that two hundred come at once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.derivatives import exhibit_name
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.machine_reading import SmallPicture
from safeguard_app.services import evidence_items, machine_reading
from safeguard_app.services.evidence_showing import stored_item
from safeguard_app.services.evidence_views import EvidenceView
from safeguard_app.services.session import Session
from safeguard_app.vault import machine_reading as kept_looks

NOT_YET = "Not made small yet: that is done a little after it came in."
NOT_SMALL = "It could not be made small. Open it to look at it."


@dataclass(frozen=True, slots=True)
class Tile:
    """One exhibit: its picture where there is one, else words on why there is none."""

    view: EvidenceView
    small: SmallPicture | None
    words: str


def overview(session: Session, incident: Reference) -> tuple[Tile, ...]:
    """Every exhibit that is neither taken back nor in quarantine, in order. The event is written before it returns."""
    compartment = session.vault.compartment(incident.compartment)
    small = (
        kept_looks.small_pictures_of(compartment.connection, incident.id)
        if machine_reading.may_be_shown_small(session, incident)
        else {}
    )
    views = [
        one
        for one in evidence_items.exhibits(session, incident).items
        if not (one.withdrawn or one.quarantine)
    ]
    looked_at = kept_looks.looked_at_of(compartment.connection, incident.id)
    tiles = tuple(_tile(view, small.get(view.item.id), looked_at=view.item.id in looked_at) for view in views)
    shown = [stored_item(session, one.view.item).content for one in tiles if one.small is not None]
    if shown:
        facts = {"shown": in_runs((one.exhibit, one.copy) for one in shown)}
        compartment.note(
            EventKind.PICTURES_SHOWN, session.user.id, session.now(), record=incident.id, facts=facts
        )
    return tiles


def in_runs(numbers: Iterable[tuple[int, int]]) -> str:
    """Exhibits and copies as an event says them: "1-12, 14, 14-A"."""
    ordered = sorted(set(numbers))
    originals = [exhibit for exhibit, copy in ordered if not copy]
    runs = []
    for _, run in groupby(enumerate(originals), key=lambda one: one[1] - one[0]):
        first, *_, last = [number for _, number in run] * 2
        runs.append((first, 0, str(first) if first == last else f"{first}-{last}"))
    copies = [
        (exhibit, copy, exhibit_name(exhibit, copy).removeprefix("Ex")) for exhibit, copy in ordered if copy
    ]
    return ", ".join(words for _, _, words in sorted([*runs, *copies]))


def names(shown: str, exhibit: int, copy: int) -> bool:
    """Whether such words name an exhibit, or a copy of one."""
    return any(_holds(one, exhibit, copy) for one in shown.split(", "))


def _holds(run: str, exhibit: int, copy: int) -> bool:
    if copy:
        return run == exhibit_name(exhibit, copy).removeprefix("Ex")
    ends: Sequence[str] = run.split("-")
    return all(end.isdigit() for end in ends) and int(ends[0]) <= exhibit <= int(ends[-1])


def _tile(view: EvidenceView, small: SmallPicture | None, *, looked_at: bool) -> Tile:
    if small is not None:
        return Tile(view, small, "")
    if view.opens_as != "picture":
        return Tile(view, None, view.type_words)
    return Tile(view, None, NOT_SMALL if looked_at else NOT_YET)
