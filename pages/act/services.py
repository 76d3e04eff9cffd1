"""Who near here can help with this?"""

from analytics.exhibits import services as exhibits
from pages import shell
from pages.shell.controls.services import search

view = shell.open_page("services")
outline = view.dataset.boundaries

near, reach, entries = view.tabs(["Near here", "Access", "Directory"])

if near.open:
    with near:
        asked = search.choose_near(view)
        view.show(exhibits.NEAR, asked)
        view.show(exhibits.NEAR_MAP, asked, outline)

if reach.open:
    with reach:
        rule, within = search.choose_access(view)
        left, right = view.columns(2)
        with left:
            view.show(exhibits.ACCESS, rule, within, outline)
        with right:
            view.show(exhibits.WITHOUT, rule, within)
        view.show(exhibits.BESIDE, rule, within)

if entries.open:
    with entries:
        view.show(exhibits.DIRECTORY, exhibits.today())
        view.show(exhibits.BY_NEED, exhibits.today())

view.where_next(
    "what happens after somebody is offered help on *Support*; where they live on "
    "*Places*."
)
view.method()
