"""Alphabets in which a name can be written so that people read it and a plain comparison does not."""

import string
import unicodedata
from collections.abc import Callable

_SMALL_CAPITALS = str.maketrans("abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ")
_RAISED = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_CYRILLIC = str.maketrans("aceijopsxyABCEHIJKMOPSTX", "асеіјорѕхуАВСЕНІЈКМОРЅТХ")
_GREEK = str.maketrans("oABEHIKMNOPTXYZ", "οΑΒΕΗΙΚΜΝΟΡΤΧΥΖ")
_HOLES = str.maketrans("\U0001d455", "\u210e")


def _of_mathematics(first: int) -> Callable[[str], str]:
    """Where a letter of the row stands elsewhere it is taken as it is."""
    row = {
        letter: chr(first + at) for at, letter in enumerate(string.ascii_uppercase + string.ascii_lowercase)
    }

    def written(name: str) -> str:
        signs = (row.get(one, one).translate(_HOLES) for one in name)
        return "".join(
            one if unicodedata.name(one, "") else plain for one, plain in zip(signs, name, strict=True)
        )

    return written


def _capitals_from(first: int) -> Callable[[str], str]:
    return lambda name: "".join(
        chr(first + ord(one) - 65) if "A" <= one <= "Z" else one for one in name.upper()
    )


def _circled(name: str) -> str:
    small = {chr(97 + at): chr(0x24D0 + at) for at in range(26)}
    large = {chr(65 + at): chr(0x24B6 + at) for at in range(26)}
    return "".join((small | large).get(one, one) for one in name)


def _in_brackets(name: str) -> str:
    return "".join(chr(0x249C + ord(one) - 97) if "a" <= one <= "z" else one for one in name.lower())


def _full_width(name: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in name)


def _partly(table: dict[int, int]) -> Callable[[str], str]:
    """All letters that look alike but those of the first word's beginning and of each other word's end."""

    def written(name: str) -> str:
        return " ".join(
            word[:at].translate(table) + word[at : at + 1] + word[at + 1 :].translate(table)
            for word in name.split()
            for at in [len(word) // 2]
        )

    return written


def _with(mark: str) -> Callable[[str], str]:
    return lambda name: "".join(one + mark if one.isalpha() else one for one in name)


ALPHABETS: dict[str, Callable[[str], str]] = {
    **{f"mathematics {first:x}": _of_mathematics(first) for first in range(0x1D400, 0x1D6A4, 52)},
    "full width": _full_width,
    "small capitals": lambda name: name.lower().translate(_SMALL_CAPITALS),
    "raised": lambda name: name.lower().translate(_RAISED),
    "circled": _circled,
    "in brackets": _in_brackets,
    "squared": _capitals_from(0x1F130),
    "white on a circle": _capitals_from(0x1F150),
    "white on a square": _capitals_from(0x1F170),
    "of flags": _capitals_from(0x1F1E6),
    "partly Cyrillic": _partly(_CYRILLIC),
    "partly Greek": _partly(_GREEK),
    "struck through": _with("\u0336"),
    "in circles": _with("\u20dd"),
    "joined": _with("\u200d"),
    "with how to draw": _with("\ufe0e"),
}
