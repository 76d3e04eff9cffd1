"""Text as itself: what came from a file, a link or the data is never read as markdown,
as an icon or as the address of something.

Whatever holds such text goes through `plain` before Streamlit draws it as markdown
(headings, captions, labels of buttons and tabs, hints, cells of `st.table`); a test
looks at every call on the pages.
"""

import re

SIGNS = re.compile(r"([\\`*_\[\]<>$~]|&(?=#?\w+;))")
# At the beginning: a list, a heading, a line across.
BEGINS = re.compile(r"^(\s*)(#+|[-+=]|\d+[.)])(?=\s|$|[-=])")
# What becomes a link or an icon after signs have been escaped: kept apart by a
# character that nobody sees.
APART = "\u2060"
MADE_SOMETHING = (
    re.compile(r"(?i)(?<=http|ttps)(?=:)"),
    re.compile(r"(?i)(?<=\bwww)(?=\.)"),
    re.compile(r"(?<=\w)(?=@\w)"),
    re.compile(r"(?<=:)(?=[\w+/-]+:)"),  # :smile:, :material/home:
)


def plain(text: str) -> str:
    """The text so that markdown draws it as it stands, on one line."""
    text = re.sub(r"\s*[\r\n]+\s*", " ", str(text))
    for made in MADE_SOMETHING:
        text = made.sub(APART, text)
    text = BEGINS.sub(_as_it_is, SIGNS.sub(r"\\\1", text))
    return text


def _as_it_is(found: re.Match[str]) -> str:
    begins, mark = found.groups()
    if mark.startswith("#"):
        return f"{begins}\\{mark}"
    return f"{begins}{mark[:-1]}\\{mark[-1]}"
