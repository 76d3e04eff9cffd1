"""How much of it care elsewhere might have avoided, by coded rule."""

import pandas as pd

from analytics.definitions.words import count, mid_sentence, percent
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.shapes.pairs_in_rows import pairs_in_rows
from analytics.figures.theme import Look

NO_RULE = "No rule of avoidable use can be asked of these extracts"
WHAT = "what could have been avoided"
GROUP = "people in this group"
COLUMNS = {"other_share": "Everyone else", "share": "This group"}


def rules(protected: Protected, look: Look) -> Figure:
    """A row a rule: the share that it holds of, in the group and of everyone else."""
    frame = protected.table
    if frame.empty:
        return nothing(protected, NO_RULE)
    shown = frame[frame["share"].notna()].reset_index(drop=True)
    if shown.empty:
        return nothing(protected, protected.too_few(WHAT, GROUP))
    shown["written"] = [_written(row) for _at, row in shown.iterrows()]
    shown["short"] = [percent(one) for one in shown["share"]]
    top = shown.loc[shown["share"].idxmax()]
    title = (
        f"{top['title']}: {percent(top['share'])} of the group’s {top['kind_called']}"
    )
    if top["other_share"] == top["other_share"]:
        title += f", {percent(top['other_share'])} of everyone else’s"
    chart = pairs_in_rows(
        shown, "title", COLUMNS, look, "Share of those that could be classed", True
    )
    return figure(protected, title, chart, f"Two dots a rule. {title}.")


def _written(row: pd.Series) -> str:
    said = f"{count(row['held'])} of {count(row['classed'])}"
    left = row["unclassed"]
    if left != left:
        return said
    return f"{said}; {count(left)} not classed"


def conditions(protected: Protected, look: Look) -> Figure | None:
    """Admissions of the group by condition, those with any."""
    frame = protected.table
    shown = frame[frame["held"].fillna(0) > 0].reset_index(drop=True)
    if frame.empty:
        return None
    if shown.empty:
        if protected.aggregate or frame["held"].isna().any():
            return nothing(protected, protected.too_few("single conditions", GROUP))
        return nothing(protected, "No such admission in this group")
    top = shown.iloc[0]
    title = (
        f"{top['title']} is the commonest of 19 conditions: {count(top['held'])} "
        f"{mid_sentence('Admissions') if top['held'] != 1 else 'admission'}"
    )
    shown["written"] = [count(one) for one in shown["held"]]
    chart = bars_in_rows(shown, "title", "held", look)
    hidden = int(frame["held"].isna().sum())
    note = f"Not drawn: {hidden} conditions of too few people." if hidden else ""
    return figure(protected, title, chart, f"A bar a condition. {title}.", note=note)
