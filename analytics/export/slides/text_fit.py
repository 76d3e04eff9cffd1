"""How long words are in Arial, so that they fit a slide, a chart or a page.

Measured in the font that Pillow carries, which is within 2% of Arial and on every
machine.
"""

from functools import cache

from PIL import ImageFont

MEASURED_AT = 100
ROOM = 1.03  # Arial may be this much wider
BOLD = 1.08
CUT = "…"


@cache
def _font():
    return ImageFont.load_default(MEASURED_AT)


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line at a type size, in the size's own unit."""
    longest = max((_font().getlength(line) for line in text.split("\n")), default=0.0)
    return longest * size / MEASURED_AT * ROOM * (BOLD if bold else 1.0)


def lines(
    text: str, size: float, wide: float, bold: bool = False, most: int = 0
) -> list[str]:
    """The text broken between words into lines no wider than `wide`; a word that is
    wider by itself is broken too.

    most: lines there is room for; what is left of a longer text is cut, which "…" says
    (0: there is room for all).
    """
    found = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if width(longer, size, bold) > wide:
                found += [line] if line else []
                *full, longer = _pieces(word, size, wide, bold)
                found += full
            line = longer
        found.append(line)
    if not most or len(found) <= most:
        return found
    last = found[most - 1]
    while last and width(last + CUT, size, bold) > wide:
        last = last[:-1]
    return [*found[: most - 1], last.rstrip() + CUT]


def shortened(
    text: str, size: float, wide: float, most: int, bold: bool = False
) -> str:
    """The text, cut where it takes more than so many lines."""
    if len(lines(text, size, wide, bold)) <= most:
        return text
    return " ".join(lines(text, size, wide, bold, most))


def _pieces(word: str, size: float, wide: float, bold: bool) -> list[str]:
    """A word in pieces no wider than `wide`, of a character at least."""
    found, piece = [], ""
    for character in word:
        if piece and width(piece + character, size, bold) > wide:
            found.append(piece)
            piece = ""
        piece += character
    return [*found, piece]


def fitting(
    text: str, sizes: tuple[float, ...], wide: float, most: int, bold: bool = False
) -> float:
    """The first of the sizes at which the text takes at most so many lines; else the
    last."""
    return next(
        (size for size in sizes if len(lines(text, size, wide, bold)) <= most),
        sizes[-1],
    )
