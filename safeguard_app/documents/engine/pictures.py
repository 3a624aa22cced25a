"""Pictures of a document: kept once each, scaled to the page, and QR codes as patterns of squares."""

from safeguard_app.documents.content import Figure, Picture, QrCode
from safeguard_app.documents.engine.flow import Panel, Placed
from safeguard_app.documents.engine.look import ROOM, WIDTH
from safeguard_app.documents.engine.page import MM
from safeguard_app.documents.engine.pdf_file import PdfFile, reference
from safeguard_app.documents.engine.structure import Element

_TALLEST = ROOM * 0.75
_NO_ALTERNATIVE = "Picture without a description"


class PictureShelf:
    """The pictures used so far, each under the name pages call it by."""

    def __init__(self) -> None:
        """No pictures yet."""
        self._names: dict[Picture, str] = {}

    def figure(self, figure: Figure, parent: Element) -> Panel:
        """A picture at the width wished, or as large as the page allows."""
        picture = figure.picture
        name = self._names.setdefault(picture, f"I{len(self._names)}")
        width = min(figure.width_mm * MM, WIDTH, _TALLEST * picture.width / picture.height)
        height = width * picture.height / picture.width
        owner = parent.add("Figure", figure.alternative.strip() or _NO_ALTERNATIVE)
        return Panel(height, pictures=[Placed(owner, 0, 0, width, height, name=name)])

    def qr_code(self, code: QrCode, parent: Element) -> Panel:
        """A QR code with its quiet edge (ISO/IEC 18004 asks for four modules)."""
        from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

        made = QRCode(None, QRErrorCorrectLevel.M)
        made.addData(code.payload)
        made.make()
        count = made.moduleCount
        dark = tuple((c, r) for r in range(count) for c in range(count) if made.isDark(r, c))
        width = min(code.width_mm * MM, WIDTH)
        quiet = width * 4 / (count + 8)
        owner = parent.add("Figure", code.alternative.strip() or _NO_ALTERNATIVE)
        inner = width - 2 * quiet
        placed = Placed(owner, quiet, quiet, inner, inner, squares=dark, count=count)
        return Panel(width, pictures=[placed])

    def write(self, file: PdfFile) -> str:
        """Put the pictures into the file; gives the entries of the resources."""
        entries = []
        for picture, name in self._names.items():
            space = "DeviceGray" if picture.grey else "DeviceRGB"
            stream = file.add_stream(
                picture.pixels,
                f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"
                f"/ColorSpace/{space}/BitsPerComponent 8",
            )
            entries.append(f"/{name} {reference(stream)}")
        return "".join(entries)
