"""Where shared documents are saved: a file for one, a folder for several, and what is in the way there."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from safeguard_app.services.sharing_views import SharingView
from safeguard_app.system.atomic_files import is_there
from safeguard_app.system.paths import documents_folder
from safeguard_app.ui.messages import Answer, Message
from safeguard_app.ui.theme.meanings import Meaning

ChoosePlaces = Callable[[QWidget, tuple[str, ...]], tuple[Path, ...]]
"""Asks where to save files of these names; empty when the user thinks better of it."""
ABOUT_TO_SAVE = Message(
    "Save readable copies",
    "The saved files can be read by anyone who can open them. The log cannot protect them or take them back.",
    "A protected PDF opens with six words alone. Save readable copies only where no passphrase is possible.",
    Meaning.DUE,
    answers=(Answer("save", "Choose where to save", filled=True), Answer("cancel", "Cancel")),
)
OVER, ANOTHER = "over", "another"
"""What may be answered where files are in the way: they are written over, or another place is chosen."""
_PDF = ".pdf"


def choose_places_by_dialog(window: QWidget, names: tuple[str, ...]) -> tuple[Path, ...]:
    """The system's own dialog: a file for one document, a folder for several.

    Whether a file may be written over is asked afterwards: the name may only then be whole.
    """
    if len(names) == 1:
        chosen, _ = QFileDialog.getSaveFileName(
            window,
            "Save PDF",
            str(documents_folder() / names[0]),
            "PDF (*.pdf)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        return (as_pdf(Path(chosen)),) if chosen else ()
    folder = QFileDialog.getExistingDirectory(window, "Save all documents in", str(documents_folder()))
    return tuple(Path(folder) / name for name in names) if folder else ()


def as_pdf(place: Path) -> Path:
    """A place whose name says that it is a PDF, which whoever receives it opens it by."""
    return place if place.suffix.lower() == _PDF else place.with_name(f"{place.name}{_PDF}")


def in_the_way(places: tuple[Path, ...]) -> tuple[str, ...]:
    """Names of files that would be written over."""
    return tuple(one.name for one in places if is_there(one))


def about_to_write_over(names: tuple[str, ...]) -> Message:
    """Asks once for all of them."""
    files = "a file of this name" if len(names) == 1 else "files of these names"
    it = "it" if len(names) == 1 else "them"
    return Message(
        "There are files already",
        f"The folder holds {files}. Saving there writes over {it}.",
        f"Choose another place if you still need {it}.",
        Meaning.DUE,
        items=names,
        answers=(
            Answer(ANOTHER, "Choose another place", filled=True),
            Answer(OVER, f"Write over {it}"),
            Answer("cancel", "Cancel"),
        ),
    )


def file_names(view: SharingView, ending: str) -> tuple[str, ...]:
    """Names of files that say nothing but the case and the sharing: those of an earlier one are never written over."""
    name = f"{view.case} S{view.number}"
    if len(view.papers) == 1:
        return (f"{name}{ending}.pdf",)
    return tuple(f"{name}-{place}{ending}.pdf" for place in range(1, len(view.papers) + 1))
