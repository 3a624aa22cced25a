"""What people type for a date or time, and what was understood.

Nothing is guessed silently: what was understood is said back in words, what could mean two things becomes a question
with choices, and what cannot be a date is refused with a sentence. No input raises.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from safeguard_app.domain.moments import (
    MINUTE,
    Grain,
    Moment,
    about,
    about_day,
    at_wall_clock,
    between,
    between_days,
    describe,
    exactly,
    not_known,
    on_day,
)
from safeguard_app.domain.typed_clock import WHAT_WORKS, Clock, ClockReading, clock_candidates, read_clock
from safeguard_app.domain.typed_days import DayReading, DaySpan, NotUnderstood, read_day

LONGEST_TYPED = 120
"""Characters; anything longer is not a date."""
MOST_CHOICES = 6


class Outcome(StrEnum):
    """What came of reading the typed words."""

    UNDERSTOOD = "understood"
    QUESTION = "question"
    REFUSED = "refused"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible meaning, to be offered as a button or a row."""

    label: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Understanding:
    """What was made of the typed words.

    UNDERSTOOD: ``moment`` is set and ``sentence`` says it back. QUESTION: ``sentence`` asks, ``choices`` answer it.
    REFUSED: ``sentence`` says why and what would work. EMPTY: nothing was typed. ``in_future`` when some of the
    moment lies after now; the sentence then says so.
    """

    outcome: Outcome
    sentence: str
    moment: Moment | None = None
    choices: tuple[Choice, ...] = ()
    in_future: bool = False


@dataclass(frozen=True, slots=True)
class _Setting:
    """Now, in the zone of the school."""

    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        return self.now.date()


def understand(text: str, now: datetime, zone: tzinfo) -> Understanding:
    """What ``text`` means to somebody typing it at ``now`` (aware) in ``zone``."""
    typed = _plain(text)
    if not typed:
        return Understanding(Outcome.EMPTY, "")
    if len(typed) > LONGEST_TYPED:
        return Understanding(Outcome.REFUSED, WHAT_WORKS)
    if typed in _NOT_KNOWN:
        return Understanding(Outcome.UNDERSTOOD, "Not known.", not_known())
    setting = _Setting(now.astimezone(zone), zone)
    try:
        return _read(typed, setting)
    except NotUnderstood as refused:
        return Understanding(Outcome.REFUSED, str(refused))


_NOT_KNOWN = frozenset(
    {"?", "not known", "unknown", "don't know", "don’t know", "dont know", "not sure", "unsure", "n/k", "nk"}
)
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx|circa|maybe|probably)\b\.?|~|(?<=[0-9m])ish\b)"
)
_NOISE = re.compile(r"\b(?:at|on|the|of|in)\b|@")
_TONIGHT = re.compile(r"\btonight\b")
_LAST_NIGHT = re.compile(r"\blast night\b")
_RANGES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<before>.*?)\bbetween\s+(?P<first>.+?)\s*(?:\band\b|-|&)\s*(?P<last>.+)",
        r"(?P<before>.*?)\bfrom\s+(?P<first>.+?)\s*(?:\bto\b|\buntil\b|\btill\b|-)\s*(?P<last>.+)",
        r"(?P<before>)(?P<first>.+?)\s+(?:until|till|-)\s+(?P<last>.+)",
        r"(?P<before>)(?P<first>[0-9]{1,2}(?:st|nd|rd|th)?)\s*(?:-|\bto\b|\band\b)\s*(?P<last>[0-9]{1,2}(?:st|nd|rd|th)?\s+[a-z]{3}.*)",
        r"(?P<before>)(?P<first>.*[/:.][0-9]{1,4})\s+to\s+(?P<last>.+)",
        r"(?P<before>)(?P<first>.*[a-z](?<!quarter)(?<!five)(?<!ten)(?<!twenty)(?<!minutes)(?<!mins))\s+to\s+(?P<last>.+)",
    )
)
_AGO = re.compile(r"(?P<count>[0-9]{1,3}|an?|half an)\s*(?P<unit>minutes?|mins?|hours?|hrs?)\s+ago")


