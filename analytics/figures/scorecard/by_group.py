"""A metric by age, ethnic group or deprivation: one bar a group."""

from analytics.definitions.scorecard import Metric
from analytics.definitions.scorecard.splits import Split
from analytics.definitions.words import counted, mid_sentence, rate
from analytics.disclosure import Protected
from analytics.figures.figure import Figure, figure, nothing
from analytics.figures.shapes.bars_in_rows import bars_in_rows
from analytics.figures.theme import Look

FEW = (
    "Rates of few people swing by chance from month to month: they are what is "
    "submitted, not a comparison of groups."
)


def by_group(found: Protected, metric: Metric, split: Split, look: Look) -> Figure:
    """Rates by group as bars; the finding is how the largest group stands."""
    what = f"{mid_sentence(metric.name)} by {split.title.lower()}"
    if found.empty:
        return nothing(found, f"{metric.name} cannot be reported from these data")
    shown = found.table[found.table["rate"].notna()].reset_index(drop=True)
    if shown.empty:
        return nothing(found, found.too_few(what, "people"))
    largest = shown.loc[shown["people"].idxmax()]
    title = (
        f"{metric.name}: {rate(largest['rate'])} per 1,000 in the largest group, "
        f"{largest['group']}"
    )
    written = [
        f"{rate(per)} ({counted(count, metric.one, metric.many)})"
        for per, count in zip(shown["rate"], shown["count"], strict=True)
    ]
    data = shown.assign(written=written, short=[rate(per) for per in shown["rate"]])
    return figure(
        found,
        title,
        bars_in_rows(data, "group", "rate", look),
        f"A bar for each group. {title}.",
        note=FEW,
    )
