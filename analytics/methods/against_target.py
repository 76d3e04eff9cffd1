"""Where a share stands against a target or range, as far as its interval can tell."""

LEAST = 20  # people; a share of fewer says too little, whatever its interval
CANNOT_TELL = "Cannot tell"
NO_TARGET = "No target"
BELOW, REACHED = "Below the target", "Target reached"
BELOW_RANGE, IN_RANGE = "Below the range", "Within the range"
ABOVE_RANGE, RANGE_OR_ABOVE = "Above the range", "Within the range or above"
UNDER, OVER = "Under the limit", "Over the limit"
IN_A_WORD = {
    CANNOT_TELL: "cannot tell",
    NO_TARGET: "",
    BELOW: "below",
    REACHED: "reached",
    BELOW_RANGE: "below",
    IN_RANGE: "within",
    ABOVE_RANGE: "above",
    RANGE_OR_ABOVE: "within",
    UNDER: "under",
    OVER: "over",
}
GOOD = (REACHED, IN_RANGE, ABOVE_RANGE, RANGE_OR_ABOVE, UNDER)
BAD = (BELOW, BELOW_RANGE, OVER)


def against_target(
    lower: float, upper: float, people: float, low: float, high: float, direction: str
) -> str:
    """What may be said of a share with the 95% interval lower to upper of so many
    people, against a target (low = high) or range of shares; NaN for none.

    Where lower is better the upper end of a range is the limit that counts. The
    interval must lie wholly on one side: else it cannot be told.
    """
    if low != low:
        return NO_TARGET
    if not people >= LEAST:
        return CANNOT_TELL
    if direction == "lower":
        if upper <= high:
            return UNDER
        return OVER if lower > high else CANNOT_TELL
    if low == high:
        if lower >= low:
            return REACHED
        return BELOW if upper < low else CANNOT_TELL
    if upper < low:
        return BELOW_RANGE
    if lower < low:
        return CANNOT_TELL
    if lower > high:
        return ABOVE_RANGE
    return IN_RANGE if upper <= high else RANGE_OR_ABOVE