def _plain(text: str) -> str:
    """Lower case, plain signs, single spaces; cut where nobody would still be typing a date."""
    folded = unicodedata.normalize("NFKC", text[: LONGEST_TYPED * 4]).casefold()
    for sign, plain in (("’", "'"), ("–", "-"), ("—", "-"), ("−", "-"), (",", " "), (";", " ")):
        folded = folded.replace(sign, plain)
    folded = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", folded)
    folded = re.sub(r"\s*o\s?'?clock\b", " oclock", folded)
    return " ".join(folded.split())


def _read(typed: str, setting: _Setting) -> Understanding:
    roughly = _ABOUT.search(typed) is not None
    words = " ".join(_ABOUT.sub(" ", typed).split())
    if words in {"now", "just now", "right now"}:
        return _answer([_roughly(exactly(setting.now), roughly)], "", setting)
    if found := _AGO.fullmatch(words):
        return _answer([about(setting.now - _ago(found))], "", setting)
    for pattern in _RANGES:
        if found := pattern.fullmatch(words):
            return _read_range(found, setting)
    return _read_single(words, roughly, setting)


def _ago(found: re.Match[str]) -> timedelta:
    counts = {"a": 60, "an": 60, "half an": 30}
    if found["unit"].startswith("h"):
        return timedelta(minutes=counts.get(found["count"]) or int(found["count"]) * 60)
    return timedelta(minutes=1 if found["count"] in counts else int(found["count"]))


def _roughly(moment: Moment, roughly: bool) -> Moment:
    return about(moment.start) if roughly and moment.start is not None else moment


def _split(words: str, setting: _Setting) -> tuple[DayReading | None, ClockReading | None]:
    """The day and the time in ``words``."""
    named = _LAST_NIGHT.sub("yesterday night", _TONIGHT.sub("today evening", words))
    cleaned = " ".join(_NOISE.sub(" ", named).split())
    if _could_be_either(cleaned):
        raise NotUnderstood("Is that a time or a date? Type 14:09 for a time, or 14/09 for a date.")
    day, rest = read_day(cleaned, setting.today)
    clock = read_clock(rest)
    if day is None and clock is not None and clock.bare:
        raise NotUnderstood("Is that a time or a day? Type 3pm or 15:00 for a time, or 3rd for a day.")
    return day, clock


def _could_be_either(words: str) -> bool:
    """ "14.09": half past nothing or the fourteenth of September."""
    found = re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})", words)
    return found is not None and 1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12


def _read_single(words: str, roughly: bool, setting: _Setting) -> Understanding:
    day, clock = _split(words, setting)
    if clock is None:
        if day is None:
            raise NotUnderstood(WHAT_WORKS)
        return _answer(
            [_days(span, roughly, setting) for span in day.spans], day.question, setting, _ask(day)
        )
    if day is None:
        return _time_alone(clock, roughly, setting)
    if any(span.first != span.last for span in day.spans):
        raise NotUnderstood("A time needs one day. Type the day and the time: 14 Sep 15:30.")
    moments: list[Moment] = []
    twice = False
    for span in day.spans:
        for candidate in clock.clocks:
            made = _on(span.first, candidate, roughly, setting)
            twice = twice or len(made) > 1
            moments += made
    question = day.question or clock.question or (_TWICE if twice else "")
    return _answer(moments, question, setting, _ask(day))


_TWICE = "The clocks went back that night, so this time came twice. Which one?"


def _ask(day: DayReading) -> bool:
    """Whether even a single candidate must be confirmed (month and day were turned round)."""
    return day.rest == "ask"


def _days(span: DaySpan, roughly: bool, setting: _Setting) -> Moment:
    if span.first != span.last:
        return between_days(span.first, span.last, setting.zone)
    return (about_day if roughly else on_day)(span.first, setting.zone)


