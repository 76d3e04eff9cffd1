"""Is anything unusual, and where should I look?"""

from analytics.exhibits import overview as exhibits
from pages import shell
from pages.shell.controls import compare

view = shell.open_page("overview")

top = view.place()
charts = view.columns(len(view.kinds))
other = compare.choose(view)
with top:
    if other:
        view.show(exhibits.HEADLINE_BESIDE, other)
    else:
        view.show(exhibits.HEADLINE)
for place, kind in zip(charts, view.kinds, strict=True):
    with place:
        view.show(exhibits.MONTHLY, kind)
if other:
    view.show(exhibits.BESIDE, other)

left, right = view.columns(2)
with left:
    view.show(exhibits.REASONS, view.kinds[0])
with right:
    view.show(exhibits.CONCENTRATION, view.kinds[0])
    view.where_next(
        "who they are on *Frequent attenders*; what kinds of need on *Segments*; "
        "whether helping them worked on *Before and after*."
    )

view.show(exhibits.COST_AND_TIME)
view.show(exhibits.SIDE_BY_SIDE)
view.show(exhibits.PUBLISHED)
view.method()
