"""How each kind of record stands in what somebody who asked to see their records is given.

Every kind has its place here, so that a new one is in no bundle by accident and missing from none in silence.
"""

from collections.abc import Mapping
from enum import StrEnum

from safeguard_app.domain.records import RecordKind


class Stands(StrEnum):
    """Where what a kind of record says of somebody is decided on and printed."""

    BY_ITSELF = "by_itself"
    """Each is decided on by itself, and has a section of its own."""
    WITHIN = "within"
    """Printed within the record it hangs on or the person's entry, and decided on with that."""
    NOT_GIVEN = "not_given"
    """No personal data of theirs, or the same once more: why stands beside it."""


STANDS: Mapping[RecordKind, Stands] = {
    RecordKind.INCIDENT: Stands.BY_ITSELF,
    RecordKind.PERSON: Stands.BY_ITSELF,
    RecordKind.DECLARATION: Stands.BY_ITSELF,
    RecordKind.LOGBOOK_ENTRY: Stands.BY_ITSELF,
    # What goes to others, and may have to be withheld where the record itself is given.
    RecordKind.REFERRAL: Stands.BY_ITSELF,
    RecordKind.LETTER: Stands.BY_ITSELF,
    RecordKind.SHARING: Stands.BY_ITSELF,
    # What brings several records or people together.
    RecordKind.CASE: Stands.BY_ITSELF,
    RecordKind.PATTERN_DISMISSAL: Stands.BY_ITSELF,
    RecordKind.RELATION_ANSWER: Stands.BY_ITSELF,
    RecordKind.DECLARATION_DRIVE: Stands.BY_ITSELF,
    RecordKind.AWAY: Stands.BY_ITSELF,
    # Sections of the record itself.
    RecordKind.NOTE: Stands.WITHIN,
    RecordKind.DECISION: Stands.WITHIN,
    RecordKind.TELLING: Stands.WITHIN,
    RecordKind.ACTION: Stands.WITHIN,
    RecordKind.CLOSING: Stands.WITHIN,
    RecordKind.ATTRIBUTION: Stands.WITHIN,
    RecordKind.EVIDENCE: Stands.WITHIN,
    RecordKind.VERDICT: Stands.WITHIN,
    RecordKind.RESPONSE: Stands.WITHIN,
    RecordKind.SUPPORT: Stands.WITHIN,
    RecordKind.REFERRAL_STEP: Stands.WITHIN,
    RecordKind.CLOCK_ACT: Stands.WITHIN,
    RecordKind.ASSESSMENT: Stands.WITHIN,
    RecordKind.ALLEGATION_FILE: Stands.WITHIN,
    RecordKind.DISCLOSURE: Stands.WITHIN,
    # Lines of the person's own entry.
    RecordKind.PERSON_NOTE: Stands.WITHIN,
    RecordKind.IDENTIFICATION: Stands.WITHIN,
    # The bytes of papers, each made of records that are given themselves.
    RecordKind.DOCUMENT: Stands.NOT_GIVEN,
    # Who is "Child B" in copies: it would name whoever was left out.
    RecordKind.NAMES_KEY: Stands.NOT_GIVEN,
    # This very bundle: its log is for the school's own file.
    RecordKind.ACCESS_BUNDLE: Stands.NOT_GIVEN,
    # Which line of a chronology stands in bold: how it is looked at.
    RecordKind.LINE_MARK: Stands.NOT_GIVEN,
    # Which records a meeting looked at, by number; what was said there is a note on each.
    RecordKind.HEAD_MEETING: Stands.NOT_GIVEN,
    # How files were read, and which entries they made: each entry is given itself.
    RecordKind.PEOPLE_IMPORT: Stands.NOT_GIVEN,
    RecordKind.LOGBOOK_IMPORT: Stands.NOT_GIVEN,
    # The log itself, the school, its forms and policies: nobody's record.
    RecordKind.SERIES: Stands.NOT_GIVEN,
    RecordKind.SCHOOL: Stands.NOT_GIVEN,
    RecordKind.POLICY: Stands.NOT_GIVEN,
    RecordKind.FORM_PROFILE: Stands.NOT_GIVEN,
    RecordKind.AUTHORITY_FORM: Stands.NOT_GIVEN,
    # Whose keys open the log, and who acknowledged an older copy of it: the program's own accounts.
    RecordKind.ROSTER: Stands.NOT_GIVEN,
    RecordKind.OLDER_COPY: Stands.NOT_GIVEN,
}

WITHIN = frozenset(kind for kind, stands in STANDS.items() if stands is Stands.WITHIN)
"""What is decided on with the record or the entry that it is printed in."""
