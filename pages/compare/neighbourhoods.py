"""How do the neighbourhoods differ, and where should their edges be?"""

from analytics.exhibits import neighbourhoods as exhibits
from pages import shell
from pages.shell.controls.neighbourhoods import by_hand, design, save

view = shell.open_page("neighbourhoods")
differ, edges = view.tabs(["How they differ", "Where edges could be"])

if differ.open:
    with differ:
        now = exhibits.within_now(view.gate)
        view.show(exhibits.PROFILE_MAP, view.dataset, now)
        view.show(exhibits.PROFILE)

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
