"""What happens before any page: the sample is there, a dataset is open, the filters are
read."""

import streamlit as st

from analytics.definitions.filters import Filters
from analytics.definitions.words import day_in_words
from analytics.disclosure import Audience
from analytics.disclosure.meeting import coarse_for
from analytics.errors import InputError
from analytics.figures.theme import look
from analytics.measures.counting.known_places import known_areas, known_places
from analytics.measures.roles import gp_roles
from analytics.store.dataset import Dataset, open_dataset
from analytics.store.home import datasets
from analytics.store.sample import ensure_sample
from pages.shell import welcome
from pages.shell.answers import answer
from pages.shell.controls import chips, link_box, links, named_views
from pages.shell.controls import filters as controls
from pages.shell.faults import tell
from pages.shell.pack import contents
from pages.shell.view import View, remember


def begin() -> None:
    """Opens the dataset, draws the sidebar, and remembers the view for the page."""
    wanted = links.asked()
    _sample()
    names = datasets()
    own = [name for name in names if name != "sample"]
    dataset = link_box.as_linked(
        open_dataset(controls.choose_dataset(names, (own or names)[0]))
    )
    _held(dataset)
    meeting = controls.choose_audience()
    welcome.three_steps(names)
    named_views.choose_view()
    filters = controls.choose_filters(
        dataset,
        answer(_places, dataset, Filters()),
        answer(_areas, dataset, Filters()),
        answer(gp_roles, dataset, Filters()),
    )
    named_views.keep_view(filters)
    link_box.link_box(dataset)
    links.name_what_was_ignored(wanted)
    taken = (
        contents.pending()
    )  # figures enter a pack as a meeting may see them, in light colours
    shared = bool(meeting or taken)
    if shared:
        filters, changed = coarse_for(dataset, filters)
        if changed:
            st.caption(" ".join(changed))
    else:  # a shared screen says them in its sentence
        chips.draw(filters)
    remember(
        View(
            dataset,
            filters,
            Audience.AGGREGATE if shared else Audience.PSEUDONYMISED,
            look("light" if taken else st.context.theme.type),
        )
    )


def sidebar() -> str:
    """Whether the sidebar starts open: a shared screen has no room for it, nor has a
    phone."""
    shared = st.session_state.get("meeting", st.query_params.get("meeting") == "true")
    return "collapsed" if shared else "auto"  # open at a desk, shut on a phone


def end() -> None:
    """What follows the page: a run that only filled the pack is run again as it was."""
    if contents.pending():
        contents.forget()
        st.rerun()


def _places(dataset: Dataset, filters: Filters):
    return known_places(dataset)


def _areas(dataset: Dataset, filters: Filters):
    return known_areas(dataset)


def _sample() -> None:
    """Makes and loads the sample on the first visit, with progress; next to nothing
    afterwards."""
    if st.session_state.get("_sample_checked"):
        return
    bars = []

    def progress(step: str, done: float) -> None:
        if not bars:
            bars.append(st.progress(0.0))
        bars[0].progress(done, f"{step} … This happens once.")

    try:
        ensure_sample(progress)
    except InputError as fault:
        if not datasets():
            raise
        tell(fault.problems)  # other datasets are there and stay usable
    for bar in bars:
        bar.empty()
    st.session_state["_sample_checked"] = True


def _held(dataset: Dataset) -> None:
    """What the dataset holds, under its name in the sidebar."""
    spans = {"gp_appointments": "GP", "ae_attendances": "A&E"}
    held = [
        f"{title} {day_in_words(span.first)} to {day_in_words(span.last)}."
        if (span := dataset.manifest.span(name)).rows
        else f"No {title} extract."
        for name, title in spans.items()
    ]
    synthetic = "Synthetic people. " if dataset.name == "sample" else ""
    st.sidebar.caption(synthetic + " ".join(held))
