"""An older copy of the log: at unlock, in the audit, and the sheet that acknowledges it."""

from dataclasses import replace
from functools import partial

from safeguard_app.domain.identifiers import Compartment
from safeguard_app.services.audit_views import ChainStatus
from safeguard_app.services.lost_drafts import LostDraft
from safeguard_app.services.older_copy import OlderCopy, OlderPart
from safeguard_app.services.status import StatusLine, StatusMeaning
from safeguard_app.services.unlock_notices import OLDER_COPY, RECOVERY_KEY, NoticeLine
from safeguard_app.ui.audit.audit_presenter import AuditPresenter
from safeguard_app.ui.audit.older_copy_sheet import OlderCopySheet
from safeguard_app.ui.shell.page import PageKey
from tests.gallery.demo_pages import messages_for_building, open_demo, page_window
from tests.gallery.scenes import Scene, scene
from tests.gallery.settings_scenes import WAITS
from tests.gallery.today_scenes import _page, _view

SHOWN = OlderCopy(
    heading="The daily log and the part about the Headteacher are older than what this computer saw before, or differ"
    " from it",
    meaning="That is right after a backup was put back, or where the log was used on another computer meanwhile."
    " Otherwise somebody may have put an older copy in its place. What was written since is not in it.",
    to_do=(
        "If neither was done, look for the newer copy and ask your IT support before anybody acknowledges this. Write"
        " only what cannot wait.",
        "If it was, enter again what is missing. Printed pages and your notes help.",
        "Two people in two roles acknowledge it, each signed in with their own passphrase. Until then it is said at"
        " every unlock and on every document.",
    ),
    parts=(
        OlderPart(
            Compartment.DAILY,
            "The daily log",
            "This computer saw event 214 (70af 2c91 d6e4 0b53). Now it ends at event 198, and that one is missing or is"
            " another.",
            ("Mrs Carol Denning, Headteacher, Mon 12 Oct 2026, 15:32: Friday’s backup was put back.",),
            "Waits for the Designated Safeguarding Lead or the Deputy DSL.",
        ),
        OlderPart(
            Compartment.NOT_HEAD,
            "The part about the Headteacher",
            "This computer saw event 31 (0b53 70af 2c91 d6e4). Now it ends at event 29, and that one is missing or is"
            " another.",
            (),
            "Waits for two: the DSL, and whoever keeps the recovery key, such as the Chair of Governors.",
        ),
    ),
    mine_to_do=True,
    recovery_asked="Nobody in a second role reads the part about the Headteacher. The second is whoever keeps the"
    " recovery key, such as the Chair of Governors: they type it here, now or later. It is kept nowhere; seal it again"
    " in a new envelope.",
)


def _sheet(shown: OlderCopy, *, at_the_end: bool = False) -> Scene:
    window, _ = _page(_view())

    def after() -> None:
        sheet = OlderCopySheet(shown)
        sheet.open_over(window)
        if at_the_end:
            sheet.sign_button.click()

    return Scene(window, after=after)


@scene("older-copy")
def sheet() -> Scene:
    """What it means, what to do, who has acknowledged it."""
    return _sheet(SHOWN)


@scene("older-copy-faults")
def faults() -> Scene:
    """Signed with nothing in it."""
    return _sheet(SHOWN, at_the_end=True)


@scene("older-copy-waits")
def waits() -> Scene:
    """This user has done their part."""
    part = replace(
        SHOWN.parts[0],
        accepted=("Miss Jo Abbey, DSL, Mon 12 Oct 2026, 15:32: Friday’s backup was put back.",),
        waits_for="Waits for the Headteacher or the Deputy DSL.",
    )
    return _sheet(replace(SHOWN, parts=(part,), mine_to_do=False, recovery_asked=""))


@scene("today-older-copy")
def today() -> Scene:
    """At unlock, with a recovery key that waits to be taken over."""
    lines = (
        NoticeLine(
            OLDER_COPY,
            StatusMeaning.LATE,
            SHOWN.heading,
            f"{SHOWN.meaning} {SHOWN.to_do[0]} The daily log: waits for the Headteacher or the Deputy DSL.",
        ),
        NoticeLine(RECOVERY_KEY, StatusMeaning.DUE, "A new recovery key waits for you", WAITS),
    )
    return Scene(_page(replace(_view(), notices=lines))[0])


@scene("today-lost-drafts")
def lost_drafts() -> Scene:
    """Drafts that do not open any more."""
    view = _view()
    lost = (
        LostDraft(
            view.today.drafts[0].id,
            "Your draft of Mon 5 Oct 2026, 14:10 cannot be opened",
            "A draft is sealed to its author’s passphrase alone, and on Tue 6 Oct 2026 you were given a new one with"
            " the recovery key. It is kept as it was, and nobody can read it. If you know the old passphrase, open a"
            " backup from before that day with it: the draft is in there. Otherwise write down again what you remember,"
            " and say that you do so from memory.",
        ),
    )
    quiet = replace(view.today, before_home=(), late=0, due=0, lost_drafts=lost)
    return Scene(_page(replace(view, today=quiet))[0])


@scene("audit-older-copy")
def audit() -> Scene:
    """The audit page says it too."""
    demo = open_demo()
    presenter = AuditPresenter(demo.session, demo.tasks, messages_for_building())
    window = page_window(PageKey.AUDIT, presenter, demo)
    presenter.setParent(window)
    demo.settle()
    status = ChainStatus(
        Compartment.DAILY,
        "Daily log",
        StatusLine(StatusMeaning.LATE, "Daily log: older copy"),
        "This is an older or altered copy of what this computer saw before.",
        "Chain head 198: 70af 2c91 d6e4 0b53",
        older=True,
    )
    return Scene(window, after=partial(presenter.page.chain.show_status, status))
