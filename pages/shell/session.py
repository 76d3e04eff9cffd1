"""What happens before any page: the sample is there, a dataset is open, the filters are read."""

import streamlit as st

from analytics.measures.scope import known_places
from analytics.measures.roles import gp_roles
from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words, listed
from analytics.disclosure import Audience
from analytics.figures.theme import look
from analytics.store.dataset import Dataset, open_dataset
from analytics.store.home import datasets
from analytics.store.sample import ensure_sample
from pages.shell import controls, links
from pages.shell.answers import answer
from pages.shell.view import View, remember

UNFILTERED = {"Extracts", "Definitions"}


def begin(page) -> None:
    """Opens the dataset, draws the sidebar and the banner, and remembers the view for the page."""
    wanted = links.asked()
    _sample()
    names = datasets()
    own = [name for name in names if name != "sample"]
    dataset = open_dataset(controls.choose_dataset(names, (own or names)[0]))
    meeting = controls.choose_audience()
    filters = controls.choose_filters(
        dataset, answer(_places, dataset, Filters()), answer(gp_roles, dataset, Filters()))
    links.name_what_was_ignored(wanted)
    audience = Audience.AGGREGATE if meeting else Audience.PSEUDONYMISED
    remember(View(dataset, filters, audience, look(st.context.theme.type)))
    if page.title not in UNFILTERED:
        _banner(dataset, filters, meeting)


def _places(dataset: Dataset, filters: Filters):
    return known_places(dataset)


@st.cache_resource(show_spinner=False)
def _sample_is_there() -> bool:
    bar = st.progress(0.0, "Loading the sample: synthetic people, once, about half a minute …")
    ensure_sample(lambda step, done: bar.progress(min(done, 1.0), f"Loading the sample: {step} …"))
    bar.empty()
    return True


def _sample() -> None:
    _sample_is_there()


def _banner(dataset: Dataset, filters: Filters, meeting: bool) -> None:
    spans = {"gp_appointments": "GP", "ae_attendances": "A&E"}
    held = [
        f"{title} {day_in_words(span.first)} to {day_in_words(span.last)}"
        for name, title in spans.items() if (span := dataset.manifest.span(name)).rows
    ]
    missing = [title for name, title in spans.items() if not dataset.has(name)]
    synthetic = "Synthetic people. " if dataset.name == "sample" else ""
    text = (f"{'**Meeting view: small numbers hidden, nobody’s row shown.** ' if meeting else ''}"
            f"{synthetic}{listed(held)}."
            + (f" No {missing[0]} extract is loaded." if missing else ""))
    st.caption(f"{text} {filters.sentence()}".replace("$", "\\$"))
