"""What happens before any page: the sample is there, a dataset is open, the filters are
read."""

from base64 import b64encode
from functools import cache
from pathlib import Path

import streamlit as st

from analytics.definitions.event_kinds import kinds_with_rule
from analytics.definitions.words import day_in_words, listed
from analytics.disclosure import Audience, Gate
from analytics.errors import InputError
from analytics.figures.theme import look
from analytics.store.dataset import Dataset, open_dataset
from analytics.store.home import datasets
from analytics.store.sample import SHIPPED, ensure
from analytics.store.shipped import SAMPLE, Shipped
from pages.shell import keys, long_lived, welcome
from pages.shell.answers import answer
from pages.shell.controls import chips, link_box, links, named_views
from pages.shell.controls.audience import choose_audience
from pages.shell.controls.dataset import choose_dataset
from pages.shell.controls.filters import choose_filters
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.page_files import PAGE_FILES
from pages.shell.room import make_room
from pages.shell.signin import entrance
from pages.shell.signin.person import always_meeting
from pages.shell.view import View, remember

ICON = Path(__file__).resolve().parents[2] / "docs" / "icon.png"


def begin(page: st.Page) -> None:
    """Lets in whoever may see the page, opens the dataset, draws the sidebar, and
    remembers the view for the page."""
    make_room()
    person = entrance.let_in(page)
    if going := st.session_state.pop(keys.GO_TO, None):
        # The controls keep what they stand at, and put it into the address again.
        st.switch_page(PAGE_FILES[going], query_params={})
    wanted = links.asked()
    _made(SAMPLE)
    names = datasets()
    # One's own come first, then what is shipped: the sample before the others.
    offered = [*(name for name in names if name not in SHIPPED), *SHIPPED]
    name = choose_dataset(offered, next(one for one in offered if one in names))
    if name in SHIPPED:
        _made(SHIPPED[name])
    dataset = link_box.as_linked(open_dataset(name))
    kept_to = entrance.kept_to(person, dataset)
    _held(dataset)
    meeting = choose_audience(person.always_meeting)
    named_views.choose_view()
    filters = choose_filters(dataset, kept_to)
    welcome.three_steps(names)
    named_views.keep_view(filters)
    link_box.link_box(dataset)
    entrance.tell_who(person)
    links.name_what_was_ignored(wanted)
    gate = Gate(dataset, filters, Audience.PSEUDONYMISED, answer, kept_to)
    if meeting:  # decided by the role, or by the toggle: no page can undo it
        gate, changed = gate.for_meeting
        if changed:
            st.caption(plain(" ".join(changed)))
    else:  # a shared screen says them in its sentence
        chips.draw(gate.filters, kept_to)
    remember(View(gate, look(st.context.theme.type)))


def end() -> None:
    """What follows the page: what of a link its controls could not follow is told."""
    links.name_what_the_page_ignored()
    long_lived.set_aside()
    long_lived.look_for_garbage()


@cache
def icon() -> str:
    """The icon of the tab, in the address itself: what Streamlit serves as a file is
    for those signed in alone."""
    return f"data:image/png;base64,{b64encode(ICON.read_bytes()).decode()}"


def sidebar() -> str:
    """Whether the sidebar starts open: a shared screen has no room for it, nor has a
    phone."""
    asked = st.query_params.get(keys.MEETING) == "true"
    shared = always_meeting() or st.session_state.get(keys.MEETING, asked)
    return "collapsed" if shared else "auto"  # open at a desk, shut on a phone


def _made(one: Shipped) -> None:
    """Makes and loads a shipped dataset when it is first asked for, with progress; next
    to nothing afterwards. The sample is, on the first visit."""
    checked = st.session_state.setdefault(keys.SHIPPED_CHECKED, set())
    if one.name in checked:
        return
    bars = []

    def progress(step: str, done: float) -> None:
        if not bars:
            bars.append(st.progress(0.0))
        bars[0].progress(done, f"{plain(step)} … This happens once.")

    try:
        ensure(one, progress)
    except InputError as fault:
        if not datasets() or one is not SAMPLE:
            raise
        tell(fault.problems)  # other datasets are there and stay usable
    for bar in bars:
        bar.empty()
    checked.add(one.name)


def _held(dataset: Dataset) -> None:
    """What the dataset holds, under its name in the sidebar."""
    held = [
        f"{kind.service} {day_in_words(span.first)} to {day_in_words(span.last)}."
        if (span := dataset.manifest.span(kind.table.name)).rows
        else f"No {kind.service} extract."
        for kind in reversed(kinds_with_rule())
    ]
    others = [one.service for one in dataset.kinds if not one.has_rule]
    if others:
        held.append(f"Also {listed(others)}.")
    synthetic = "Synthetic people. " if dataset.name in SHIPPED else ""
    st.sidebar.caption(synthetic + " ".join(held))
