"""How are we doing on health and wellbeing?"""

from analytics.exhibits import indicators as exhibits
from analytics.measures.indicators.answer import asked
from analytics.measures.indicators.panels import there_are
from pages import shell
from pages.shell import keys
from pages.shell.controls.one_of import one_of_many

view = shell.open_page("indicators", asked=asked)
titles = view.know(there_are)
view.show(exhibits.PANELS)

if titles:
    with view.controls():
        chosen = one_of_many("Indicator", titles, keys.INDICATOR)
    funnel, course = view.columns(2)
    with funnel:
        view.show(exhibits.FUNNEL, chosen)
    with course:
        view.show(exhibits.COURSE, chosen)
    view.show(exhibits.DEFINITION, chosen)
    view.where_next(
        "where frequent attenders live and which practices differ on *Places*; load "
        "newer counts on *Extracts*."
    )

view.method()
