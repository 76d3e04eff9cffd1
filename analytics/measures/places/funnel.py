"""Practices with whether each stands apart from what its people would lead to expect,
by more than chance and the usual spread."""

from dataclasses import replace

from analytics.definitions.filters import Filters
from analytics.measures.places.by_place import by_practice
from analytics.measures.places.rule import Rule
from analytics.measures.result import Column, Result
from analytics.methods.funnel import VERDICTS, funnel
from analytics.methods.funnel_limits import ACTION, limits
from analytics.store.dataset import Dataset


def practices_compared(
    dataset: Dataset, filters: Filters, rule: Rule, level: str = "practice"
) -> Result:
    """Practices (or PCNs, or places) as in by_practice, each with a verdict: see
    `judged`."""
    return judged(by_practice(dataset, filters, rule, level))


def judged(result: Result) -> Result:
    """A Result of people and expected people, with the 99.8 % limits in force and a
    verdict.

    Adds the columns low, high (limits of observed ÷ expected), verdict ("" where
    nothing is expected), and warning and action (the spread between places that the two
    pairs of limits allow for: `methods.funnel.Spread`). Made from true counts, before
    anything is hidden.
    """
    found = funnel(result.table.rename(columns={"people": "observed"}))
    beyond = found.points.set_index("place")["outside"]
    table = result.table.assign(
        verdict=result.table["place"].map(beyond).map(VERDICTS).fillna(""),
        warning=found.spread.warning,
        action=found.spread.action,
    )
    expected = table["expected"].where(table["expected"] > 0)
    table["low"], table["high"] = limits(expected, ACTION, found.spread.action)
    return replace(
        result,
        name=f"funnel_{result.name}",
        table=table,
        columns=(
            # From the limits the exact number expected could be worked out, and from
            # the spread a count that is hidden: a meeting's limits are drawn of what
            # it sees.
            *result.columns,
            Column("low", "Lower limit", "number", decimals=2, private=True),
            Column("high", "Upper limit", "number", decimals=2, private=True),
            Column("verdict", "Against the limits"),
            *(
                Column(
                    name,
                    f"Spread, {level}",
                    "number",
                    decimals=3,
                    private=True,
                    shown=False,
                )
                for name, level in (("warning", "95%"), ("action", "99.8%"))
            ),
        ),
        notes=(found.method(), *result.notes),
    )
