"""Whom the scorecard is of, and which month."""

from dataclasses import replace
from datetime import date

import streamlit as st

from analytics.definitions.event_kinds import EventKind
from analytics.definitions.rules import tops
from analytics.definitions.words import month_in_words
from analytics.exhibits.scorecard import SPLIT_TITLES, TITLES, coarse, usual
from analytics.measures.scorecard.picked import saved_cohorts
from analytics.measures.scorecard.wanted import CASELOAD, RULE, Wanted, whole_months
from pages.shell import keys
from pages.shell.controls.address import bound_choice
from pages.shell.controls.one_of import one_of_many
from pages.shell.literal import plain
from pages.shell.view import View


def choose_wanted(view: View) -> Wanted:
    """The cohort and month as the controls stand; bound to the address."""
    first = usual(view.gate)
    who, when, by = st.columns([2, 1.2, 1.2], vertical_alignment="bottom")
    titles = _cohorts(view)
    cohort = who.selectbox(
        "Cohort",
        list(titles),
        index=list(titles).index(first.cohort) if first.cohort in titles else 0,
        **bound_choice(keys.SCORECARD_COHORT, titles),
    )
    months: list[date] = view.know(whole_months)
    written = {f"{one:%Y-%m}": month_in_words(one) for one in months}
    month = when.selectbox(
        "Month",
        list(written),
        **bound_choice(keys.SCORECARD_MONTH, written),
    )
    wanted = replace(first, cohort=cohort)
    if month in written and month != next(iter(written)):
        wanted = replace(wanted, month=date.fromisoformat(f"{month}-01"))
    if cohort != CASELOAD and len(view.dataset.kinds_with_rule) > 1:
        with by:
            wanted = replace(wanted, setting=_setting(view))
    if view.aggregate:
        wanted, changed = coarse(wanted, view.dataset, view.filters)
        if changed:
            st.caption(plain(" ".join(changed)))
    return wanted


def _cohorts(view: View) -> dict[str, str]:
    titles = {}
    if view.has("caseload"):
        titles[CASELOAD] = "Everybody offered support"
    titles |= {f"top:{number}": f"The {number} who attend most" for number in tops()}
    titles[RULE] = "Everyone above the rule"
    return titles | {name: f"Cohort: {name}" for name in view.know(saved_cohorts)}


def _setting(view: View) -> EventKind:
    kinds = {kind.slug: kind for kind in view.dataset.kinds_with_rule}
    titles = {slug: kind.service for slug, kind in kinds.items()}
    chosen = st.segmented_control(
        "Picked by",
        list(titles),
        default=next(iter(titles)),
        required=True,
        **bound_choice(keys.SETTING, titles),
    )
    return kinds.get(chosen, next(iter(kinds.values())))


def choose_metric() -> tuple[str, str]:
    """The slugs of the metric whose course is shown, and of how it is parted."""
    metric, split = st.columns(2)
    with metric:
        one = one_of_many("Metric", TITLES, keys.SCORECARD_METRIC)
    with split:
        by = one_of_many("By", SPLIT_TITLES, keys.SCORECARD_SPLIT)
    return one, by
