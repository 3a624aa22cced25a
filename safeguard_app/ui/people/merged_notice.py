"""Says on a person's page which entry was merged into theirs, and is the way to take the two apart."""

from collections.abc import Callable
from functools import partial

from safeguard_app.domain.identifiers import Reference
from safeguard_app.services.merging import MergedEntry
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import link
from safeguard_app.ui.widgets.notice_panel import NoticePanel


def merged_notice(
    entry: MergedEntry, person: Reference, part: Callable[[Reference, str], None]
) -> NoticePanel:
    """One merged entry: whose, when, by whom and why."""
    notice = NoticePanel(Meaning.NOTE, f"Two entries of one person: {entry.name}", entry.words, icon="layers")
    button = link("Take them apart ...")
    button.setAccessibleName(f"Take the entry of {entry.name} apart from this one")
    button.clicked.connect(partial(part, person, entry.id))
    notice.add(button)
    return notice
