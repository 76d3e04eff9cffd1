"""What exactly is counted?"""

import streamlit as st

from analytics.definitions import tables
from analytics.definitions.contract import TABLES
from analytics.definitions.glossary import glossary_table
from analytics.definitions.published.benchmarks import benchmarks_table
from analytics.definitions.published.prevalence import prevalence_table
from analytics.measures.footprint.used import costs_table
from pages import shell
from pages.shell.words import words

view = shell.open_page("definitions", needs_people=False)
counted, meant, rules, normal, avoidable, groups, columns = view.tabs(
    [
        "What is counted",
        "Words",
        "Rules and whose they are",
        "What is normal",
        "Avoidable use",
        "Diagnosis groups",
        "Columns of an extract",
    ]
)

if counted.open:
    with counted:
        st.markdown(words("definitions")[1])

if meant.open:
    with meant:
        view.table(glossary_table(), "Words used on screen and what they mean")

if rules.open:
    with rules:
        st.markdown(
            "There is no single definition. Any of these can be set in the sidebar."
        )
        view.table(tables.rules_table(), "Rules and whose they are")

if normal.open:
    with normal:
        st.markdown(
            "Published figures to hold beside your own. None means anything without "
            "its rule, which therefore stands beside it."
        )
        view.table(benchmarks_table(), "Published figures")
        view.table(prevalence_table(), "How common long-term conditions are in England")

if avoidable.open:
    with avoidable:
        st.markdown(
            "Each rule is of an attendance or an admission as coded, never of a "
            "person. A code in the tables is the start of one: [5-8] is any of "
            "5, 6, 7 and 8."
        )
        view.table(tables.avoidable_table(), "Rules of avoidable use")
        view.table(tables.conditions_table(), "Ambulatory-care-sensitive conditions")
        view.table(tables.avoidable_ae_table(), "Avoidable A&E attendances")
        view.table(costs_table(), "National unit costs")

if groups.open:
    with groups:
        st.markdown(
            "A diagnosis falls into a group by its code, or else by the words of its "
            "term, after a reviewed table in the project."
        )
        view.table(tables.groups_table(), "Diagnosis groups")

if columns.open:
    with columns:
        titles = {table.title: name for name, table in TABLES.items()}
        chosen = st.selectbox("Table", list(titles))
        st.markdown(f"One row is {TABLES[titles[chosen]].row}.")
        view.table(tables.columns_table(titles[chosen]), f"Columns of {chosen}")