def _on(day: date, clock: Clock, roughly: bool, setting: _Setting) -> list[Moment]:
    """The moments of ``clock`` on ``day``: none where the clock skipped it, two where it came twice."""
    starts = at_wall_clock(day + timedelta(days=clock.start_plus), clock.start, setting.zone)
    if not starts:
        raise NotUnderstood("The clocks went forward that night, so this time did not come. Check it.")
    if clock.end is None:
        return [(about if roughly else exactly)(at) for at in starts]
    ends = at_wall_clock(day + timedelta(days=clock.end_plus), clock.end, setting.zone)
    end = ends[-1] if ends else starts[0]
    if starts[0] <= setting.now < end:
        end = setting.now
    return [between(starts[0], end)]


def _time_alone(clock: ClockReading, roughly: bool, setting: _Setting) -> Understanding:
    """A time without a day is today's, unless that is still to come: then a person says which day."""
    yesterday = setting.today - timedelta(days=1)
    today = [m for c in clock.clocks for m in _on(setting.today, c, roughly, setting)]
    past = [m for m in today if m.start is not None and m.start <= setting.now]
    if len(past) == len(today):
        return _answer(today, clock.question or _TWICE, setting)
    before = [m for c in clock.clocks for m in _on(yesterday, c, roughly, setting)]
    return _answer([*past, *before, *(m for m in today if m not in past)], "Which day was that?", setting)


def _read_range(found: re.Match[str], setting: _Setting) -> Understanding:
    first_words, last_words = _completed(found["first"], found["last"])
    first_day, first_clock = _split_part(first_words, setting)
    last_day, last_clock = _split_part(last_words, setting)
    before = found["before"].strip()
    shared = read_day(before, setting.today)[0] if before else None
    if before and shared is None:
        raise NotUnderstood(WHAT_WORKS)
    if first_clock is None and last_clock is None and first_day is not None and last_day is not None:
        return _day_range(first_day, last_day, setting)
    start_day, end_day = first_day or shared or last_day, last_day or shared or first_day
    if first_clock is None or last_clock is None:
        return _mixed_range((start_day, first_clock), (end_day, last_clock), setting)
    return _clock_range((start_day, first_clock), (end_day, last_clock), setting)


def _completed(first: str, last: str) -> tuple[str, str]:
    """ "14" and "16 sep": both in September. "9" and "10am": both in the morning."""
    number = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?", first)
    if number is None:
        return first, last
    if month := re.fullmatch(r"[0-9]{1,2}(?:st|nd|rd|th)?\s+([a-z]{3}.*)", last):
        return f"{number[1]} {month[1]}", last
    if half := re.search(r"[0-9]\s*([ap]m)$", last):
        return f"{number[1]}{half[1]}", last
    return first, last


def _split_part(words: str, setting: _Setting) -> tuple[DayReading | None, ClockReading | None]:
    """As _split, where a lone number is an hour."""
    cleaned = " ".join(_NOISE.sub(" ", words).split())
    if re.fullmatch(r"[0-9]{1,2}", cleaned):
        return None, clock_candidates(int(cleaned), 0, None)
    return _split(words, setting)


def _day_range(first: DayReading, last: DayReading, setting: _Setting) -> Understanding:
    moments = []
    for end in last.spans:
        for start in first.spans:
            begin = start.first
            while begin > end.last and first.by_weekday:
                begin -= timedelta(days=7)
            if begin <= end.last:
                moments.append(between_days(begin, end.last, setting.zone))
    if not moments:
        raise NotUnderstood("The second day is before the first. Check both.")
    return _answer(moments, first.question or last.question, setting)


