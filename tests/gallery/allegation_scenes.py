"""The allegation file: how it stands on its record, locked, and each of its six forms."""

from safeguard_app.services.allegation_words import PartKey
from safeguard_app.ui.incidents.allegation_section import answer_part
from tests.gallery.incident_scenes import stand
from tests.gallery.scenes import Scene, scene


def _form(key: PartKey) -> Scene:
    made = stand("freya_secrecy")

    def look() -> None:
        panels, view = made.presenter.panels, made.presenter.page.record.view
        assert panels is not None and view is not None
        answer_part(view.allegation.files[0], key, panels)

    return made.act(look)


@scene("incident-file")
def file() -> Scene:
    """Three parts answered, investigation locked."""
    made = stand("freya_secrecy")
    return made.act(lambda: made.presenter.page.record.jump("allegation"))


@scene("incident-file-manager")
def manager() -> Scene:
    """Manager, advice, and what may be told."""
    return _form(PartKey.MANAGEMENT)


@scene("incident-file-investigation")
def investigation() -> Scene:
    """What it waits for."""
    return _form(PartKey.INVESTIGATION)


@scene("incident-file-findings")
def findings() -> Scene:
    """What was looked at, what was found, and how it ended."""
    return _form(PartKey.FINDINGS)


@scene("incident-file-suspension")
def suspension() -> Scene:
    """What was considered instead."""
    return _form(PartKey.SUSPENSION)


@scene("incident-file-outcome")
def outcome() -> Scene:
    """One of five terms."""
    return _form(PartKey.OUTCOME)


@scene("incident-file-duties")
def duties() -> Scene:
    """Barring body and regulator."""
    return _form(PartKey.DUTIES)
