"""What can be wrong with a row of indicators, and how it is told.

A row can have several faults: each is told with all its rows, and the row is left out
for the first. A hand-made table with a fault stops the load, so that nothing is drawn
of a guess; of a publication about everywhere such rows are left out and told.
"""

from analytics.errors import Problem
from analytics.extract.reading.source import Source

(
    OF_ELSEWHERE,
    OTHER_INDICATOR,
    PLACE,
    INDICATOR,
    PERIOD,
    NO_COUNT,
    NO_NUMBER,
    PERCENTAGE,
    ABOVE,
    TARGET,
    DIRECTION,
    TWICE,
) = FAULTS = range(141, 153)
AS_USUAL = (OF_ELSEWHERE, OTHER_INDICATOR)  # a publication always has such rows
REASONS = {
    OF_ELSEWHERE: "of another place",
    OTHER_INDICATOR: "of an indicator without a definition",
    PLACE: "place is not known",
    INDICATOR: "indicator is not known",
    PERIOD: "period cannot be read",
    NO_COUNT: "a count is missing",
    NO_NUMBER: "a count is no number, or below nothing",
    PERCENTAGE: "a percentage stands where a count belongs",
    ABOVE: "numerator above denominator",
    TARGET: "target cannot be read",
    DIRECTION: "direction cannot be read",
    TWICE: "place twice for one period, with different counts",
}
# fault: (rule, column, what is said of the rows, what to do)
SAID = {
    OF_ELSEWHERE: (
        "indicator_elsewhere",
        "place",
        "Rows are of places that this dataset does not have; left out.",
        "Nothing to do, unless your own places are among them: then give the list of "
        "practices with the codes of practices and PCNs.",
    ),
    OTHER_INDICATOR: (
        "indicator_other",
        "indicator",
        "Rows are of indicators that have no definition here; left out.",
        "Nothing to do, unless one of them is wanted: then add its definition, a small "
        "file in analytics/definitions/indicators, or its number to the one there is.",
    ),
    PLACE: (
        "indicator_place_unknown",
        "place",
        "Rows name a place that is not known, or a name that several places share; "
        "left out.",
        "Use the code of a practice or PCN, or the name of a place, as in the list of "
        "practices.",
    ),
    INDICATOR: (
        "indicator_unknown",
        "indicator",
        "Rows are of an indicator that has no definition.",
        "Use a name or title from the page Indicators, or add a definition: a small "
        "file in analytics/definitions/indicators.",
    ),
    PERIOD: (
        "indicator_period_unreadable",
        "period",
        "The period cannot be read for sure.",
        "Write 2024-03 or March 2024 for a month, 2023/24 Q1 or 2024 Q2 for a quarter, "
        "2023/24 or 2024 for a year.",
    ),
    NO_COUNT: (
        "indicator_count_missing",
        "numerator",
        "A numerator or denominator is missing.",
        "Give both: how many people it is about, and how many of them count. Without "
        "them nothing says how sure a percentage is.",
    ),
    NO_NUMBER: (
        "indicator_count_unreadable",
        "numerator",
        "A numerator or denominator is no number, or below nothing.",
        "Give whole numbers of people.",
    ),
    PERCENTAGE: (
        "indicator_percentage",
        "numerator",
        "It looks as if percentages stand where counts of people belong.",
        "Give the counts that the percentage was made of: numerator and denominator.",
    ),
    ABOVE: (
        "indicator_above_denominator",
        "numerator",
        "The numerator is above the denominator.",
        "Check whether the two columns are swapped, or of different people.",
    ),
    TARGET: (
        "indicator_target_unreadable",
        "target",
        "The target cannot be read for sure.",
        "Write 75% or 0.75, or a range as 60 to 80%; leave it empty for none.",
    ),
    DIRECTION: (
        "indicator_direction_unreadable",
        "direction",
        "The direction cannot be read.",
        "Write higher, lower or neither; leave it empty for the definition's.",
    ),
    TWICE: (
        "indicator_twice",
        "place",
        "A place stands twice for one indicator and period, with different counts.",
        "Keep the row that is right.",
    ),
}


def told(
    source: Source,
    fault: int,
    rows: int,
    examples: tuple[int, ...],
    left: int,
    hand_made: bool,
) -> Problem:
    """The problem of rows with a fault. left: rows kept. hand_made: whether any of them
    is of a table that somebody made for this."""
    rule, column, found, remedy = SAID[fault]
    stops = left == 0 or (hand_made and fault not in (*AS_USUAL, PLACE))
    return Problem(
        rule,
        found,
        remedy,
        file=source.label,
        column=source.header(column),
        rows=rows,
        examples=examples,
        stops=stops,
    )
