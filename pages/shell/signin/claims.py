"""Who somebody is by what the provider says of them: a name, one role, for the role
practice one practice, and the teams that they belong to.

[sign_in] of the secrets file may say in which claim roles stand (`roles_claim`, else
"roles"), in which a practice does (`practice_claim`, else "practice"), in which teams
do (`team_claim`, else "team"), what the provider's values mean (`[sign_in.roles]`,
value = role; `[sign_in.teams]`, value = name) and how many hours a sign-in lasts
(`hours`, else 12).
"""

import hashlib
import json
import time
from collections.abc import Mapping
from typing import Any

from analytics.definitions.words import listed
from analytics.errors import InputError, Problem
from analytics.store.kept import keepers
from pages.shell.signin.ended import OF_ONE_SIGN_IN
from pages.shell.signin.people_file import FILE, Given, fits_a_team, given_to
from pages.shell.signin.roles import Person, Role

Claims = Mapping[str, Any]
HOURS = 12  # a working day: Streamlit's own cookie lasts thirty
ASTRAY = 5 * 60  # seconds by which two clocks may differ
NAMES = ("email", "preferred_username", "name", "sub")  # what a person is told by
IDS = ("sub", "oid", "preferred_username")  # what the file may know them by
UNCHANGING = ("sub", "oid")  # what never changes hands
KNOWN = {"roles_claim", "practice_claim", "team_claim", "roles", "teams", "hours"}
AGAIN = "Sign out, and in again."
ASK = "Ask whoever looks after the dashboard"


def name_in(claims: Claims) -> str:
    """What somebody is told by: their e-mail address, else what there is."""
    return next((str(claims[one]) for one in NAMES if claims.get(one)), "")


def mark(claims: Claims) -> str:
    """What one sign-in is known by, in every tab and at every request; where a reverse
    proxy signs people in, what a person is. "" for nobody. It tells nothing of who."""
    told = [str(claims.get(one) or "") for one in OF_ONE_SIGN_IN]
    if not any(told):
        told = [str(claims.get(one) or "") for one in NAMES]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest() if any(told) else ""


def person(claims: Claims, settings: Mapping[str, Any]) -> Person:
    """Who somebody is. settings: [sign_in]. Raises InputError where they have no role,
    several, or one of a practice without one practice."""
    meaning = _meaning(settings)
    given = {*_claimed(claims, settings, meaning), *given_to(_ids(claims))}
    roles = {one.role for one in given}
    if len(roles) != 1:
        raise InputError(_several(roles) if roles else _none(settings))
    practices = {one.practice for one in given if one.practice}
    role = roles.pop()
    if role is not Role.PRACTICE:
        practices = set()
    elif len(practices) != 1:
        raise InputError(_practices(len(practices), settings))
    names = {
        *_claimed_teams(claims, settings),
        *(t for one in given for t in one.teams),
    }
    teams = {keepers.team(one) for one in names if fits_a_team(one)}
    by_name = tuple(sorted(teams, key=lambda one: one.id))
    return Person(name_in(claims), role, "".join(practices), own(claims), by_name)


def own(claims: Claims) -> keepers.Keeper | None:
    """Who keeps what is somebody's alone: known by what the provider never gives to
    another, else by the address that the proxy says. None where neither is there."""
    known = next((str(claims[one]) for one in UNCHANGING if claims.get(one)), "")
    if known:
        return keepers.person(f"{claims.get('iss') or ''} {known}", name_in(claims))
    named = [claims.get("preferred_username")]
    if claims.get("email_verified") is not False:
        named.insert(0, claims.get("email"))
    name = next((str(one).casefold() for one in named if one), "")
    return keepers.person(name, name_in(claims)) if name else None


def ended(claims: Claims, settings: Mapping[str, Any]) -> Problem | None:
    """Why a sign-in holds no longer, by the time at which the provider issued it; None
    where it does, or where no time is told (a proxy ends its own)."""
    issued = claims.get("iat")
    if not isinstance(issued, (int, float)):
        return None
    hours, now = _hours(settings), time.time()
    if issued > now + ASTRAY:
        return Problem(
            rule="sign_in_clock",
            found="The sign-in is from a time that is still to come, so a clock is "
            "wrong: the provider's or this server's.",
            remedy="Set the clock of the server right, then sign in again.",
        )
    if now > issued + hours * 3600:
        return Problem(
            rule="sign_in_ended",
            found=f"A sign-in lasts {hours:g} hours, and yours is over.",
            remedy="Sign in again.",
            stops=False,
        )
    return None


