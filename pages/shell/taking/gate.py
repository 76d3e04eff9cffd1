"""What stands before Streamlit's own addresses of files: one that was made for another
sign-in, or for one that is over, is not given; nor can files be put into a session that
is another's.

`app.py` hands it to the server as middleware (`st.App`), so it stands there however the
server is started. Whether a file is there is told to nobody who may not have it: the
answer is the same.
"""

from contextlib import suppress

import streamlit as st
from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime

from analytics.errors import InputError
from analytics.store.audit import log
from pages.shell.taking.asker import NOBODY, Asker, asker
from pages.shell.taking.given import GIVEN

MEDIA, UPLOADS = "media", "_stcore/upload_file"
UNKNOWN = "(not signed in)"
SAID = (
    "This file is not yours to take, or it is not offered any more. Sign in, open the "
    "page it stands on, and take it there."
)
NOT_YOURS = "file_not_yours"


class Gate:
    """Asks of each request for a file whose it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what may be answered; answers with 403 what may not."""
        at = _file_at(scope)
        if at is None:
            await self.app(scope, receive, send)
            return
        allowed = await to_thread.run_sync(_allowed, HTTPConnection(scope), *at)
        if allowed:
            await self.app(scope, receive, _kept_nowhere(send))
        else:
            await PlainTextResponse(SAID, 403, _NO_STORE)(scope, receive, send)


gate = Middleware(Gate)
_NO_STORE = {"Cache-Control": "no-store"}


def _file_at(scope: Scope) -> tuple[str, str] | None:
    """(which of Streamlit's addresses, what follows) of a request for a file; None of
    any other."""
    if scope["type"] != "http":
        return None
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    path = str(scope["path"]).lstrip("/")
    if base:
        path = path.removeprefix(base).lstrip("/")
    for address in (MEDIA, UPLOADS):
        if path.startswith(f"{address}/"):
            return address, path.removeprefix(f"{address}/")
    return None


def _allowed(request: HTTPConnection, address: str, which: str) -> bool:
    """Whether whoever asks may have a file, or put one into a session. What is refused
    is recorded where there was something to be refused."""
    who = asker(request.headers.items(), request.cookies)
    if who.free:
        return True
    found = _may_take(who, which) if address == MEDIA else _may_put(who, which)
    if found is False:
        with suppress(InputError), log.acting(who.name or UNKNOWN):
            tried = "fetch a file" if address == MEDIA else "put a file into a session"
            log.record(log.REFUSED, tried=tried, rules=[NOT_YOURS])
    return bool(found)


def _may_take(who: Asker, which: str) -> bool | None:
    """Whether a file was made for this sign-in; None where there is none."""
    file = runtime.get_instance().media_file_mgr.read_file(which)
    if file is None:
        return None
    return who != NOBODY and GIVEN.is_given(who.mark, file.content, file.filename or "")


def _may_put(who: Asker, which: str) -> bool | None:
    """Whether a session is of this sign-in; None where there is none."""
    client = runtime.get_instance().get_client(which.partition("/")[0])
    if client is None:
        return None
    context = client.client_context
    its = asker(context.headers, context.cookies) if context else NOBODY
    return NOBODY not in (who, its) and who.mark == its.mark


def _kept_nowhere(send: Send) -> Send:
    """The answer, with word to the browser to keep no copy: after signing out there is
    none to be had."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                *message.get("headers", ()),
                (b"cache-control", b"no-store"),
            ]
        await send(message)

    return sent
