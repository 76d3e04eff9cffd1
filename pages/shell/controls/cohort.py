"""The controls of a before-and-after question: which service, whom, picked when,
followed how long."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from analytics.definitions.settings import EXTRACT
from analytics.disclosure.meeting import coarse_cohort, coarse_index_date
from analytics.measures.before_after.impact import index_date_of
from pages.shell.controls.filters import BOUND
from pages.shell.view import View

FOLLOW_UPS = (3, 6, 12, 24)


@dataclass(frozen=True)
class Question:
    """What is asked of before and after."""

    setting: str
    cohort: str
    index_date: date | None  # None: each person's own (caseload)
    follow_up: int


def choose_cohort(view: View) -> Question:
    """The question as the page's controls stand; bound to the address."""
    titles = {
        "top:30": "The 30 who attend most",
        "top:50": "The 50 who attend most",
        "rule": "Everyone above the rule",
    }
    if view.has("caseload"):
        titles["caseload"] = "The caseload"
    service, who, when, how_long = st.columns(
        [1.1, 2, 1.5, 1.2], vertical_alignment="bottom"
    )
    with service:
        setting = view.choose_setting()
    cohort = who.selectbox(
        "Who",
        list(titles),
        format_func=titles.get,
        key="cohort",
        label_visibility="collapsed",
        **BOUND,
    )
    span = view.dataset.manifest.span(EXTRACT[setting])
    if cohort == "caseload":
        when.markdown("each from the day referred")
        index_date = None
    else:
        index_date = when.date_input(
            "Picked on",
            index_date_of(view.dataset, setting),
            span.first,
            span.last,
            key="index_date",
            format="DD/MM/YYYY",
            label_visibility="collapsed",
            help=(
                "The day people were picked. Only what came before it decides who is "
                "in."
            ),
            **BOUND,
        )
    follow_up = how_long.selectbox(
        "Followed for",
        FOLLOW_UPS,
        index=FOLLOW_UPS.index(12),
        key="follow_up",
        format_func=lambda n: f"{n} months",
        label_visibility="collapsed",
        **BOUND,
    )
    if view.aggregate:
        cohort, changed = coarse_cohort(cohort)
        index_date, more = coarse_index_date(index_date)
        if changed + more:
            st.caption(" ".join(changed + more))
    return Question(setting, cohort, index_date, follow_up)
