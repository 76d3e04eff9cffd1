"""What kinds of need: groups found in the data by age and diagnosis, and those known from studies."""

import streamlit as st

from analytics.figures import segments as figures
from analytics.measures import segments
from pages import shell

view = shell.open_page("segments")
found = view.ask(segments.cards, "data")
known = view.ask(segments.cards, "rule")


def show_cards(cards: list[figures.CardText]) -> None:
    """Three cards a row, each a segment in words."""
    for start in range(0, len(cards), 3):
        for column, card in zip(st.columns(3), cards[start:start + 3], strict=False):
            with column.container(border=True):
                st.markdown(f"##### {card.title}")
                st.markdown("\n\n".join(card.lines))


left, right = st.columns(2, gap="medium")
with left:
    view.show(figures.kinds(found, view.look), height=None)
with right:
    view.show(figures.by_rule(known, view.look), height=None)

published = figures.cards(known, view.ask(segments.reasons, "rule"))
if found.empty:
    show_cards(published)
else:
    each, rules, apart, picture = st.tabs(
        ["Each group", "Each published kind", "What sets the groups apart",
         "Everyone in one picture"])
    with each:
        show_cards(figures.cards(found, view.ask(segments.reasons, "data")))
    with rules:
        show_cards(published)
    with apart:
        view.show(figures.apart(view.ask(segments.differences), view.look), height=440)
    with picture:
        view.show(figures.picture(view.ask(segments.everyone_placed), view.look), height=460)

view.method("segments")
