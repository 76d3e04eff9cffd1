"""Making files of the pack: the story added with one button, slides, a workbook, an A4
page."""

from datetime import datetime

import streamlit as st

from analytics.export import story
from analytics.export.make import MAKERS, make
from analytics.export.pack import About, data_behind, of_whom
from pages.shell import keys
from pages.shell.answers import answer
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.pack import contents, kept, own_words
from pages.shell.taking.offer import offer
from pages.shell.view import View


def add_story(view: View) -> None:
    """The button that adds the whole story under the filters in view."""
    if keys.PACK_SAID in st.session_state:
        said, left_out = st.session_state.pop(keys.PACK_SAID)
        st.success(plain(said))
        tell(left_out)
    if st.button(
        "Add the whole story",
        help="Who, why, kinds of need, places, before and after, worth and plan, for "
        "the filters in view, with three key messages.",
    ):
        bar = st.progress(0.0)
        told = story.story(
            view.dataset,
            view.filters,
            answer,
            lambda step, done: bar.progress(done, f"Working out: {plain(step)} …"),
        )
        new = contents.add(list(told.chosen))
        st.session_state[keys.PACK_MESSAGES] = told.messages
        said = " ".join(
            [
                f"{len(told.chosen)} figures of the story are in the pack, {new} of "
                "them new.",
                *told.changed,
            ]
        )
        st.session_state[keys.PACK_SAID] = (said, told.left_out)
        st.rerun()


def list_figures() -> None:
    """The figures in order, each with ways to move it and to take it out."""
    last = contents.size() - 1
    for place, one in enumerate(contents.chosen()):
        number = place + 1
        words, ways = st.columns([7, 3], vertical_alignment="center")
        words.markdown(f"**{number}. {plain(one.figure.title)}**")
        words.caption(plain(one.figure.subtitle))
        with words:
            own_words.remark(place, one)
        with ways.container(horizontal=True, horizontal_alignment="right"):
            st.button(
                f"{number} up",
                key=f"up_{place}",
                on_click=contents.move,
                args=(place, -1),
                disabled=place == 0,
            )
            st.button(
                f"{number} down",
                key=f"down_{place}",
                on_click=contents.move,
                args=(place, 1),
                disabled=place == last,
            )
            st.button(
                f"Remove {number}",
                key=f"remove_{place}",
                on_click=contents.remove,
                args=(place,),
            )


def make_files(view: View) -> None:
    """Title and key messages, and a button a kind of file; once it is made, a download
    in the button's place."""
    title = st.text_input("Title", story.TITLE, key=keys.PACK_TITLE, max_chars=80)
    messages = own_words.messages()
    if messages is None:
        return
    some = contents.chosen()
    about = About(
        title.strip() or story.TITLE,
        data_behind(some),
        datetime.now(),
        messages=messages,
        **of_whom(some),
    )
    stamp = (contents.contents(), title, messages, view.gate.sentence)
    places, under = st.columns(len(MAKERS)), st.empty()
    ready = {}
    for place, (kind, maker) in zip(places, MAKERS.items(), strict=True):
        with place:
            made = st.session_state.setdefault(keys.PACK_MADE, {}).get(kind)
            if made and made[0] == stamp:
                ready[about.file_name(maker.suffix)] = made[1]
                offer(
                    f"Download {maker.title} ({maker.suffix})",
                    lambda content=made[1]: content,
                    about.file_name(maker.suffix),
                    maker.mime,
                    key=f"download_{kind}",
                    width="stretch",
                )
            elif st.button(f"Make {maker.title}", key=f"make_{kind}", width="stretch"):
                made = stamp, _made(view, kind, about, under)
                st.session_state[keys.PACK_MADE][kind] = made
                st.rerun()
    kept.keep_made(ready)
    st.caption(
        "The A4 page has the key messages, the headline numbers under the filters in "
        "view, and four figures: of the whole story those by month, of reasons, of "
        "before and after and of savings."
    )


def _made(view: View, kind: str, about: About, under) -> bytes:
    bar = under.progress(0.0)
    numbers = story.headline(view.dataset, view.filters, answer)
    return make(
        kind,
        contents.chosen(),
        about,
        numbers,
        lambda step, done: bar.progress(done, f"Drawing: {plain(step)}"),
    )
