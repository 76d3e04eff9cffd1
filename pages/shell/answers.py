"""Results kept between re-runs, keyed on the dataset's fingerprint and the filters."""

import streamlit as st

from analytics.store.dataset import Dataset

KEPT = 400  # answers; each is a small table


def answer(measure, dataset: Dataset, filters, *more):
    """`measure(dataset, filters, *more)`, computed once for each fingerprint and set of
    filters."""
    name = f"{measure.__module__}.{measure.__qualname__}"
    return _answer(name, measure, dataset, filters, more)


@st.cache_data(
    max_entries=KEPT,
    show_spinner="Working it out …",
    hash_funcs={Dataset: lambda dataset: (dataset.fingerprint, str(dataset.folder))},
)
def _answer(name, _measure, dataset, filters, more):
    return _measure(dataset, filters, *more)
