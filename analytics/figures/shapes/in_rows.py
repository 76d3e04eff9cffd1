"""Rows whose names and values stand above their marks, so that they have the whole
width of a page, of a column or of a telephone."""

import altair as alt
import pandas as pd

ABOVE, BELOW = -9, 7  # pixels from the middle of a row: its words, its marks
NARROW = 420  # pixels: a telephone
AXIS = 54  # pixels: numbers and title
ROW = 36  # pixels that words and marks of one row take


def high(rows: int) -> int:
    """Pixels that so many rows take with the axis beneath them."""
    return ROW * rows + AXIS


def names(
    frame: pd.DataFrame, label: str, order: list[str]
) -> tuple[alt.Y, list[alt.Chart]]:
    """The channel that parts the rows, and the layers of their words: the name at the
    left, frame["written"] at the right; where that is narrow, frame["short"] instead.
    Marks are drawn `yOffset=BELOW`."""
    y = alt.Y(f"{label}:N", sort=order, title=None, axis=None)
    base = alt.Chart(frame).encode(y=y)
    words = [
        base.mark_text(align="left", dy=ABOVE).encode(x=alt.value(0), text=f"{label}:N")
    ]
    for column, when in (("written", "width >= "), ("short", "width < ")):
        if column in frame:
            seen = alt.ExprRef(f"{when}{NARROW} ? 1 : 0") if "short" in frame else 1
            words.append(
                base.mark_text(align="right", dy=ABOVE, opacity=seen).encode(
                    x=alt.value("width"), text=f"{column}:N"
                )
            )
    return y, words
