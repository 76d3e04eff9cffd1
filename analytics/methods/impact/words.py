"""The finding as a careful analyst would say it."""

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.words import interval
from analytics.methods.impact.checks.outcome import CANNOT_TELL, NONE_SHOWN
from analytics.methods.impact.describe import LABELS
from analytics.methods.impact.estimate import ImpactEstimate

LONGEST_HEADING = 20  # words
SURE_ENOUGH = 0.005  # half a point: nearer than this to no change is no change
COUNTED = " So what is expected counts those left out too."
EXPECTED, COMPARED = "Expected anyway", "People compared"


def finding(
    kind: EventKind, cohort: str, crude_change: float, best: ImpactEstimate
) -> str:
    """One title: the crude change, what would be expected anyway, the programme's own
    share.

    From numbers, not from a result, so that it can be said of protected ones.
    """
    subject = f"{kind.many.capitalize()} of {cohort}"
    if crude_change != crude_change:
        return f"{subject} cannot be compared: none were seen before."
    opening = f"{subject} {moved(crude_change)}"
    if not best.causal:
        return (
            f"{opening}; between {points(best.expected_upper)} and "
            f"{points(best.expected_lower)} is plausible without any programme, so no "
            "causal claim is possible."
        )
    return f"{opening}; {expected_anyway(best, crude_change)}; {own_share(best)}."


def in_short(
    kind: EventKind,
    cohort: str,
    crude_change: float,
    best: ImpactEstimate,
    claim: str = "",
) -> str:
    """The finding in one line of a first page: how much less, what of it was coming
    anyway, and whether the rest is more than chance."""
    said = ""
    for who in (f"{kind.many.capitalize()} of {cohort}", cohort, f"Their {kind.many}"):
        opening = f"{who[:1].upper()}{who[1:]} {moved(crude_change)}"
        said = _in_short(opening, crude_change, best, claim)
        if len(said.split()) <= LONGEST_HEADING:
            break
    return said


def _in_short(
    opening: str, crude_change: float, best: ImpactEstimate, claim: str
) -> str:
    if not best.causal:
        return f"{opening}; how much of it was coming anyway cannot be told"
    if in_doubt(best.label, claim):
        return f"{opening}; {did_those_compared(best)}; an effect cannot be told"
    rest = "the rest is not larger than chance"
    if claim == CANNOT_TELL:
        rest = "whose doing the rest is cannot be told"
    elif best.upper < 1:
        rest = "the rest is larger than chance"
    elif best.lower > 1:
        rest = "that is more than expected, by more than chance"
    anyway = f"{points(best.expected_change)} was"
    if crude_change < 0 and best.expected_change < -SURE_ENOUGH:
        anyway = f"{abs(round(100 * best.expected_change))} points were"
    return f"{opening}; {anyway} coming anyway; {rest}"


def moved(change: float) -> str:
    """'fell 50%', 'rose 4%' or 'did not change'."""
    if abs(change) < SURE_ENOUGH:
        return "did not change"
    return f"{'fell' if change < 0 else 'rose'} {abs(round(100 * change))}%"


def points(change: float) -> str:
    """'a fall of 38%' or 'a rise of 4%'."""
    if abs(change) < SURE_ENOUGH:
        return "no change"
    return f"a {'fall' if change < 0 else 'rise'} of {abs(round(100 * change))}%"


def against_expected(low: float, high: float) -> str:
    """What lies between two rate ratios, as attendances: "20 to 44% fewer", "44% fewer
    to 5% more"; than expected anyway."""
    few, many = (round(100 * (ratio - 1)) for ratio in (low, high))
    if few >= 0 or many <= 0:
        way = "fewer" if few + many < 0 else "more"
        ends = sorted((abs(few), abs(many)))
        return f"{interval(*ends, write='{:.0f}'.format)}% {way}"
    return f"{-few}% fewer to {many}% more"


def in_doubt(label: str, claim: str) -> bool:
    """Whether what those compared did, by the method so labelled, may not be called
    what was to be expected: a check speaks against them, or they are too unlike to
    lead. (Where those left out are counted too because of such a check, that is what
    can be expected.)"""
    return claim == CANNOT_TELL and label != LABELS["offered"]


def called(label: str, claim: str) -> str:
    """What a line or bar of the comparison is called."""
    return COMPARED if in_doubt(label, claim) else EXPECTED


def did_those_compared(best: ImpactEstimate) -> str:
    """What those compared did, as a clause, where they are no measure of the group."""
    return f"people compared {moved(best.expected_change)}, but a check failed"