def _clock_range(
    first: tuple[DayReading | None, ClockReading],
    last: tuple[DayReading | None, ClockReading],
    setting: _Setting,
) -> Understanding:
    """Two times, on one day or two. Two bare hours are both of the same half of the day."""
    alone = first[0] is None
    days = first[0].spans if first[0] is not None else (DaySpan(setting.today, setting.today),)
    ends = last[0].spans if last[0] is not None else days
    same_day = last[0] is first[0] or last[0] is None
    moments: list[Moment] = []
    for start_span in days:
        for end_span in (start_span,) if same_day else ends:
            moments += _between_clocks(start_span.first, end_span.last, first[1], last[1], setting)
    if not moments:
        raise NotUnderstood("The second time is before the first. Check both.")
    past = [m for m in moments if m.start is not None and m.start <= setting.now]
    if alone and len(past) < len(moments):
        yesterday = setting.today - timedelta(days=1)
        earlier = _between_clocks(yesterday, yesterday, first[1], last[1], setting)
        rest = [m for m in moments if m not in past]
        return _answer([*past, *earlier, *rest], "Which day was that?", setting)
    questions = [r.question for r in (first[0], last[0]) if r is not None and len(r.spans) > 1]
    return _answer(moments, (*questions, "In the morning, or in the afternoon or evening?")[0], setting)


def _between_clocks(
    start_day: date, end_day: date, first: ClockReading, last: ClockReading, setting: _Setting
) -> list[Moment]:
    """Every way the two times make a range; two bare hours share a half of the day where they can ("3 and 5")."""
    made = {
        (place, other): (_first_at(start_day, one, setting), _last_at(end_day, two, setting))
        for place, one in enumerate(first.clocks)
        for other, two in enumerate(last.clocks)
    }
    ranges = {places: between(start, end) for places, (start, end) in made.items() if start < end}
    if len(first.clocks) > 1 and len(last.clocks) > 1 and start_day == end_day:
        same_half = [moment for (place, other), moment in ranges.items() if place == other]
        return same_half or list(ranges.values())
    return list(ranges.values())


def _first_at(day: date, clock: Clock, setting: _Setting) -> datetime:
    found = _on(day, Clock(clock.start, None, clock.start_plus), False, setting)[0].start
    assert found is not None
    return found


def _last_at(day: date, clock: Clock, setting: _Setting) -> datetime:
    last = (
        Clock(clock.start, None, clock.start_plus)
        if clock.end is None
        else Clock(clock.end, None, clock.end_plus)
    )
    found = _on(day, last, False, setting)[-1].start
    assert found is not None
    return found


def _mixed_range(
    first: tuple[DayReading | None, ClockReading | None],
    last: tuple[DayReading | None, ClockReading | None],
    setting: _Setting,
) -> Understanding:
    """A day on one side and a day with a time on the other: the plain day counts from or to its end."""
    start_day, end_day = first[0], last[0]
    if start_day is None or end_day is None:
        raise NotUnderstood(WHAT_WORKS)
    all_day = ClockReading((Clock(time(0, 0), time(23, 59)),))
    return _clock_range((start_day, first[1] or all_day), (end_day, last[1] or all_day), setting)


def _answer(moments: list[Moment], question: str, setting: _Setting, ask: bool = False) -> Understanding:
    """One meaning is understood; several are a question; none was raised before."""
    different = list(dict.fromkeys(moments))[:MOST_CHOICES]
    if len(different) == 1 and not ask:
        future = _in_future(different[0], setting)
        sentence = describe(different[0], setting.zone, long=True)
        sentence = f"{sentence[:1].upper()}{sentence[1:]}"
        told = f"{sentence}. This is in the future." if future else f"{sentence}."
        return Understanding(Outcome.UNDERSTOOD, told, different[0], (), future)
    choices = tuple(Choice(_label(moment, setting), moment) for moment in different)
    return Understanding(Outcome.QUESTION, question or "Which one?", None, choices)


def _in_future(moment: Moment, setting: _Setting) -> bool:
    if moment.start is None:
        return False
    if moment.grain is Grain.DAY:
        return (moment.end or moment.start).date() > setting.today
    return (moment.end or moment.start) > setting.now + MINUTE


def _label(moment: Moment, setting: _Setting) -> str:
    told = describe(moment, setting.zone)
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    start = moment.start
    if start is None:
        return told
    word = near.get((start.astimezone(setting.zone).date() - setting.today).days)
    label = f"{word}, {told}" if word else told
    return f"{label[:1].upper()}{label[1:]}"
