"""The words, numbers and signs of a definition, each with where it stands."""

import re
from dataclasses import dataclass

OPENING, CLOSING = "\"'“‘", {'"': '"', "'": "'", "“": "”", "‘": "’"}
JOINING = ("and", "or")
_TOKEN = re.compile(
    r"(?P<number>\d+)(?![\w])|(?P<sign>>=|<=|>|<|=|≥|≤)|(?P<mark>[(),])|"
    r"(?P<word>[^\s(),\"“”<>=≥≤]+)"
)
SIGNS = {"≥": ">=", "≤": "<="}


@dataclass(frozen=True)
class Token:
    """kind: number, sign, mark, word, name (in quotes), open (a quote that never
    closes) or end. at: its first character, counted from 1."""

    kind: str
    text: str
    at: int

    @property
    def folded(self) -> str:
        """A word as it is compared; other tokens as nothing that a word is."""
        return self.text.casefold() if self.kind == "word" else ""

    @property
    def joins(self) -> bool:
        """Whether a clause ends before it."""
        return (
            self.kind == "end"
            or (self.kind == "word" and self.folded in JOINING)
            or (self.kind == "mark" and self.text == ")")
        )


def tokens(text: str) -> list[Token]:
    """The tokens of a text, an end after the last."""
    found, at = [], 0
    while at < len(text):
        sign = text[at]
        if sign.isspace():
            at += 1
            continue
        if sign in OPENING:
            end = text.find(CLOSING[sign], at + 1)
            kind = "name" if end > at else "open"
            end = end if end > at else len(text)
            found.append(Token(kind, text[at + 1 : end].strip(), at + 1))
            at = end + 1
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            found.append(Token("word", sign, at + 1))
            at += 1
            continue
        said = match.group()
        found.append(Token(str(match.lastgroup), SIGNS.get(said, said), at + 1))
        at = match.end()
    found.append(Token("end", "", len(text) + 1))
    return found