def expected_anyway(estimate: ImpactEstimate, crude_change: float) -> str:
    """What would have happened without the programme, as a clause; in points of the
    change where both are falls."""
    change = estimate.expected_change
    if change < -SURE_ENOUGH and crude_change > -SURE_ENOUGH:
        return f"a fall of about {abs(round(100 * change))}% would be expected anyway"
    if change < -SURE_ENOUGH:
        return f"about {abs(round(100 * change))} points would be expected anyway"
    if change > SURE_ENOUGH:
        return f"a rise of about {round(100 * change)}% would be expected anyway"
    return "no change would be expected anyway"


def own_share(estimate: ImpactEstimate) -> str:
    """The programme's own share from the interval of the rate ratio, as a clause.

    Limits are changes against the expected course: a ratio of 0.75 is 25% fewer.
    """
    best_case, worst_case = 1 - estimate.lower, 1 - estimate.upper
    most, least = round(100 * best_case), round(100 * worst_case)
    if least > 0:
        return f"the programme's own share is between {least} and {most}%"
    if most < 0:
        return (
            f"attendances were {-most} to {-least}% higher than expected without the "
            "programme"
        )
    if least == 0 and most == 0:
        return "the programme's own share is nil"
    if least == 0:
        return f"the programme's own share is between 0 and {most}%"
    if most == 0:
        return (
            f"no fall of its own can be shown: between 0 and {-least}% more than "
            "expected"
        )
    return (
        f"the programme's own share is uncertain: from {most}% fewer to {-least}% "
        "more than expected"
    )


def headline(
    kind: EventKind, cohort: str, crude_change: float, best: ImpactEstimate, claim: str
) -> str:
    """One finding of at most 20 words: what fell, how much of it anyway, and what may
    be claimed of the rest."""
    if crude_change != crude_change:
        return finding(kind, cohort, crude_change, best)
    if not best.causal:
        middle, end = range_of(best), "no causal claim is possible"
    elif in_doubt(best.label, claim):
        middle, end = did_those_compared(best), ends(best, claim)
    else:
        middle, end = expected_anyway(best, crude_change), ends(best, claim)
    said = ""
    for subject in (f"{kind.many.capitalize()} of {cohort}", f"Their {kind.many}"):
        said = f"{subject} {moved(crude_change)}; {middle}; {end}."
        if len(said.split()) <= LONGEST_HEADING:
            break
    return said


def range_of(best: ImpactEstimate) -> str:
    """What is plausible without a programme, as a clause."""
    least, most = points(best.expected_upper), points(best.expected_lower)
    return f"{least} to {most.removeprefix('a fall of ')} is plausible anyway"


def ends(best: ImpactEstimate, claim: str) -> str:
    """What may be claimed beyond what was expected, as a clause."""
    if claim == CANNOT_TELL:
        return "an effect cannot be told"
    if claim == NONE_SHOWN:
        return "no effect is shown"
    few, many = sorted(abs(round(100 * (1 - v))) for v in (best.lower, best.upper))
    more = "more" if best.lower > 1 else "fewer"
    return f"{few} to {many}% {more} than that came"


def undone(best: ImpactEstimate, tipping: float | None) -> str:
    """How strong an unseen difference would have to be to undo the answer, a sentence;
    nothing where there is nothing to undo."""
    if tipping is None or not tipping > 1:
        return ""
    who = "those compared" if best.upper < 1 else "the people picked"
    return (
        f"It would be undone if {who} would have attended {tipping:.2f} times as often "
        "anyway, for a reason that the data does not show."
    )


def verdict(
    best: ImpactEstimate,
    claim: str = "",
    condition: str = "",
    because: tuple[str, ...] = (),
) -> str:
    """One sentence on what may be claimed, with the condition that it rests on."""
    if not best.causal:
        return "No causal claim is possible with this data."
    if claim == CANNOT_TELL:
        why = "; ".join(because)  # clauses with commas of their own
        so = COUNTED if best.label == LABELS["offered"] else ""
        return f"Whether the programme did it cannot be told: {why}.{so}"
    rests = f", {condition}" if condition else ""
    if best.upper < 1:
        return f"The fall is larger than chance and the natural course explain{rests}."
    if best.lower > 1:
        return (
            "Attendances are higher than would be expected without the programme, by "
            f"more than chance{rests}."
        )
    return (
        "The fall is no larger than chance and the natural course can explain: the "
        f"data neither shows nor rules out an effect of this size{rests}."
    )
