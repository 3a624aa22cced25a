"""Letters in another shape read as the plain ones, sign for sign: "Ｊｅｓｓ", "𝓙𝓮𝓼𝓼", "Ⓙⓔⓢⓢ" and "ᴊᴇꜱꜱ" are "Jess".

Messaging offers such alphabets, and whoever reads them reads the name. Letters of Cyrillic and Greek that look like
Latin ones are these within a word that holds Latin letters too; a word of theirs alone stays what it is.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from safeguard_app.domain.text_rules import as_line

_COMPATIBLE = (
    (0x80, 0x2D00),
    (0xA640, 0xAC00),
    (0xFB50, 0xFFF0),
    (0x10780, 0x107C0),
    (0x1D400, 0x1D800),
    (0x1F100, 0x1F200),
    (0x1FBF0, 0x1FBFA),
)
"""Where Unicode has letters and digits that are others in another shape, and says so."""
_FULL_WIDTH = range(0xFF01, 0xFF5F)
"""All of ASCII once more, with its hyphen, apostrophe and stop."""
_IN_BRACKETS = re.compile(r"\(([a-z])\)", re.IGNORECASE)
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True))
_IN_SHAPES = {
    chr(first + at): chr(ord("A") + at) for first in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)
}
"""White on a black circle or square, and the letters that flags are made of."""
_HOOKED = dict(zip("ɑɡɩȷƀɓƈɗɖɇƒɠǥɦɨɉƙꝁƚɍꞩʉʋⱳɏƴƶȥƁƇƊƑƓƘƳ", "agijbbcddefgghijkklrsuvwyyzzBCDFGKY", strict=True))
"""Latin letters with a hook or a stroke, which people write without, and some in a form of their own."""
_ALIKE = dict(
    zip(
        "асеоԁһіјрԛѕԝухёїАВСЕНІЈКМОРԚЅТԜХҮЁЇοόΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aceodhijpqswyxeiABCEHIJKMOPQSTWXYEIooABEZHIKMNOPTYX",
        strict=True,
    )
)
"""Cyrillic and Greek letters that nobody can tell from Latin ones."""
_NEARLY = dict(
    zip(
        "вгкмнптғѡӏүУαάβγδεέηήιίκνρτυύϋχωώς",
        "brkmhntfwlyYaabydeenniikvptuuuxwwc",
        strict=True,
    )
)
"""Those that pass for one beside others."""
_MARKS_OVER = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARK_OVER = re.compile(f"[{_MARKS_OVER}]")
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2065\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U000e0000-\U000e0fff]"
)
"""Beside what no line keeps: joiners, fillers, and what chooses how the sign before it is drawn."""
_RUN = re.compile(f"(?:[^\\W_]|[{_MARKS_OVER}])+")
_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def as_letters(text: str, *, parted: bool = False) -> str:
    """The text in plain letters and digits, as long as before: each sign stands where it stood.

    ``parted``: the other reading, in which a letter in a circle or square is a picture between two words, and a word
    of Cyrillic or Greek letters that are all like Latin ones is the Latin word.
    """
    if text.isascii():
        return text
    plain = text.translate(_shapes(parted))
    if _OTHER_SCRIPT.search(plain) is None:
        return plain
    return _RUN.sub(lambda run: _in_latin(run[0], parted), plain)


@lru_cache(maxsize=8192)
def is_unseen(sign: str) -> bool:
    """Whether nobody sees a sign: it joins, parts or turns letters, or chooses how one is drawn."""
    return _UNSEEN.match(sign) is not None or not as_line(sign)


def without_unseen(text: str, instead: str = "") -> str:
    """The text on one line without the signs that nobody sees; ``instead`` is what stands for each."""
    line = text.replace("\n", " ")
    if line.isascii() and line.isprintable():
        return line
    return "".join(" " if one.isspace() else instead if is_unseen(one) else one for one in line)


def is_mark_over(sign: str) -> bool:
    """Whether a sign is a mark over, under or around the letter before it, which any letter may bear."""
    return _MARK_OVER.match(sign) is not None


def _in_latin(run: str, parted: bool) -> str:
    if _OTHER_SCRIPT.search(run) is None:
        return run
    if _LATIN.search(run):
        return run.translate(_in_mixed())
    if parted and all(one in _ALIKE or one.isdigit() or is_mark_over(one) for one in run):
        return run.translate(_in_mixed())
    return run


@cache
def _in_mixed() -> Mapping[int, str]:
    return {ord(sign): letter for sign, letter in (_ALIKE | _NEARLY).items()}


@cache
def _shapes(parted: bool) -> Mapping[int, str]:
    """What each sign is read as that is a letter or digit in another shape."""
    found = {ord(sign): letter for sign, letter in (_SMALL_CAPITALS | _IN_SHAPES | _HOOKED).items()}
    for code in (code for first, past in _COMPATIBLE for code in range(first, past)):
        plain = _compatible(chr(code))
        if plain:
            found[code] = plain
        elif parted and unicodedata.category(chr(code)) == "So":
            found[code] = " "  # "™" is no end of the name before it
    if parted:
        pictures = [code for code in found if unicodedata.category(chr(code)) == "So"]
        found |= dict.fromkeys(pictures, " ")
    return found


def _compatible(sign: str) -> str:
    """The one letter or digit that a sign is in another shape; nothing where it is none, or several."""
    if not unicodedata.decomposition(sign).startswith("<"):
        return ""
    plain = unicodedata.normalize("NFKC", sign)
    bracketed = _IN_BRACKETS.fullmatch(plain)
    plain = bracketed[1] if bracketed else plain
    single = len(plain) == 1 and plain != sign
    return plain if single and (plain.isalpha() or plain.isdecimal() or ord(sign) in _FULL_WIDTH) else ""
