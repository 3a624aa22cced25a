"""The demo's own clock: it stands where the story is, and goes on from there a second at a time."""

from datetime import date, datetime, time, timedelta, tzinfo

_SATURDAY = 5
_STORY_ENDS = time(15, 42)


class StoryClock:
    """A clock that is set forward by the story. Never goes back, as no honest clock does."""

    def __init__(self, at: datetime) -> None:
        """Stand at ``at``, aware."""
        self._at = at

    def now(self) -> datetime:
        """Where the story is; a second later each time it is asked."""
        self._at += timedelta(seconds=1)
        return self._at

    def set_forward(self, at: datetime) -> None:
        """Go to ``at``, unless the story is there already."""
        self._at = max(self._at, at)


def end_of_story(now: datetime) -> datetime:
    """The newest school-day afternoon that is not in the future: there the story ends."""
    end = now.replace(hour=_STORY_ENDS.hour, minute=_STORY_ENDS.minute, second=0, microsecond=0)
    if end > now:
        end -= timedelta(days=1)
    while end.weekday() >= _SATURDAY:
        end -= timedelta(days=1)
    return end


def story_day(end: datetime, days: int, *, at_school: bool) -> date:
    """The day ``days`` before the end of the story; what happens at school happens from Monday to Friday."""
    day = end.date() - timedelta(days=days)
    while at_school and day.weekday() >= _SATURDAY:
        day -= timedelta(days=1)
    return day


def story_time(end: datetime, days: int, clock: str, zone: tzinfo, *, at_school: bool = True) -> datetime:
    """``clock`` ("08:35") on the day ``days`` before the end of the story."""
    hours, minutes = clock.split(":")
    return datetime.combine(story_day(end, days, at_school=at_school), time(int(hours), int(minutes)), zone)
