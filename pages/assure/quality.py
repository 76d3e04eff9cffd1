"""Can I trust these data, and what does each flaw do to the answers?"""

from dataclasses import replace

import streamlit as st

from analytics.definitions.quality import TITLES
from analytics.figures.quality import extracts
from analytics.figures.quality import findings as quality_findings
from analytics.figures.quality import tables as figures
from analytics.measures import coverage as loaded
from analytics.measures.quality import codes, joins, levels
from analytics.measures.quality import months as quality_months
from analytics.measures.quality.coverage import KINDS, coverage, place_months
from analytics.measures.quality.fields import completeness, only_places
from analytics.measures.quality.findings import findings
from pages import shell
from pages.shell.loading import datasets

view = shell.open_page("quality", needs_people=False)
view = replace(view, filters=only_places(view.filters))
there = quality_months.extracts(view.dataset)


def choose(label: str, options: list, key: str, titles: dict) -> str:
    """One of a few, as a row of buttons; without them where there is but one."""
    if len(options) == 1:
        return options[0]
    return st.segmented_control(
        label,
        options,
        default=options[0],
        key=key,
        required=True,
        format_func=titles.get,
        label_visibility="collapsed",
    )


view.show(figures.findings(view.ask(findings)), table_open=True)
fields, rows, months, changes, people = view.tabs(
    [
        "Completeness",
        "Rows and codes",
        "Months and places",
        "Sudden changes",
        "Who joins",
    ]
)

if fields.open:
    with fields:
        listed = ["people"] if view.has("patients") else []
        name = choose("Extract", there + listed, "quality_fields", TITLES)
        if name != "people":
            view.show(
                figures.completeness(view.ask(completeness, name), view.look),
                height=None,
            )
        view.show(
            figures.completeness(view.ask(completeness, name, "practice"), view.look),
            height=None,
        )

if rows.open:
    with rows:
        if (
            view.dataset.manifest.accounts
        ):  # a version loaded before they were kept has none
            view.show(extracts.accounts(view.protect(loaded.accounts(view.dataset))))
        view.show(
            extracts.left_out(view.protect(loaded.left_out(view.dataset))),
            table_open=True,
        )
        datasets.rows_left_out(view)
        view.show(figures.codes(view.ask(codes.codes)), table_open=True)
        view.show(figures.warnings(view.ask(codes.warnings)), table_open=True)
        if not view.aggregate:
            view.notes(
                [problem["message"] for problem in view.dataset.manifest.problems]
            )

if months.open:
    with months:
        view.show(
            figures.months(view.ask(quality_months.months), view.look), height=None
        )
        name = choose("Extract", there, "quality_places", TITLES)
        for kind in [
            kind for kind in KINDS if kind != "site" or name == "ae_attendances"
        ]:
            view.show(
                figures.coverage(
                    view.ask(coverage, name, kind),
                    view.ask(place_months, name, kind),
                    view.look,
                ),
                height=None,
            )

if changes.open:
    with changes:
        found = view.ask(levels.level_changes)
        view.show(
            figures.level_changes(found, quality_findings.levels_told(found)),
            table_open=True,
        )

if people.open:
    with people:
        view.show(figures.joins(view.ask(joins.joins)), table_open=True)

view.method("quality")
