"""Text as itself: what came from a file, a link or the data is never read as
markdown."""

SIGNS = "\\`*_[]<>$~"


def plain(text: str) -> str:
    """The text with the signs that markdown would read escaped."""
    for sign in SIGNS:
        text = text.replace(sign, "\\" + sign)
    return text
