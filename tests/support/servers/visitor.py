"""Somebody at a running server as a browser is there, without one: cookies over HTTP,
and pages over the websocket."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urljoin

import httpx
from websockets.sync.client import connect

from tests.support.servers.tab import PATIENCE, Seen, Tab

XSRF = "_streamlit_xsrf"


class Visitor:
    """A browser's cookies, those given or its own, and the pages that it opens."""

    def __init__(self, server: str, cookies: Mapping[str, str] | None = None) -> None:
        self.server = server
        self.http = httpx.Client(
            follow_redirects=True, timeout=PATIENCE, cookies=dict(cookies or {})
        )
        if cookies is None:
            self.http.get(f"{server}/_stcore/host-config")
            self.http.get(f"{server}/_stcore/health")

    def asked(
        self, address: str, method: str = "GET", file: bytes = b""
    ) -> httpx.Response:
        """What an address answers, asked with the token that a page has."""
        sent = {"files": {"f": ("f", file)}} if file else {}
        token = {"X-Xsrftoken": self.http.cookies.get(XSRF) or ""}
        return self.http.request(method, address, headers=token, **sent)

    def open(self, page: str = "", until=lambda seen: False, **asked) -> Seen:
        """A page by its address, in a tab of its own: all of it, or as far as `until`
        says."""
        with self.tab() as tab:
            return tab.go(page, until, **asked)

    @contextmanager
    def tab(self) -> Iterator["Tab"]:
        """A tab, connected as long as it is open."""
        token = self.http.cookies.get(XSRF) or ""
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.http.cookies.jar)
        with connect(
            self.server.replace("http", "ws", 1) + "/_stcore/stream",
            origin=self.server,
            subprotocols=["streamlit", token],
            additional_headers={"Cookie": cookies},
            max_size=None,
            open_timeout=PATIENCE,
            close_timeout=0.1,  # what is still on its way is not waited for
        ) as line:
            yield Tab(line, self.server)

    def sign_in(self, login: str, button: str = "Sign in") -> httpx.Response:
        """Through the provider, as somebody who types a login there."""
        answer = self.http.get(urljoin(self.server, self.way_to_sign_in(button)))
        for _ in range(4):
            form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            if not form or answer.url.path.startswith("/oauth2callback"):
                break
            hidden = dict(re.findall(r'name="(\w+)" value="([^"]*)"', answer.text))
            where = urljoin(str(answer.url), html.unescape(form[1]))
            typed = {"login": login, "password": "whatever"}
            answer = self.http.post(where, data=hidden | typed)
        return answer

    def way_to_sign_in(self, button: str = "Sign in") -> str:
        """Where the button sends the browser; "" where it sends it nowhere."""
        with self.tab() as tab:
            tab.go()
            return tab.press(button).address
