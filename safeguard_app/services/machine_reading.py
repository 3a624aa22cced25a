"""Words in pictures of exhibits, read by a machine to find them by, and pictures made small, behind everything else.

Reading is off where this computer has nothing to read with; pictures are compared with each other all the same. What
is read is marked as such wherever it is shown, and is never evidence: the exhibit is. In copies made here none are
read, as they are their original's, until a copy for somebody would show them: then what is legible in them counts.
"""

from dataclasses import replace
from functools import partial

from safeguard_app.domain.audit_trail import COMPUTER, EventKind
from safeguard_app.domain.evidence import EvidenceItem
from safeguard_app.domain.identifiers import RecordId, Reference
from safeguard_app.domain.machine_reading import PictureLook, count_of_words, pairs_alike, taken_apart
from safeguard_app.domain.records import RecordKind, Stored
from safeguard_app.evidence_files.picture_heads import size_of, tells_size
from safeguard_app.evidence_files.pixels import MOST_PIXELS, NotShown
from safeguard_app.evidence_files.question import MOST_READ
from safeguard_app.services import evidence
from safeguard_app.services.capture_facts import names_related
from safeguard_app.services.evidence_showing import about_of, number_facts
from safeguard_app.services.session import Changes, Session, changed
from safeguard_app.system.limited_process import ProcessStopped
from safeguard_app.system.reading_data import reading_data
from safeguard_app.vault import machine_reading, sealed_files
from safeguard_app.vault.compartment import OpenCompartment
from safeguard_app.vault.giving_way import NOBODY_WAITS, GiveWay
from safeguard_app.vault.problems import EvidenceDamaged

ON = "Read by a machine on this computer, so that search finds them. What it read is marked as such."
OFF = "Not read: this computer has nothing to read them with. Help says how to change that, under Evidence."
WORDS_IN_COPIES = "words in pictures that copies for somebody show"
"""The session’s memory of what was read in pictures and is nowhere kept."""
_STOPPED = "not read"


def state_words() -> str:
    """Whether words in pictures are read on this computer, beside the label that says so much."""
    return OFF if reading_data() is None else ON


def read_pictures(session: Session, way: GiveWay = NOBODY_WAITS) -> Changes:
    """Look at every picture that no machine has looked at yet; of which records. Slow. Raises Cancelled.

    Each leaves an event that says which exhibit, and how many words were read by what.
    """
    _leave_nothing_of_closed_records(session, way)
    read: set[Reference] = set()
    words = reading_data() is not None
    tried = session.worked_out("pictures that are not tried again before the next unlock")
    for compartment in session.vault:
        for stored in machine_reading.unread(compartment.connection, compartment.id, words=words):
            way.pause()
            if stored.reference.id in tried or not _may_be_looked_at(session, compartment, stored):
                continue
            secret = compartment.file_secret(stored.content.stored.file)
            if secret is None:
                continue  # said by the check of the stored files
            look = way.aside(partial(_looked_at, session, compartment, stored.content, secret, words=words))
            if look is None or (words and not look.reader):
                tried[stored.reference.id] = (stored.number,)
            if look is not None and _keep(session, compartment, stored, look):
                read.add(about_of(stored))
    return changed(*read, kinds=(RecordKind.EVIDENCE,) if read else ())


def words_of(session: Session, stored: Stored[EvidenceItem], way: GiveWay = NOBODY_WAITS) -> str | None:
    """What a machine reads in the picture of an exhibit or of a copy made of one; None where none can here.

    What is not kept is read now and remembered until the log is locked, and nowhere kept. Slow the first time: others
    go on meanwhile by ``way``.
    """
    item, compartment = stored.content, session.vault.compartment(stored.reference.compartment)
    if not machine_reading.may_be_read(item):
        return None
    if (known := _known(session, stored)) is not None:
        return known[0]
    secret = compartment.file_secret(item.stored.file) if reading_data() is not None else None
    if secret is None:
        return None
    found = way.aside(partial(_looked_at, session, compartment, item, secret, words=True, copies=True))
    if found is None:
        return None  # damaged, or the log is being locked: tried again
    read = found.words if found.reader not in {"", _STOPPED} else None
    session.worked_out(WORDS_IN_COPIES)[stored.reference.id] = (item.stored.sha256, read)
    return read


def is_to_be_read(session: Session, stored: Stored[EvidenceItem]) -> bool:
    """Whether :func:`words_of` would take its time: a machine can read here, and did not read this picture yet."""
    may_be = machine_reading.may_be_read(stored.content) and reading_data() is not None
    return may_be and _known(session, stored) is None


def _known(session: Session, stored: Stored[EvidenceItem]) -> tuple[str | None] | None:
    """What is kept or remembered of the words in a picture; None where nothing is."""
    item, compartment = stored.content, session.vault.compartment(stored.reference.compartment)
    look = machine_reading.looks_of(compartment.connection, about_of(stored).id).get(stored.reference.id)
    if look is not None and look.reader and item.derived is None:
        return (look.words if look.reader != _STOPPED else None,)
    known = session.worked_out(WORDS_IN_COPIES).get(stored.reference.id)
    return (known[1],) if known is not None and known[0] == item.stored.sha256 else None


