"""A line to a running server, as a tab of a browser has one: what a page sends, and
what a browser would not ask."""

import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

PATIENCE = 60.0  # seconds until a page counts as stuck


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

    @property
    def offered(self) -> dict[str, str]:
        """What the downloads on the page are asked for by, by their labels."""
        buttons = self.all("download_button")
        assert not any(one.url for one in buttons), "a file is made before it is asked"
        return {one.label: one.deferred_file_id for one in buttons}

    def all(self, kind: str) -> list:
        """Elements of a kind, such as "button" or "multiselect"."""
        found = [one for one in self.elements if one.WhichOneof("type") == kind]
        return [getattr(one, kind) for one in found]


class Tab:
    """A connection, and the last that was seen of its page."""

    def __init__(self, line: ClientConnection, server: str) -> None:
        self.line, self.server, self.session = line, server, ""
        self.page, self.asked, self.seen = "", {}, Seen()

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

    def take(self, known: str) -> str:
        """The address of a file that is offered; "" where it is not made."""
        said = BackMsg()
        request = said.backend_operation_request
        request.request_id, request.session_id = uuid.uuid4().hex, self.session
        request.deferred_file.file_id = known
        self.line.send(said.SerializeToString())
        while True:
            heard = ForwardMsg.FromString(self.line.recv(timeout=PATIENCE))
            if heard.WhichOneof("type") == "backend_operation_response":
                url = heard.backend_operation_response.deferred_file.url
                return url and self.server + url

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
            case "new_session":
                self.session = heard.new_session.initialize.session_id
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
