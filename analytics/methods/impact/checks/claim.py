"""What an answer rests on, and what may be claimed of it."""

from analytics.methods.impact.checks.in_place import OTHER_WAY, InPlace
from analytics.methods.impact.checks.outcome import (
    CANNOT_TELL,
    EFFECT,
    NONE_SHOWN,
    Control,
    Placebo,
)
from analytics.methods.impact.cohort import Cohort
from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.estimate import ImpactEstimate
from analytics.methods.impact.rungs.interval import Draws

# Levels at which the change must still show: these are second questions, with wider
# intervals, of a change that was shown at 95%.
WITHOUT_PLACE = 0.9
TOGETHER = 0.92
MIRROR = 0.8  # at which those left out go the other way
CONDITIONS = {
    "matched": "if the people picked had the same outlook as those compared with them",
    "earlier": "if people as frequent before the programme had the same outlook as "
    "these",
    "range": "if there were anybody to compare with: there is nobody, so none holds",
}
CONDITIONS["offered"] = (
    "if the programme did not touch those left out, and nothing else changed in the PCN"
)
WITH_DECLINED = (
    "The list has people who did not start, and they count: only people refused before "
    "they were listed are missing."
)
WITHOUT_DECLINED = (
    "Everybody on the list started: were some refused or found unsuitable, they are "
    "missing. Load the whole offered list, theirs with an empty start."
)
NONE_DECLINED = (
    "Those of the list who did not start had not refused: were some refused or found "
    "unsuitable, they are missing. Load the whole offered list, theirs with an empty "
    "start."
)


def condition_of(best: ImpactEstimate) -> str:
    """The likeness that the answer rests on, a clause that begins with 'if'."""
    return CONDITIONS[best.method]


def tipping_point(best: ImpactEstimate) -> float | None:
    """How many times as often those compared would have to have attended anyway, for a
    reason that the data does not show, for the interval to hold no effect (for a rise:
    those picked). 1 where it does already; None where nothing is claimed.

    It is the bias factor of VanderWeele and Ding (2017, Ann Intern Med 167:268) for the
    limit that is nearer to no effect.
    """
    if not best.causal:
        return None
    if best.upper < 1:
        return 1 / max(best.upper, 1e-3)
    return max(best.lower, 1.0)


def listed(rule: CohortRule, cohort: Cohort) -> str:
    """What is said of refused and unsuitable people; nothing outside a caseload."""
    if rule.kind != "caseload":
        return ""
    if cohort.engaged.all():
        return WITHOUT_DECLINED
    return NONE_DECLINED if cohort.refused is False else WITH_DECLINED


def claim(
    best: ImpactEstimate,
    controls: tuple[Control, ...],
    place: InPlace | None,
    past: Placebo | None,
    disagree: bool,
) -> tuple[str, tuple[str, ...]]:
    """The claim, and why it is withheld (clauses that follow 'because').

    'effect': the interval leaves out 1, no control failed, the programme did not choose
    by outlook, and the change still shows with the place's own taken off and together
    with those left out. 'no effect shown':
    the interval holds 1. 'cannot tell': there is nobody to compare with, or a control
    failed.
    """
    if not best.causal:
        return CANNOT_TELL, ("there is nobody to compare with",)
    because = [control.fails for control in controls if not control.alike]
    if past is not None and not past.clean:
        because.append("the method finds an effect when no programme ran")
    if disagree:
        because.append("two methods expect different courses")
    if place is not None and place.chosen:
        because.append(OTHER_WAY)
    shown = not best.lower <= 1 <= best.upper
    if shown and place is not None:
        fell = best.upper < 1
        if not still(place.without, fell, WITHOUT_PLACE):
            because.append(
                "less what changed in their PCN’s next people, no change is shown"
            )
        if place.together is not None and not still(place.together, fell, TOGETHER):
            because.append(
                "together with people like them who were left out, no change is shown"
            )
        if place.left_out is not None and still(place.left_out.draws, not fell, MIRROR):
            because.append(OTHER_WAY)
    if because:
        return CANNOT_TELL, tuple(dict.fromkeys(because))
    return (EFFECT if shown else NONE_SHOWN), ()


def still(draws: Draws, fell: bool, level: float) -> bool:
    """Whether the interval at a level lies on the same side of no effect."""
    lower, upper = draws.interval(level)
    return upper < 1 if fell else lower > 1
