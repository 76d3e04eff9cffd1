"""Who will still attend often next year, who is about to, and how many of those named
are right?"""

from analytics.exhibits import who_next as exhibits
from pages import shell
from pages.shell.controls import risk
from pages.shell.worklist import named_lists

view = shell.open_page("who_next")
with view.controls():
    kind = view.choose_kind()
    group, capacity = risk.choose(view)
risk.learn(view, kind)

FIRST = "Whom to look at first"
first, good, alike, then = view.tabs(
    [FIRST, "How good it is", "For everybody alike?", "Named a year ago"],
    at_a_desk=[FIRST],
)

if first.open:
    with first:
        asked = exhibits.programme(view.gate, kind)
        view.show(exhibits.NAMED, kind, group, capacity, asked)
        named_lists.offer_to_keep(view, kind, group, capacity)

if good.open:
    with good:
        view.show(exhibits.JUDGED, kind, group, capacity)
        left, right = view.columns(2)
        with left:
            view.show(exhibits.CALIBRATION, kind, group)
        with right:
            view.show(exhibits.BENEFIT, kind, group)
        view.show(exhibits.MADE_OF, kind)

if alike.open:
    with alike:
        for by in exhibits.parts:
            view.show(exhibits.BY_PART, kind, group, by)

if then.open:
    with then:
        view.show(exhibits.KEPT, kind, named_lists.kept_of(view))
        view.show(exhibits.BECAME, kind, group, capacity)

view.where_next(
    "decide about people on *Frequent attenders*; who comes and goes on *Over time*."
)
view.method()
