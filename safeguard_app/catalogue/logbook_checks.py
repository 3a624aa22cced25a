"""What has to hold in a register of the catalogue, and between it and the other parts."""

from collections.abc import Sequence

from safeguard_app.catalogue.catalogue import Catalogue
from safeguard_app.catalogue.checks import CODE, check_choices_of, check_known, check_once
from safeguard_app.catalogue.logbooks import Logbook, LogbookClock, LogbookField, LogbookFieldKind
from safeguard_app.catalogue.placed import Placed
from safeguard_app.catalogue.problems import shown
from safeguard_app.domain.identifiers import Compartment
from safeguard_app.domain.logbooks import EntryPaper
from safeguard_app.domain.working_time import Unit

LONGEST_REVIEW = 60
_CHOICES = {LogbookFieldKind.CHOICE, LogbookFieldKind.CHOICES}
_PEOPLE = {LogbookFieldKind.PERSON, LogbookFieldKind.PEOPLE, LogbookFieldKind.USERS}
_DAYS = frozenset({LogbookFieldKind.DAY})
_TIMES = frozenset({LogbookFieldKind.DAY, LogbookFieldKind.TIME})
_SUBJECTS = frozenset({LogbookFieldKind.PERSON, LogbookFieldKind.PEOPLE})
_WRITTEN = frozenset({LogbookFieldKind.LINE, LogbookFieldKind.TEXT})
_ANY = frozenset(LogbookFieldKind)
_LISTED = {
    "who": LogbookFieldKind.PERSON,
    "what": LogbookFieldKind.LINE,
    "done_on": LogbookFieldKind.DAY,
}
"""What an entry from a list needs."""
PAPER_FIELDS: dict[EntryPaper, dict[str, LogbookFieldKind]] = {
    EntryPaper.TRANSFER_PACK: {
        "child": LogbookFieldKind.PERSON,
        "left_on": LogbookFieldKind.DAY,
        "new_school": LogbookFieldKind.LINE,
        "new_lead": LogbookFieldKind.LINE,
        "destination": LogbookFieldKind.CHOICE,
        "ahead_why": LogbookFieldKind.TEXT,
        "main_issues": LogbookFieldKind.TEXT,
        "enclosed": LogbookFieldKind.TEXT,
        "slip_code": LogbookFieldKind.LINE,
    },
    EntryPaper.DISPOSAL_CERTIFICATE: {
        "record_class": LogbookFieldKind.CHOICE,
        "subject": LogbookFieldKind.PERSON,
        "file_number": LogbookFieldKind.LINE,
        "trigger": LogbookFieldKind.LINE,
        "rule": LogbookFieldKind.TEXT,
        "reviewed_on": LogbookFieldKind.DAY,
        "reviewed_by": LogbookFieldKind.PERSON,
        "holds": LogbookFieldKind.CHOICES,
        "manifest": LogbookFieldKind.TEXT,
        "method": LogbookFieldKind.CHOICE,
        "disposed_on": LogbookFieldKind.DAY,
        "backups": LogbookFieldKind.TEXT,
    },
}
"""What the paper of an entry is made of."""
_HOMES = (Compartment.DAILY, Compartment.ADULTS)


def check_logbooks(catalogue: Catalogue, logbooks: Sequence[Placed[Logbook]]) -> None:
    """Fields can be answered, and everything a register names exists: its own fields, clauses, clocks, categories."""
    for placed in logbooks:
        book = placed.item
        if not CODE.fullmatch(book.id):
            raise placed.problem("id", f"expected letters, digits, - and _, got {shown(book.id)}")
        check_known(placed, "clauses", book.clauses, catalogue.clauses, "a clause of clauses/*.toml")
        check_known(placed, "consulted_in", book.consulted_in, catalogue.categories, "a category")
        if book.home not in _HOMES:
            raise placed.problem("home", f"expected one of 'c1', 'c2', got {book.home.value!r}")
        if not book.fields:
            raise placed.problem("fields", "expected at least one field, got none")
        check_once(placed, "fields", "id", [field.id for field in book.fields])
        for index, field in enumerate(book.fields):
            _field(placed, f"fields[{index}]", field)
        _names(placed)
        _lists(placed)
        _paper(placed)
        _parts(placed, catalogue)


def _field(placed: Placed[Logbook], key: str, field: LogbookField) -> None:
    if not CODE.fullmatch(field.id):
        raise placed.problem(f"{key}.id", f"expected letters, digits, - and _, got {shown(field.id)}")
    if field.kind in _CHOICES:
        if bool(field.options) == (field.options_from is not None):
            raise placed.problem(f"{key}.options", "expected options or options_from, and not both")
        if field.options:
            check_choices_of(placed, f"{key}.options", field.options)
    elif field.options or field.options_from is not None:
        raise placed.problem(f"{key}.options", f"expected none for a field of kind {field.kind.value}")
    if field.of and field.kind not in _PEOPLE:
        raise placed.problem(f"{key}.of", f"expected none for a field of kind {field.kind.value}")
    if field.myself and field.kind not in _PEOPLE:
        raise placed.problem(f"{key}.myself", f"expected false for a field of kind {field.kind.value}")
    if field.ahead and field.kind not in _TIMES:
        raise placed.problem(f"{key}.ahead", f"expected false for a field of kind {field.kind.value}")


