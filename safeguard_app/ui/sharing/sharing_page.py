"""One sharing over the window: what goes to whom, the documents to look at, the check, the ways out, the receipt."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safeguard_app.services.sharing_views import SharingView
from safeguard_app.services.status import StatusMeaning
from safeguard_app.ui.people.wrapped import wrapped
from safeguard_app.ui.theme import tokens
from safeguard_app.ui.theme.meanings import Meaning
from safeguard_app.ui.widgets.button import Button, ButtonKind, filled, small
from safeguard_app.ui.widgets.fact_row import fact_list
from safeguard_app.ui.widgets.headed_section import HeadedSection
from safeguard_app.ui.widgets.layouts import WrapLayout
from safeguard_app.ui.widgets.modal_sheet import ModalSheet
from safeguard_app.ui.widgets.notice_panel import NoticePanel
from safeguard_app.ui.widgets.text_label import TextLabel, muted

_NEXT = {
    "check": "Nothing has gone out. A second person looks at it and signs, or you say that it is urgent.",
    "go": "It may go out now: print it, or save it. Printing or saving meets no time limit.",
    "again": "Nothing has gone out: what failed stands below. The documents are kept as they are. Print or save them "
    "again, or another way.",
    "bar": "Nothing has gone out, and nothing goes as it is.",
    "out": "Printing or saving is not sending. What was printed or saved stands here and in the register of everything "
    "that went out; enter a receipt once they have it.",
    "begun": "How its printing ended is not noted. If the computer stopped meanwhile, look for the pages, and print "
    "again what is missing: that is a line of its own.",
    "received": "It stands here and in the register of everything that went out.",
}


class SharingPage(ModalSheet):
    """Signals:
    document_asked(object): look at a document, as it is kept; carries its Reference.
    passphrase_asked(), ink_asked(), line_asked(), urgent_asked(): a second person checks it here, signed on paper, is
        to get the sheet with a line to sign, which goes with it afterwards; or it is too urgent.
    print_asked(), save_asked(), protect_asked(): the way out.
    receipt_asked(), back_asked(): a receipt is entered; it is not shared after all.
    """

    document_asked = Signal(object)
    passphrase_asked = Signal()
    ink_asked = Signal()
    line_asked = Signal()
    urgent_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()
    protect_asked = Signal()
    receipt_asked = Signal()
    back_asked = Signal()

    def __init__(self, view: SharingView) -> None:
        """Show it as it stands; :meth:`show_view` shows it anew after something was done."""
        super().__init__(view.title, width=760, cancel_words="Close")
        self.view = view
        self._holder = QWidget()
        self.body.addWidget(self._holder)
        self.print_button = filled("Print", "printer")
        self.save_button = Button("Save PDF")
        self.protect_button = Button("Save protected PDF", "file-lock")
        self.close_button = Button("Close")
        for part in (self.print_button, self.protect_button, self.save_button):
            self.footer.addWidget(part)
        self.footer.addStretch(1)
        self.footer.addWidget(self.close_button)
        self.passphrase_button = Button("Check here, with a passphrase", "check")
        self.urgent_button = Button("&Urgent, not checked", "zap")
        self.print_button.clicked.connect(self.print_asked)
        self.save_button.clicked.connect(self.save_asked)
        self.protect_button.clicked.connect(self.protect_asked)
        self.close_button.clicked.connect(self.reject)
        self.show_view(view)

    def first_focus(self) -> QWidget:
        """The next act."""
        if self.view.may_go:
            return self.print_button
        if self.view.barred and self.view.may_take_back:
            return self.back_button
        return self.passphrase_button if self.view.may_check else self.close_button

    def open_over(self, widget: QWidget) -> None:
        """Show it, scrolled to where it goes on: large letters would leave that beneath what it is about."""
        super().open_over(widget)
        for part in (self.urgent_button, self.first_focus()):
            self.show_whole(part)

    def show_view(self, view: SharingView) -> None:
        """Show it as it stands now."""
        self.view = view
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(tokens.SPACE_3)
        layout.addWidget(self._status(view))
        if view.since is not None:
            layout.addWidget(NoticePanel(Meaning(view.since.meaning.value), f"{view.since.words}."))
        layout.addWidget(self._facts(view))
        layout.addWidget(self._papers(view))
        if view.may_check:
            layout.addWidget(self._check(view))
        layout.addWidget(self._afterwards(view))
        self.body.replaceWidget(self._holder, made)
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = made
        for button in (self.print_button, self.save_button, self.protect_button):
            button.setVisible(not view.withdrawn)
            button.setEnabled(view.may_go)
        self.place()

    def _status(self, view: SharingView) -> NoticePanel:
        meaning = view.status.meaning
        shown = Meaning(meaning.value) if meaning is not StatusMeaning.PLAIN else Meaning.NOTE
        go = "again" if view.failed else "go"
        out = "received" if view.receipt else "begun" if view.under_way else "out"
        waits = "bar" if view.barred else "check" if view.may_check else out
        step = out if view.ways else go if view.may_go else waits
        return NoticePanel(shown, f"{view.status.words}.", _NEXT[step] if not view.withdrawn else "")

    def _facts(self, view: SharingView) -> QWidget:
        facts = (
            ("Record", view.case),
            ("About", view.about),
            ("To", view.to),
            ("E-mail or telephone", view.contact),
            ("For", view.purpose),
            ("Copies made", view.audience),
            ("Basis", view.basis),
            ("Prepared", view.prepared),
            ("Check", view.checked),
            *(("Went out", words) for words in view.ways),
            *(("Did not go out", words) for words in view.failed),
            ("Receipt wanted by", view.receipt_due),
            ("Receipt", view.receipt),
            ("Not shared", view.withdrawn),
        )
        return fact_list("What it is", facts)

    def _papers(self, view: SharingView) -> QWidget:
        section = HeadedSection("Documents", space=tokens.SPACE_1)
        for one in view.papers:
            button = small(one.title, "file-text")
            button.setAccessibleName(f"Look at {one.title}")
            button.clicked.connect(partial(self.document_asked.emit, one.document))
            holder = QWidget()
            wrap = WrapLayout()
            wrap.addWidget(button)
            holder.setLayout(wrap)
            section.add(holder)
            section.add(muted(f"SHA-256 {_grouped(one.sha256)}", wrap=True))
        if view.may_go:
            self.sheet_button = small("Print the sheet that goes with it", "printer")
            self.sheet_button.clicked.connect(self.line_asked)
            section.add(wrapped(self.sheet_button))
        return section

    def _check(self, view: SharingView) -> QWidget:
        section = HeadedSection("A second person’s check", space=tokens.SPACE_2)
        self.passphrase_button = Button("Check here, with a passphrase", "check")
        self.passphrase_button.clicked.connect(self.passphrase_asked)
        line, ink = Button("Print the line to sign", "printer"), Button("Enter a signature on paper")
        line.clicked.connect(self.line_asked)
        ink.clicked.connect(self.ink_asked)
        self.line_button, self.ink_button = line, ink
        holder = QWidget()
        wrap = WrapLayout()
        parts: list[QWidget] = [line, ink]
        if view.checkers:
            parts.insert(0, self.passphrase_button)
        if not view.checked:
            self.urgent_button = Button("&Urgent, not checked", "zap")
            self.urgent_button.clicked.connect(self.urgent_asked)
            parts.append(self.urgent_button)
        for part in parts:
            wrap.addWidget(part)
        holder.setLayout(wrap)
        section.add(holder)
        words = (
            "An urgent referral never waits for a check: Alt+U sends it on unchecked, and the audit says so."
        )
        if view.checked:
            how = "It went unchecked" if view.ways else "It may go unchecked"
            words = f"{how}. Somebody may still look at it, and that is kept beside it."
        elif not view.checkers:
            words = f"Nobody else’s key opens this record, so it is checked on paper. {words}"
        section.add(TextLabel(words, wrap=True))
        return section

    def _afterwards(self, view: SharingView) -> QWidget:
        holder = QWidget()
        holder.setAccessibleName("Afterwards")
        wrap = WrapLayout()
        self.receipt_button = Button("Enter a receipt")
        self.back_button = Button("Not shared after all", kind=ButtonKind.QUIET)
        self.receipt_button.clicked.connect(self.receipt_asked)
        self.back_button.clicked.connect(self.back_asked)
        # Only what may be done is put in: shown before it stands in the sheet, it would be a window of its own.
        for button, may in (
            (self.receipt_button, view.may_enter_receipt),
            (self.back_button, view.may_take_back),
        ):
            if may:
                wrap.addWidget(button)
        holder.setLayout(wrap)
        return holder


def _grouped(sha256: str) -> str:
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))
