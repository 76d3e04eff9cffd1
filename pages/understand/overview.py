"""Is anything unusual, and where should I look?"""

from analytics.exhibits import overview as exhibits
from pages import shell
from pages.shell.controls import compare

view = shell.open_page("overview")
services = list(view.settings())

top = view.place()
charts = view.columns(len(services))
other = compare.choose(view)
with top:
    if other:
        view.show(exhibits.HEADLINE_BESIDE, other)
    else:
        view.show(exhibits.HEADLINE)
for place, service in zip(charts, services, strict=True):
    with place:
        view.show(exhibits.MONTHLY, service)
if other:
    view.show(exhibits.BESIDE, other)

left, right = view.columns(2)
with left:
    view.show(exhibits.REASONS, services[0])
with right:
    view.show(exhibits.CONCENTRATION, services[0])
    view.where_next(
        "who they are on *Frequent attenders*; what kinds of need on *Segments*; "
        "whether helping them worked on *Before and after*."
    )

view.show(exhibits.COST_AND_TIME)
view.show(exhibits.SIDE_BY_SIDE)
view.show(exhibits.PUBLISHED)
view.method()
