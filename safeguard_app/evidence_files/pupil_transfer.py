"""Reads a Common Transfer File in the process apart: no document type, no entities, nothing fetched, bounded.

Elements are told by their own names, whatever namespace a system writes them in.
"""

from lxml import etree

from safeguard_app.domain.pupil_transfer import MOST_PUPILS, TITLES, TransferFile, TransferRefusal

_LONGEST = 400
"""Characters kept of one element; what is longer is no name, number or date, and is told as such further on."""
_DIRECT = frozenset({"UPN", "Surname", "Forename", "DOB", "Email"})
_BASIC = frozenset({"PreferredForename", "NCyearActual"})


class _Refused(Exception):  # noqa: N818 - ends the reading with its code
    def __init__(self, refusal: TransferRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


class _Pupils:
    """Takes what the parser meets, element by element; nothing is built of the rest."""

    def __init__(self) -> None:
        self.pupils: list[tuple[str, ...]] = []
        self.made = ""
        self._path: list[str] = []
        self._found: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0

    def doctype(self, _name: object, _public: object, _system: object) -> None:
        raise _Refused(TransferRefusal.ENTITIES)

    def start(self, tag: str, _attributes: object) -> None:
        name = tag.rpartition("}")[2]
        if not self._path and name != "CTfile":
            raise _Refused(TransferRefusal.NOT_CTF)
        self._path.append(name)
        self._text, self._length = [], 0
        if self._path[1:] == ["CTFpupilData", "Pupil"]:
            self._found = {}

    def data(self, text: str) -> None:
        if self._length <= _LONGEST:
            self._text.append(text[: _LONGEST + 1])
            self._length += len(text)

    def end(self, _tag: str) -> None:
        path, words = self._path[1:], "".join(self._text).strip()
        if path[:2] == ["CTFpupilData", "Pupil"]:
            if (len(path) == 3 and path[2] in _DIRECT) or (
                path[2:3] == ["BasicDetails"] and path[-1] in _BASIC
            ):
                self._found.setdefault(path[-1], words[:_LONGEST])
            elif len(path) == 2:
                self.pupils.append(tuple(self._found.get(title, "") for title in TITLES))
                if len(self.pupils) > MOST_PUPILS:
                    raise _Refused(TransferRefusal.TOO_MANY)
        elif path == ["Header", "DateTime"]:
            self.made = words[:40]
        self._path.pop()
        self._text, self._length = [], 0

    def close(self) -> TransferFile:
        return TransferFile(tuple(self.pupils), made=self.made)


def pupils_of(content: bytes) -> TransferFile:
    """The pupils in a transfer file, or why none are read."""
    parser = etree.XMLParser(
        target=_Pupils(),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
    )
    try:
        found: TransferFile = etree.fromstring(content, parser)
    except _Refused as refused:
        return TransferFile(refusal=refused.refusal)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return TransferFile(refusal=TransferRefusal.NOT_XML)
    return found if found.pupils else TransferFile(refusal=TransferRefusal.NOT_CTF)
