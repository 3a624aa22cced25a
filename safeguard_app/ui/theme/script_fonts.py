"""Names in any script on screen: Linux may lack fonts that Windows and macOS always have.

Qt shapes and orders text by itself, but draws boxes for a script that no installed font has. For those, and only those,
the fonts of printed documents are lent to it: as files, of which only what is drawn with is ever read. In memory they
would take ten megabytes in every log, for scripts that few have.
"""

import sys
from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtGui import QFontDatabase

from safeguard_app.system.resources import resource_path

_Writing = QFontDatabase.WritingSystem
_FONTS = {
    "hebrew": (_Writing.Hebrew,),
    "devanagari": (_Writing.Devanagari,),
    "bengali": (_Writing.Bengali,),
    "gurmukhi": (_Writing.Gurmukhi,),
    "gujarati": (_Writing.Gujarati,),
    "tamil": (_Writing.Tamil,),
    "telugu": (_Writing.Telugu,),
    "kannada": (_Writing.Kannada,),
    "malayalam": (_Writing.Malayalam,),
    "sinhala": (_Writing.Sinhala,),
    "thai": (_Writing.Thai,),
    "armenian": (_Writing.Armenian,),
    "georgian": (_Writing.Georgian,),
    "cjk": (_Writing.SimplifiedChinese, _Writing.TraditionalChinese, _Writing.Japanese, _Writing.Korean),
}
"""A font of ``resources/fonts``, and what it is lent for."""
_ALWAYS = ("arabic", "ethiopic")
"""Lent to all: what Linux has for Arabic may lack letters of Urdu, and Qt has no name for Ethiopic writing."""


def lending() -> Iterator[Callable[[], object]]:
    """Steps, each short, that lend what is missing here; none on Windows and macOS."""
    if not sys.platform.startswith("linux"):
        return
    for name, systems in _FONTS.items():
        if not all(QFontDatabase.families(system) for system in systems):
            yield partial(lend, name)
    for name in _ALWAYS:
        yield partial(lend, name)


def lend(name: str) -> int:
    """Lend one font of documents to the window; gives Qt's number of it, -1 where Qt does not take it."""
    return QFontDatabase.addApplicationFont(str(resource_path(f"fonts/{name}.ttf")))
