"""Who is registered, with what conditions, how much they use, and who is left out."""

from analytics.exhibits import population as exhibits
from analytics.exhibits.population import by_segment as segmented
from analytics.measures.population import rates
from analytics.measures.population.fairness_counted import titles
from analytics.measures.population.groups import BESIDE_AGES, BY_TITLE
from pages import shell
from pages.shell import keys
from pages.shell.controls.one_of import one_of

view = shell.open_page("population")
if not view.has("patients"):
    view.hint(
        "This dataset has no registered list, so nothing is known of the people who "
        "are registered. Load one on the page *Extracts*."
    )

who, conditions, segments, use, fair, lists = view.tabs(
    ["Who is registered", "Conditions", "Segments", "Use", "Fairness"]
    + ["Lists and places"]
)

if who.open:
    with who:
        left, right = view.columns(2)
        with left:
            view.show(exhibits.PYRAMID)
        with right:
            for by in BESIDE_AGES:
                view.show(exhibits.PART, by)

if conditions.open:
    with conditions:
        for beside, shown in zip(view.columns(2), exhibits.WITH_WHAT, strict=True):
            with beside:
                view.show(shown)

if segments.open:
    with segments:
        view.show(segmented.STORIES)
        with view.controls():
            by = one_of("Parted by", segmented.parted_by(view.dataset), keys.PARTED_BY)
        view.show(segmented.SIZES, by)
        view.show(segmented.COST, by)
        view.show(segmented.TOLD_BY)

if use.open:
    with use:
        for kind in view.kinds_with_rule:
            for level in rates.TITLES:
                view.show(exhibits.RATES, kind, level)
        view.show(exhibits.PUBLISHED)

if fair.open:
    with fair:
        view.show(exhibits.GRADIENTS)
        with view.controls():
            kind = view.choose_kind()
            of_kind = titles(view.dataset, kind)
            what = one_of("Counted", of_kind, f"{keys.POPULATION_WHAT}_{kind.slug}")
            by = one_of("Groups", BY_TITLE, keys.POPULATION_BY)
        left, right = view.columns(2)
        with left:
            view.show(exhibits.FAIRNESS, kind, what, by)
        with right:
            view.show(exhibits.REACHED, by)
        view.show(exhibits.GAP, kind)

if lists.open:
    with lists:
        view.show(exhibits.LISTS)
        view.show(exhibits.CONTEXT)

view.where_next(
    "who of them attends often on *Frequent attenders*; which practices stand apart in "
    "how many do on *Places*."
)
view.method()
