"""Copies of an exhibit: nothing under a box is left, the original is as it was, what fails its check is not kept."""

import io
import zlib
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from safeguard_app.domain.audit_trail import EventKind
from safeguard_app.domain.derivatives import (
    Alterations,
    Area,
    Derivation,
    Mark,
    MarkKind,
    copy_letters,
    touched,
)
from safeguard_app.domain.errors import RuleViolation
from safeguard_app.domain.evidence import CaptureFacts, EvidenceItem, IntakeAnswer, Way
from safeguard_app.domain.identifiers import Compartment, Reference
from safeguard_app.domain.incidents import Danger
from safeguard_app.evidence_files import redaction_proof, redrawing, showing
from safeguard_app.evidence_files.apart import LookingIn
from safeguard_app.evidence_files.pixels import Pixels
from safeguard_app.evidence_files.redaction_proof import NotProven
from safeguard_app.services import (
    custody,
    derivatives,
    evidence,
    evidence_items,
    evidence_showing,
    incidents,
    intake_problems,
    search,
)
from safeguard_app.services.audit_log import EVERYTHING, page
from safeguard_app.services.derivative_words import SMALLER
from safeguard_app.services.derivatives import CannotCopy, CopyNotProven, ToMark, Wanted
from safeguard_app.services.session import Session
from safeguard_app.vault import sealed_files
from tests.evidence_files.made_files import pdf
from tests.services.test_evidence import logged, permit_for
from tests.services.test_record_on_paper import content_of

WIDE, HIGH = 40, 30
BLACK = bytes(3)
BOX = Mark(MarkKind.HIDE, 5, 4, 15, 9)
HIDING = Wanted(Alterations((BOX,)), "The name of another pupil", "For the parents.")


APART = LookingIn.show
"""Through a process of its own, which takes half a second to start: only where that is what is looked at."""


def decoded_here(
    _looking_in: LookingIn, content: bytes, media_type: str, number: int = 0, *, fine: bool = False
) -> Pixels:
    """In place of ``LookingIn.show``: no process of its own."""
    return showing.shown(content, media_type, number, fine=fine)


def made_small_here(_looking_in: LookingIn, content: bytes, media_type: str) -> Pixels:
    """In place of ``LookingIn.small``, likewise."""
    return showing.shown(content, media_type, small=True)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are decoded here."""
    monkeypatch.setattr(LookingIn, "show", decoded_here)


def noise(width: int, height: int, seed: int) -> bytes:
    """Pixels of which none is black, and none like another's neighbour."""
    made, value = bytearray(), seed * 2_654_435_761 % (1 << 32) or 1
    for _ in range(3 * width * height):
        value = (1_103_515_245 * value + 12_345) % (1 << 31)
        made.append(1 + (value >> 16) % 255)
    return bytes(made)


def png(width: int = WIDE, height: int = HIGH, seed: int = 7) -> bytes:
    """A picture of noise that says where and when it was taken."""
    kept = io.BytesIO()
    exif = Image.Exif()
    exif[0x0110] = "Secretphone"
    image = Image.frombytes("RGB", (width, height), noise(width, height, seed))
    image.save(kept, "PNG", exif=exif, dpi=(90, 90))
    return kept.getvalue()


def taken(
    session: Session, incident: Reference, content: bytes | None = None, name: str = "a.png"
) -> Reference:
    """An exhibit of an incident."""
    permit = permit_for(session, incident)
    facts = CaptureFacts(what="A comment")
    return evidence.take_in_bytes(session, permit, content or png(), name, facts).taken[0].item


def opened(session: Session, item: Reference, number: int = 0) -> ToMark:
    """An exhibit ready for its copy."""
    return derivatives.to_mark(evidence_showing.open_file(session, item), number)


def copied(session: Session, item: Reference, wanted: Wanted = HIDING, number: int = 0) -> EvidenceItem:
    """The newest copy, kept."""
    about = evidence_showing.about_of(evidence_showing.stored_item(session, item))
    derivatives.keep(session, derivatives.proven(opened(session, item, number), wanted))
    return max(
        (one.content for one in evidence.exhibits_of(session, about) if one.content.derived is not None),
        key=lambda one: one.copy,
    )


