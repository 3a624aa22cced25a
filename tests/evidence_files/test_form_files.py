"""Fillable PDFs, read and filled: every kind of field, and what is wrong in a stranger's file."""

import io
from collections.abc import Iterator

import pikepdf
import pypdf
import pypdfium2  # type: ignore[import-untyped]
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from safeguard_app.documents.form_text import FormText, TextBox
from safeguard_app.domain.authority_forms import (
    FieldFill,
    FieldOption,
    FieldSort,
    FormFill,
    FormReading,
    FormRefusal,
    PdfField,
)
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.form_fields import fields_of
from safeguard_app.evidence_files.form_filling import filled
from safeguard_app.evidence_files.pdf_objects import PdfNames
from safeguard_app.system.limited_process import ProcessStopped
from tests.evidence_files.made_forms import Made, authority_form, with_script

TRICKS = ("\u202ekcit", "a\x00b\x07", "<script>", "../../etc", "%s{0}", "ʼ;--", "שם הילד", "اسم الطفل")


@pytest.fixture
def looking_in() -> Iterator[LookingIn]:
    made = LookingIn()
    yield made
    made.end()


def fields(content: bytes) -> dict[str, PdfField]:
    reading = fields_of(content)
    assert reading.refusal is None and reading.is_sound()
    return {one.name: one for one in reading.fields}


def write(content: bytes, **values: str) -> bytes:
    """The form with these values, drawn as the program draws them."""
    text, known, fills = FormText(), fields(content), []
    for name, value in values.items():
        one = known[name]
        drawn = (
            []
            if one.sort in (FieldSort.TICK, FieldSort.RADIO)
            else [
                text.add(TextBox(place.across, place.up, one.size, lines=one.sort is FieldSort.LINES), value)
                for place in one.places
            ]
        )
        fills.append(FieldFill(name, value, tuple(drawn)))
    said, made = filled(content, text.finish(), b"", FormFill(tuple(fills)))
    assert said.refusal is None and dict(said.values) == values and said.unseen == ()
    return made


def test_every_kind_of_field_is_read_in_the_order_of_the_pages() -> None:
    found = fields(authority_form())
    assert [(name, one.sort.value) for name, one in found.items()] == [
        ("ChildName", "text"),
        ("DOB", "comb"),
        ("Address", "lines"),
        ("Concern", "lines"),
        ("ParentTold", "tick"),
        ("Bare", "tick"),
        ("Safe", "radio"),
        ("Sex", "choice"),
        ("Case", "text"),
        ("Signed", "signature"),
        ("Reset", "button"),
        ("Referrer.Name", "text"),
        ("Referrer.Post", "text"),
    ]
    assert found["ChildName"].most == 60 and found["Concern"].size == 10
    assert [one.name for one in found["Safe"].options] == ["1", "2"]
    assert found["Sex"].options[0] == FieldOption("M", "Male")
    assert [one.page for one in found["Case"].places] == [0, 1]
    turned = found["Referrer.Name"].places[0]
    assert (turned.across, turned.up) == (200, 20)
    assert turned.width > turned.height, "as it is shown, not as it lies"


def test_a_form_of_another_maker_is_read_and_filled() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    form = canvas.acroForm
    form.textfield(name="who", tooltip="Your name", x=100, y=700, width=200, height=20)
    form.checkbox(name="agree", tooltip="Agreed", x=100, y=650, buttonStyle="check")
    form.radio(name="when", value="now", x=100, y=600)
    form.radio(name="when", value="later", x=130, y=600)
    form.choice(name="area", value="North", options=["North", "South"], x=100, y=550, width=100, height=20)
    canvas.showPage()
    canvas.save()
    made = write(out.getvalue(), who="Jo Abbey", agree="Yes", when="later", area="South")
    values = {
        name: str(field.get("/V"))
        for name, field in (pypdf.PdfReader(io.BytesIO(made)).get_fields() or {}).items()
    }
    assert values == {"who": "Jo Abbey", "agree": "/Yes", "when": "/later", "area": "South"}


def test_what_is_filled_is_read_only_drawn_by_us_and_left_to_no_reader() -> None:
    made = write(authority_form(), ChildName="Freya", Bare="Yes", Safe="1")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        form = pdf.Root.AcroForm
        assert "/NeedAppearances" not in form
        first = {str(one.T): one for one in form.Fields}
        assert int(first["ChildName"].Ff) & 1 and not int(first["Address"].Ff) & 1
        assert "/Font" in first["ChildName"].AP.N.Resources.XObject.T.Resources
        assert str(first["Bare"].AS) == "/Yes"
        assert [str(kid.AS) for kid in first["Safe"].Kids] == ["/1", "/Off"]


def test_it_shows_where_the_field_is_and_nowhere_else() -> None:
    empty, made = (
        write(authority_form()),
        write(authority_form(), ChildName="MMMMMMMM", **{"Referrer.Name": "MMMM"}),
    )
    for page, name in ((0, "ChildName"), (1, "Referrer.Name")):
        place = fields(empty)[name].places[0]
        looks = []
        for content in (empty, made):
            document = pypdfium2.PdfDocument(content)
            document.init_forms()
            looks.append(document[page].render(grayscale=True).to_pil().convert("L"))
            document.close()
        wide, high = looks[0].size
        box = (
            place.left * wide - 1,
            place.top * high - 1,
            (place.left + place.width) * wide + 1,
            (place.top + place.height) * high + 1,
        )
        changed = [
            (x, y)
            for y in range(high)
            for x in range(wide)
            if abs(looks[0].getpixel((x, y)) - looks[1].getpixel((x, y))) > 60
        ]
        assert len(changed) > 40
        assert [
            one for one in changed if not (box[0] <= one[0] <= box[2] and box[1] <= one[1] <= box[3])
        ] == []


