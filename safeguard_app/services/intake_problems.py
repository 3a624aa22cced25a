"""Why something offered as evidence is not taken in."""

from safeguard_app.domain.errors import KnownProblem


class IntakeClosed(KnownProblem):
    """The record may concern an indecent image of a child: no file may enter it."""

    code = "intake_closed"
    sentence = "This record is kept in words only, so no file can be added to it. Nothing was read."
    next_step = "Describe what you were told, in their words. Do not look for it, copy it or delete it."


class RecordGone(KnownProblem):
    """The record was filed elsewhere while a file for it was read."""

    code = "record_gone"
    sentence = "The record was filed elsewhere meanwhile, so the file was not kept."
    next_step = "Open the record where it is now, and add the file there."


class RecordInError(KnownProblem):
    """The record is marked as entered in error."""

    code = "record_in_error"
    sentence = "This record is marked as entered in error, so nothing is added to it. Nothing was kept."
    next_step = "Add the file to the record that took its place."


class InQuarantineBefore(KnownProblem):
    """The same content stands in quarantine: it is not kept again."""

    code = "in_quarantine_before"
    sentence = "This is the same as an exhibit in quarantine, so it was not kept again."
    next_step = (
        "Do not open or copy it. Tell the police where it came from: 'What to do now' beside that exhibit."
    )


class NoPermit(KnownProblem):
    """Something was offered without the question having been answered for this batch and this record."""

    code = "no_permit"
    sentence = "The question about indecent images has not been answered for this. Nothing was read."
    next_step = "Choose 'Add evidence' again and answer the question first."


class NotOwnWords(KnownProblem):
    """On a record where terrorism material may turn up, a file of a kind that does not show somebody's own words."""

    code = "not_own_words"
    sentence = "This file is neither a picture nor text, so nothing of it was kept: it may be a manual or propaganda."
    next_step = (
        "Do not open it to find out. Write its address, title and account down in words, and ask the police before "
        "anything else is kept. A pupil’s own work can come in as a picture of its pages."
    )