def bytes_of(session: Session, name: str, incident: Reference) -> bytes:
    """What is sealed as the exhibit of a name."""
    stored = next(one for one in evidence.exhibits_of(session, incident) if one.content.name == name)
    return evidence_showing.sealed_content(session, stored)


def test_a_redacted_copy_carries_its_parent_its_reason_and_nothing_that_was_hidden(
    session: Session, incident: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LookingIn, "show", APART)
    original = png()
    item = taken(session, incident, original)
    copy = copied(session, item)

    assert (copy.name, copy.exhibit, copy.way, copy.declared) == (
        "Ex1-A",
        1,
        Way.DERIVED,
        IntakeAnswer.NO_SEEN_ALL,
    )
    parent: EvidenceItem = session.vault.get(item).content  # type: ignore[assignment]
    assert copy.declared_at == parent.declared_at
    assert copy.derived == Derivation(
        copy=1,
        parent_sha256=parent.stored.sha256,
        page=0,
        alterations=HIDING.alterations,
        hidden="The name of another pupil",
        why="For the parents.",
    )
    made = bytes_of(session, "Ex1-A", incident)
    assert b"Secretphone" in original and b"Secretphone" not in made
    with Image.open(io.BytesIO(made)) as image:
        assert image.info == {} and image.mode == "RGB"
        after = image.tobytes()
    before = noise(WIDE, HIGH, 7)
    for row in range(HIGH):
        for across in range(WIDE):
            at = 3 * (row * WIDE + across)
            inside = 5 <= across < 15 and 4 <= row < 9
            assert after[at : at + 3] == (BLACK if inside else before[at : at + 3])
    assert bytes_of(session, "Ex1", incident) == original


def test_both_custody_records_and_the_audit_say_that_a_copy_was_made(
    session: Session, incident: Reference
) -> None:
    item, other = taken(session, incident), taken(session, incident)
    copied(session, item)
    first = logged(session)[0].event
    assert (first.kind, first.facts["exhibit"], first.facts["copy"]) == (EventKind.EVIDENCE_DERIVED, 1, 1)
    copy = next(one for one in evidence.exhibits_of(session, incident) if one.content.derived is not None)
    evidence_showing.open_file(session, copy.reference)
    custody.check_file(session, copy.reference)

    def lines(of: Reference) -> list[str]:
        return [one.what for one in custody.record_of(session, of).lines]

    parent = custody.record_of(session, item).sha256
    made = "A copy was made of it inside the program, Ex1-A; it was not changed itself"
    assert lines(item) == ["Received: sealed, read back and compared", "Looked at, inside the program", made]
    assert lines(other) == ["Received: sealed, read back and compared"]
    assert lines(copy.reference) == [
        f"Made from Ex1, SHA-256 {parent}: 1 opaque box. Hidden: The name of another pupil. Why: For the parents",
        "Looked at, inside the program",
        "Checked: as it was sealed",
    ]
    assert custody.record_of(session, copy.reference).title == "Ex1-A"
    rows = page(session, incident.compartment, EVERYTHING, limit=3).rows
    assert [(row.what, row.detail) for row in rows] == [
        ("Evidence file checked", "Ex1-A, as it was sealed"),
        ("Evidence viewed", "Ex1-A"),
        ("Copy of an exhibit made", "Ex1-A, Redacted copy of Ex1"),
    ]


def test_it_stands_under_its_original_and_asks_for_nothing(session: Session, incident: Reference) -> None:
    item = taken(session, incident)
    taken(session, incident)
    before = evidence_items.exhibits(session, incident)
    copied(session, item)
    copied(session, item, Wanted(Alterations(crop=Area(0, 0, 10, 10))))
    shown = evidence_items.exhibits(session, incident)

    assert [one.exhibit for one in shown.items] == ["Ex1", "Ex1-A", "Ex1-B", "Ex2"]
    assert [one.can_be_copied for one in shown.items] == [True, False, False, True]
    copy, cropped = shown.items[1:3]
    assert (copy.title, cropped.title, cropped.copied) == (
        "Redacted copy of Ex1",
        "Cropped copy of Ex1",
        "Cropped",
    )
    assert copy.copied == "1 opaque box. Hidden: The name of another pupil. Why: For the parents"
    assert copy.made_from.startswith("Ex1 was not changed. What was declared of it")
    assert copy.sealed == "Made and sealed Mon 14 Sep 2026, 09:00, by Miss Jo Abbey"
    assert "as declared of Ex1" in copy.declared
    assert (copy.missing, shown.missing, shown.completeness) == ((), before.missing, before.completeness)


