"""What courses over time share: names at the ends of lines, and the mark of a day."""

import altair as alt
import numpy as np
import pandas as pd

from analytics.figures.theme import Look


def apart(ends: pd.DataFrame, top: float) -> pd.DataFrame:
    """Names at the ends of lines, moved apart where the lines end close together."""
    ends = ends.sort_values("value").copy()
    least = top * 0.08
    placed = []
    for value in ends["value"]:
        placed.append(max(value, placed[-1] + least) if placed else value)
    return ends.assign(placed=np.round(placed, 2))


def mark_of(at: float, words: str, look: Look) -> tuple[alt.Chart, alt.Chart]:
    """A line from top to bottom with a word at its head."""
    base = alt.Chart(pd.DataFrame({"at": [at], "words": [words]}))
    return (
        base.mark_rule(color=look.quiet).encode(x="at:Q"),
        base.mark_text(align="left", dx=5, color=look.quiet).encode(
            x="at:Q", y=alt.value(8), text="words:N"
        ),
    )
