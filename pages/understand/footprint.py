"""What else do they use, and what does it cost?"""

from analytics.exhibits import footprint as exhibits
from pages import shell
from pages.shell.controls.footprint.group import choose_group, choose_person

YEAR = "One person’s year"

view = shell.open_page("footprint")
with view.controls():
    of = choose_group(view)
if len(view.dataset.kinds) == len(view.kinds_with_rule):
    view.hint(
        "No extract of hospital stays, outpatients, community contacts or calls is "
        "loaded, so these are not known. Load them on the page *Extracts*."
    )

services, few, avoidable, shifted, year = view.tabs(
    [
        "By service",
        "How few take how much",
        "Avoidable",
        "Saved or shifted",
        YEAR,
    ],
    at_a_desk=[YEAR],
)

if services.open:
    with services:
        view.show(exhibits.TIMES, of)
        left, right = view.columns(2)
        with left:
            view.show(exhibits.COST, of)
        with right:
            view.show(exhibits.BESIDE, of)

if few.open:
    with few:
        view.show(exhibits.CONCENTRATION)

if avoidable.open:
    with avoidable:
        view.show(exhibits.AVOIDABLE, of)
        view.show(exhibits.CONDITIONS, of)

if shifted.open:
    with shifted:
        view.show(exhibits.NET)
        if not view.has("caseload"):
            view.hint(
                "Without a caseload nobody knows whom the programme helped. Load one "
                "on the page *Extracts*."
            )

if year.open:
    with year:
        view.show(exhibits.YEAR, choose_person(view), view.kinds_with_rule[0])

view.where_next(
    "whether attendances fell more than they would have anyway on *Before and after*; "
    "the codes of each rule on *Definitions*."
)
view.method()
