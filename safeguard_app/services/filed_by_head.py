"""What the Headteacher filed themself the Headteacher knows: nobody has to be reminded to tell them.

Where the Headteacher is the subject it is somebody else who has to be told, and nothing here holds.
"""

from collections.abc import Iterable
from dataclasses import replace

from safeguard_app.catalogue.clocks import MetBy
from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.running_clocks import Running
from safeguard_app.services.session import Session
from safeguard_app.vault import reading


def filed_by_head(session: Session, reference: Reference) -> bool:
    """Whether a record was entered by somebody who is, or was here as, Headteacher. Asked once of each record."""
    heads = [user.id for user in session.roster.users if user.is_head]
    if not heads:
        return False
    memory = session.worked_out("filed by the head")
    if reference.id not in memory:
        connection = session.vault.compartment(reference.compartment).connection
        memory[reference.id] = any(reading.entered_by(connection, (reference.id,), head) for head in heads)
    return bool(memory[reference.id])


def with_what_head_knows(
    session: Session, reference: Reference, running: Iterable[Running], *, head_is_subject: bool
) -> list[Running]:
    """The clocks of a record; telling the Headteacher is met where the Headteacher filed it."""
    return [
        replace(one, met=True)
        if one.clock.met_by is MetBy.HEAD_TOLD
        and not one.met
        and not head_is_subject
        and filed_by_head(session, reference)
        else one
        for one in running
    ]
