"""Fillable PDFs made for tests: an authority's form as one comes, and forms that are wrong in one way each."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

MULTILINE, COMB, RADIO, COMBO, PUSH = 1 << 12, 1 << 24, (1 << 15) | (1 << 14), 1 << 17, 1 << 16


@dataclass
class Made:
    """A form being made."""

    pdf: pikepdf.Pdf = field(default_factory=pikepdf.new)
    fields: list[Any] = field(default_factory=list)

    def page(self, *, rotate: int = 0, words: Sequence[str] = ()) -> pikepdf.Dictionary:
        """A further page, with headings of its own."""
        made = self.pdf.add_blank_page(page_size=(595, 842))
        code = ["BT /H 12 Tf 50 800 Td"]
        code += [f"({one}) Tj 0 -20 Td" for one in words]
        made.obj["/Contents"] = self.pdf.make_stream((" ".join(code) + " ET").encode("latin-1"))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        made.obj["/Resources"] = Dictionary(Font=Dictionary(H=font))
        made.obj["/Annots"] = self.pdf.make_indirect(Array())
        if rotate:
            made.obj["/Rotate"] = rotate
        return made.obj

    def widget(self, page: pikepdf.Dictionary, box: Sequence[float], **more: Any) -> pikepdf.Object:
        """A box on a page, of no field yet."""
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(list(box)), F=4, P=page, **more)
        )
        page["/Annots"].append(made)
        return made

    def text(
        self,
        page: pikepdf.Dictionary,
        name: str,
        box: Sequence[float],
        *,
        label: str = "",
        flags: int = 0,
        look: str = "/H 0 Tf 0 g",
        **more: Any,
    ) -> pikepdf.Object:
        """A field of words, which is its own box."""
        made = self.widget(page, box, FT=Name.Tx, T=String(name), Ff=flags, **more)
        if look:
            made["/DA"] = String(look)
        if label:
            made["/TU"] = String(label)
        self.fields.append(made)
        return made

    def tick(
        self,
        page: pikepdf.Dictionary,
        name: str,
        box: Sequence[float],
        *,
        label: str = "",
        state: str = "Yes",
        drawn: bool = True,
    ) -> None:
        """A box to tick."""
        made = self.widget(page, box, FT=Name.Btn, T=String(name), AS=Name.Off, V=Name.Off)
        if drawn:
            made["/AP"] = Dictionary(N=self.looks(box, state))
        if label:
            made["/TU"] = String(label)
        self.fields.append(made)

    def radio(
        self, page: pikepdf.Dictionary, name: str, boxes: dict[str, Sequence[float]], *, label: str = ""
    ) -> None:
        """One of several boxes."""
        made = self.pdf.make_indirect(
            Dictionary(FT=Name.Btn, Ff=RADIO, T=String(name), TU=String(label), Kids=Array())
        )
        for state, box in boxes.items():
            kid = self.widget(page, box, AS=Name.Off, Parent=made, AP=Dictionary(N=self.looks(box, state)))
            made["/Kids"].append(kid)
        self.fields.append(made)

    def choice(
        self,
        page: pikepdf.Dictionary,
        name: str,
        box: Sequence[float],
        options: Sequence[Any],
        *,
        label: str = "",
        flags: int = COMBO,
    ) -> None:
        """A list to choose from."""
        made = self.widget(page, box, FT=Name.Ch, T=String(name), Ff=flags, TU=String(label or name))
        made["/Opt"] = Array(
            [Array([String(a), String(b)]) if (a, b) != (b, a) else String(a) for a, b in options]
        )
        made["/DA"] = String("/H 0 Tf 0 g")
        self.fields.append(made)

    def looks(self, box: Sequence[float], state: str) -> Dictionary:
        """How a box looks ticked and empty."""
        width, height = box[2] - box[0], box[3] - box[1]
        ticked = self.pdf.make_stream(f"2 w 2 2 m {width - 2} {height - 2} l S".encode())
        empty = self.pdf.make_stream(f"1 w 0.5 0.5 {width - 1} {height - 1} re S".encode())
        for one in (ticked, empty):
            one["/Type"], one["/Subtype"] = Name.XObject, Name.Form
            one["/BBox"], one["/Resources"] = Array([0, 0, width, height]), Dictionary()
        return Dictionary({f"/{state}": ticked, "/Off": empty})

    def finish(self, **options: Any) -> bytes:
        """The whole file."""
        form = Dictionary(Fields=Array(self.fields), NeedAppearances=True)
        form["/DA"] = String("/H 0 Tf 0 g")
        self.pdf.Root["/AcroForm"] = self.pdf.make_indirect(form)
        out = io.BytesIO()
        self.pdf.save(out, deterministic_id="encryption" not in options, **options)
        return out.getvalue()


def authority_form(change: Callable[[Made], None] | None = None, **options: Any) -> bytes:
    """A multi-agency referral form with one of each kind of field on two pages, the second turned."""
    made = Made()
    first = made.page(words=("Northshire Council", "Multi-agency referral form"))
    second = made.page(rotate=90, words=("Page two",))
    made.text(first, "ChildName", (150, 700, 400, 720), label="Full name of child", MaxLen=60)
    made.text(first, "DOB", (150, 670, 310, 690), label="Date of birth (DDMMYYYY)", flags=COMB, MaxLen=8)
    made.text(first, "Address", (150, 600, 400, 660), label="Home address", flags=MULTILINE)
    made.text(
        first,
        "Concern",
        (50, 300, 545, 480),
        label="What are you worried about?",
        flags=MULTILINE,
        look="/H 10 Tf 0 g",
    )
    made.tick(first, "ParentTold", (150, 570, 164, 584), label="Parent or carer told")
    made.tick(first, "Bare", (250, 570, 264, 584), label="Box without a look of its own", drawn=False)
    made.radio(
        first, "Safe", {"1": (150, 540, 164, 554), "2": (250, 540, 264, 554)}, label="Is the child safe now?"
    )
    made.choice(
        first, "Sex", (150, 510, 260, 530), [("M", "Male"), ("F", "Female"), ("U", "Not known")], label="Sex"
    )
    parent = made.pdf.make_indirect(Dictionary(T=String("Referrer"), Kids=Array()))
    for place, (name, label) in enumerate((("Name", "Your name"), ("Post", "Job title"))):
        kid = made.text(
            second, name, (100 + 30 * place, 500, 120 + 30 * place, 700), label=label, MK=Dictionary(R=90)
        )
        made.fields.remove(kid)
        kid["/Parent"] = parent
        parent["/Kids"].append(kid)
    made.fields.append(parent)
    both = made.pdf.make_indirect(
        Dictionary(FT=Name.Tx, T=String("Case"), TU=String("Our case number"), Kids=Array())
    )
    for page, box in ((first, (420, 780, 560, 800)), (second, (40, 600, 60, 780))):
        both["/Kids"].append(made.widget(page, box, Parent=both))
    made.fields.append(both)
    made.widget(first, (400, 40, 545, 90), FT=Name.Sig, T=String("Signed"), Ff=0)
    made.fields.append(first["/Annots"][-1])
    made.widget(first, (20, 20, 90, 40), FT=Name.Btn, T=String("Reset"), Ff=PUSH)
    made.fields.append(first["/Annots"][-1])
    if change is not None:
        change(made)
    return made.finish(**options)


def with_script(made: Made) -> None:
    """Scripts wherever one may stand."""
    act = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.pdf.Root["/OpenAction"] = act
    made.pdf.Root["/Names"] = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), act])))
    made.pdf.pages[0].obj["/AA"] = Dictionary(O=Dictionary(S=Name.Launch, F=String("calc.exe")))
    made.fields[0]["/AA"] = Dictionary(
        F=made.pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("this.x=1")))
    )
    made.fields[1]["/AA"] = Dictionary(
        K=Dictionary(S=Name.JavaScript, JS=String("AFDate_KeystrokeEx('dd/mm/yyyy')"))
    )
    made.fields[1]["/A"] = Dictionary(S=Name.URI, URI=String("https://x"), Next=Dictionary(S=Name.SubmitForm))


def with_xfa(made: Made) -> None:
    """An XFA form, hybrid as most are."""

    def late() -> None:
        made.pdf.Root.AcroForm["/XFA"] = made.pdf.make_stream(b"<xdp/>")

    finish = made.finish

    def finished(**options: Any) -> bytes:
        with pikepdf.open(io.BytesIO(finish())) as pdf:
            made.pdf = pdf
            late()
            out = io.BytesIO()
            pdf.save(out, **options)
            return out.getvalue()

    made.finish = finished  # type: ignore[method-assign]


def signed(made: Made) -> None:
    """Somebody signed it."""
    made.fields[-2]["/V"] = made.pdf.make_indirect(Dictionary(Type=Name.Sig, Contents=String("x")))


def locked(*, user: str = "") -> bytes:
    """Encrypted: to be opened with a password, or by anybody but with restrictions."""
    return authority_form(encryption=pikepdf.Encryption(owner="o", user=user, R=6))


def looks_like_a_form(made: Made) -> None:
    """Labels beside the boxes, and boxes that can be seen: for pictures that people look at."""
    for number, page in enumerate(made.pdf.pages):
        code = ["0.5 w 0.6 G"]
        for widget in page.obj["/Annots"]:
            left, bottom, right, top = (float(one) for one in widget["/Rect"])
            code.append(f"{left} {bottom} {right - left} {top - bottom} re S")
            label = widget.get("/TU", widget.get("/T"))
            if label is not None and not number:
                words = str(label).replace("(", "").replace(")", "")
                place = (50, bottom + 5) if left < 250 else (left, top + 3)
                code.append(f"BT /H 9 Tf {place[0]} {place[1]} Td ({words}) Tj ET")
        page.contents_add(made.pdf.make_stream("\n".join(code).encode("latin-1")))