def test_the_number_of_a_copy_is_never_given_again(session: Session, incident: Reference) -> None:
    item = taken(session, incident)
    copied(session, item)
    copy = next(one for one in evidence.exhibits_of(session, incident) if one.content.derived is not None)
    evidence_items.withdraw(session, copy.reference, "The wrong name.", version=1)
    assert copied(session, item).name == "Ex1-B"
    assert evidence_items.exhibits(session, incident).items[1].withdrawn.endswith("The wrong name.")
    next_one = evidence_showing.stored_item(session, taken(session, incident))
    assert next_one.content.name == "Ex2"
    assert [copy_letters(number) for number in (1, 26, 27, 52, 703)] == ["A", "Z", "AA", "AZ", "AAA"]


def test_what_may_not_be_copied_is_refused_and_leaves_nothing(session: Session, incident: Reference) -> None:
    item = taken(session, incident)
    copied(session, item)
    copy = next(one for one in evidence.exhibits_of(session, incident) if one.content.derived is not None)
    with pytest.raises(CannotCopy, match="Ex1-A is a copy itself"):
        derivatives.may_copy(session, copy.reference)
    with pytest.raises(RuleViolation):
        evidence_items.correct_facts(session, copy.reference, CaptureFacts(what="x"), "y", version=1)

    ready = derivatives.proven(opened(session, item), HIDING)
    said = evidence_items.withdraw(session, item, "Not of this case.", version=1).said
    assert said == "Ex1 is taken back. The sealed file stays. What was made of it still stands: Ex1-A."
    files = session.vault.daily.known_files()
    with pytest.raises(CannotCopy, match="taken back"):
        derivatives.keep(session, ready)
    assert session.vault.daily.known_files() == files


def test_no_copy_is_made_in_a_record_of_words_only(session: Session, incident: Reference) -> None:
    item = taken(session, incident)
    ready = derivatives.proven(opened(session, item), HIDING)
    stored = incidents.current(session, incident)
    with session.vault.daily.write(
        EventKind.CORRECTED, session.user.id, session.now(), record=incident.id
    ) as work:
        work.put(
            incident.id,
            replace(stored.content, intake_closed=True, danger=Danger.NO),
            reason="It may show more.",
            replacing=stored.number,
        )
    with pytest.raises(intake_problems.IntakeClosed):
        derivatives.keep(session, ready)
    with pytest.raises(intake_problems.IntakeClosed):
        derivatives.may_copy(session, item)
    assert not evidence_items.exhibits(session, incident).items[0].can_be_copied


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted(Alterations((BOX,)), "", "Why"), "hidden"),
        (Wanted(Alterations((BOX,)), "What", " "), "why"),
        (Wanted(Alterations()), "marks"),
        (Wanted(Alterations((Mark(MarkKind.TEXT, 1, 1, 9, 9, " "),))), "marks"),
        (Wanted(Alterations((Mark(MarkKind.BOX, 1, 1, WIDE + 1, 9),))), "marks"),
        (Wanted(Alterations(crop=Area(0, 0, 0, 5))), "marks"),
        (Wanted(Alterations(crop=Area(-1, 0, 9, 5))), "marks"),
    ],
)
def test_what_is_missing_is_asked_for_before_anything_is_drawn(
    session: Session, incident: Reference, wanted: Wanted, field: str
) -> None:
    ready = opened(session, taken(session, incident))
    with pytest.raises(RuleViolation) as refused:
        derivatives.proven(ready, wanted)
    assert set(refused.value.fields) == {field}