def _hours(settings: Mapping[str, Any]) -> float:
    hours = settings.get("hours", HOURS)
    if isinstance(hours, bool) or not isinstance(hours, (int, float)) or hours <= 0:
        raise InputError(_setting("hours in [sign_in] is no number above 0."))
    return float(hours)


def _meaning(settings: Mapping[str, Any]) -> dict[str, Role]:
    """The role that each value of the provider stands for."""
    if strange := sorted(set(settings) - KNOWN):
        raise InputError(_setting(f"[sign_in] knows no {listed(strange, 'or')}."))
    told = settings.get("roles")
    if told is None:
        return {role.value: role for role in Role}
    if not isinstance(told, Mapping) or any(r not in list(Role) for r in told.values()):
        raise InputError(
            _setting(f"[sign_in.roles] has a role that is none of {', '.join(Role)}.")
        )
    return {str(value): Role(role) for value, role in told.items()}


def _claimed(
    claims: Claims, settings: Mapping[str, Any], meaning: Mapping[str, Role]
) -> set[Given]:
    """What the claims give; values that mean nothing here are of other programs."""
    values = _values(claims.get(settings.get("roles_claim", "roles")))
    roles = {meaning[value] for value in values if value in meaning}
    codes = _values(claims.get(settings.get("practice_claim", "practice")))
    found = {Given(role) for role in roles}
    if Role.PRACTICE in roles:
        found |= {Given(Role.PRACTICE, code.upper()) for code in codes}
    return found


def _claimed_teams(claims: Claims, settings: Mapping[str, Any]) -> list[str]:
    """The names of the teams that the claims give; where [sign_in.teams] says what
    values mean, those that it does not have are of other programs."""
    values = _values(claims.get(settings.get("team_claim", "team")))
    told = settings.get("teams")
    if told is None:
        return values
    if not isinstance(told, Mapping) or not all(
        fits_a_team(str(t)) for t in told.values()
    ):
        raise InputError(_setting("[sign_in.teams] has a team without a name."))
    return [str(told[value]) for value in values if value in told]


def _values(claim: object) -> list[str]:
    """A claim as a list of texts: a list, or one text parted by commas."""
    several = claim if isinstance(claim, (list, tuple)) else str(claim or "").split(",")
    return [text for one in several if (text := str(one).strip())]


def _ids(claims: Claims) -> frozenset[str]:
    """What the file may know somebody by. An e-mail address that the provider says it
    has not verified is nobody's: whoever wrote it there may be anybody."""
    ids = [claims.get(one) for one in IDS]
    if claims.get("email_verified") is not False:
        ids.append(claims.get("email"))
    return frozenset(str(one) for one in ids if one)


def _none(settings: Mapping[str, Any]) -> Problem:
    claim = settings.get("roles_claim", "roles")
    return Problem(
        rule="role_none",
        found="You are signed in, but you have no role here.",
        remedy=f"{ASK} to give you one of {listed(Role, 'or')}, in the claim "
        f"“{claim}” or in {FILE}. {AGAIN}",
    )


def _several(roles: set[Role]) -> Problem:
    return Problem(
        rule="role_several",
        found=f"You have several roles at once: {listed(sorted(roles))}.",
        remedy=f"{ASK} to leave you one of them. {AGAIN}",
    )


def _practices(number: int, settings: Mapping[str, Any]) -> Problem:
    claim = settings.get("practice_claim", "practice")
    how_many = "no practice" if not number else f"{number} practices"
    return Problem(
        rule="role_practice",
        found=f"Your role is for one practice, and your sign-in names {how_many}.",
        remedy=f"{ASK} to name one by its code, in the claim “{claim}” or in {FILE}. "
        f"{AGAIN}",
    )


def _setting(found: str) -> Problem:
    return Problem(
        rule="sign_in_setting", found=found, remedy="Mend it: docs/sign_in.md."
    )
