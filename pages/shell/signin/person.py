"""Who looks at this run, and what they may do: asked anew in each, of what the server
knows and never of what the session, a link or a control says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any

import streamlit as st

from analytics.errors import InputError, Problem
from analytics.store.audit import log
from pages.shell.literal import plain
from pages.shell.signin import claims, ended, settings
from pages.shell.signin.roles import AT_THIS_MACHINE, Act, Person
from pages.shell.signin.settings import By


class NobodySignedIn(Exception):
    """Somebody has to sign in first. problem: what came of the sign-in before, if
    any."""

    def __init__(self, problem: Problem | None = None) -> None:
        super().__init__("Nobody is signed in.")
        self.problem = problem


def here() -> Person:
    """Who looks.

    Raises NobodySignedIn where a sign-in is needed and there is none that holds, and
    InputError where it is not set up, or gives no one role.
    """
    by = settings.signed_in_by()
    return AT_THIS_MACHINE if by is By.NOBODY else told_of(by, st.user.to_dict())


def told_of(by: By, told: claims.Claims) -> Person:
    """Who somebody is by what is told of them, and whether that still holds. Raises
    likewise."""
    asked = settings.section("sign_in")
    if by is By.PROXY:
        if not claims.name_in(told):
            raise NobodySignedIn()
        return claims.person(told, asked)
    if not told.get("is_logged_in") or ended.is_ended(told):
        raise NobodySignedIn()
    if problem := claims.ended(told, asked):
        raise NobodySignedIn(problem)
    return claims.person(told, asked)


def somebody() -> Person | None:
    """Who looks; None where nobody may."""
    try:
        return here()
    except (NobodySignedIn, InputError):
        return None


def who() -> str:
    """The name of whoever looks, as signed in, whatever their role; "" where nobody
    is, and where nobody has to be."""
    try:
        by = settings.signed_in_by()
    except InputError:
        return ""
    return "" if by is By.NOBODY else claims.name_in(st.user.to_dict())


@contextmanager
def acting() -> Iterator[None]:
    """Within it, what is recorded is done by whoever signed in; where nobody has to, by
    the account that the server runs as."""
    with log.acting(who()):
        yield


@dataclass(frozen=True)
class SignIn:
    """The sign-in of this run, to be asked about later, where no session is known.
    told: what the provider or the proxy says of whoever it is."""

    by: By
    told: claims.Claims

    @property
    def mark(self) -> str:
        """What it is known by; "" where nobody signs in."""
        return "" if self.by is By.NOBODY else claims.mark(self.told)

    def holds(self) -> bool:
        """Whether it is of somebody who may still come in."""
        if self.by is By.NOBODY:
            return True
        try:
            told_of(self.by, self.told)
        except (NobodySignedIn, InputError):
            return False
        return True


def sign_in() -> SignIn:
    """That of this run. Raises InputError where sign-in is not set up."""
    by = settings.signed_in_by()
    return SignIn(by, {} if by is By.NOBODY else st.user.to_dict())


def may(act: Act) -> bool:
    """Whether whoever looks may do this."""
    person = somebody()
    return person is not None and person.may(act)


def opens(page: str) -> bool:
    """Whether whoever looks may open the page of this stem."""
    person = somebody()
    return person is not None and person.opens(page)


def always_meeting() -> bool:
    """Whether whoever looks sees nothing but what a meeting may."""
    person = somebody()
    return person is None or person.always_meeting


def granted(act: Act) -> bool:
    """The same, and where they may not, that is told on the page."""
    if may(act):
        return True
    person = somebody()
    role = f" Your role is {person.role}." if person else ""
    st.info(plain(f"Only a role that may {act} sees this.{role}"))
    return False


def only(act: Act, callback: Callable[..., Any]) -> Callable[..., Any]:
    """The callback of a control, which does nothing for whoever may not do this: it
    runs before the page does, after a sign-in that may be over by then. What it records
    is done by whoever signed in."""

    @wraps(callback)
    def checked(*about: Any, **named: Any) -> None:
        if may(act):
            with acting():
                callback(*about, **named)

    return checked
