"""The controls of a before-and-after question: which service, whom, picked when,
followed how long."""

import streamlit as st

from analytics.definitions.rules import tops
from analytics.definitions.words import day_in_words
from analytics.exhibits.usual_question import coarse
from analytics.measures.before_after.impact import days_of_picking, index_date_of
from analytics.measures.before_after.impact_otherwise import TOP_TENTH
from analytics.measures.before_after.question import Question
from analytics.measures.before_after.reach import anybody_taken_on
from analytics.methods.impact.cohort_rule import CASELOAD
from analytics.store.cohorts import saved
from pages.shell import keys
from pages.shell.controls.address import bound, bound_choice
from pages.shell.literal import plain
from pages.shell.view import View

FOLLOW_UPS = (3, 6, 12, 24)


def choose_cohort(view: View) -> Question:
    """The question as the page's controls stand; bound to the address."""
    service, who, when, how_long = st.columns(
        [1.1, 2, 1.5, 1.2], vertical_alignment="bottom"
    )
    with service:
        kind = view.choose_kind()
    titles = {f"top:{number}": f"The {number} who attend most" for number in tops()}
    titles[TOP_TENTH] = "The tenth who attend most"
    titles["rule"] = "Everyone above the rule"
    usual = next(iter(titles))
    fixed = saved(view.dataset)
    titles |= {name: f"The cohort “{name}”" for name in fixed}
    if view.has("caseload"):
        titles = {"caseload": f"{CASELOAD[0].upper()}{CASELOAD[1:]}", **titles}
        usual = "caseload" if view.know(anybody_taken_on, kind) else usual
    cohort = who.selectbox(
        "Who",
        list(titles),
        index=list(titles).index(usual),
        label_visibility="collapsed",
        **bound_choice(keys.COHORT, titles),
    )
    first, last = days_of_picking(view.dataset, kind) or view.dataset.days(kind)
    if cohort == "caseload":
        when.markdown("each from the day referred")
        index_date = None
    elif cohort in fixed:
        when.markdown(f"from {day_in_words(fixed[cohort].fixed_on)}")
        index_date = None
    else:
        index_date = when.date_input(
            "Picked on",
            index_date_of(view.dataset, kind),
            first,
            last,
            format="DD/MM/YYYY",
            label_visibility="collapsed",
            help=(
                "The day people were picked. Only what came before it decides who is "
                "in."
            ),
            **bound(keys.INDEX_DATE),
        )
    follow_up = how_long.selectbox(
        "Followed for",
        FOLLOW_UPS,
        index=FOLLOW_UPS.index(12),
        label_visibility="collapsed",
        **bound_choice(keys.FOLLOW_UP, {n: f"{n} months" for n in FOLLOW_UPS}),
    )
    question = Question(kind, cohort, index_date, follow_up)
    if view.aggregate:
        question, changed = coarse(question, view.dataset, view.filters)
        if changed:
            st.caption(plain(" ".join(changed)))
    return question
