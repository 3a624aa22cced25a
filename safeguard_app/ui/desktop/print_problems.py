"""What can go wrong between this program and a printer, in words for people."""

from safeguard_app.domain.errors import KnownProblem


class NoPrinting(KnownProblem):
    """This computer has no print system that can be asked."""

    code = "no_printing"
    sentence = "This computer has nothing installed to print with. Nothing was printed."
    next_step = "Ask IT support to set up a printer, or save the document and print it from another computer."


class NoPrinter(KnownProblem):
    """There is a print system, but no printer to send to."""

    code = "no_printer"
    sentence = "No printer is set up on this computer, or the one chosen is gone. Nothing was printed."
    next_step = "Connect or set up a printer, then print again. The document can also be saved as a file."


class PrinterRefused(KnownProblem):
    """The print system did not take the document."""

    code = "printer_refused"
    sentence = "The printer did not take the document. Pages may be missing."
    next_step = "Look whether the printer is switched on and has paper, then print again."
