"""The shared filters in the sidebar, each bound to the address, drawn as declared."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.definitions.filter import MORE
from analytics.definitions.filters import (
    Day,
    Filter,
    Filters,
    Number,
    Of,
    Several,
    declared,
)
from analytics.measures.counting.offered_values import (
    meant,
    offered_values,
    values_within,
)
from analytics.store.dataset import Dataset
from pages.shell.controls.address import (
    bound,
    bound_choice,
    cannot_follow,
    follow_instead,
)
from pages.shell.controls.presets import choose_preset

ROW = {Day: 3, Number: 2}  # controls that stand side by side, and how wide they are
A_ROW = 2


def choose_filters(dataset: Dataset, kept_to: Filters = Filters()) -> Filters:
    """The filters as the sidebar stands. kept_to: what the gate asks whatever is chosen
    of the same sort; it is shown, and nothing of that sort can be chosen."""
    side = st.sidebar
    chosen: dict[Filter, Any] = {}
    locked = {one.of for one, _value in kept_to.of(*Of)}
    free = [one for one in declared() if one.of not in locked]
    at_hand = [one for one in free if one.at_hand]
    side.header("Rule and window")
    choose_preset(side)
    _draw([one for one in at_hand if one.of is Of.RULE], side, dataset, chosen)
    side.header("Who")
    for one, value in kept_to.of(*Of):
        side.multiselect(
            one.title,
            list(value),
            list(value),
            disabled=True,
            help="Your sign-in is for this one alone.",
        )
    _draw([one for one in at_hand if one.of is not Of.RULE], side, dataset, chosen)
    more = [one for one in free if not one.at_hand]
    _draw(more, side.expander(MORE), dataset, chosen)
    return Filters(**{one.name: value for one, value in chosen.items()})


def _draw(
    some: Sequence[Filter],
    where: DeltaGenerator,
    dataset: Dataset,
    chosen: dict[Filter, Any],
) -> None:
    """The controls of some filters; adds to `chosen` what each stands at."""
    for row in _rows(some):
        widths = [ROW.get(type(one.control), 1) for one in row]
        places = where.columns(widths) if len(row) > 1 else [where]
        for one, place in zip(row, places, strict=True):
            chosen[one] = _control(one, place, dataset, chosen)


def _rows(some: Sequence[Filter]) -> list[list[Filter]]:
    """Filters that stand side by side; a day begins a row."""
    rows: list[list[Filter]] = []
    for one in some:
        fits = isinstance(one.control, Number) and rows and len(rows[-1]) < A_ROW
        if fits and type(rows[-1][-1].control) in ROW:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def _control(
    one: Filter, place: DeltaGenerator, dataset: Dataset, chosen: Mapping[Filter, Any]
) -> Any:
    """One control, and the value it stands at."""
    control = one.control
    if isinstance(control, Day):
        default = dataset.default_as_at
        day = place.date_input(
            one.title,
            default,
            dataset.first_day,
            max(dataset.last_day, default),
            format="DD/MM/YYYY",
            help=one.hint or None,
            **bound(one.name),
        )
        return day if isinstance(day, date) else default
    if isinstance(control, Number):
        return place.number_input(
            one.title,
            control.low,
            control.high,
            one.default,
            placeholder="any",
            help=one.hint or None,
            **bound(one.name),
        )
    return _several(one, control, place, dataset, chosen)


def _several(
    one: Filter,
    control: Several,
    place: DeltaGenerator,
    dataset: Dataset,
    chosen: Mapping[Filter, Any],
) -> tuple[str, ...]:
    """A control that takes several values; nothing to choose from, nothing drawn."""
    values = offered_values(dataset, one)
    tells_apart = len(values) > 1 or one.of is not Of.PRACTICES
    if not values or not (tells_apart or _asked_for(one)):
        return tuple(one.default)
    wider = {other: chosen[other] for other in chosen if other.of is one.of}
    if one.of in (Of.PRACTICES, Of.HOMES) and any(wider.values()):
        values = values_within(dataset, one, wider)
    if one.of in (Of.PRACTICES, Of.HOMES):
        _as_called(one, offered_values(dataset, one), dataset)
    picked: list[str] = place.multiselect(
        one.title,
        list(values),
        list(one.default) or None,
        placeholder="All",
        help=one.hint or None,
        filter_mode="contains",
        select_all=False,  # else Enter takes every match, not the one looked for
        **bound_choice(one.name, values),
    )
    return tuple(picked or one.default)


def _as_called(one: Filter, titles: Mapping[str, str], dataset: Dataset) -> None:
    """Puts what a link, a view or a click asks of a filter of places into the words
    that its control offers: a code, or a name that is now told from another's. A name
    that several with codes of their own have is told, never guessed at."""
    linked = one.name not in st.session_state
    asked = (
        st.query_params.get_all(one.name) if linked else st.session_state[one.name]
    ) or []
    found = {text: meant(dataset, one, text) for text in asked}
    for text, values in found.items():
        if one.named and len(values) > 1:
            cannot_follow(one.name, text, f"{len(values)} are called so")
            found[text] = ()
    values = list(dict.fromkeys(v for values in found.values() for v in values))
    strange = [text for text, values in found.items() if not values]
    if linked and values:
        words = [titles[value] for value in values] + strange
        if sorted(words) != sorted(asked):
            follow_instead(one.name, words, values)
    elif values and values != list(asked):
        st.session_state[one.name] = values


def _asked_for(one: Filter) -> bool:
    """Whether a link or a view asks for it, though it leaves nobody out here."""
    return one.name in st.session_state or one.name in st.query_params
