"""Before and after that survives scrutiny: what fell, what would have fallen anyway."""

from analytics.methods.impact.cohort_rule import CohortRule
from analytics.methods.impact.estimate import ImpactEstimate, ImpactResult
from analytics.methods.impact.ladder import impact
from analytics.methods.impact.panels.panel import CoursePanel, NothingToCompare
from analytics.methods.impact.panels.panel_from_events import panel_from_events
from analytics.methods.impact.placebo import placebo
from analytics.methods.impact.sensitivity import horizons, sensitivity
from analytics.methods.impact.words import finding, verdict

__all__ = [
    "CohortRule",
    "CoursePanel",
    "ImpactEstimate",
    "ImpactResult",
    "NothingToCompare",
    "finding",
    "horizons",
    "impact",
    "panel_from_events",
    "placebo",
    "sensitivity",
    "verdict",
]
