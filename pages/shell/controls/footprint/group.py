"""Whose footprint it is: a control of the page, in the address."""

import streamlit as st

from analytics.definitions.rules import tops
from analytics.exhibits.footprint import coarse
from analytics.measures.footprint import whom
from analytics.store.cohorts import saved
from pages.shell import keys
from pages.shell.controls.one_of import one_of_many
from pages.shell.literal import plain
from pages.shell.view import View


def choose_group(view: View) -> str:
    """A group of `whom.group`; in a meeting the nearest that it may ask of."""
    titles = {whom.RULE: "Everyone who attends often"}
    if view.has("caseload"):
        titles[whom.CASELOAD] = "Everyone offered support"
    titles |= {f"top:{number}": f"The {number} who attend most" for number in tops()}
    titles |= {name: f"The cohort “{name}”" for name in saved(view.dataset)}
    titles[whom.EVERYBODY] = "Everybody"
    where, _rest = st.columns([2, 3])
    with where:
        chosen = one_of_many("Whose footprint", titles, keys.FOOTPRINT_OF)
    if not view.aggregate:
        return chosen
    nearest, changed = coarse(chosen, view.dataset, view.filters)
    if changed:
        st.caption(plain(" ".join(changed)))
    return nearest


def choose_person(view: View) -> str:
    """The pseudonym of one person; "" where there is nobody, and in a meeting."""
    if view.aggregate:
        return ""
    there = view.know(whom.pseudonyms)
    where, _rest = st.columns([2, 3])
    return str(where.selectbox("Person", there, key=keys.FOOTPRINT_PERSON) or "")