def _lists(placed: Placed[Logbook]) -> None:
    """Entries that come in from a list stand in the daily log, with the fields that a list has columns for."""
    book = placed.item
    if not book.importable:
        return
    if book.home is not Compartment.DAILY:
        raise placed.problem("importable", "expected false for a register outside the daily log")
    for wanted, kind in _LISTED.items():
        field = book.field(wanted)
        if field is None or field.kind is not kind:
            raise placed.problem("importable", f"expected a field {wanted!r} of kind {kind.value}")
    for field in book.fields:
        if field.required and field.id not in _LISTED:
            raise placed.problem(
                "importable", f"expected no required field that no list has, got {field.id!r}"
            )


def _names(placed: Placed[Logbook]) -> None:
    """What names, dates and ends an entry is a field of its own, of a kind that can."""
    book = placed.item
    if not book.name_fields:
        raise placed.problem("name_fields", "expected at least one field, got none")
    check_known(
        placed, "name_fields", book.name_fields, [one.id for one in book.fields], "a field of its own"
    )
    dated = _own(placed, "dated_by", book.dated_by, _TIMES)
    if not dated.required or dated.nations:
        raise placed.problem("dated_by", "expected a field that is required, and asked in every nation")
    if book.ends_by:
        _own(placed, "ends_by", book.ends_by, _DAYS)
    if book.about:
        _own(placed, "about", book.about, _SUBJECTS)
    if (
        book.consulted_in or book.deciding is not None or book.home is not Compartment.DAILY
    ) and not book.about:
        raise placed.problem("about", "expected a field that says whom an entry is about, got none")
    if book.deciding is not None and not book.lasting:
        raise placed.problem("lasting", "expected true, as its entries are decided")
    if book.ends_by and not book.lasting:
        raise placed.problem("lasting", "expected true, as its entries have an end")
    if sum(field.kind is LogbookFieldKind.CASE for field in book.fields) > 1:
        raise placed.problem("fields", "expected at most one field of kind case")


def _paper(placed: Placed[Logbook]) -> None:
    """A paper of an entry says what some of its fields hold: those have to be there."""
    book = placed.item
    for name, kind in PAPER_FIELDS[book.paper].items() if book.paper is not None else ():
        field = book.field(name)
        if field is None or field.kind is not kind:
            raise placed.problem("paper", f"expected a field {name!r} of kind {kind.value}")


def _parts(placed: Placed[Logbook], catalogue: Catalogue) -> None:
    book = placed.item
    if book.deciding is not None and book.deciding.before:
        _own(placed, "deciding.before", book.deciding.before, _DAYS)
        if not book.deciding.late_words.strip():
            raise placed.problem("deciding.late_words", "expected text, as deciding.before is given")
    if book.reviewing is not None and not 1 <= book.reviewing.months <= LONGEST_REVIEW:
        raise placed.problem(
            "reviewing.months", f"expected 1 to {LONGEST_REVIEW}, got {book.reviewing.months}"
        )
    if book.reviewing is not None and book.reviewing.clock:
        kept = catalogue.clocks.get(book.reviewing.clock)
        if kept is None or (kept.unit, kept.amount) != (Unit.CALENDAR_MONTHS, book.reviewing.months):
            raise placed.problem(
                "reviewing.clock",
                f"expected a clock of clocks.toml of {book.reviewing.months} calendar months, "
                f"got {shown(book.reviewing.clock)}",
            )
    if book.clock is not None:
        _clock(placed, catalogue, book.clock)


def _clock(placed: Placed[Logbook], catalogue: Catalogue, rule: LogbookClock) -> None:
    """What an entry's clock runs from, waits for and is met by can be answered, and the clock itself can do so."""
    clock = catalogue.clocks.get(rule.clock)
    if clock is None:
        raise placed.problem("clock.clock", f"expected a clock of clocks.toml, got {shown(rule.clock)}")
    if clock.unit in {None, Unit.IMMEDIATE}:
        raise placed.problem("clock.clock", f"expected a clock that counts time, got {shown(rule.clock)}")
    _own(placed, "clock.starts", rule.starts, _TIMES)
    _own(placed, "clock.met_by", rule.met_by, _ANY)
    if rule.arrives_by:
        _own(placed, "clock.arrives_by", rule.arrives_by, _ANY)
    if rule.unless:
        field = _own(placed, "clock.unless", rule.unless, frozenset(_CHOICES))
        codes = [choice.code for choice in field.options]
        check_known(placed, "clock.unless_codes", rule.unless_codes, codes, "a code of that field")
    for index, wait in enumerate(rule.waits):
        key = f"clock.waits[{index}]"
        if wait.wait not in clock.pauses:
            raise placed.problem(
                f"{key}.wait", f"expected a pause of that clock, got {shown(wait.wait.value)}"
            )
        _own(placed, f"{key}.since", wait.since, _DAYS)
        _own(placed, f"{key}.until", wait.until, _DAYS)
    if rule.longer:
        if not clock.longer:
            raise placed.problem("clock.longer", "expected none, as this clock is never made longer")
        _own(placed, "clock.longer", rule.longer, _DAYS)
        _own(placed, "clock.longer_reason", rule.longer_reason, _WRITTEN)


def _own(placed: Placed[Logbook], key: str, name: str, kinds: frozenset[LogbookFieldKind]) -> LogbookField:
    field = placed.item.field(name)
    if field is None:
        raise placed.problem(key, f"expected a field of its own, got {shown(name)}")
    if field.kind not in kinds:
        wanted = " or ".join(kind.value for kind in LogbookFieldKind if kind in kinds)
        raise placed.problem(
            key, f"expected a field of kind {wanted}, got {shown(name)} ({field.kind.value})"
        )
    return field
