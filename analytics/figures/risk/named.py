"""The people named, a row each: only for an audience that may see rows."""

import pandas as pd

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import count, people
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, Grid, figure, nothing
from analytics.figures.risk.card import why_nothing
from analytics.figures.theme import Look

HOLDS = {
    "pseudonym": "text",
    "place": "number",
    "last_year": "number",
    "chance": "text",
    "expected": "rate",
    "avoided": "text",
    "caseload": "text",
    "why": "text",
}
TITLES = {
    "pseudonym": "Pseudonym",
    "place": "No.",
    "last_year": "Last year",
    "chance": "Chance",
    "expected": "Expected",
    "avoided": "Avoidable",
    "caseload": "Caseload",
    "why": "Why",
}
MEANS = (
    "Last year: how often they came. Expected and avoidable: in the next twelve "
    "months. Chance: of being above the rule in them. "
    "A chance is of people alike, not of this one person: it says whom to look at "
    "first, and decides nothing."
)


def named(
    protected: Protected, kind: EventKind, group: str, capacity: int, look: Look
) -> Figure:
    """Whom to look at first, in order."""
    table = protected.table
    if protected.withheld:
        return nothing(protected, protected.withheld)
    if table.empty:
        said = "Nobody is in this group now"
        if protected.result.notes:
            said = why_nothing(protected, "anybody")
        return nothing(protected, said)
    first = table.head(capacity)
    title = f"The first {people(len(first))}: {count(first['expected'].sum())} "
    title += f"{kind.called} expected of them next year"
    if first["avoidable"].notna().any():
        title += f", {count(first['avoidable'].sum())} avoidable"
    shown = _shown(table, protected)
    kept = [name for name in HOLDS if name in shown and not (shown[name] == "").all()]
    frame = shown[kept].rename(columns=TITLES)
    return figure(
        protected,
        title,
        None,
        f"A table of {people(len(table))}, a row each. {title}.",
        note=MEANS,
        grid=Grid(
            frame,
            {TITLES[name]: HOLDS[name] for name in kept},
        ),
    )


def _shown(table: pd.DataFrame, protected: Protected) -> pd.DataFrame:
    chance = ["" if pd.isna(r) else f"{100 * r:.0f}%" for r in table["risk"]]
    avoided = [
        "" if pd.isna(a) else f"{a:.1f} ({low:.1f} to {high:.1f})"
        for a, low, high in zip(
            table["avoidable"],
            table["avoidable_low"],
            table["avoidable_high"],
            strict=True,
        )
    ]
    return table.assign(chance=chance, avoided=avoided)
