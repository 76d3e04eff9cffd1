"""Somebody in a meeting who writes down all that is shown, and solves for what is
hidden.

A population is counts of people by practice, age, sex and number of attendances. Each
number shown says that some sum of them lies between two limits. `pinned` asks of every
sum that is 1 to 7, and of every difference of two sums, whether anything else would
have looked the same.
"""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog

from analytics.disclosure import Audience, Protected, protect
from analytics.disclosure.rounding import NEAREST, steps
from analytics.measures.result import Column, Result

ANY = 10_000  # more than anybody has
TIMES = (1, 2, 3, 5, 6, 8, 10, 11, 12, 14, 17, 21, 25, 40)
DIFFERENCES = 4000  # of pairs of sums, drawn where there are more


@dataclass
class Seen:
    """What was shown: for each sum over kinds of people, the limits that it lies
    between."""

    kinds: pd.DataFrame  # practice, pcn, age, sex, times, people (the truth)
    weights: list[np.ndarray] = field(default_factory=list)
    limits: list[list[float]] = field(default_factory=list)
    of_people: list[bool] = field(default_factory=list)
    place: dict[bytes, int] = field(default_factory=dict)

    def note(
        self, rows: np.ndarray, low: float, high: float, attendances: bool = False
    ) -> None:
        """The people of some kinds (or their attendances) are from low to high."""
        weight = np.where(rows, self.kinds["times"] if attendances else 1, 0).astype(
            np.int32
        )
        self._hold(weight, low, high, not attendances)

    def table(
        self, parts: list[tuple[str, np.ndarray, np.ndarray]], narrowed: bool
    ) -> None:
        """A table as a meeting sees it: for each part a label, its people, and which
        attend."""
        people, times = (
            self.kinds["people"].to_numpy(),
            self.kinds["times"].to_numpy(),
        )
        frame = pd.DataFrame(
            {
                "label": [label for label, _, _ in parts],
                "second": [label.split(",")[-1] for label, _, _ in parts],
                "people": [people[rows].sum() for _, rows, _ in parts],
                "attendances": [(people * times)[rows].sum() for _, rows, _ in parts],
                "everyone": [people[among].sum() for _, _, among in parts],
            }
        )
        shown = protect(
            Result("t", frame, COLUMNS, "m", narrowed=narrowed), Audience.AGGREGATE
        )
        step = steps(
            "count",
            frame["attendances"].to_numpy(float),
            frame["people"].to_numpy(float),
        )
        for name, at in (("people", 1), ("everyone", 2)):
            hidden = shown.hidden[name]
            most = shown.fewer_than - 1
            besides = bool((hidden & ~frame[name].between(1, 7)).any()) and not narrowed
            for i, part in enumerate(parts):
                if hidden[i]:
                    low, high = (
                        (0, most) if narrowed else (0, ANY) if besides else (1, most)
                    )
                else:
                    value = shown.table[name][i]
                    low, high = (value - 2, value + 2) if value else (0, 0)
                    low = max(low, most + 1) if value else 0
                self.note(part[at], low, high)
        for i, (_, rows, _) in enumerate(parts):
            if not shown.hidden["attendances"][i]:
                value = shown.table["attendances"][i]
                self.note(
                    rows, value - step[i] / 2, value + step[i] / 2, attendances=True
                )

    def read(self, shown: Protected, sums: dict[str, list[np.ndarray]]) -> None:
        """Notes columns of counts of a protected table of the product's own columns.

        sums: of each column, what each row adds up: a weight for each kind of people (1
        for each of them; for events, how many each has).
        """
        most, narrowed = shown.fewer_than - 1, shown.result.narrowed
        people = self.kinds["people"].to_numpy()
        true = {
            name: np.array([row @ people for row in rows])
            for name, rows in sums.items()
        }
        step: dict[str, np.ndarray] = {}
        for name, rows in sums.items():
            column = shown.result.column(name)
            behind = true.get(column.of)
            step[name] = steps("count", true[name].astype(float), behind)
            if column.like:
                step[name] = np.maximum(step[name], step[column.like].max(initial=0))
            hidden = shown.hidden[name].to_numpy(bool)
            few = (true[name] >= 1) & (true[name] <= most)
            besides = bool((hidden & ~few).any()) and not narrowed
            for i, weights in enumerate(rows):
                self._cell(
                    weights,
                    None if hidden[i] else float(shown.table[name][i]),
                    float(step[name][i]),
                    (0 if narrowed else 1, most),
                    besides or bool(column.of),
                )

    def _cell(
        self,
        weights: np.ndarray,
        value: float | None,
        step: float,
        few: tuple[int, int],
        besides: bool,
    ) -> None:
        """One cell. few: between what a hidden one lies. besides: whether it may be
        hidden for another reason, so that nothing is known of it."""
        if value is None:
            low, high = (0, ANY * 40.0) if besides else few
        elif value:
            low, high = max(value - step / 2, few[1] + 1), value + step / 2
        else:  # nobody, or fewer events than would be rounded to one step
            low, high = 0, 0 if step <= NEAREST else step / 2
        self._hold(weights.astype(np.int32), low, high, set(weights) <= {0, 1})

    def _hold(self, weight: np.ndarray, low: float, high: float, people: bool) -> None:
        key = weight.tobytes()
        if key not in self.place:
            self.place[key] = len(self.weights)
            self.weights.append(weight)
            self.limits.append([0.0, ANY * 40.0])
            self.of_people.append(people)
        kept = self.limits[self.place[key]]
        kept[0], kept[1] = max(kept[0], low), min(kept[1], high)


