"""What do we report this month, and what was to be expected?"""

from analytics.exhibits import scorecard as exhibits
from analytics.measures.scorecard.answered import asked
from pages import shell
from pages.shell.controls.scorecard.file import offer_file
from pages.shell.controls.scorecard.wanted import choose_metric, choose_wanted

view = shell.open_page("scorecard", asked=asked)
with view.controls():
    wanted = choose_wanted(view)
    chosen, split = choose_metric()

view.show(exhibits.CARD, wanted)
course, groups = view.columns(2)
with course:
    view.show(exhibits.COURSE, wanted, chosen)
with groups:
    view.show(exhibits.GROUPS, wanted, chosen, split)
view.show(exhibits.DEFINED, wanted)
offer_file(view, wanted)
view.where_next(
    "whether helping them changed anything on *Before and after*; who they are on "
    "*Frequent attenders*."
)

view.method()
