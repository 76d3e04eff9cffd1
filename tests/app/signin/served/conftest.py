"""A running server where people sign in with a real provider, on the small world; and
people of every role who did."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

from analytics.store import usual_answers
from pages.shell.signin.roles import Role
from tests.support.made_sample import share_made_sample
from tests.support.servers.guarded_server import guarded
from tests.support.servers.oidc_provider import free_port, provider
from tests.support.servers.visitor import Visitor

OWN = "P2"
PEOPLE = {
    "max": {"email": "max@example.nhs.uk", "roles": ["meeting"]},
    "pat": {"email": "pat@example.nhs.uk", "roles": ["practice"], "practice": OWN},
    "ann": {"email": "ann@example.nhs.uk", "roles": ["analyst"]},
    "dan": {"email": "dan@example.nhs.uk", "roles": ["data manager"]},
    "two": {"email": "two@example.nhs.uk", "roles": ["analyst", "meeting"]},
    "far": {"email": "far@example.nhs.uk", "roles": ["practice"], "practice": "Z9"},
}
LOGIN = {PEOPLE[login]["roles"][0]: login for login in ("max", "pat", "ann", "dan")}
HOUR = 3600
OURS, GONE, FAST, SLOW = "ours", "gone", "fast", "slow"  # how the providers are called


class Served:
    """The server, its data home, and its providers."""

    def __init__(self, home: Path, folder: Path) -> None:
        self.home, self.folder = home, folder
        self.at = f"http://localhost:{free_port()}"
        self.log = folder / "server.log"
        self._providers = {name: ExitStack() for name in (OURS, GONE, FAST, SLOW)}
        self._server = ExitStack()
        self._where: dict[str, str] = {}

    def start(self) -> None:
        """Starts it, or starts it anew; the providers run on."""
        self._server.close()
        for name, ahead in {OURS: 0, GONE: 0, FAST: HOUR, SLOW: -2 * HOUR}.items():
            if name not in self._where:
                running = provider(self.at, PEOPLE, ahead=ahead)
                self._where[name] = self._providers[name].enter_context(running)
        running = guarded(self.at, self.home, self.folder, self._where)
        self._server.enter_context(running)

    def stop(self, name: str) -> None:
        """Stops a provider."""
        self._providers[name].close()

    def close(self) -> None:
        """Stops everything."""
        for one in (self._server, *self._providers.values()):
            one.close()

    def visitor(self, login: str = "", by: str = OURS) -> Visitor:
        """Somebody with a browser of their own, signed in or not."""
        found = Visitor(self.at)
        if login:
            found.sign_in(login, f"Sign in with {by}")
        return found


@pytest.fixture(scope="session")
def served(sample, loaded, tmp_path_factory):
    place = tmp_path_factory.mktemp("signed_in")
    home = place / "home"
    home.mkdir(mode=0o700)
    share_made_sample(home)
    for one in (sample, loaded):
        folder = one.folder.parent
        shutil.copytree(
            folder,
            home / folder.name,
            ignore=shutil.ignore_patterns(usual_answers.FOLDER),
            copy_function=os.link,  # no version is ever written to
        )
    running = Served(home, place)
    try:
        running.start()
        yield running
    finally:
        running.close()


@pytest.fixture(scope="session")
def people(served) -> dict[Role, Visitor]:
    """One of every role, signed in."""
    return {Role(role): served.visitor(login) for role, login in LOGIN.items()}
