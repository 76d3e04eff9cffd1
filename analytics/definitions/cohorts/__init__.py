"""How a cohort is defined: clauses joined by and, or and not; read from a text and said
in words."""

from analytics.definitions.cohorts.clauses import Clause, in_words
from analytics.definitions.cohorts.reading import read

__all__ = ["Clause", "in_words", "read"]
