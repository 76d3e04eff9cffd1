"""Who attends often, why, is helping them working, what is it worth, and where?"""

from analytics.exhibits import answers
from analytics.exhibits import overview as exhibits
from pages import shell
from pages.shell.controls import compare

view = shell.open_page("overview")

# What takes longest is worked out last, in its place among the others.
who, why, working, worth, where = view.rows(len(answers.ORDER))
with who:
    view.show(exhibits.WHO, view.kinds_with_rule[0])
with why:
    view.show(exhibits.WHY, view.kinds_with_rule[0])
with where:
    view.show(exhibits.WHERE, answers.rule_of(view.gate))
for place, kind in zip(
    view.columns(len(view.kinds_with_rule)), view.kinds_with_rule, strict=True
):
    with place:
        view.show(exhibits.BY_MONTH, kind)
question, programme = answers.programme_of(view.gate)
with working:
    view.show(exhibits.WORKING, question)
with worth:
    view.show(exhibits.WORTH, question, programme)

top = view.place()
with view.controls():
    other = compare.choose(view)
with top:
    if other:
        view.show(exhibits.HEADLINE_BESIDE, other)
    else:
        view.show(exhibits.HEADLINE)
if other:
    view.show(exhibits.BESIDE, other)

view.show(exhibits.COST_AND_TIME)
view.show(exhibits.SIDE_BY_SIDE)
view.show(exhibits.PUBLISHED)
view.method()
