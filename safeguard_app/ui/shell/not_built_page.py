"""What stands at a place of the rail whose page comes in a later version: it says so and what serves until then."""

from safeguard_app.ui.shell.page import PageKey, PlainPage
from safeguard_app.ui.widgets.empty_state import EmptyState, centred
from safeguard_app.ui.widgets.scroll_page import ScrollPage

_WORDS = {
    PageKey.INSIGHTS: (
        "Insights are not in this version",
        "Charts of patterns over terms and years come later. Until then the list of incidents counts what is open "
        "and can be narrowed to one kind or to words, and the page of a person lists the records that name them.",
    ),
}
_ANY = (
    "This page is not in this version",
    "It comes in a later one. Nothing you have written is missing: it is under Incidents and People.",
)


def not_built_page(key: PageKey) -> PlainPage:
    """A page that is honest about not being there yet."""
    heading, text = _WORDS.get(key, _ANY)
    page = ScrollPage(heading)
    page.column.addWidget(centred(EmptyState(key.icon, heading, text)))
    return PlainPage(key.words, page)
