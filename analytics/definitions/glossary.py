"""Words used on screen, each in one or two plain sentences: for help on hover and the
definitions.

The reviewed list is `glossary.toml` beside this file.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd

LIST = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class Term:
    """A word of the field. also: other forms under which it appears."""

    term: str
    meaning: str
    also: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        return (self.term, *self.also)


@lru_cache(maxsize=1)
def glossary() -> tuple[Term, ...]:
    """Every term, in alphabetical order."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["term"]
    terms = [
        Term(row["term"], row["meaning"], tuple(row.get("also", ()))) for row in rows
    ]
    return tuple(sorted(terms, key=lambda one: one.term.casefold()))


def meaning(term: str) -> str:
    """What a term means. Raises KeyError for one that is not in the list."""
    return _by_form()[term.casefold()].meaning


def terms_in(text: str) -> tuple[Term, ...]:
    """The terms that a text uses, in the order of their first appearance.

    Whole words only, the longest form first: "rate ratio" is not also "ratio".
    """
    found = (_by_form()[match.group().casefold()] for match in _forms().finditer(text))
    return tuple(dict.fromkeys(found))


def help_for(text: str) -> str:
    """The terms of a text with their meanings, a line each, for help on hover; "" if
    none."""
    return "\n\n".join(f"**{one.term}**: {one.meaning}" for one in terms_in(text))


def glossary_table() -> pd.DataFrame:
    """Term, Meaning: for the page of definitions."""
    return pd.DataFrame(
        [{"Term": one.term, "Meaning": one.meaning} for one in glossary()]
    )


@lru_cache(maxsize=1)
def _by_form() -> dict[str, Term]:
    return {form.casefold(): one for one in glossary() for form in one.forms}


@lru_cache(maxsize=1)
def _forms() -> re.Pattern[str]:
    longest_first = sorted(_by_form(), key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE
    )