def test_a_box_that_shows_nothing_of_what_was_written_is_named() -> None:
    content, text = authority_form(), FormText()
    place = fields(content)["ChildName"].places[0]
    blank = text.add(TextBox(place.across, place.up), "\u00a0")
    said, _ = filled(content, text.finish(), b"", FormFill((FieldFill("ChildName", "Freya", (blank,)),)))
    assert said.unseen == ("ChildName",) and dict(said.values) == {"ChildName": "Freya"}


def test_names_meant_to_mislead_are_shown_plain_and_still_find_their_field() -> None:
    def hostile(made: Made) -> None:
        page = made.pdf.pages[0].obj
        for place, name in enumerate(TRICKS):
            made.text(page, name, (20, 20 + 22 * place, 140, 40 + 22 * place), label=name * 200)

    content = authority_form(hostile)
    found = fields(content)
    assert all("\u202e" not in one.name + one.label and "\x00" not in one.name for one in found.values())
    assert all(len(one.label) <= 400 for one in found.values())
    hebrew = next(name for name in found if "שם" in name)
    write(content, **{hebrew: "יוסף"})


def test_a_field_in_a_circle_without_a_look_or_a_place_hurts_nobody() -> None:
    def odd(made: Made) -> None:
        page = made.pdf.pages[0].obj
        made.text(page, "NoLook", (20, 20, 140, 40), look="")
        circle = made.pdf.make_indirect(Dictionary(T=String("Round"), Kids=Array()))
        circle["/Kids"].append(made.pdf.make_indirect(Dictionary(T=String("Down"), Kids=Array([circle]))))
        made.fields.append(circle)
        made.fields.append(made.pdf.make_indirect(Dictionary(T=String("Nowhere"), FT=Name.Tx)))
        made.text(page, "Flat", (20, 50, 20, 50))
        hidden = made.text(page, "Hidden", (20, 60, 90, 80))
        hidden["/F"] = 2
        made.text(page, "Secret", (20, 90, 90, 110), flags=1 << 13)

    found = fields(authority_form(odd))
    assert "NoLook" in found
    assert not {"Nowhere", "Flat", "Hidden", "Secret"} & set(found) and not any(
        "Round" in one for one in found
    )
    write(authority_form(odd), NoLook="Shown")


def test_nothing_is_left_that_acts() -> None:
    content = authority_form(with_script)
    assert PdfNames(content).is_active
    made = write(content, ChildName="Freya")
    assert not PdfNames(made).is_active
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert not {"/OpenAction", "/Metadata", "/AA", "/Perms"} & set(pdf.Root.keys())


@pytest.mark.parametrize("uncompressed", [False, True])
def test_a_form_cut_short_anywhere_is_refused(*, uncompressed: bool) -> None:
    content = authority_form(compress_streams=not uncompressed)
    for end in range(0, len(content) - 64, 1024):
        reading = fields_of(content[:end])
        assert reading.refusal in (FormRefusal.DAMAGED, FormRefusal.NOT_PDF), end


def test_bytes_changed_in_the_middle_give_a_sound_answer_or_a_refusal() -> None:
    content = authority_form()
    for place in range(40, len(content), 97):
        reading = fields_of(content[:place] + bytes([content[place] ^ 0x15]) + content[place + 1 :])
        assert reading.is_sound()


def test_too_many_fields_or_pages_are_refused() -> None:
    made = Made()
    page = made.page()
    for number in range(2_101):
        made.text(page, f"F{number}", (10, 10, 60, 30))
    assert fields_of(made.finish()).refusal is FormRefusal.TOO_MANY
    many = Made()
    for _ in range(101):
        page = many.page()
    many.text(page, "F", (10, 10, 60, 30))
    assert fields_of(many.finish()).refusal is FormRefusal.TOO_MANY


def test_a_pdf_without_fields_is_refused() -> None:
    plain = Made()
    plain.page()
    assert fields_of(plain.finish()).refusal is FormRefusal.NO_FIELDS


def test_the_process_apart_says_the_same_and_a_lying_one_is_not_believed(
    looking_in: LookingIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert looking_in.form_fields(authority_form()) == fields_of(authority_form())
    assert looking_in.form_fields(b"x") == FormReading(refusal=FormRefusal.NOT_PDF)
    pixels = looking_in.form_page(authority_form(), 1)
    assert pixels.pages == 2 and pixels.width > pixels.height
    monkeypatch.setattr(looking_in, "_of_form", lambda _pieces: b'{"fields": [], "pages": 3}')
    with pytest.raises(ProcessStopped):
        looking_in.form_fields(b"")
    monkeypatch.setattr(looking_in, "_of_form", lambda _pieces: b"\xff")
    with pytest.raises(ProcessStopped):
        looking_in.fill_form(b"", b"", b"", FormFill(()))
