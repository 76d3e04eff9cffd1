"""Segments of a whole population, and what they are told by: reviewed tables with their
sources."""

from analytics.definitions.population_segments.segments import (
    NOT_KNOWN,
    SEGMENT_TITLES,
    Segment,
    Story,
    Way,
    segments,
    stories,
)

__all__ = [
    "NOT_KNOWN",
    "SEGMENT_TITLES",
    "Segment",
    "Story",
    "Way",
    "segments",
    "stories",
]
