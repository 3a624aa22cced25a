"""What can be done with a record beyond note, decision and evidence: the menu *More*, in its order."""

from enum import StrEnum


class MoreAct(StrEnum):
    """One act of the menu."""

    CORRECT = "correct"
    TRIAGE = "triage"
    LAWS = "laws"
    TOLD = "told"
    ACTION = "action"
    CHECK = "check"
    REFERRAL = "referral"
    SHARE = "share"
    HAND_OUT = "hand_out"
    PRINT = "print"
    SHOW_ONE = "show_one"
    CLOSE = "close"
    REOPEN = "reopen"
    REFILE = "refile"
    WORDS_ONLY = "words_only"
    FILES_AGAIN = "files_again"
    ERROR = "error"

    @property
    def words(self) -> str:
        """As the menu names it."""
        return _WORDS[self]


_WORDS = {
    MoreAct.CORRECT: "&Correct, with a reason",
    MoreAct.TRIAGE: "Kind and &severity",
    MoreAct.LAWS: "Laws that ma&y apply",
    MoreAct.TOLD: "Who was &told, or held",
    MoreAct.ACTION: "Add an &action",
    MoreAct.CHECK: "Contact chec&k",
    MoreAct.REFERRAL: "Start a &referral or form",
    MoreAct.SHARE: "S&hare documents",
    MoreAct.HAND_OUT: "Hand e&vidence out",
    MoreAct.PRINT: "&Print the incident record",
    MoreAct.SHOW_ONE: "Show &only this record",
    MoreAct.CLOSE: "C&lose with an outcome",
    MoreAct.REOPEN: "Open a&gain",
    MoreAct.REFILE: "&File elsewhere",
    MoreAct.WORDS_ONLY: "&Words only from now on",
    MoreAct.FILES_AGAIN: "Allow files aga&in",
    MoreAct.ERROR: "&Entered in error",
}

MORE_ACTS: tuple[MoreAct | None, ...] = (
    MoreAct.TOLD,
    MoreAct.ACTION,
    MoreAct.TRIAGE,
    MoreAct.LAWS,
    MoreAct.CORRECT,
    None,
    MoreAct.CHECK,
    MoreAct.REFERRAL,
    MoreAct.SHARE,
    MoreAct.HAND_OUT,
    MoreAct.PRINT,
    None,
    MoreAct.SHOW_ONE,
    None,
    MoreAct.CLOSE,
    MoreAct.REOPEN,
    MoreAct.REFILE,
    MoreAct.WORDS_ONLY,
    MoreAct.FILES_AGAIN,
    MoreAct.ERROR,
)
"""The order of the menu; None is a line."""
