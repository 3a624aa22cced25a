"""What the documents leave out, in the sheet of sharing: what keeps a copy from being issued says what to do."""

import pytest
from pytestqt.qtbot import QtBot

from safeguard_app.domain.audiences import Audience
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.audience_outlook import Outlook
from safeguard_app.services.name_found import NameFound
from safeguard_app.services.names_keys import CopyOf, KeyPlace
from safeguard_app.services.sharing_asked import LeftOutOf
from safeguard_app.ui.copies.left_out_rows import not_yet
from safeguard_app.ui.sharing.left_out_part import LeftOutPart
from safeguard_app.ui.widgets.text_label import TextLabel

FOUND = tuple(NameFound("the name", f"Name{number}", "in what was typed") for number in range(10))


@pytest.mark.parametrize(("count", "more"), [(1, ""), (8, ""), (10, " And 2 more.")])
def test_what_keeps_a_copy_from_being_issued_is_named_and_the_rest_counted(count: int, more: str) -> None:
    heading, words = not_yet(FOUND[:count], "Leave them out below.")
    assert heading == "This copy cannot be issued yet"
    assert words.startswith("The name “Name0”, in what was typed.")
    assert words.count("The name “") == min(count, 8)
    assert words.endswith(f"in what was typed.{more} Leave them out below.")


def test_the_sheet_of_sharing_says_where_it_is_seen_to_as_nothing_below_it_does(qtbot: QtBot) -> None:
    part = LeftOutPart()
    qtbot.addWidget(part)
    copy = CopyOf(KeyPlace(Compartment.DAILY, None, ""), Audience.AUTHORITY, "incident")
    part.show_found((LeftOutOf("Record", Outlook("Record", (), (), (), (), FOUND, copy)),))
    said = "\n".join(one.text() for one in part.findChildren(TextLabel))
    assert "This copy cannot be issued yet" in said and "And 2 more." in said
    assert "Copy for somebody on the record, then look here again" in said and "below" not in said
