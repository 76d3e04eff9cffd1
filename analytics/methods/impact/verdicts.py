"""Whether a target is met, judged by the programme's own share: what was observed
against what was to be expected anyway, never against what was before."""

from analytics.definitions.outcomes import Outcome
from analytics.methods.impact.checks.outcome import CANNOT_TELL as WITHHELD
from analytics.methods.impact.estimate import ImpactResult

MET, ON_COURSE, NOT, CANNOT_TELL = "met", "on course", "not", "cannot tell"
ANSWERS = (MET, ON_COURSE, NOT, CANNOT_TELL)
NOBODY = "there is nobody to compare with"


def verdict(outcome: Outcome, lower: float, upper: float, due: bool) -> str:
    """'met', 'on course', 'not' or 'cannot tell', of the 95% interval of the ratio of
    observed to expected.

    A fall of at least x: met where the whole interval lies at or beyond it, not where
    the whole interval falls short of it. "Up to x" asks for any fall: met where the
    whole interval lies below no change. due: whether the time has come; until then what
    would be met is on course. Where the interval spans the target nobody can tell.
    """
    beyond = upper <= outcome.bar if outcome.least else upper < outcome.bar
    if beyond:
        return MET if due else ON_COURSE
    return NOT if lower > outcome.bar else CANNOT_TELL


def in_words(answer: str, due: bool) -> str:
    """ "Met", "On course", "Not met" (before it is due "Not on course"), "Cannot
    tell"."""
    if answer == NOT:
        return "Not met" if due else "Not on course"
    return answer.capitalize()


def withheld(found: ImpactResult) -> str:
    """Why nothing may be claimed of an analysis, the end of a sentence; "" where it
    may."""
    if not found.best.causal:
        return NOBODY
    if found.checks is not None and found.checks.claim == WITHHELD:
        return "; ".join(found.checks.because)  # clauses with commas of their own
    return ""


def because(outcome: Outcome, answer: str) -> str:
    """What the interval says of the target, a sentence's part."""
    share = f"{100 * (outcome.least or outcome.most):.3g}%"
    if answer == CANNOT_TELL:
        what = f"a fall of {share}" if outcome.least else "a fall"
        return f"{what} is neither shown nor ruled out"
    if answer == NOT:
        if outcome.least:
            return f"a fall of {share} of its own is ruled out"
        return "a fall of its own is ruled out"
    if outcome.least:
        return f"a fall of {share} or more of its own is shown"
    return "a fall of its own is shown; “up to” asks for no more"
