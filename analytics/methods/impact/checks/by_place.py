"""The rungs that the programme's own PCN adds, and which one leads."""

from dataclasses import replace

import numpy as np

from analytics.methods.impact.checks.in_place import InPlace
from analytics.methods.impact.checks.outcome import Control
from analytics.methods.impact.estimate import ImpactEstimate
from analytics.methods.impact.rungs.beside import less_the_place, with_left_out
from analytics.methods.impact.rungs.compare import Compared

COUNTED_LEADS = (
    "Leads because people of the same PCN, alike on the same days, who were left out "
    "went the other way: those picked had another outlook than those compared."
)
LEADS_NO_MORE = (
    "Not leading: people alike who were left out went the other way, so that those "
    "compared do not stand in for those picked."
)


def by_place(
    ordered: tuple[ImpactEstimate, ...], place: InPlace | None, compared: Compared
) -> tuple[ImpactEstimate, ...]:
    """The estimates with those of the programme's own PCN, the one that leads first.

    Less the place's own change always. Those left out are counted too unless they
    clearly changed as the group did: then the place may have, and that would be put
    down to the few taken on. Where the programme chose by outlook, that rung leads;
    where it cannot be made, what led still does, and the claim is withheld.
    """
    if place is None:
        return ordered
    leads, rest = ordered[0], ordered[1:]
    without = less_the_place(leads, place.without, compared.counts)
    counted = None
    if place.together is not None and not _changed_as_well(leads, place.left_out):
        counted = with_left_out(leads, place.together, compared.counts)
    if counted is None:
        return leads, without, *rest
    if not place.chosen:
        return leads, without, counted, *rest
    first = replace(
        counted,
        months=leads.months,
        expected_course=scaled(leads, counted),
        why_this_rung=COUNTED_LEADS,
    )
    return first, replace(leads, why_this_rung=LEADS_NO_MORE), without, *rest


def scaled(leads: ImpactEstimate, counted: ImpactEstimate) -> np.ndarray:
    """The course of those compared, after the day of picking as high as the other
    estimate expects of all of it."""
    times = (1 + counted.expected_change) / (1 + leads.expected_change)
    return leads.expected_course * np.where(leads.months >= 0, times, 1.0)


def _changed_as_well(leads: ImpactEstimate, others: Control | None) -> bool:
    """Whether those left out changed, and in the direction of the group."""
    if others is None or others.alike:
        return False
    return (others.ratio < 1) == (leads.rate_ratio < 1)
