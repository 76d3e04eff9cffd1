"""How people sign in here: not at all on this machine's own address, with the provider
in Streamlit's secrets file, or with a reverse proxy that says who they are."""

import importlib.util
import os
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from analytics.errors import InputError, Problem
from pages.shell import network

BY = "FREQUENT_ATTENDERS_SIGN_IN"  # "proxy", where a reverse proxy signs people in
PROXY = "proxy"
OF_US = ("redirect_uri", "cookie_secret")
OF_PROVIDER = ("client_id", "client_secret", "server_metadata_url")
SHORTEST = 32  # characters of the secret that signs the cookie: who has it, forges one
CALLBACK = "/oauth2callback"  # Streamlit's own
FILE = ".streamlit/secrets.toml"


class By(Enum):
    """Who says who somebody is."""

    NOBODY = "nobody"
    PROVIDER = "provider"
    PROXY = "proxy"


def signed_in_by(headers: Mapping[str, str] | None = None) -> By:
    """Who says who somebody is. Raises InputError with every fault of the set-up, and
    where others can reach the server but nothing is set up. headers: of the request,
    where it is none of a page."""
    asked = os.environ.get(BY, "").strip().casefold()
    if asked not in ("", PROXY):
        raise InputError(
            Problem(
                rule="sign_in_setting",
                found=f"The setting {BY} is neither empty nor “{PROXY}”.",
                remedy=f"Set it to “{PROXY}” where a reverse proxy signs people in, "
                "or take it away.",
            )
        )
    auth = section("auth")
    faults = [*_of_proxy()] if asked else [*_of_auth(auth)] if auth else []
    if faults:
        raise InputError(faults)
    if asked:
        return By.PROXY
    if auth:
        return By.PROVIDER
    if said := network.reached_by_others(headers):
        raise InputError(missing(said))
    return By.NOBODY


def missing(said: str) -> Problem:
    """What is wrong where others reach the server and nobody signs in. said: how they
    reach it."""
    return Problem(
        rule="sign_in_missing",
        found=f"{said} Nobody is asked to sign in, so nothing is shown.",
        remedy=f"Set [auth] in {FILE} ({', '.join((*OF_US, *OF_PROVIDER))}), or "
        f"{BY}={PROXY} where a reverse proxy signs people in; docs/sign_in.md says "
        "how. Or start it again without another address: then it is for this machine "
        "alone.",
    )


def section(name: str) -> Mapping[str, Any]:
    """A section of the secrets file; empty where there is none. Raises InputError where
    the file cannot be read."""
    try:
        there = st.secrets.load_if_toml_exists()
        if not there and any(Path(one).is_file() for one in _files()):
            raise ValueError("Streamlit passes over a file that it cannot read.")
        found = st.secrets.get(name) if there else None
    except Exception as fault:  # whatever it is, its words may hold a secret
        raise InputError(_unreadable()) from fault
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise InputError(_unreadable())
    return found


def _files() -> list[str]:
    """Where Streamlit looks for secrets."""
    return list(st.get_option("secrets.files"))


def providers() -> tuple[str, ...]:
    """The names of the providers; "" is the one that stands in [auth] itself."""
    auth = section("auth")
    named = [name for name, value in auth.items() if isinstance(value, Mapping)]
    named = [name for name in named if name != "client_kwargs"]
    return tuple(named) or ("",)


def _of_auth(auth: Mapping[str, Any]) -> list[Problem]:
    """Every fault of [auth]."""
    faults = [_lacks(key, "[auth]") for key in OF_US if not auth.get(key)]
    for name in providers():
        where = f"[auth.{name}]" if name else "[auth]"
        its = auth[name] if name else auth
        faults += [_lacks(key, where) for key in OF_PROVIDER if not its.get(key)]
    secret, back = str(auth.get("cookie_secret", "")), auth.get("redirect_uri", "")
    if secret and len(secret) < SHORTEST:
        faults.append(
            _fault(
                f"cookie_secret in [auth] has fewer than {SHORTEST} characters.",
                "Make a long random one: whoever guesses it can be anybody here.",
            )
        )
    at = urlsplit(str(back))
    if back and at.path[-len(CALLBACK) :] != CALLBACK:
        faults.append(
            _fault(
                "redirect_uri in [auth] does not end in /oauth2callback.",
                "Write the dashboard's own address with /oauth2callback behind it.",
            )
        )
    if back and at.scheme != "https" and not network.only_here(at.hostname or ""):
        faults.append(
            _fault(
                "redirect_uri in [auth] is not an https address.",
                "Put TLS before the dashboard and write https.",
            )
        )
    if not importlib.util.find_spec("authlib"):
        faults.append(
            _fault("Authlib is not installed.", "Install requirements.txt again.")
        )
    if not st.get_option("server.enableXsrfProtection"):
        faults.append(
            _fault(
                "Streamlit's server.enableXsrfProtection is off, and without it nobody "
                "can sign in.",
                "Take that setting away.",
            )
        )
    return faults


def _of_proxy() -> list[Problem]:
    if st.get_option("server.trustedUserHeaders"):
        return []
    return [
        _fault(
            f"{BY} says that a reverse proxy signs people in, but not in which of its "
            "headers it says who they are.",
            "Set Streamlit's server.trustedUserHeaders, such as "
            "{'X-Forwarded-Email': 'email'}; docs/sign_in.md says how.",
        )
    ]


def _lacks(key: str, where: str) -> Problem:
    return _fault(f"{where} has no {key}.", f"Add it to {FILE}: docs/sign_in.md.")


def _fault(found: str, remedy: str) -> Problem:
    return Problem(rule="sign_in_setting", found=found, remedy=remedy)


def _unreadable() -> Problem:
    return _fault(
        f"{FILE} cannot be read as settings.",
        "Mend it: TOML, with [auth] and, if you like, [sign_in] as tables.",
    )
