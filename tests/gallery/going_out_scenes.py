"""Evidence on its way out: what goes and to whom, the passphrase told once, and what the record says of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer

from safeguard_app.domain.disclosures import HandedOverAs
from safeguard_app.domain.identifiers import new_record_id
from safeguard_app.services.disclosures import DisclosureLine
from safeguard_app.services.evidence_bundle import BundleMade
from safeguard_app.services.session import Changes
from safeguard_app.ui.evidence.passphrase_sheet import PassphraseSheet, of_bundle
from safeguard_app.ui.incidents.going_out_sheet import GoingOutSheet
from tests.gallery.incident_scenes import reference, stand
from tests.gallery.scenes import Scene, scene


def _sheet(then: Callable[[GoingOutSheet], None]) -> Scene:
    """The sheet over a record, with something done in it."""
    made = stand("shona")
    assert made.presenter.evidence is not None
    going = made.presenter.evidence.going_out

    def show() -> None:
        going.open()
        made.settle()
        assert going.sheet is not None
        then(going.sheet)

    return made.act(show)


@scene("incident-going-out")
def going_out() -> Scene:
    """What goes out: nothing is ticked until somebody does, and every answer that is missing is named."""

    def begin(sheet: GoingOutSheet) -> None:
        next(iter(sheet.ticks.values())).setChecked(True)
        sheet.organisation.setText("Eastmarch Police")

    return _sheet(begin)


@scene("incident-going-out-by-hand")
def by_hand() -> Scene:
    """Handed over by hand: when, and the receipt; what is missing is said."""

    def begin(sheet: GoingOutSheet) -> None:
        sheet.way.set_value(HandedOverAs.BY_HAND)
        sheet._way_chosen(HandedOverAs.BY_HAND)
        sheet.act_button.click()

    return _sheet(begin)


@scene("incident-bundle-passphrase")
def bundle_passphrase() -> Scene:
    """The passphrase of a bundle, shown once."""
    made = stand("shona")
    bundle = BundleMade(
        Changes(),
        reference("shona"),
        "gravity mothball unsettled crepe daylong footwear smitten",
        "Ex1 and Ex2",
        "PC Ann Reed, Eastmarch Police",
        "2026-S-0003 evidence.zip",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        1_204_331,
    )
    return made.act(lambda: PassphraseSheet(of_bundle(bundle)).open_over(made.presenter.page))


@scene("incident-given-out")
def given_out() -> Scene:
    """What went out of a record: a bundle and something handed over by hand."""
    made = stand("shona")
    page = made.presenter.page.record
    assert page.view is not None
    bundle = DisclosureLine(
        "No. 3, evidence bundle, encrypted zip",
        "Ex1 and Ex2",
        "PC Ann Reed, Eastmarch Police",
        "Investigation of contact with a child",
        "Log 214 of 15 Sep",
        "Made Mon 12 Oct 2026, 12:50, by Miss Jo Abbey",
        "2026-S-0003 evidence.zip, 1,204,331 bytes",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        "",
        new_record_id(),
        "",
        False,
    )
    hand = replace(
        bundle,
        title="No. 2, handed over by hand",
        exhibits="Ex1",
        when="Handed over Mon 12 Oct 2026, 11:30, entered Mon 12 Oct 2026, 12:10, by Miss Jo Abbey",
        file_words="",
        sha256="",
        manifest_sha256="",
        receipt="88/26",
        can_be_taken_back=True,
    )
    wrong = replace(
        hand,
        title="No. 1, handed over by hand",
        withdrawn="Entered in error Mon 12 Oct 2026, 12:15, by Miss Jo Abbey: the officer came a day later",
        can_be_taken_back=False,
    )
    view = replace(page.view, given_out=(bundle, hand, wrong))

    def show() -> None:
        page.show_record(view)
        QTimer.singleShot(
            100, page, partial(page.jump, "documents")
        )  # once the long page has found its height

    return made.act(show)
