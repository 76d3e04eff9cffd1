"""Plans of neighbourhoods for a dataset: where each stands, those to choose from, and
the one chosen."""

import numpy as np
import pandas as pd

from analytics.definitions.filters import Filters
from analytics.measures.counting.index_of_deprivation import imd, note
from analytics.measures.counting.settle import settle
from analytics.measures.neighbourhoods.design import (
    Design,
    best,
    chosen,
    drawable,
    drawn,
)
from analytics.measures.result import Column, Result
from analytics.measures.result_builder import result
from analytics.methods.neighbourhoods import choice
from analytics.methods.neighbourhoods.plan import today
from analytics.store.dataset import Dataset


def standings(dataset: Dataset, filters: Filters, design: Design) -> Result:
    """Where each plan stands: one row a plan and a score. Columns: plan ("today",
    "chosen" or its number), score, value, better (share of the plans drawn that it
    does better than).

    Numbers of areas and published residents: nothing in it is of single people.
    """
    if not drawable(dataset):
        return _standings(dataset, filters, [], "plans of neighbourhoods", ())
    land, _plans, scored = drawn(dataset, filters, design)
    now, mine = today(land), chosen(dataset, filters, design)[1]
    rows = []
    for by in design.scores:
        if scored[by.key].isna().all():
            continue
        named = [(str(i + 1), value) for i, value in enumerate(scored[by.key])]
        if now is not None:
            named.append(("today", now.scored[by.key]))
        named.append(("chosen", mine.scored[by.key]))
        for plan, value in named:
            better = np.nan
            if not plan.isdigit():
                better = choice.standing(scored, by, value)
            rows.append((plan, by.title, value, better))
    notes = land.notes
    if now is not None and not now.contiguous:
        notes = (*notes, "Today’s neighbourhoods are not each in one piece.")
    measure = f"{len(scored)} contiguous plans of {design.rules.count} neighbourhoods"
    return _standings(dataset, filters, rows, measure, notes)


def _standings(
    dataset: Dataset,
    filters: Filters,
    rows: list[tuple[str, str, float, float]],
    measure: str,
    notes: tuple[str, ...],
) -> Result:
    return result(
        "plans",
        dataset,
        settle(dataset, filters),
        pd.DataFrame(rows, columns=["plan", "score", "value", "better"]),
        (
            Column("plan", "Plan"),
            Column("score", "By"),
            Column("value", "Value", "number", decimals=3),
            Column("better", "Better than", "number", decimals=3),
        ),
        measure,
        notes,
    )


def neighbourhoods(dataset: Dataset, filters: Filters, design: Design) -> Result:
    """The plan chosen, one row a neighbourhood: place, people (published residents),
    areas, away (from the mean, a share), imd_decile, compactness."""
    _land, plan = chosen(dataset, filters, design)
    people = plan.parts.people
    table = pd.DataFrame(
        {
            "place": plan.names,
            "people": people.astype(int),
            "areas": plan.parts.areas,
            "away": people / people.mean() - 1,
            "imd_decile": plan.parts.decile,
            "compactness": plan.parts.compactness,
        }
    )
    return result(
        "plan_chosen",
        dataset,
        settle(dataset, filters),
        table.sort_values("place", kind="stable").reset_index(drop=True),
        (
            Column("place", "Neighbourhood"),
            Column("people", "Residents", "count"),
            Column("areas", "Small areas", "number", decimals=0),
            Column("away", "From the mean", "number", of="people", decimals=3),
            Column(
                "imd_decile",
                f"{imd(dataset, 'areas')} decile, mean",
                "number",
                of="people",
            ),
            Column("compactness", "Compactness", "number", decimals=2),
        ),
        "published residents of small areas",
        note(dataset, "areas"),
    )


def choices(dataset: Dataset, filters: Filters, design: Design) -> Result:
    """The plans to choose from, the one shown and then the best: plan (its number),
    overall (mean place among all by each score, 1 the best), worst_deviation,
    compactness, need_between, lists_split, lists_outside; chosen: whether it is the
    one shown."""
    _land, _plans, scored = drawn(dataset, filters, design)
    table = scored.assign(
        plan=[str(n + 1) for n in range(len(scored))],
        overall=choice.overall(scored, design.weights),
    )
    shown = design.plan or str(best(dataset, filters, design))
    table["chosen"] = np.where(table["plan"] == shown, "shown", "")
    columns = (
        Column("plan", "Plan"),
        Column("chosen", "On the map"),
        Column("overall", "All in all", "number", decimals=2),
        Column("worst_deviation", "Furthest from equal", "number", decimals=4),
        Column("compactness", "Compactness", "number", decimals=2),
        Column("need_between", "Need between", "number", decimals=3),
        Column("lists_split", "Lists split", "number", decimals=0),
        Column("lists_outside", "Lists outside", "number", decimals=3),
    )
    table = table.sort_values(["chosen", "overall"], ascending=False, kind="stable")
    return result(
        "plan_choices",
        dataset,
        settle(dataset, filters),
        table[[column.name for column in columns]].reset_index(drop=True),
        columns,
        f"{len(scored)} contiguous plans of {design.rules.count} neighbourhoods",
    )
