"""Before and after that survives scrutiny: what fell, what would have fallen anyway."""

from .cohort import CohortRule
from .estimate import ImpactEstimate, ImpactResult
from .ladder import impact
from .panel import CoursePanel, NothingToCompare, panel_from_events

__all__ = ["CohortRule", "CoursePanel", "ImpactEstimate", "ImpactResult", "NothingToCompare",
           "impact", "panel_from_events"]
