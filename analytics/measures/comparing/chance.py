"""How far chance moves each of the numbers compared, on either side."""

import pandas as pd

from analytics import engine
from analytics.measures.comparing.compare_with import PREVIOUS_YEAR
from analytics.measures.counting.scope import Scope
from analytics.measures.counting.use import use
from analytics.measures.result import Column
from analytics.methods.relative_error import of_mean, of_share
from analytics.store.dataset import Dataset

NOT_KNOWN, MINUTES = float("nan"), 60.0
ERRORS = ("share", "per_person", "per_head", "cost_each", "hours_each")


def with_errors(dataset: Dataset, scope: Scope, found: pd.DataFrame) -> pd.DataFrame:
    """The rows of one side (a service each) with the relative standard error of each of
    the numbers ERRORS, in columns such as share_error; NaN where none is known."""
    people, sums = use(scope), {}
    for kind in dataset.kinds_with_rule:
        often = people[kind.frequent].ifelse(1, 0)
        amounts = {"used": people[kind.used].cast("float64")}
        for amount in kind.sums:
            amounts[amount] = people[kind.sum_of(amount)]
        for name, value in amounts.items():
            sums[f"{kind.slug}_{name}"] = (value * value).sum()
            sums[f"{kind.slug}_{name}_frequent"] = (value * value * often).sum()
    squares = engine.run(dataset, people.agg(**sums)).iloc[0].astype(float)
    rows = []
    for row in found.to_dict("records"):
        slug, often = row["kind"], row["frequent_people"]
        made, every = row["frequent_attendances"], row["attendances"]
        rows.append(
            {
                "share": of_share(
                    made,
                    every,
                    squares[f"{slug}_used_frequent"],
                    squares[f"{slug}_used"],
                ),
                "per_person": of_mean(often, made, squares[f"{slug}_used_frequent"]),
                "per_head": of_mean(row["heads"] or 0, every, squares[f"{slug}_used"]),
                "cost_each": of_mean(
                    often,
                    row["cost_gbp"],
                    squares.get(f"{slug}_cost_gbp_frequent", NOT_KNOWN),
                ),
                "hours_each": of_mean(
                    often,
                    row["hours"],
                    squares.get(f"{slug}_minutes_frequent", NOT_KNOWN) / MINUTES**2,
                ),
            }
        )
    errors = pd.DataFrame(rows, index=found.index, columns=list(ERRORS)).astype(float)
    return found.join(errors.add_suffix("_error"))


def error_columns() -> tuple[Column, ...]:
    """The columns of `with_errors`: made of exact counts, so not for a meeting."""
    return tuple(
        Column(
            f"{name}_error",
            f"Relative error: {name.replace('_', ' ')}",
            "number",
            decimals=3,
            private=True,
            shown=False,
        )
        for name in ERRORS
    )


def within(here: Scope, there: Scope, key: str) -> str:
    """Which side's people are among the other's, in one window: "here", "there", or ""
    for neither."""
    if key == PREVIOUS_YEAR:
        return ""
    one, other = here.practices, there.practices
    if other is None or (one is not None and set(one) <= set(other)):
        return "here"
    return "there" if one is None or set(other) <= set(one) else ""
