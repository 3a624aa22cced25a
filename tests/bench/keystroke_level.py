"""From counted keys to a person's seconds: the keystroke-level model.

Card, Moran and Newell, "The Keystroke-Level Model for User Performance Time with Interactive Systems", Communications
of the ACM 23 (7), 1980, and "The Psychology of Human-Computer Interaction", 1983: K = 0.28 s for an average typist who
is no secretary (40 words a minute); M = 1.35 s to think before each unit of a task; H = 0.4 s for a hand to go to
another device, which keyboard alone never asks for. M is set before each text, choice and command, as the authors'
first rule says; going on with Tab belongs to the thought before it. Shift and Ctrl are keys of their own.

The program's own answers take hundredths of a second and are left out. So is everything outside the window: finding
the paper, listening, deciding what to say. The words of an account are counted apart, at 40 words of five letters and
a space a minute, because they are the work itself.
"""

from tests.bench.key_counter import KeyCounter

KEY = 0.28
THINK = 1.35
WORDS_A_MINUTE = 40
LETTERS_A_WORD = 6


def seconds_of(counter: KeyCounter) -> float:
    """What the counted keys and decisions take a person, without the words counted apart."""
    return KEY * counter.fingers + THINK * counter.decisions


def seconds_of_words(counter: KeyCounter) -> float:
    """What typing the words counted apart takes."""
    return counter.words * 60 / (WORDS_A_MINUTE * LETTERS_A_WORD)
