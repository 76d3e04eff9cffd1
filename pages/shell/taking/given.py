"""Which sign-in each file was made for, as long as the server runs.

Streamlit gives a file an address that is a hash of what it holds, and serves it to
whoever asks. So what a file holds is remembered here too, as a hash, with the sign-in
that it was made for: two people may make the same file, and each may fetch it.
"""

import hashlib
from collections import OrderedDict
from threading import Lock

MOST = 20_000  # the oldest are forgotten: they are made anew when asked for again


class Given:
    """Files, by what they hold and are called, and the sign-ins they were made for."""

    def __init__(self) -> None:
        self._marks: OrderedDict[str, set[str]] = OrderedDict()
        self._lock = Lock()

    def give(self, mark: str, content: bytes, name: str) -> None:
        """Remembers that a file was made for a sign-in."""
        known = _known(content, name)
        with self._lock:
            self._marks.setdefault(known, set()).add(mark)
            self._marks.move_to_end(known)
            while len(self._marks) > MOST:
                self._marks.popitem(last=False)

    def is_given(self, mark: str, content: bytes, name: str) -> bool:
        """Whether it was."""
        with self._lock:
            return mark in self._marks.get(_known(content, name), ())


# Of this server; not in Streamlit's cache, which whoever reaches it may have emptied.
GIVEN = Given()


def _known(content: bytes, name: str) -> str:
    return hashlib.sha256(name.encode() + b"\0" + content).hexdigest()
