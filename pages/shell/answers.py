"""Answers kept between re-runs, keyed on the dataset's fingerprint and the filters;
those to the usual questions also between starts of the server."""

from collections.abc import Callable
from functools import cache

import streamlit as st

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.filters import Filters
from analytics.disclosure.gate import named
from analytics.kept_tables import keeping
from analytics.measures.before_after.question import Question
from analytics.measures.scorecard.wanted import Wanted
from analytics.store import usual_answers
from analytics.store.dataset import Dataset
from analytics.worklist.decision import Standing

KEPT = 3_000  # answers, each a small table: of an ICB and each of its PCNs


def answer(
    measure: Callable, dataset: Dataset, filters: Filters, *more: object
) -> object:
    """`measure(dataset, filters, *more)`, computed once for each fingerprint and set of
    filters.

    Raises ValueError for a measure without a name of its own (a lambda): it would be
    given another's answer.
    """
    name = named(measure)
    if "<" in name:
        raise ValueError(f"{name} has no name that its answers could be kept under.")
    return _kept()(name, measure, dataset, filters, more)


@cache
def _kept() -> Callable:
    """What keeps them, made at the first question: `app.py` is read before there is a
    server that could."""
    return st.cache_data(
        _answer,
        max_entries=KEPT,
        show_spinner="Working it out …",
        hash_funcs={
            Dataset: lambda dataset: (dataset.fingerprint, str(dataset.folder)),
            EventKind: lambda kind: kind.slug,
            Question: vars,  # else its kind would be taken apart, field by field
            Wanted: vars,
            Standing: lambda standing: standing.known_by,
        },
    )


def _answer(name, _measure, dataset, filters, more):
    with keeping():
        return usual_answers.kept(_measure, dataset, filters, *more)
