"""Who asks for a file: what a request says of whoever sent it, read as Streamlit reads
it when a tab connects."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import gather_user_info

from analytics.errors import InputError
from pages.shell.signin import claims, settings
from pages.shell.signin.person import NobodySignedIn, told_of
from pages.shell.signin.settings import By


@dataclass(frozen=True)
class Asker:
    """Whoever asks. mark: what their sign-in is known by. name: as signed in. free:
    nobody signs in here, and this machine asks."""

    mark: str
    name: str
    free: bool = False


NOBODY = Asker("", "")


def asker(headers: Iterable[tuple[str, str]], cookies: Mapping[str, str]) -> Asker:
    """Whoever sent a request with these headers and cookies; NOBODY where they may not
    come in."""
    said = Headers(raw=[(_bytes(n.lower()), _bytes(value)) for n, value in headers])
    try:
        by = settings.signed_in_by(said)
        if by is By.NOBODY:
            return Asker("", "", free=True)
        told = _by_cookie(cookies) if by is By.PROVIDER else {}
        told |= gather_user_info(said)
        told_of(by, told)  # somebody who has a role, and whose sign-in holds
    except (NobodySignedIn, InputError):
        return NOBODY
    return Asker(claims.mark(told), claims.name_in(told))


def _by_cookie(cookies: Mapping[str, str]) -> dict[str, Any]:
    """What the cookie says that Streamlit signed; nothing where it did not."""
    secret = get_cookie_secret()

    def part(name: str) -> bytes | None:
        return decode_signed_value(secret, name, _bytes(cookies.get(name, "")))

    whole = get_cookie_with_chunks(part, USER_COOKIE_NAME)
    return json.loads(whole) if whole else {}


def _bytes(text: str) -> bytes:
    """As it came: headers are of single bytes."""
    return text.encode("latin-1", "replace")
