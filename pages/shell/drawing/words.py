"""Draws what is no figure: sentences, notes, headline boxes, cards."""

import streamlit as st

from analytics.figures.figure import Boxes, Cards, Notes, Said
from pages.shell.literal import plain

IN_A_ROW = 3  # cards


def in_markdown(said: Said) -> str:
    """The sentence as itself, what it is about in bold."""
    lead = f"**{plain(said.lead)}.** " if said.lead else ""
    return lead + plain(said.text)


def notes(some: Notes) -> None:
    """What an analyst must know, as a list, folded under a heading where there is
    one."""
    text = "\n".join(f"- {plain(sentence)}" for sentence in some.sentences)
    if some.heading:
        with st.expander(plain(some.heading)):
            st.markdown(text)
    else:
        st.caption(text)


def boxes(some: Boxes) -> None:
    """Headline numbers in one row, and what is normal beneath."""
    places = st.columns(len(some.numbers))
    for place, (label, value, share) in zip(places, some.numbers, strict=True):
        place.metric(
            plain(label),
            plain(value),
            plain(share) if share else None,
            delta_color="off",
            delta_arrow="off",
            border=True,
        )
    if some.beside:
        st.caption(plain(some.beside))


def cards(some: Cards) -> None:
    """Short texts, three in a row: each has a title and lines."""
    for start in range(0, len(some.cards), IN_A_ROW):
        row = some.cards[start : start + IN_A_ROW]
        for place, card in zip(st.columns(IN_A_ROW), row, strict=False):
            with place.container(border=True):
                st.markdown(f"### {plain(card.title)}")
                st.markdown("\n\n".join(card.lines))
                for lead, text in card.said:
                    st.markdown(f"**{plain(lead)}.** {plain(text)}")
