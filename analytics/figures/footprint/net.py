"""A&E down, GP up? Every service before and after, beside what was to be expected."""

import pandas as pd

from analytics.definitions.words import ABOUT, interval, listed, mid_sentence, sureness
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.forest import forest
from analytics.figures.theme import Look
from analytics.methods.savings import pounds

GROUP = "people of the caseload"
AXIS = "Observed ÷ expected; left of 1: less than expected"
CANNOT = "cannot tell"


def net(protected: Protected, look: Look) -> Figure:
    """A row a service: observed over expected, and what the difference costs."""
    frame = protected.table
    if frame["people"].fillna(0).max() == 0:
        return nothing(protected, protected.too_few("what changed", GROUP))
    rows = frame.copy()
    told = rows["ratio"].notna()
    rows["written"] = [
        _written(row) if known else _seen(row)
        for known, (_at, row) in zip(told, rows.iterrows(), strict=True)
    ]
    rows["short"] = [
        f"{one:.2f}" if one == one else CANNOT for one in rows["ratio"].astype(float)
    ]
    title = finding(frame)
    chart = forest(rows, "service", look, None, AXIS)
    note = " ".join(part for part in (_sum(frame), _why(frame[~told])) if part)
    return figure(protected, title, chart, f"A row a service. {title}.", note=note)


def finding(frame: pd.DataFrame) -> str:
    """What can be said of all services together, in pounds."""
    first = frame.iloc[0]
    told, every = int(first["told"]), len(frame)
    sum_, low, high = (float(first[n]) for n in ("net", "net_lower", "net_upper"))
    if not told or sum_ != sum_:
        return (
            "Whether the programme saved or shifted care cannot be told from these data"
        )
    of = "all services" if told == every else f"{told} of {every} services"
    surely = sureness(sum_, low, high)
    up = frame[frame["lower"] > 1]
    if surely != ABOUT and len(up):
        most = up.loc[up["ratio"].idxmax()]
        return (
            f"{most['service']}: {most['ratio']:.1f} times what was expected; over "
            f"{of} no saving can be told"
        )
    if surely != ABOUT:
        reach = interval(-low, high, pounds).replace(" to ", " less to ")
        return f"No saving or shift to be told over {of}: {reach} more than expected"
    if sum_ < 0:
        reach = interval(-high, -low, pounds)
        return f"Over {of} together care costing {reach} was avoided"
    return (
        f"Over {of} together care cost {interval(low, high, pounds)} more than expected"
    )


def _sum(frame: pd.DataFrame) -> str:
    """The sum of what can be told, with its interval."""
    first = frame.iloc[0]
    if first["net"] != first["net"]:
        return ""
    middle, low, high = (
        f"{pounds(abs(one))} {'more' if one > 0 else 'less'}"
        for one in (first["net"], first["net_lower"], first["net_upper"])
    )
    return f"All that can be told together: {middle} than expected ({low} to {high})."


def _seen(row: pd.Series) -> str:
    """What was observed of a service whose expected course is not known."""
    if pd.isna(row["observed"]):
        return CANNOT
    reach = interval(row["observed_lower"], row["observed_upper"], "{:.2f}".format)
    return f"{CANNOT}; after ÷ before {row['observed']:.2f} ({reach})"


def _written(row: pd.Series) -> str:
    ratio = (
        f"{row['ratio']:.2f} ({interval(row['lower'], row['upper'], '{:.2f}'.format)})"
    )
    if pd.isna(row["pounds"]):
        return f"{ratio}; no cost"
    if not round(row["pounds"]):
        return f"{ratio}; about £0"
    way = "more" if row["pounds"] > 0 else "less"
    return f"{ratio}; {pounds(abs(row['pounds']))} {way}"


def _why(rows: pd.DataFrame) -> str:
    """Each reason once, with the services it holds for."""
    known = rows[rows["why_not"].notna() & (rows["why_not"] != "")]
    said = [
        f"{listed(list(of))} ({mid_sentence(str(why).rstrip('.'))})"
        for why, of in known.groupby("why_not", sort=False)["service"]
    ]
    return f"Cannot tell: {listed(said)}." if said else ""
