"""Before and after that survives scrutiny: what fell, what would have fallen anyway."""

from .cohort_rule import CohortRule
from .estimate import ImpactEstimate, ImpactResult
from .ladder import impact
from .panel import CoursePanel, NothingToCompare
from .panel_from_events import panel_from_events
from .sensitivity import horizons, placebo, sensitivity
from .targets import TARGETS, judge, judge_all
from .words import finding, verdict

__all__ = [
    "TARGETS",
    "CohortRule",
    "CoursePanel",
    "ImpactEstimate",
    "ImpactResult",
    "NothingToCompare",
    "finding",
    "horizons",
    "impact",
    "judge",
    "judge_all",
    "panel_from_events",
    "placebo",
    "sensitivity",
    "verdict",
]