COLUMNS = (
    Column("label", "Label"),
    Column("people", "Frequent attenders", "count"),
    Column("attendances", "Their attendances", "count", of="people"),
    Column("everyone", "People who attended", "count"),
)


def pinned(seen: Seen, events: bool = False) -> tuple[list[int], int]:
    """(the sums of people that can be nothing else, how many of 1 to 7 there are).
    events: of sums of events too.

    A sum that changes when one person comes, goes or is of another kind, with nothing
    to see, is safe. Of each other sum the least and the greatest value are solved for.
    """
    forms = np.array(seen.weights)
    low, high = np.array(seen.limits).T
    truth = seen.kinds["people"].to_numpy()
    now = forms @ truth
    assert (low <= now).all() and (now <= high).all(), (
        "the attacker holds something untrue"
    )
    of_people = np.array(seen.of_people)
    targets = _targets(forms[of_people], truth)
    if events:
        some = forms[~of_people & (now >= 1) & (now <= 7)]
        targets = np.vstack([targets, some]) if len(targets) else some
    if not len(targets):
        return [], 0
    left = targets[~_moved_by_one_person(forms, now - low, high - now, truth, targets)]
    rows = sparse.csr_matrix(np.vstack([forms, -forms]).astype(float))
    limits = np.concatenate([high, -low])
    return [
        int(one @ truth) for one in left if _only(one, int(one @ truth), rows, limits)
    ], len(targets)


def _targets(forms: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Every sum of people shown that is 1 to 7, and differences of one within another
    that are."""
    inside = forms.astype(np.float32) @ forms.T.astype(np.float32)
    small = forms.sum(1)
    outer, inner = np.nonzero(
        (inside == small[None, :]) & (small[:, None] > small[None, :])
    )
    number = forms @ truth
    gap = number[outer] - number[inner]
    keep = np.flatnonzero((gap >= 1) & (gap <= 7))
    if len(keep) > DIFFERENCES:
        keep = np.random.default_rng(0).choice(keep, DIFFERENCES, replace=False)
    found = np.vstack(
        [
            forms[(number >= 1) & (number <= 7)],
            (forms[outer[keep]] - forms[inner[keep]]).astype(forms.dtype),
        ]
    )
    return np.unique(found, axis=0) if len(found) else found


def _moved_by_one_person(forms, down, up, truth, targets) -> np.ndarray:
    """Which sums change when one person comes, goes or is of another kind, with nothing
    to see."""
    comes = (forms <= up[:, None]).all(0)
    goes = (forms <= down[:, None]).all(0) & (truth > 0)
    moved = targets[:, comes | goes].any(1)
    for kind in np.flatnonzero(truth > 0):
        if moved.all():
            break
        change = forms - forms[:, [kind]]
        to = ((change <= up[:, None]) & (change >= -down[:, None])).all(0)
        if to.any():
            moved |= (targets[:, to] != targets[:, [kind]]).any(1)
    return moved


def _only(target: np.ndarray, value: int, rows, limits) -> bool:
    """Whether no whole number but this lies between the least and the greatest that can
    be."""
    for sign, far in ((1, np.ceil), (-1, np.floor)):
        answer = linprog(
            sign * target.astype(float), A_ub=rows, b_ub=limits, method="highs"
        )
        if answer.status == 0 and far(sign * answer.fun - sign * 1e-6) != value:
            return False
        assert answer.status in (0, 3), (
            answer.message
        )  # 3: it may be as much as one likes
        if answer.status == 3:
            return False
    return True
