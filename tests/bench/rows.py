"""One row of the bench: what took how long here, beside the same work done plainly, and what was promised."""

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from time import perf_counter

from tests.bench import company


@dataclass(frozen=True, slots=True)
class Row:
    """A measured row. ``baseline`` was measured in the same run; ``met`` is None where nothing is promised."""

    name: str
    ours: float
    unit: str
    baseline_name: str
    baseline: float
    ratio: float
    goal: str
    met: bool | None
    note: str = ""
    others: float | None = None
    """The share of the processors that others had meanwhile, where the system tells."""

    @property
    def disturbed(self) -> bool:
        """Whether a miss may well be the others'."""
        return self.others is not None and self.others >= company.BUSY


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that could not be measured here, and why."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The same work, or the least of it that anybody would have to do, without this program."""

    name: str
    value: float


def within(name: str, ours: float, baseline: Baseline, limit: float, unit: str = "s", note: str = "") -> Row:
    """A row that promises to stay under a number of its own unit."""
    goal = f"< {limit:g} {unit}"
    return Row(
        name, ours, unit, baseline.name, baseline.value, _ratio(ours, baseline), goal, ours < limit, note
    )


def no_more(name: str, ours: int, baseline: Baseline, limit: int, unit: str) -> Row:
    """A row that promises to count no more than a number."""
    ratio = _ratio(ours, baseline)
    return Row(name, ours, unit, baseline.name, baseline.value, ratio, f"<= {limit} {unit}", ours <= limit)


def at_most(name: str, ours: float, baseline: Baseline, times: float, unit: str = "s", note: str = "") -> Row:
    """A row that promises to take at most so many times as long as its baseline."""
    ratio = _ratio(ours, baseline)
    goal = f"<= {times:g} x"
    return Row(name, ours, unit, baseline.name, baseline.value, ratio, goal, ratio <= times, note)


def told(name: str, ours: float, baseline: Baseline, unit: str = "s", note: str = "") -> Row:
    """A row that promises nothing and is worth knowing."""
    return Row(name, ours, unit, baseline.name, baseline.value, _ratio(ours, baseline), "told", None, note)


def _ratio(ours: float, baseline: Baseline) -> float:
    return ours / baseline.value if baseline.value else float("inf")


def seconds(operation: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = perf_counter()
    operation()
    return perf_counter() - begun


def median(operation: Callable[[], object], times: int) -> float:
    """The median of several calls, in seconds."""
    return statistics.median(seconds(operation) for _ in range(times))


def in_turn(ours: Callable[[], object], plain: Callable[[], object], times: int) -> tuple[float, float]:
    """The medians of two operations that take turns, so that whatever else the computer does meets both."""
    taken = [(seconds(ours), seconds(plain)) for _ in range(times)]
    return statistics.median(one for one, _ in taken), statistics.median(other for _, other in taken)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that a share of all values, such as 0.95, does not exceed (nearest rank)."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)
    return ordered[min(place, len(ordered) - 1)]


@dataclass(slots=True)
class Report:
    """The rows of a run, said as they come and written when all are there."""

    say: Callable[[str], None]
    rows: list[Row] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    _others: float | None = None

    def head(self) -> None:
        """The heads of the columns."""
        self.say(_line("row", "ours", "baseline", "ratio", "goal", ""))

    def add(self, found: Iterable[Row | LeftOut]) -> None:
        """Take rows in as they are measured, and say each, with what others did meanwhile where it was missed."""
        before = company.now()
        for one in found:
            if isinstance(one, LeftOut):
                self.left_out.append(one)
                self.say(f"{one.name}: left out, {one.why}")
            else:
                others = company.others_since(before)
                if others is None:  # one of several rows that were measured in one go
                    self._take(replace(one, others=self._others))
                    continue
                self._others = others
                self._take(replace(one, others=others))
            before = company.now()

    def _take(self, row: Row) -> None:
        self.rows.append(row)
        ours, plain = _value(row.ours, row.unit), _value(row.baseline, row.unit)
        verdict = {True: "met", False: "MISSED", None: ""}[row.met]
        self.say(_line(row.name, ours, plain, f"{row.ratio:.2f} x", row.goal, verdict))
        note = f". {row.note}" if row.note else ""
        if row.met is False and row.others is not None:
            note += f". Meanwhile others had {row.others:.0%} of the processors"
        self.say(f"      beside: {row.baseline_name}{note}")

    def closing(self) -> str:
        """Over all of it: how many goals were met, and plainly which were not."""
        promised = [row for row in self.rows if row.met is not None]
        met = sum(bool(row.met) for row in promised)
        missed = "".join(f"\n  missed: {_missed(row)}" for row in promised if not row.met)
        out = f", {len(self.left_out)} left out" if self.left_out else ""
        return f"{len(self.rows)} rows, {met} of {len(promised)} goals met{out}{missed}"

    def write(self, path: Path, form: str) -> None:
        """Write the rows as JSON."""
        content = {
            "form": form,
            "rows": [asdict(row) for row in self.rows],
            "left_out": [asdict(one) for one in self.left_out],
        }
        path.write_text(json.dumps(content, indent=1, allow_nan=False) + "\n", encoding="utf-8")


def _missed(row: Row) -> str:
    by = f"{row.name}: {_value(row.ours, row.unit)}, {row.ratio:.2f} x, goal {row.goal}"
    if not row.disturbed:
        return by
    return f"{by} (the computer was busy with others: {row.others:.0%} of its processors; measure it alone)"


def _line(name: str, ours: str, baseline: str, ratio: str, goal: str, verdict: str) -> str:
    return f"{name:<58}{ours:>11}{baseline:>11}{ratio:>9}  {goal:<13} {verdict}".rstrip()


def _value(value: float, unit: str) -> str:
    if unit != "s":
        return f"{value:,.0f} {unit}"
    return f"{value * 1000:,.2f} ms" if value < 1 else f"{value:,.2f} s"
