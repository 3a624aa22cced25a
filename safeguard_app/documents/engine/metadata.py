"""What a file says about itself: title, language, dates, the two standards it follows and its colours.

Nothing names a person, a computer or a program. Colours: black, white and grey, and pictures in sRGB.
"""

import struct
from datetime import datetime
from xml.sax.saxutils import escape

from safeguard_app.documents.engine.pdf_file import PdfFile, reference, text_string

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>{identifier}
<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 followed</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def add_metadata(file: PdfFile, title: str, language: str, at: datetime, known_by: str = "") -> int:
    """The file's properties as XMP (ISO 19005-3, 6.6; ISO 14289-1, 5); gives the object's number.

    ``known_by`` is the document's identity: see ``domain/document_identity.py``.
    """
    legal = "".join(character for character in title if character >= " " and character not in "\ufffe\uffff")
    stamp = at.isoformat(timespec="seconds")
    identifier = f"\n<dc:identifier>{escape(known_by)}</dc:identifier>" if known_by else ""
    packet = _XMP.format(title=escape(legal), language=escape(language), at=stamp, identifier=identifier)
    return file.add_stream(packet.encode("utf-8", "replace"), "/Type/Metadata/Subtype/XML", compress=False)


def add_output_intent(file: PdfFile) -> int:
    """The colours the file is meant for (ISO 19005-3, 6.2.3); gives the object's number."""
    profile = file.add_stream(srgb_profile(), "/N 3")
    name = text_string("sRGB IEC61966-2.1")
    return file.add(
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier {name}/Info {name}"
        f"/DestOutputProfile {reference(profile)}>>"
    )


def srgb_profile() -> bytes:
    """An ICC profile (version 2, display, RGB to XYZ) with the sRGB primaries and a 2.2 curve.

    Made here because a library stamps the present time into it. Figures: IEC 61966-2-1, adapted to D50.
    """
    curve = b"curv" + bytes(4) + struct.pack(">IHxx", 1, 0x0233)
    tags = {
        b"desc": _description("sRGB"),
        b"cprt": b"text" + bytes(4) + b"Free of copyright\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.4360, 0.2225, 0.0139),
        b"gXYZ": _xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": _xyz(0.1431, 0.0606, 0.7141),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    directory, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        directory += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    date = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    header = (
        struct.pack(">I4sI4s4s4s", start + len(body), bytes(4), 0x02100000, b"mntr", b"RGB ", b"XYZ ")
        + date
        + b"acsp"
        + bytes(28)
        + struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    )
    return header.ljust(128, b"\0") + directory + body


def _xyz(x: float, y: float, z: float) -> bytes:
    """An XYZ tag: three numbers in sixteenths of a 4096th (15.16 fixed point)."""
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in (x, y, z)))


def _description(text: str) -> bytes:
    """A description tag with no translations."""
    name = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)
