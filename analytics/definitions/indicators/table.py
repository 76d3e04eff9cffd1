"""The canonical table of indicators: one long table of counts."""

from analytics.definitions.canonical import Field, Table

INDICATORS = Table(
    "indicators",
    "Indicators",
    "the count of one indicator for one place in one period",
    (
        Field(
            "place",
            "text",
            "Which place it is of, by code or name",
            True,
            without="a count is of no place, so indicators cannot be loaded",
        ),
        Field(
            "indicator",
            "text",
            "Which indicator it is, by name or number",
            True,
            without="a count is of no indicator, so indicators cannot be loaded",
        ),
        Field(
            "period",
            "text",
            "Which month, quarter or year",
            True,
            without="a count is of no time, so indicators cannot be loaded",
        ),
        Field(
            "numerator",
            "number",
            "How many of these people count",
            True,
            without="there is no share, so indicators cannot be loaded",
        ),
        Field(
            "denominator",
            "number",
            "How many people it is about",
            True,
            without="there is no share, so indicators cannot be loaded",
        ),
        Field(
            "place_name",
            "text",
            "What the place is called, where the column before is its code",
            without="places are found by the one column alone",
        ),
        Field(
            "indicator_name",
            "text",
            "What the indicator is called, where the other column is its number",
            without="indicators are found by the one column alone",
        ),
        Field(
            "target",
            "text",
            "What is to be reached: 75%, or a range, 60 to 80%",
            without="the target is the one that the indicator's definition names",
        ),
        Field(
            "direction",
            "category",
            "Which is better: higher, lower or neither",
            without="the direction is the one of the indicator's definition",
        ),
    ),
)
