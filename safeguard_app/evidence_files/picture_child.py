"""The process that reads the words of one picture, behind everything else, and ends with its answer.

Like the one that looks into a file, it knows no log, no key and no name, and can open nothing once it reads.
"""

import msgspec

from safeguard_app.evidence_files import picture_look
from safeguard_app.evidence_files.child import get_pictures_ready
from safeguard_app.evidence_files.pixels import NotShown
from safeguard_app.evidence_files.question import READING_LIMITS, asked
from safeguard_app.system.limited_process import limit_this_process, shut_out, stand_behind


def main(folder: str) -> int:
    """Read one picture with the language data in ``folder``, none where it is empty; the code is 0, or why not."""
    stand_behind()
    get_pictures_ready()
    reader = picture_look.reader_from(folder)
    limit_this_process(READING_LIMITS)
    shut_out()
    with open(0, "rb", closefd=False) as asking, open(1, "wb", closefd=False) as answering:
        question, content = asked(asking)
        try:
            answering.write(msgspec.json.encode(picture_look.look_at(content, question.media_type, reader)))
        except NotShown as refused:
            return refused.refusal
        answering.flush()
    return 0
