"""The dashboard as a program sees it that speaks its websocket and asks for addresses:
what a browser would not send can be sent."""

import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

PATIENCE = 60  # seconds
XSRF = "_streamlit_xsrf"


def cookie_line(cookies: Mapping[str, str]) -> str:
    """Cookies as a request has them."""
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def asked(
    address: str, cookies: Mapping[str, str], method: str = "GET", body: bytes = b""
) -> tuple[int, str, dict[str, str]]:
    """(status, text, headers) of what an address answers."""
    headers = {"Cookie": cookie_line(cookies), "X-Xsrftoken": cookies.get(XSRF, "")}
    if body:
        headers["Content-Type"] = "multipart/form-data; boundary=edge"
        part = (
            b'--edge\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
        )
        body = part + body + b"\r\n--edge--\r\n"
    request = urllib.request.Request(
        address, body or None, {k: v for k, v in headers.items() if v}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode(), dict(answer.headers)
    except urllib.error.HTTPError as fault:
        return fault.code, fault.read().decode(), dict(fault.headers)


class Visit:
    """A session of whoever has these cookies: what it was sent, and what it can ask."""

    def __init__(self, server: str, cookies: Mapping[str, str]) -> None:
        self.server, self.session = server, ""
        self.heard: list[ForwardMsg] = []
        self.line: ClientConnection = connect(
            server.replace("http", "ws") + "/_stcore/stream",
            additional_headers={"Cookie": cookie_line(cookies)},
            origin=server,
            subprotocols=["streamlit", cookies.get(XSRF, "none")],
            max_size=None,
        )

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_about: object) -> None:
        self.line.close()

    def open(self, page: str, **query: str) -> str:
        """All that a page sends, as text."""
        said = BackMsg()
        said.rerun_script.query_string = urllib.parse.urlencode(query)
        said.rerun_script.page_name = page
        self._say(said)
        self.heard.clear()
        while (
            not (found := self._hears("script_finished")) or found.script_finished == 2
        ):
            if found:  # it runs again
                self.heard.append(found)
        return " ".join(map(str, self.heard))

    def offered(self) -> dict[str, str]:
        """What the downloads on the page are asked for by, by their labels."""
        buttons = [
            one.delta.new_element.download_button
            for one in self.heard
            if one.delta.new_element.WhichOneof("type") == "download_button"
        ]
        assert not any(one.url for one in buttons), "a file is made before it is asked"
        return {one.label: one.deferred_file_id for one in buttons}

    def take(self, known: str) -> str:
        """The address of a file that is offered; "" where it is not made."""
        said = BackMsg()
        request = said.backend_operation_request
        request.request_id, request.session_id = uuid.uuid4().hex, self.session
        request.deferred_file.file_id = known
        self._say(said)
        while not (found := self._hears("backend_operation_response")):
            pass
        url = found.backend_operation_response.deferred_file.url
        return url and self.server + url

    def _say(self, said: BackMsg) -> None:
        self.line.send(said.SerializeToString())

    def _hears(self, kind: str) -> ForwardMsg | None:
        found = ForwardMsg.FromString(self.line.recv(timeout=PATIENCE))
        if found.WhichOneof("type") == "new_session":
            self.session = found.new_session.initialize.session_id
        self.heard.append(found)
        return found if found.WhichOneof("type") == kind else None
