"""How do the neighbourhoods differ, and where should their edges be?"""

from analytics.exhibits import neighbourhoods as exhibits
from analytics.exhibits.neighbourhoods.need import sight_of
from pages import shell
from pages.shell.controls.neighbourhoods import by_hand, design, need, save

view = shell.open_page("neighbourhoods")
differ, greatest, edges = view.tabs(
    ["How they differ", "Where need is greatest", "Where edges could be"]
)

if differ.open:
    with differ:
        now = exhibits.within_now(view.gate)
        view.show(exhibits.PROFILE_MAP, view.dataset, now)
        view.show(exhibits.PROFILE)

if greatest.open:
    with greatest:
        with view.controls():
            score = need.choose_score(view)
        shown = view.columns(2)
        with shown[0]:
            view.show(exhibits.NEED_MAP, view.dataset, sight_of(view.gate, score))
        with shown[1]:
            view.show(exhibits.NEED_RANKS, score)
        view.show(exhibits.NEED_DRIVERS, need.choose_area(view, score))

if edges.open:
    with edges:
        with view.controls():
            sketch = design.choose_design(view)
        view.show(exhibits.TRADE_OFFS, sketch.design)
        view.show(exhibits.CHOICES, sketch.design)
        view.show(exhibits.PLAN, view.dataset, sketch)
        by_hand.change(view, sketch)
        if sketch.design.moves:
            view.show(exhibits.CHANGES, sketch.design)
        view.show(exhibits.EDGES, sketch.design)
        save.take_along(view, sketch)

view.where_next("where frequent attenders live, area by area, on *Places*.")
view.method()
