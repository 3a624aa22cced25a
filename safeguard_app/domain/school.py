"""The school whose log this is, and the people to ring."""

from dataclasses import dataclass

from safeguard_app.domain.nations import Nation


@dataclass(frozen=True, slots=True)
class ContactToRing:
    """Somebody to ring, shown beside the first actions. ``agency`` is an id of the catalogue."""

    agency: str
    name: str
    phone: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """What first run asks about the school. ``register_complete_since`` is an ISO date, or empty when not complete.

    The date says since when the register of family relationships holds every paper declaration, so that "none on
    this register" means something.
    """

    name: str
    nation: Nation
    local_authority: str
    contacts: tuple[ContactToRing, ...] = ()
    chair_name: str = ""
    head_name: str = ""
    dsl_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    register_complete_since: str = ""

    def contact(self, agency: str) -> ContactToRing | None:
        """Whom to ring at ``agency``, if the school has said."""
        return next((contact for contact in self.contacts if contact.agency == agency), None)
