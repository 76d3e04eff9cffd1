"""Who stays, who comes and goes?"""

from analytics.exhibits import over_time as exhibits
from pages import shell

view = shell.open_page("over_time")
with view.controls():
    kind = view.choose_kind()

moves, groups, everybody = view.tabs(
    ["From year to year", "Age, place, need", "Everybody’s months"]
)

if moves.open:
    with moves:
        view.show(exhibits.FLOW, kind)
        left, right = view.columns(2)
        with left:
            view.show(exhibits.STANDING, kind)
        with right:
            view.show(exhibits.HOW_OFTEN, kind)

if groups.open:
    with groups:
        for by in exhibits.groups:
            view.show(exhibits.BY_GROUP, kind, by)

if everybody.open:
    with everybody:
        view.show(exhibits.MONTHLY, kind)

view.where_next(
    "whom to look at first on *Who next*; what a fall may mean on *Before and after*."
)
view.method()
