"""Can I trust these data, and what does each flaw do to the answers?"""

from analytics.definitions.quality import PEOPLE, TITLES
from analytics.exhibits import quality as exhibits
from analytics.measures.quality.fields import only_places
from analytics.measures.quality.months import extracts
from analytics.measures.quality.units import kinds_of_place
from pages import shell
from pages.shell import keys
from pages.shell.controls.one_of import one_of
from pages.shell.loading import datasets

view = shell.open_page("quality", needs_people=False)
view = view.with_filters(only_places(view.filters))
there = extracts(view.dataset)

view.show(exhibits.FINDINGS)
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
        listed = [PEOPLE] if view.has("patients") else []
        name = one_of("Extract", there + listed, keys.QUALITY_FIELDS, TITLES)
        if name != PEOPLE:
            view.show(exhibits.FILLED, name)
        view.show(exhibits.FILLED_AT, name)

if rows.open:
    with rows:
        view.show(exhibits.ACCOUNTS)
        view.show(exhibits.LEFT_OUT)
        datasets.rows_left_out(view)
        view.show(exhibits.CODES)
        view.show(exhibits.WARNINGS)
        view.show(exhibits.MESSAGES)

if months.open:
    with months:
        view.show(exhibits.MONTHS)
        name = one_of("Extract", there, keys.QUALITY_PLACES, TITLES)
        for kind in kinds_of_place(name):
            view.show(exhibits.PLACES, name, kind)

if changes.open:
    with changes:
        view.show(exhibits.LEVELS)

if people.open:
    with people:
        view.show(exhibits.JOINS)

view.method()
