"""What kinds of need: those known from studies lead, with what helps; groups found in
the data are folded."""

from analytics.exhibits import segments as exhibits
from pages import shell

KINDS, FOUND = "What helps each kind", "Groups found in the data"
APART, EVERYONE = "What sets the groups apart", "Everyone in one picture"

view = shell.open_page("segments")

view.show(exhibits.KINDS)

# The first figure does not wait for groups in the data, which take long to look for.
grouped = exhibits.has_groups(view.gate)
placed = grouped or exhibits.by_degrees(view.gate)
titles = [KINDS, FOUND, *([APART] if grouped else []), *([EVERYONE] if placed else [])]
tabs = dict(zip(titles, view.tabs(titles, at_a_desk=[EVERYONE]), strict=True))

if tabs[KINDS].open:
    with tabs[KINDS]:
        view.show(exhibits.EACH_KIND)

if tabs[FOUND].open:
    with tabs[FOUND]:
        view.show(exhibits.GROUPS)
        if grouped:
            view.show(exhibits.EACH_GROUP)

if grouped and tabs[APART].open:
    with tabs[APART]:
        view.show(exhibits.APART)

if placed and tabs[EVERYONE].open:
    with tabs[EVERYONE]:
        view.show(exhibits.PICTURE)

view.method()
