"""Can I trust these data, and what does each flaw do to the answers?"""

from analytics.definitions.quality import table_of
from analytics.exhibits import quality as exhibits
from analytics.measures.quality.fields import only_places
from analytics.measures.quality.units import units_of
from pages import shell
from pages.shell import keys
from pages.shell.controls.one_of import one_of
from pages.shell.loading import datasets

view = shell.open_page("quality", needs_people=False)
view = view.with_filters(only_places(view.filters))
kinds = {kind.table.title: kind for kind in view.dataset.kinds}
people = {table_of(None).title: None} if view.has("patients") else {}

view.show(exhibits.FINDINGS)
fields, rows, months, changes, joined = view.tabs(
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
        kind = one_of("Extract", kinds | people, keys.QUALITY_FIELDS)
        if kind:
            view.show(exhibits.FILLED, kind)
        view.show(exhibits.FILLED_AT, kind)

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
        kind = one_of("Extract", kinds, keys.QUALITY_PLACES)
        for unit in units_of(kind):
            view.show(exhibits.PLACES, kind, unit)

if changes.open:
    with changes:
        view.show(exhibits.LEVELS)

if joined.open:
    with joined:
        view.show(exhibits.JOINS)

view.method()
