"""Which form to begin on a record, and about whom: those that fit first, each with when it is the right one."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from safeguard_app.services.form_offers import FormOffer, Offers
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.widgets.button import Button, ButtonKind, link
from safeguard_app.ui.widgets.headed_section import HeadedSection, Line
from safeguard_app.ui.widgets.layouts import WrapLayout, column, row
from safeguard_app.ui.widgets.scroll_page import ScrollPage
from safeguard_app.ui.widgets.text_label import TextLabel, muted

RING_FIRST = "Ring first: a form follows the call and never delays it. Choose the form that it follows on."


class OfferRow(QWidget):
    """One form that can be begun, or gone on with."""

    def __init__(self, offer: FormOffer, parent: QWidget | None = None) -> None:
        """Show an offer."""
        super().__init__(parent)
        self.offer = offer
        named = ", ".join(part for part in (offer.title, offer.about[:1].lower() + offer.about[1:]) if part)
        act = "Go on" if offer.begun is not None else "Begin"
        self.button = Button(act)
        self.button.setAccessibleName(f"{act}: {named}")
        self.setAccessibleName(named)
        words = column(
            TextLabel(offer.title, tokens.STRONG, wrap=True),
            *([TextLabel(offer.about, wrap=True)] if offer.about else []),
            muted(" ".join(part for part in (offer.purpose, f"To: {offer.to}.") if part), wrap=True),
            None,
            space=0,
        )
        holder = QWidget()
        holder.setLayout(column(self.button, None))
        holder.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self.setLayout(row(words, holder, space=tokens.SPACE_3, margins=(0, 8, 0, 8)))


class FormChoicePage(ScrollPage):
    """Signals:
    chosen(object): a form is to be begun or gone on with; carries the FormOffer.
    record_asked(): back to the record.
    list_asked(): to all referrals.
    """

    chosen = Signal(object)
    record_asked = Signal()
    list_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__("Which form", parent=parent)
        self.column.setSpacing(tokens.SPACE_4)
        self.rows: list[OfferRow] = []
        self.list_link = link("All referrals", "chevron-left")
        self.record_link = link("Open the record", "folder-open")
        self.case_label = TextLabel("", tokens.STRONG)
        self.proposed_section = HeadedSection("Fits this record", space=0)
        self.other_section = HeadedSection("Other forms", space=0)
        self.missing_label = muted("", wrap=True)
        self._build()
        self.list_link.clicked.connect(self.list_asked)
        self.record_link.clicked.connect(self.record_asked)

    def show_offers(self, offers: Offers) -> None:
        """Show what can be begun on a record. The first that is not begun yet stands out."""
        self.case_label.setText(offers.case)
        self.rows = []
        for section, proposed in ((self.proposed_section, True), (self.other_section, False)):
            section.clear()
            found = [one for one in offers.offers if one.proposed is proposed]
            for place, offer in enumerate(found):
                if place:
                    section.add(Line("line"))
                offer_row = OfferRow(offer)
                offer_row.button.clicked.connect(partial(self.chosen.emit, offer))
                self.rows.append(offer_row)
                section.add(offer_row)
            section.setVisible(bool(found))
        first = next((one for one in self.rows if one.offer.begun is None), None)
        if first is not None:
            first.button.set_kind(ButtonKind.FILLED)
        self.missing_label.setText(offers.missing)
        self.missing_label.setVisible(bool(offers.missing))

    def focus_first(self) -> None:
        """Give the keyboard to the first form."""
        target: QWidget = self.rows[0].button if self.rows else self.record_link
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        links = WrapLayout(tokens.SPACE_4, 2)
        for part in (self.list_link, self.record_link, self.case_label):
            links.addWidget(part)
        self.column.addLayout(links)
        self.column.addWidget(TextLabel("Which form?", tokens.PAGE))
        self.column.addWidget(muted(RING_FIRST, wrap=True))
        self.column.addWidget(self.proposed_section)
        self.column.addWidget(self.other_section)
        self.column.addWidget(self.missing_label)
        self.column.addStretch(1)
