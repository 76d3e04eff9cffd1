"""Practices with whether each differs by more than chance from what its people would
lead to expect."""

from dataclasses import replace

from analytics.definitions.filters import Filters
from analytics.measures.places.by_place import by_practice
from analytics.measures.places.rule import Rule
from analytics.measures.result import Column, Result
from analytics.methods.funnel import ACTION, SPREAD_TO, VERDICTS, funnel, limits
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
    nothing is expected) and spread (tau squared of the limits in force). Made from true
    counts, before anything is hidden.
    """
    found = funnel(result.table.rename(columns={"people": "observed"}))
    beyond = found.points.set_index("place")[found.judged_by]
    table = result.table.assign(
        verdict=result.table["place"].map(beyond).map(VERDICTS).fillna(""),
        spread=found.spread_in_force,
    )
    expected = table["expected"].where(table["expected"] > 0)
    table["low"], table["high"] = limits(expected, ACTION, found.spread_in_force)
    return replace(
        result,
        name=f"funnel_{result.name}",
        table=table,
        columns=(
            # from the limits the exact number expected could be worked out
            *result.columns,
            Column("low", "Lower limit", "number", decimals=2, private=True),
            Column("high", "Upper limit", "number", decimals=2, private=True),
            Column("verdict", "By chance?"),
            Column(
                "spread",
                "Tau squared",
                "number",
                decimals=2,
                nearest=SPREAD_TO,
                shown=False,
            ),
        ),
        notes=(found.method(), *result.notes),
    )
