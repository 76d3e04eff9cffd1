"""What do we report this month, and what was to be expected?"""

from analytics.definitions.scorecard import metric
from analytics.definitions.scorecard.splits import split_of
from analytics.exhibits import scorecard as exhibits
from pages import shell
from pages.shell import keys
from pages.shell.controls.one_of import one_of_many
from pages.shell.controls.scorecard.file import offer_file
from pages.shell.controls.scorecard.wanted import choose_wanted

view = shell.open_page("scorecard")
with view.controls():
    wanted = choose_wanted(view)

view.show(exhibits.CARD, wanted)
with view.controls():
    chosen = metric(one_of_many("Metric", exhibits.TITLES, keys.SCORECARD_METRIC))
    split = split_of(one_of_many("By", exhibits.SPLIT_TITLES, keys.SCORECARD_SPLIT))
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
