"""The one way to offer a file: made when it is taken, recorded before anybody has it,
and only for the sign-in that it was offered to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from analytics.errors import InputError, Problem
from analytics.store.audit import log
from pages.shell import keys
from pages.shell.signin.person import SignIn, sign_in
from pages.shell.taking.given import GIVEN

GONE = Problem(
    "sign_in_over",
    "The sign-in to which this file was offered is over.",
    "Sign in again, and take it from the page it stands on.",
)


def offer(
    label: str,
    make: Callable[[], bytes | str],
    name: str,
    mime: str,
    **how: Any,
) -> None:
    """A button that takes a file away. make: what makes it, in a thread that knows of
    no session. how: what else `st.download_button` takes (key, width, help)."""
    view = st.session_state.get(keys.VIEW)
    made = Made(
        make,
        name,
        sign_in(),
        log.who(),
        view.dataset.name if view else "",
    )
    st.download_button(label, made, name, mime, on_click="ignore", **how)


@dataclass(frozen=True)
class Made:
    """A file to be made for the sign-in that it was offered to."""

    make: Callable[[], bytes | str]
    name: str
    sign_in: SignIn
    who: str
    dataset: str

    def __call__(self) -> bytes:
        """The file. Raises InputError where the sign-in is over."""
        with log.acting(self.who):
            if not self.sign_in.holds():
                with log.refusals("take a file", file=self.name, dataset=self.dataset):
                    raise InputError(GONE)
            log.record(log.TOOK, file=self.name, dataset=self.dataset)
        made = self.make()
        content = made.encode() if isinstance(made, str) else made
        GIVEN.give(self.sign_in.mark, content, self.name)
        return content
