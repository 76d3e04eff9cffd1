"""The metrics of the national scorecard (NNHIP), each declared once, in the template's
order."""

from analytics.definitions.scorecard.admissions import ADMISSIONS
from analytics.definitions.scorecard.emergency_care import EMERGENCY_CARE
from analytics.definitions.scorecard.metric import Beside, Metric
from analytics.definitions.scorecard.near_home import NEAR_HOME
from analytics.definitions.scorecard.outpatients import OUTPATIENTS

METRICS: tuple[Metric, ...] = (
    *OUTPATIENTS,
    *ADMISSIONS,
    *EMERGENCY_CARE,
    *NEAR_HOME,
)

__all__ = ["METRICS", "Beside", "Metric", "metric"]


def metric(slug: str) -> Metric:
    """The metric of that slug. Raises KeyError where there is none."""
    return {one.slug: one for one in METRICS}[slug]
