"""What has to hold in the rules of the meeting with the Headteacher, beyond their shape."""

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import shown
from safeguard_app.domain.head_meetings import MeetingRules, Tile

LONGEST = 365


def check_meeting(catalogue: Catalogue, placed: Placed[MeetingRules]) -> None:
    """Spans that can be met, registers that exist, and every tile once."""
    rules = placed.item
    for name, days in (("days_back", rules.days_back), ("days_ahead", rules.days_ahead)):
        if not 1 <= days <= LONGEST:
            raise placed.problem(name, f"expected 1 to {LONGEST}, got {days}")
    for index, logbook in enumerate(rules.logbooks):
        if logbook not in catalogue.logbooks:
            raise placed.problem(f"logbooks[{index}]", f"expected a register, got {shown(logbook)}")
    tiles = [one.tile for one in rules.tiles]
    for tile in Tile:
        if tiles.count(tile) != 1:
            raise placed.problem("tiles", f"expected {tile.value!r} once, got {tiles.count(tile)}")
