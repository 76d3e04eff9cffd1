"""Is anything unusual, and where should I look?"""

from analytics.figures import attenders as figures
from analytics.figures import compare as comparison
from analytics.figures import overview, process, profile
from analytics.measures import distribution
from analytics.measures import profile as profiles
from analytics.measures.published import published
from analytics.measures.summary import headlines
from analytics.measures.trend import monthly
from analytics.store.sample import NAME as SAMPLE
from pages import shell
from pages.shell.controls import compare

view = shell.open_page("overview")
numbers = view.ask(headlines)

top = view.place()
charts = view.columns(len(view.settings()))
other = compare.choose(view)
with top:
    view.boxes(
        "Headline numbers",
        overview.headline(numbers),
        overview.beside(other)
        if other
        else overview.what_is_normal(numbers, view.filters.months),
    )
for place, setting in zip(charts, view.settings(), strict=True):
    with place:
        view.show(
            process.months(view.ask(monthly, setting), setting, view.look), height=210
        )
if other:
    view.show(comparison.beside(other, view.look), height=260)

left, right = view.columns(2)
first = next(iter(view.settings()))
with left:
    view.show(
        profile.reasons(view.ask(profiles.reasons, first, "group"), first, view.look),
        height=330,
    )
with right:
    shares = view.ask(distribution.concentration, first)
    view.show(figures.concentration(shares, first, view.look), height=140)
    view.where_next(
        "who they are on *Frequent attenders*; what kinds of need on *Segments*; "
        "whether helping them worked on *Before and after*."
    )

view.say(overview.cost_and_time(numbers))
view.show(overview.side_by_side(numbers), height=None, table_open=True)
if view.dataset.name == SAMPLE:
    view.show(overview.published(view.ask(published)), height=None)
view.method("overview")
