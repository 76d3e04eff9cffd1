"""The door of every page: whoever may not come in sees why, how to sign in, and nothing
else."""

import urllib.request
from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st

from analytics.definitions.filters import Filters
from analytics.errors import InputError, Problem
from analytics.measures.counting.known_places import practice_titles
from analytics.store.audit import log
from analytics.store.dataset import Dataset
from pages.shell import keys
from pages.shell.faults import tell
from pages.shell.literal import plain
from pages.shell.page_files import PAGE_FILES
from pages.shell.signin import claims, ended, settings
from pages.shell.signin.person import NobodySignedIn, here, somebody, who
from pages.shell.signin.roles import AT_THIS_MACHINE, Person, Role
from pages.shell.signin.settings import By

FIRST = "overview"  # the page of an address without a path
PATIENCE = 4  # seconds that a provider has to answer


def offered(pages: dict[str, list[st.Page]]) -> dict[str, list[st.Page]]:
    """The pages by section, those that whoever looks may not open hidden from the menu.
    Their addresses stay, so that they can say so."""
    person = somebody()

    def seen(page: st.Page) -> st.Page:
        stem = stem_of(page)
        if person is not None and person.opens(stem):
            return page
        first = not page.url_path
        return st.Page(
            PAGE_FILES[stem], title=page.title, default=first, visibility="hidden"
        )

    return {section: [*map(seen, some)] for section, some in pages.items()}


def stem_of(page: st.Page) -> str:
    """The stem of a page's file, which is its address but for the first page's."""
    return page.url_path or FIRST


def let_in(page: st.Page) -> Person:
    """Who looks at a page; where they may not, says why and stops."""
    try:
        person = here()
    except NobodySignedIn as nobody:
        _ask_to_sign_in(nobody.problem)
    except InputError as fault:
        _refuse("You cannot come in yet", fault.problems, stem_of(page))
    else:
        if not person.opens(stem_of(page)):
            _refuse(
                "This page is not for your role", (_not_for(person),), stem_of(page)
            )
        return person


def tell_who(person: Person) -> None:
    """Who is signed in, and the way out, in the sidebar."""
    if person is not AT_THIS_MACHINE:
        with st.sidebar:
            _signed_in(f", {person.role}")


def kept_to(person: Person, dataset: Dataset) -> Filters:
    """The filters that whoever looks is kept to in a dataset: of the role practice
    their own, and nothing of anybody else. Says that the dataset has no such practice,
    and stops, where it has none."""
    if person.role is not Role.PRACTICE:
        return Filters()
    called = practice_titles(dataset).get(person.practice)
    if called:
        return Filters(practice=(called,))
    problem = Problem(
        rule="practice_unknown",
        found=f"Your sign-in is for the practice {person.practice}, and this dataset "
        "has none of that code.",
        remedy="Choose another dataset, or ask whoever looks after the dashboard to "
        "name your practice by its code.",
    )
    _refuse("Nothing here is of your practice", (problem,), dataset.name)


def _not_for(person: Person) -> Problem:
    return Problem(
        rule="page_refused",
        found=f"Your role is {person.role}, and this page is not among those that it "
        "opens.",
        remedy="Choose one from the menu.",
        stops=False,
    )


def _refuse(title: str, problems: tuple[Problem, ...], tried: str) -> NoReturn:
    """Says why, offers the way out, and stops; of somebody signed in it is recorded.
    tried: the page, or the dataset, that is not to be seen."""
    st.title(title, anchor=False)
    tell(problems)
    said = (tried, [one.rule for one in problems])
    if who() and st.session_state.get(keys.REFUSED) != said:
        st.session_state[keys.REFUSED] = said
        log.record(log.REFUSED, tried=f"open {tried}", rules=said[1])
    if claims.name_in(st.user.to_dict()):
        _signed_in("")
    st.stop()


def _ask_to_sign_in(problem: Problem | None) -> NoReturn:
    """The page of somebody who is not signed in."""
    st.title("Sign in to see this dashboard", anchor=False)
    if problem:
        tell((problem,))
    if settings.signed_in_by() is By.PROXY:
        said = Problem(
            rule="sign_in_proxy",
            found="The reverse proxy before this dashboard did not say who you are.",
            remedy="Come in by the address that your organisation gave you.",
        )
        tell((said,))
        st.stop()
    st.markdown(
        "It holds records about people’s care, so it is for those with a role in it. "
        "Your organisation asks who you are; no password is seen or kept here."
    )
    for name in settings.providers():
        title = f"Sign in with {plain(name)}" if name else "Sign in"
        if st.button(title, key=f"sign_in_{name}"):
            _to_the_provider(name)
    st.caption(
        "If you come back here each time: your organisation did not let you in, or a "
        "clock is wrong. The server’s log has the reason."
    )
    st.stop()


def _to_the_provider(name: str) -> None:
    """Sends the browser to the provider, where that answers."""
    auth = settings.section("auth")
    where = str((auth[name] if name else auth)["server_metadata_url"])
    try:
        if urlsplit(where).scheme not in ("https", "http"):
            raise OSError("no address")
        with urllib.request.urlopen(where, timeout=PATIENCE):
            pass
    except (OSError, ValueError):
        tell(
            (
                Problem(
                    rule="provider_down",
                    found="Your organisation’s sign-in does not answer.",
                    remedy="Try again in some minutes; if it stays so, tell whoever "
                    "looks after the dashboard. Nobody gets in without it.",
                ),
            )
        )
        return
    st.login(name or None)


def _signed_in(role: str) -> None:
    """Who is signed in, and the way out."""
    told = st.user.to_dict()
    st.caption(plain(f"Signed in as {claims.name_in(told)}{role}."))
    if _ends_here() and st.button("Sign out", key="sign_out"):
        ended.end(told)
        st.logout()


def _ends_here() -> bool:
    """Whether people sign in here, and so out."""
    try:
        return settings.signed_in_by() is By.PROVIDER
    except InputError:
        return False
