"""Parts of an allegation file in the invented school: manager and advice, investigation, suspension."""

from collections.abc import Mapping
from typing import Any

from safeguard_app.demo.register import Cast
from safeguard_app.domain.allegations import (
    InsteadOfSuspension,
    Investigation,
    InvestigationState,
    Management,
    MayTell,
    Part,
    Suspension,
    SuspensionState,
)
from safeguard_app.domain.entries import Consulted
from safeguard_app.domain.identifiers import Reference
from safeguard_app.domain.moments import Moment, exactly, not_known
from safeguard_app.services import allegations
from safeguard_app.services.session import Session


def add_part(session: Session, cast: Cast, incident: Reference, added: Mapping[str, Any]) -> None:
    """Answer one part of the file about an adult."""
    adult = cast.person(session, added["who"])
    (file,) = allegations.files_of(session, incident, asked=True).files
    at = exactly(cast.at(added["days"], added["time"]))
    allegations.give(session, incident, adult, _part(added, at), replacing=file.version)


def _part(added: Mapping[str, Any], at: Moment) -> Part:
    match added["part"]:
        case "management":
            advice = (Consulted(added["by"], added["role"], at, added["advised"]),)
            told = tuple(MayTell(one["whom"], one["what"], one["when"]) for one in added["may_tell"])
            return Management(added["manager"], "", advice, told)
        case "investigation":
            return Investigation(InvestigationState.LOCKED, (), "", not_known(), added["waits"])
        case _:
            considered = tuple(
                InsteadOfSuspension(one["instead"], one["decided"]) for one in added["considered"]
            )
            return Suspension(
                SuspensionState.NOT_SUSPENDED, added["reason"], added["by"], at, None, considered
            )
