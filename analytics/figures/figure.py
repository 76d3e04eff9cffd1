"""A figure: the finding, the chart, the same numbers as a table, and where they come
from."""

from dataclasses import dataclass

import pandas as pd

from analytics.definitions.words import plain
from analytics.disclosure import Protected


@dataclass(frozen=True)
class Pick:
    """What a click on a mark of a figure means as a filter.

    field: of the chart's data, whose value says what was clicked. choices: for each
    value, the filters it stands for, {"diagnosis_groups": ("mental_health",)}. what:
    the thing clicked, in words. control: the title of the control that does the same.
    """

    field: str
    choices: dict[str, dict]
    what: str
    control: str

    @property
    def names(self) -> set[str]:
        """The filters that a click can set."""
        return {name for choice in self.choices.values() for name in choice}


@dataclass(frozen=True)
class Figure:
    """What a page, a slide or a file shows of one protected result.

    name: file-safe, unique on its page. title: the finding, built from the data.
    subtitle: the measure, population and period. chart: an Altair chart or a pydeck
    Deck, None where only the table or a message is shown. alt: one sentence for those
    who cannot see it. table: the numbers, written as people read them. source: rule,
    fingerprint and protection. note: what to beware of. aggregate: whether it is
    protected for a meeting, so that it may leave the room. withheld: whether its rows
    are about single people and were kept back. fingerprint: of the data.
    """

    name: str
    title: str
    subtitle: str
    chart: object
    alt: str
    table: pd.DataFrame
    source: str
    note: str = ""
    aggregate: bool = False
    withheld: bool = False
    fingerprint: str = ""
    pick: Pick | None = None

    @property
    def is_map(self) -> bool:
        return type(self.chart).__name__ == "Deck"


def figure(
    protected: Protected,
    title: str,
    chart,
    alt: str,
    note: str = "",
    subtitle: str = "",
    table: pd.DataFrame | None = None,
    pick: Pick | None = None,
) -> Figure:
    """A Figure of a protected result, with its subtitle, table and source line filled
    in."""
    result = protected.result
    parts = [result.measure, result.population, result.period]
    if protected.withheld:
        title, chart, alt = protected.withheld, None, protected.withheld
    return Figure(
        name=result.name,
        title=title,
        subtitle=subtitle or plain(", ".join(part for part in parts if part)) + ".",
        chart=chart,
        alt=alt,
        table=protected.in_words() if table is None else table,
        source=source(protected),
        note=" ".join(part for part in (note, *result.notes) if part),
        aggregate=protected.aggregate,
        withheld=bool(protected.withheld),
        fingerprint=result.fingerprint,
        pick=pick if pick and pick.choices else None,
    )


def source(protected: Protected) -> str:
    """The line beneath a figure: the rule in words, the data's fingerprint, the
    protection."""
    result = protected.result
    parts = []
    if result.rule:
        parts.append(f"Rule: {result.rule}")
    if result.fingerprint:
        parts.append(f"Data {result.fingerprint[:8]}.")
    if protected.aggregate:
        parts.append(protected.rule_in_words)
    return " ".join(parts)


def nothing(protected: Protected, title: str, note: str = "") -> Figure:
    """A figure for when there is nothing to draw: it says why."""
    return figure(protected, title, None, title, note=note)
