"""The scripts documents are set in besides Latin, Greek and Cyrillic: which font draws each, and how it is read.

A shaped script's letters join, move or merge, so stretches of it go through the shaper. What a script tells of its
language is said to whoever listens to a document (PDF/UA-1, 7.2): the language where one only is written in it,
else "undetermined, in this script" (BCP 47), so that nobody's words are read out as a language they may not be.
"""

import re
from dataclasses import dataclass

NON_JOINER, JOINER = "\u200c", "\u200d"


@dataclass(frozen=True, slots=True)
class Script:
    """One script: its font's file, what its characters are, its ISO 15924 tag and what is said of its language.

    ``size`` is how much larger it is set than the text around it, where its letters are small for their size.
    ``stops``: its font draws the stops that Indic scripts share (Unicode, script extensions); in others they stand in
    the font of the script that they are encoded with.
    """

    file: str
    characters: str
    tag: str
    language: str
    shaped: bool = True
    leftward: bool = False
    size: float = 1.0
    stops: bool = False


_INDIC_STOPS = "\u0964\u0965"
_ARABIC = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc"
_HAN = "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KANA = "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3\uffa1-\uffdc"
_EASTERN_SIGNS = "\u3000-\u3004\u3006\u3008-\u3020\u302a-\u302f\u3031-\u3037\u303c\u303e\u303f"
_EASTERN_SIGNS += "\u3100-\u312f\u3190-\u31ef\u3200-\u3296\u3298\u329a-\u33ff"  # without those that are emoji
_WIDE_FORMS = "\ufe10-\ufe1f\ufe30-\ufe4f\uff01-\uff65\uffe0-\uffee"

SCRIPTS = (
    Script("arabic", _ARABIC, "Arab", "und-Arab", leftward=True, size=1.15),
    Script("hebrew", "\u0590-\u05ff\ufb1d-\ufb4f", "Hebr", "und-Hebr", leftward=True),
    Script("devanagari", "\u0900-\u097f\ua8e0-\ua8ff\u1cd0-\u1cff", "Deva", "und-Deva"),
    Script("bengali", "\u0980-\u09ff", "Beng", "und-Beng", stops=True),
    Script("gurmukhi", "\u0a00-\u0a7f", "Guru", "pa", stops=True),
    Script("gujarati", "\u0a80-\u0aff", "Gujr", "gu", stops=True),
    Script("tamil", "\u0b80-\u0bff", "Taml", "ta", size=0.9, stops=True),
    Script("telugu", "\u0c00-\u0c7f", "Telu", "te", stops=True),
    Script("kannada", "\u0c80-\u0cff", "Knda", "kn", stops=True),
    Script("malayalam", "\u0d00-\u0d7f", "Mlym", "ml", stops=True),
    Script("sinhala", "\u0d80-\u0dff", "Sinh", "si"),
    Script("thai", "\u0e00-\u0e7f", "Thai", "th"),
    Script("ethiopic", "\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f", "Ethi", "und-Ethi", shaped=False),
    Script("armenian", "\u0530-\u058f\ufb13-\ufb17", "Armn", "hy", shaped=False),
    Script("georgian", "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f", "Geor", "ka", shaped=False),
    Script("cjk", _HAN + _KANA + _HANGUL + _EASTERN_SIGNS + _WIDE_FORMS, "Hani", "und-Hani", shaped=False),
)
"""Every script with a font of its own, in the order of their numbers."""
EASTERN = len(SCRIPTS) - 1


def _stretch(place: int, script: Script) -> str:
    """The pattern of a stretch in one script: joiners and the stops that Indic scripts share go along."""
    along = NON_JOINER + JOINER if script.shaped else ""
    if script.stops:
        along += _INDIC_STOPS
    return f"(?P<s{place}>[{script.characters}][{script.characters}{along}]*)"


STRETCH = re.compile("|".join(_stretch(place, script) for place, script in enumerate(SCRIPTS)))
"""Finds stretches in one script; the name of the group that matched holds the number of the script."""
LEFTWARD = re.compile("[" + "".join(script.characters for script in SCRIPTS if script.leftward) + "]")
"""A character that is read from right to left, or that stands among such."""
_KANA_FOUND = re.compile(f"[{_KANA}]")
_HANGUL_FOUND = re.compile(f"[{_HANGUL}]")


def has_script(text: str) -> bool:
    """Whether any of a text is in a script with a font of its own."""
    return not text.isascii() and STRETCH.search(text) is not None


def reads_leftward(text: str) -> bool:
    """Whether any of a text is read from right to left."""
    return not text.isascii() and LEFTWARD.search(text) is not None


def is_japanese(text: str) -> bool:
    """Whether a text has kana, which nothing but Japanese is written with: its ideographs take their shapes there."""
    return _KANA_FOUND.search(text) is not None


def language_of(place: int, stretch: str, *, japanese: bool) -> str:
    """What is said of the language of a stretch."""
    if place != EASTERN:
        return SCRIPTS[place].language
    if _HANGUL_FOUND.search(stretch):
        return "ko"
    return "ja" if japanese else SCRIPTS[EASTERN].language


_BROKEN_AT = re.compile(f"[{_HAN}{_KANA}\u3000-\u303f\u3100-\u312f\u31c0-\u31ef{_WIDE_FORMS}]")
_NEVER_FIRST = frozenset(
    "、。，．,.・:：;；?？!！)）]］}｝〕〉》」』】〙〗〟’”｠»›゛゜ー々〻ゝゞヽヾ‐゠–—〜～…‥%％‰°′″℃｡､･｣ﾞﾟｰ"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ\u3099\u309a"
)
_NEVER_LAST = frozenset("(（[［{｛〔〈《「『【〘〖〝‘“｟«‹｢£€$¥￥")


def broken(token: str) -> list[str]:
    """The parts of a token that lines may be broken between: at ideographs and kana, as their printers do.

    Closing marks and small kana never begin a line, opening ones never end it (JIS X 4051, GB/T 15834). Korean is
    broken at its spaces.
    """
    if not _BROKEN_AT.search(token):
        return [token]
    parts, start = [], 0
    for place in range(1, len(token)):
        before, after = token[place - 1], token[place]
        if after in _NEVER_FIRST or before in _NEVER_LAST:
            continue
        if _BROKEN_AT.match(before) or _BROKEN_AT.match(after):
            parts.append(token[start:place])
            start = place
    parts.append(token[start:])
    return parts
