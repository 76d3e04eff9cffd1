"""The submission's own rule for small numbers, which is not ours.

The template (sheet Instructions, "Small number suppression"): "Any numbers below 6
should be suppressed from the submission and replaced with *". Nought is below 6, so it
is suppressed too. What a meeting sees follows our own rule (`analytics/disclosure`),
which hides more and rounds the rest; the file follows this one, since the programme
asks for it, and one number may be worked out from its total and the others.
"""

LEAST = 6
SUPPRESSED = "*"
IN_WORDS = (
    f"In the file numbers below {LEAST} are {SUPPRESSED}, by the submission’s own "
    f"rule. "
    "Others stand as they are, so one may be had from a total and the rest: keep the "
    "file among those who may see it."
)


def submitted(number: int) -> int | str:
    """A number as the submission wants it."""
    return SUPPRESSED if number < LEAST else int(number)
