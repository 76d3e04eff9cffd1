"""What models said of the people of a day: small enough to be kept for a whole ICB."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from analytics.measures.risk.features import Asked, last_year
from analytics.measures.risk.panel import EVERYBODY, FREQUENT, RISING, Panel
from analytics.methods.risk.calibration import sigmoid
from analytics.methods.risk.expected import Expected
from analytics.methods.risk.models import Fitted

CAME = ("y", "n", "w", "gone")  # what is known of a day whose outcome is known


@dataclass(frozen=True)
class Said:
    """The people of a day. people: person, used (events in the year before), expected
    (in the year after); of a day whose outcome is known also y (came to be above the
    rule), n, w, gone, died (`outcomes.weighed`). groups: of whom each is. risks: of
    each group and model, of the people of that group in their order."""

    day: date
    people: pd.DataFrame
    groups: dict[str, np.ndarray]
    risks: dict[str, dict[str, np.ndarray]]

    def risk(self, group: str, name: str) -> np.ndarray:
        """The risk of each person by a model; NaN for who is not of the group."""
        found = np.full(len(self.people), np.nan)
        found[self.groups[group]] = self.risks[group][name]
        return found


def said(
    panel: Panel, asked: Asked, models: dict[str, Fitted], course: Expected
) -> Said:
    """What models and the course of attendances say of the people of a panel."""
    scores = {name: model.score(panel.x.x) for name, model in models.items()}
    risks = {
        group: {
            name: _straight(scores[name][those], model.lines[group])
            for name, model in models.items()
        }
        for group, those in panel.groups.items()
    }
    people = panel.people
    came = {name: people[name] for name in CAME if name in people}
    if came:
        came["died"] = people["died"].notna()
    frame = pd.DataFrame(
        {
            "person": people["person"],
            "used": last_year(people, asked).astype(np.float32),
            "expected": _expected(panel, course),
            **came,
        }
    )
    return Said(panel.day, frame, panel.groups, risks)


def _straight(score: np.ndarray, line: tuple[float, float]) -> np.ndarray:
    return sigmoid(line[0] + line[1] * score).astype(np.float32)


def _expected(panel: Panel, course: Expected) -> np.ndarray:
    """Attendances to expect in the next twelve months, of each person by the smallest
    group that they are of: the highest fall back most."""
    found = np.full(len(panel.people), np.nan, dtype=np.float32)
    left = np.ones(len(found), dtype=bool)
    for group in (FREQUENT, RISING, EVERYBODY):
        those = panel.groups[group] & left
        if those.any():
            found[those] = course.a_year(panel.x.x[those], group)
        left &= ~those
    return found
