"""Outcomes that somebody set a target for: those published, in `published.toml`, and
what one may be measured by."""

from analytics.definitions.outcomes.measured import Measured, measured, measures
from analytics.definitions.outcomes.outcome import Outcome
from analytics.definitions.outcomes.published import PLAYBOOK, published, target_of

__all__ = [
    "PLAYBOOK",
    "Measured",
    "Outcome",
    "measured",
    "measures",
    "published",
    "target_of",
]