def may_be_shown_small(session: Session, about: Reference) -> bool:
    """Whether pictures of a record are read by a machine and made small: not where it is in words only (5.3.1).

    Nor the slips of a declaration drive, which are found by their code and would answer every search with its words.
    """
    stored = session.vault.compartment(about.compartment).get(about.id)
    if stored is not None and stored.kind is RecordKind.DECLARATION_DRIVE:
        return False
    return evidence.intake_state(session, about).is_open


def _leave_nothing_of_closed_records(session: Session, way: GiveWay) -> None:
    """Since a record was closed to files, what a machine made of its pictures before is gone too.

    Every record is looked at once an unlock; from then on those that were written since.
    """
    for compartment in session.vault:
        after = session.looks_settled.get(compartment.id, 0)
        records, newest = machine_reading.records_with_looks(compartment.connection, after)
        for record in records:
            way.pause()
            about = Reference(compartment.id, record)
            if not may_be_shown_small(session, about):
                with compartment.write(EventKind.LOOKS_DROPPED, COMPUTER, session.now(), record=record):
                    machine_reading.forget_record(compartment.connection, record)
        session.looks_settled[compartment.id] = newest


def alike(session: Session, incident: Reference) -> dict[RecordId, tuple[str, ...]]:
    """For each exhibit of a record, the names of those whose picture is so much alike that a person should be asked.

    Both stay whatever the answer is; a pair of which one already names the other is not asked about again.
    """
    if not may_be_shown_small(session, incident):
        return {}
    compartment = session.vault.compartment(incident.compartment)
    looks = machine_reading.looks_of(compartment.connection, incident.id)
    stored = {one: compartment.get(one) for one in looks}
    items = {one: there.content for one, there in stored.items() if there is not None}
    ready = {one: taken_apart(looks[one]) for one in items}
    pairs = [(one, other) for one, other in pairs_alike(ready) if not _told(items[one], items[other])]
    found: dict[RecordId, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(items[other].name)
        found.setdefault(other, []).append(items[one].name)
    return {one: tuple(sorted(names)) for one, names in found.items()}


def _told(one: EvidenceItem, other: EvidenceItem) -> bool:
    """Whether they name each other already, or are the same content or copies of one, which says so by itself."""
    named = one.name in names_related(other.facts) or other.name in names_related(one.facts)
    return named or one.stored.sha256 == other.stored.sha256 or one.exhibit == other.exhibit


def _looked_at(
    session: Session,
    compartment: OpenCompartment,
    item: EvidenceItem,
    secret: str,
    *,
    words: bool,
    copies: bool = False,
) -> PictureLook | None:
    """What the process apart makes of it; nothing where it cannot be read, None where it cannot be tried now.

    The words in a copy made here are read with ``copies`` alone.
    """
    nothing = PictureLook(reader=_STOPPED if words else "")
    kept = item.stored
    if kept.size > MOST_READ:
        return nothing
    try:
        content = sealed_files.read(compartment.files, kept.file, secret, kept.sha256)
        if tells_size(kept.media_type):
            size = size_of(content, kept.media_type)
            if size is None or size[0] * size[1] > MOST_PIXELS:
                return nothing
        read = words and (copies or item.derived is None)
        return _look_at(session, content, kept.media_type, words=read, nothing=nothing)
    except EvidenceDamaged:
        return None
    except ProcessStopped:
        return None if session.looking_in.has_ended else nothing
    except NotShown:
        return nothing


def _look_at(
    session: Session, content: bytes, media_type: str, *, words: bool, nothing: PictureLook
) -> PictureLook:
    """A picture whose words took too long is made small all the same. Raises NotShown or ProcessStopped."""
    if words:
        try:
            return session.looking_in.read_picture(content, media_type)
        except ProcessStopped:
            if session.looking_in.has_ended:
                raise
    return replace(session.looking_in.read_picture(content, media_type, words=False), reader=nothing.reader)


def _may_be_looked_at(session: Session, compartment: OpenCompartment, stored: Stored[EvidenceItem]) -> bool:
    """Unless it was taken back, put in quarantine, filed elsewhere or closed to files since it was listed."""
    now = compartment.get(stored.reference.id)
    if now is None or not machine_reading.may_be_read(now.content):
        return False
    return may_be_shown_small(session, about_of(now))


def _keep(
    session: Session, compartment: OpenCompartment, stored: Stored[EvidenceItem], look: PictureLook
) -> bool:
    """Whether it was kept: not where nothing may be by now, nor what tells no more than is kept already."""
    if not _may_be_looked_at(session, compartment, stored):
        return False
    now: Stored[EvidenceItem] = compartment.get(stored.reference.id)
    if not look.reader and machine_reading.is_looked_at(compartment.connection, now.reference.id):
        return False
    facts = number_facts(now.content)
    if look.reader and look.reader != _STOPPED:
        facts |= {"words": count_of_words(look.words), "reader": look.reader}
    about = about_of(now).id
    with compartment.write(EventKind.PICTURE_READ, COMPUTER, session.now(), record=about, facts=facts):
        machine_reading.keep(compartment.connection, now, look)
    return True
