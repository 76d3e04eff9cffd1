"""What kinds of need: groups found in the data by age and diagnosis, and those known
from studies."""

from analytics.figures import segments as figures
from analytics.measures import segments
from pages import shell

view = shell.open_page("segments")
found = view.ask(segments.cards, "data")
known = view.ask(segments.cards, "rule")


left, right = view.columns(2)
with left:
    view.show(figures.kinds(found, view.look), height=None)
with right:
    view.show(figures.by_rule(known, view.look), height=None)

titles = (
    ["Each published kind"]
    if found.empty
    else [
        "Each group",
        "Each published kind",
        "What sets the groups apart",
        "Everyone in one picture",
    ]
)
tabs = dict(zip(titles, view.tabs(titles), strict=True))
for title, tab in tabs.items():
    if tab.open:
        with tab:
            if title == "Each group":
                view.cards(
                    "Each group found in the data",
                    figures.cards(found, view.ask(segments.reasons, "data")),
                )
            elif title == "Each published kind":
                view.cards(
                    "Each published kind of need",
                    figures.cards(known, view.ask(segments.reasons, "rule")),
                )
            elif title == "What sets the groups apart":
                view.show(
                    figures.apart(view.ask(segments.differences), view.look), height=440
                )
            else:
                view.show(
                    figures.picture(view.ask(segments.everyone_placed), view.look),
                    height=460,
                )

view.method("segments")
