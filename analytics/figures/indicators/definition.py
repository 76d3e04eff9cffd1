"""What one indicator is, beside its numbers."""

from analytics.definitions.indicators import indicator_called
from analytics.disclosure import Protected
from analytics.figures.figure import Card, Cards


def definition(found: Protected, name: str) -> Cards:
    """The indicator's definition as cards: what it is, and what to beware of."""
    one = indicator_called(name)
    row = found.table[found.table["indicator"] == name]
    target = str(row.iloc[0]["target"]) if len(row) else ""
    better = str(row.iloc[0]["better"]) if len(row) else one.direction_in_words
    source = one.target.whose if one.target else "nobody has published one"
    return Cards(
        found,
        one.title,
        (
            Card(
                one.title,
                (
                    one.what,
                    f"**Of whom:** {one.denominator}.",
                    f"**Counted:** {one.numerator}.",
                    f"**Direction:** {better}.",
                ),
            ),
            Card(
                "Target, source, caveats",
                (
                    f"**Target:** {target or 'none set'} ({source}).",
                    f"**Source:** {one.source}.",
                    *one.caveats,
                ),
            ),
        ),
    )
