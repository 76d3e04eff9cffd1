"""Somebody at a running server as a browser is there, without one: cookies over HTTP,
and pages over the websocket."""

import html
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE = 60.0  # seconds until a page counts as stuck
XSRF = "_streamlit_xsrf"


@dataclass
class Seen:
    """What a page has sent so far: its elements in order, and where it sends one on."""

    elements: list = field(default_factory=list)
    address: str = ""
    whole: bool = False

    @property
    def titles(self) -> list[str]:
        """The main headings."""
        return [one.heading.body for one in self.elements if _is_title(one)]

    @property
    def words(self) -> str:
        """All that is written, without what keeps it from being read as markdown."""
        texts = [text for one in self.elements for text in _texts(one)]
        return " ".join(texts).replace("\\", "").replace("\u2060", "")

    @property
    def sent(self) -> bytes:
        """All that came: words, tables, charts and their data."""
        return b" ".join(one.SerializeToString() for one in self.elements)

    def all(self, kind: str) -> list:
        """Elements of a kind, such as "button" or "multiselect"."""
        found = [one for one in self.elements if one.WhichOneof("type") == kind]
        return [getattr(one, kind) for one in found]


class Visitor:
    """A browser's cookies, and the pages that it opens."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.http = httpx.Client(follow_redirects=True, timeout=PATIENCE)
        self.http.get(f"{server}/_stcore/host-config")
        self.http.get(f"{server}/_stcore/health")

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
            yield Tab(line)

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


class Tab:
    """A connection, and the last that was seen of its page."""

    def __init__(self, line: ClientConnection) -> None:
        self.line, self.page, self.asked, self.seen = line, "", {}, Seen()

    def go(self, page: str = "", until=lambda seen: False, **asked) -> Seen:
        """A page by its address."""
        self.page, self.asked = page, asked
        return self._run(BackMsg(), until)

    def press(self, label: str) -> Seen:
        """A button of the page that is open."""
        (button,) = [one for one in self.seen.all("button") if one.label == label]
        said = BackMsg()
        pressed = said.rerun_script.widget_states.widgets.add()
        pressed.id, pressed.trigger_value = button.id, True
        return self._run(said, lambda seen: False)

    def _run(self, said: BackMsg, until) -> Seen:
        said.rerun_script.page_name = self.page
        said.rerun_script.query_string = urlencode(self.asked)
        self.line.send(said.SerializeToString())
        self.seen, ends = Seen(), time.monotonic() + PATIENCE
        while not (self.seen.whole or until(self.seen)):
            heard = self.line.recv(timeout=max(0.1, ends - time.monotonic()))
            self._hear(ForwardMsg.FromString(heard))
        return self.seen

    def _hear(self, heard: ForwardMsg) -> None:
        match heard.WhichOneof("type"):
            case "delta" if heard.delta.WhichOneof("type") == "new_element":
                self.seen.elements.append(heard.delta.new_element)
            case "auth_redirect":
                self.seen.address = heard.auth_redirect.url
            case "script_finished":
                rerun = ForwardMsg.FINISHED_EARLY_FOR_RERUN
                self.seen.whole = heard.script_finished != rerun


def _is_title(element) -> bool:
    return element.WhichOneof("type") == "heading" and element.heading.tag == "h1"


def _texts(element) -> list[str]:
    one = getattr(element, element.WhichOneof("type") or "empty")
    told = (getattr(one, name, "") for name in ("body", "label"))
    return [text for text in told if isinstance(text, str) and text]
