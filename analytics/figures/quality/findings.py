"""Each flaw of the data as a sentence, and what it means for the answers.

A sort of flaw has its sentences beside the check that looks for it
(`measures.quality.checks`); here they are filled with protected numbers.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.definitions.event_kinds import EventKind, kind
from analytics.definitions.quality import needed_of, without, without_any
from analytics.definitions.words import count, counted, percent
from analytics.disclosure import Protected
from analytics.measures.quality.checks import FLAWS
from analytics.measures.quality.checks.places import LEVEL
from analytics.measures.quality.finding import NUMBERS
from analytics.measures.quality.names import month_in_full
from analytics.measures.quality.units import EVERYBODY

HEADLINE = 2  # from this weight on a flaw is told before the figures
NO_MORE = "Nothing found that should stop you trusting these figures"
WORTH_KNOWING = 1


@dataclass(frozen=True)
class Told:
    """A flaw in words. weight: see measures.quality.finding."""

    sentence: str
    meaning: str
    weight: int


def told(protected: Protected) -> list[Told]:
    """Every finding as a sentence and its meaning, the gravest first, from protected
    numbers."""
    return [_told(row, protected) for row in protected.table.to_dict("records")]


def headline(all_told: list[Told]) -> str:
    """ "2 things to know before trusting these figures", or that there is nothing."""
    grave = sum(one.weight >= HEADLINE for one in all_told)
    if not grave:
        return NO_MORE
    return f"{counted(grave, 'thing')} to know before trusting these figures"


def levels_told(protected: Protected) -> list[str]:
    """Each sudden change of level of measures.quality.levels as a sentence."""
    blank = dict.fromkeys((*NUMBERS, "share", "share_before"))
    return [
        _told(
            blank
            | row
            | {
                "kind": LEVEL.name,
                "slug": "",
                "other": "",
                "weight": WORTH_KNOWING,
                "month": month_in_full(row["month"]),
                "rows": row["after"],
                "rows_before": row["before"],
                "subject": "" if row["unit"] == EVERYBODY else row["place"],
            },
            protected,
        ).sentence
        for row in protected.table.to_dict("records")
    ]


def _told(row: dict[str, Any], protected: Protected) -> Told:
    flaw = FLAWS[row["kind"]]
    words = words_of(row, protected.few_in_words)
    sentence, meaning = (text.format_map(words) for text in (flaw.so, flaw.means))
    return Told(_closed(sentence), _closed(meaning), int(row["weight"]))


def _closed(text: str) -> str:
    """A text as a sentence."""
    return f"{text[:1].upper()}{text[1:]}."


def words_of(row: dict[str, Any], few: str) -> dict[str, str]:
    """The words that the sentences of a flaw may use, from a row of `findings`.

    few: what stands for a hidden number. rows, of, rows_before, of_before: counts;
    share, share_before; number, number_of (of places). extract, subject, month as they
    are; field: the subject within a sentence, without and without_any what its gaps, or
    its not being there, do to the answers. at: the subject as a place; before and
    after: the month, of the one place that it is of. service, other and other_extract:
    of the kinds of event. have, those: of the number of places. moved: what a level
    did.
    """
    one, subject, month = row["number"] == 1, row["subject"], row["month"]
    of = kind(row["slug"]) if row["slug"] else None
    other = kind(row["other"]) if row["other"] else None
    counts = ("rows", "of", "rows_before", "of_before")
    return {
        **{name: few if pd.isna(row[name]) else count(row[name]) for name in counts},
        **{name: _share(row[name]) for name in ("share", "share_before")},
        **{name: _whole(row[name]) for name in ("number", "number_of")},
        **_of_field(of, subject),
        "extract": row["extract"],
        "subject": subject,
        "month": month,
        "at": f" at {subject}" if subject else "",
        "before": f" before {month}" if month else " in the first months",
        "after": f" after {month}" if month else " in the last months",
        "service": of.service if of else "",
        "other": other.service if other else "",
        "other_extract": other.table.title if other else "",
        "have": "has" if one else "have",
        "those": "that practice" if one else "those practices",
        "moved": _moved(row["ratio"]),
    }


def _share(value: float | None) -> str:
    """A share in words; one that is not known because it is hidden says so."""
    return "a share that is hidden" if pd.isna(value) else percent(value)


def _whole(value: float | None) -> str:
    return "" if pd.isna(value) else str(int(value))


def _of_field(of: EventKind | None, subject: str) -> dict[str, str]:
    """field, without and without_any, where the subject is a field, maybe at some
    places."""
    title = subject.split(" at ")[0]
    field = next((one for one in needed_of(of) if one.title == title), None)
    if field is None:
        return {}
    return {
        "field": subject[:1].lower() + subject[1:],
        "without": without(of, field),
        "without_any": without_any(of, field),
    }


def _moved(ratio: float | None) -> str:
    if pd.isna(ratio):
        return "changed level"
    if 1.9 <= ratio <= 2.1:
        return "doubled"
    if 0.45 <= ratio <= 0.55:
        return "halved"
    return f"{'rose' if ratio > 1 else 'fell'} by {percent(abs(ratio - 1))}"