def test_what_is_typed_is_cleaned_and_found(session: Session, incident: Reference) -> None:
    words = Mark(MarkKind.TEXT, 1, 1, 30, 9, " Larch\u202elake  here ")
    wanted = Wanted(Alterations((BOX, words)), " Birch\u200bnames ", "For\x07 Alderwood")
    copy = copied(session, taken(session, incident), wanted)
    assert copy.derived is not None
    assert (copy.derived.hidden, copy.derived.why) == ("Birchnames", "For Alderwood")
    assert copy.derived.alterations.marks[1].words == "Larchlake here"
    for word in ("Larchlake", "Birchnames", "Alderwood"):
        assert [row.reference for row in search.search(session, word).rows] == [incident], word


def test_a_page_of_a_document_is_drawn_finely_and_named(
    session: Session, incident: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LookingIn, "show", APART)
    item = taken(session, incident, pdf(2), "two.pdf")
    ready = opened(session, item, 1)
    assert (ready.page, ready.shown.width, ready.smaller) == (2, 1653, False)
    copy = copied(session, item, HIDING, 1)
    assert (copy.facts.what, copy.stored.media_type) == ("Redacted copy of Ex1, page 2", "image/png")


def test_a_copy_of_what_cannot_be_shown_whole_says_so(
    session: Session, incident: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    def smaller(
        looking_in: LookingIn, content: bytes, media_type: str, number: int = 0, *, fine: bool = False
    ) -> Pixels:
        return replace(decoded_here(looking_in, content, media_type, number, fine=fine), reduced=fine)

    monkeypatch.setattr(LookingIn, "show", smaller)
    copied(session, taken(session, incident))
    assert evidence_items.exhibits(session, incident).items[1].copied.endswith(SMALLER)


def test_the_record_on_paper_says_what_a_copy_is(session: Session, incident: Reference) -> None:
    item = taken(session, incident)
    copied(session, item)
    original, copy = content_of(session, incident).evidence
    assert (original.exhibit, copy.exhibit, copy.completeness) == ("Ex1", "Ex1-A", "A copy")
    assert copy.captured == "Made Mon 14 Sep 2026, 09:00, by Miss Jo Abbey"
    assert copy.facts[0] == "1 opaque box. Hidden: The name of another pupil. Why: For the parents"
    assert original.sha256 in copy.facts[1]


def test_a_copy_that_fails_its_check_is_not_kept(
    session: Session, incident: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = opened(session, taken(session, incident))
    drawn = redrawing.redrawn

    def careless(picture: Pixels, alterations: Alterations) -> Pixels:
        made = drawn(picture, alterations)
        at = 3 * (4 * WIDE + 5)
        return replace(made, pixels=made.pixels[:at] + b"\0\0\1" + made.pixels[at + 3 :])

    monkeypatch.setattr(redrawing, "redrawn", careless)
    with pytest.raises(CopyNotProven):
        derivatives.proven(ready, HIDING)
    assert [one.content.name for one in evidence.exhibits_of(session, incident)] == ["Ex1"]


def test_an_event_that_cannot_be_written_leaves_no_file(
    session: Session, incident: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = derivatives.proven(opened(session, taken(session, incident)), HIDING)
    folder = session.vault.compartment(Compartment.DAILY).files
    before = sealed_files.all_files(folder)

    def full(*_args: object) -> None:
        raise OSError

    monkeypatch.setattr(derivatives, "copy_title", full)
    with pytest.raises(OSError):
        derivatives.keep(session, ready)
    assert sealed_files.all_files(folder) == before


# The proof itself, without a log.

ORIGINAL = Pixels(WIDE, HIGH, 3, 1, noise(WIDE, HIGH, 3))
MARKED = Alterations(
    (BOX, Mark(MarkKind.ARROW, 30, 25, 20, 20), Mark(MarkKind.TEXT, 18, 2, 38, 12, "here")),
    Area(2, 2, 36, 26),
)


def made_of(original: Pixels, alterations: Alterations) -> bytes:
    """The PNG of a copy."""
    return redrawing.as_png(redrawing.redrawn(original, alterations))


def prove(original: Pixels, alterations: Alterations, copy: bytes) -> Pixels:
    """Decode and prove."""
    decoded = showing.shown(copy, "image/png")
    redaction_proof.prove(original, alterations, copy, decoded)
    return decoded


def marks(width: int, height: int) -> st.SearchStrategy[Mark]:
    """Any mark inside a picture."""
    across, down = st.integers(0, width - 1), st.integers(0, height - 1)
    return st.builds(Mark, st.sampled_from(MarkKind), across, down, across, down, st.just("Wort 1"))


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 10_000),
    st.integers(2, 60),
    st.integers(2, 60),
    st.data(),
)
def test_no_covered_pixel_comes_back(seed: int, width: int, height: int, data: st.DataObject) -> None:
    original = Pixels(width, height, 3, 1, noise(width, height, seed))
    some = tuple(data.draw(st.lists(marks(width, height), min_size=1, max_size=6)))
    left, top = data.draw(st.integers(0, width - 1)), data.draw(st.integers(0, height - 1))
    crop = Area(left, top, data.draw(st.integers(1, width - left)), data.draw(st.integers(1, height - top)))
    alterations = Alterations(some, data.draw(st.sampled_from([None, crop])))
    copy = made_of(original, alterations)
    decoded = prove(original, alterations, copy)

    with Image.open(io.BytesIO(copy)) as image:
        assert image.info == {}
        pixels = image.tobytes()
    assert pixels == decoded.pixels
    frame = alterations.crop or Area(0, 0, width, height)
    for row in range(frame.height):
        for across in range(frame.width):
            at, place = 3 * (row * frame.width + across), Area(frame.left + across, frame.top + row, 1, 1)
            was = 3 * (place.top * width + place.left)
            if any(
                one.kind is MarkKind.HIDE and one.area.within(place).width * one.area.within(place).height
                for one in some
            ):
                assert pixels[at : at + 3] == BLACK
            elif not any(touched(one, width, height).within(place) == place for one in some):
                assert pixels[at : at + 3] == original.pixels[was : was + 3]


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG, with its checksum."""
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "words behind the end": lambda copy: copy + b"left over",
    "words in a chunk": lambda copy: copy[:33] + chunk(b"tEXt", b"Author\0somebody") + copy[33:],
    "a time": lambda copy: copy[:33] + chunk(b"tIME", bytes(7)) + copy[33:],
    "a wrong checksum": lambda copy: copy[:32] + bytes([copy[32] ^ 1]) + copy[33:],
    "pixels behind the pixels": lambda copy: copy[:-12] + chunk(b"IDAT", b"more") + copy[-12:],
    "no end": lambda copy: copy[:-12],
    "no picture": lambda copy: b"GIF89a" + copy,
    "another end": lambda copy: copy + chunk(b"IEND", b""),
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_that_holds_more_than_pixels_is_not_proven(how: str) -> None:
    copy = made_of(ORIGINAL, MARKED)
    decoded = prove(ORIGINAL, MARKED, copy)
    with pytest.raises(NotProven):
        redaction_proof.prove(ORIGINAL, MARKED, SPOILT[how](copy), decoded)


@pytest.mark.parametrize(
    "drawn",
    [
        Alterations(),
        replace(MARKED, crop=None),
        replace(MARKED, marks=(replace(BOX, x1=14), *MARKED.marks[1:])),
        replace(MARKED, marks=(*MARKED.marks, Mark(MarkKind.HIDE, 3, 24, 4, 25))),
    ],
)
def test_a_copy_of_another_wish_is_not_proven(drawn: Alterations) -> None:
    with pytest.raises(NotProven):
        prove(ORIGINAL, MARKED, made_of(ORIGINAL, drawn))


def test_what_lies_beneath_transparent_pixels_does_not_come_along() -> None:
    clear = Pixels(2, 1, 4, 1, bytes((10, 20, 30, 0, 10, 20, 30, 255)))
    assert redrawing.on_white(clear).pixels == bytes((255, 255, 255, 10, 20, 30))
