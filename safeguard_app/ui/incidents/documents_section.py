"""The section of a record for referrals being prepared, documents issued and what was handed out."""

from functools import partial

from PySide6.QtWidgets import QWidget

from safeguard_app.services.paper_views import IncidentPaper, SchedulePaper
from safeguard_app.services.sharing_views import SharingView
from safeguard_app.ui.incidents.given_out import given_out_rows
from safeguard_app.ui.incidents.line_label import quiet
from safeguard_app.ui.incidents.record_parts import section, wrapped
from safeguard_app.ui.incidents.record_view import RecordView
from safeguard_app.ui.incidents.section_signals import SectionSignals
from safeguard_app.ui.incidents.status_words import status_of
from safeguard_app.ui.widgets.button import small
from safeguard_app.ui.widgets.status_text import StatusText
from safeguard_app.ui.widgets.text_label import TextLabel, muted


def documents_section(view: RecordView, signals: SectionSignals) -> QWidget:
    """What was printed, and what it may be printed as; what was handed out; referrals."""
    refer = small("Start a referral or form", "send")
    refer.clicked.connect(signals.referral_requested)
    parts: list[QWidget] = []
    for line in view.referrals:
        opener = small(f"{line.title}, {line.counts}", "file-text")
        opener.clicked.connect(partial(signals.referral_opened.emit, line.record))
        words = ", ".join(filter(None, (f"begun {line.begun}" if line.begun else "", line.issued)))
        parts.append(wrapped(opener, quiet(words)))
    for issued in view.documents:
        document = small(f"{issued.title}, {issued.copy}", "file-text")
        document.setAccessibleName(f"Open {issued.title}, {issued.copy}")
        document.clicked.connect(partial(signals.document_opened.emit, issued.document))
        parts.append(wrapped(document, quiet(f"{issued.issued}, {issued.by}")))
        if issued.since:
            document.setAccessibleDescription(issued.since)
            parts.append(TextLabel(issued.since, wrap=True))
        parts += [muted(went, wrap=True) for went in issued.went_out]
    parts += [_sharing(view_of, signals) for view_of in view.sharings]
    parts += given_out_rows(view.given_out, signals.handover_taken_back.emit)
    if not parts:
        parts.append(muted("None yet. Printing is not sending, and meets no time limit.", wrap=True))
    printing = small("Print the record", "printer")
    printing.clicked.connect(signals.print_requested)
    share = small("Share documents", "handshake")
    share.clicked.connect(signals.sharing_requested)
    share.setEnabled(not view.page.entered_in_error)
    listing = small("What went out", "list")
    listing.clicked.connect(partial(signals.register_requested.emit, str(view.page.incident.case)))
    parts.append(wrapped(share, printing, *_copies(view, signals), *_evidence_papers(view, signals), listing))
    if view.lettered:
        parts += [muted("In copies that leave others out", wrap=True)]
        parts += [TextLabel(f"{one.called} is {one.person.name}", wrap=True) for one in view.lettered]
    return section("Referrals", *parts, aside=refer)


def _sharing(shared: SharingView, signals: SectionSignals) -> QWidget:
    """What was prepared for somebody, and how it stands."""
    opener = small(f"{shared.title}, to {shared.to}", "handshake")
    opener.clicked.connect(partial(signals.sharing_opened.emit, shared.reference))
    return wrapped(opener, StatusText(status_of(shared.status)))


def _copies(view: RecordView, signals: SectionSignals) -> list[QWidget]:
    """A copy with others left out: not of a record that is marked as entered in error."""
    if view.page.entered_in_error:
        return []
    made = small("Copy for somebody", "users")
    made.clicked.connect(signals.copy_for_requested)
    return [made]


def _evidence_papers(view: RecordView, signals: SectionSignals) -> list[QWidget]:
    """The schedule, and schedule and record with a contact sheet: only whoever asks for pictures prints any."""
    live = [one for one in view.evidence.items if not one.withdrawn]
    if not live or view.page.entered_in_error:
        return []
    made = [small("Evidence schedule", "list-checks")]
    made[0].clicked.connect(partial(signals.paper_requested.emit, SchedulePaper(view.reference)))
    if any(one.opens_as == "picture" for one in live):
        pictures = small("Schedule with pictures", "image")
        pictures.clicked.connect(
            partial(signals.paper_requested.emit, SchedulePaper(view.reference, pictures=True))
        )
        whole = small("Record with pictures", "image")
        whole.clicked.connect(
            partial(signals.paper_requested.emit, IncidentPaper(view.reference, pictures=True))
        )
        made += [pictures, whole]
    return list(made)
