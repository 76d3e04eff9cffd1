"""How long words are in Arial, so that they fit a slide, a chart or a page.

Measured in the font that Pillow carries, which is within 2% of Arial and on every
machine.
"""

from functools import cache

from PIL import ImageFont

MEASURED_AT = 100
ROOM = 1.03  # Arial may be this much wider
BOLD = 1.08


@cache
def _font():
    return ImageFont.load_default(MEASURED_AT)


def width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line at a type size, in the size's own unit."""
    longest = max((_font().getlength(line) for line in text.split("\n")), default=0.0)
    return longest * size / MEASURED_AT * ROOM * (BOLD if bold else 1.0)


def lines(text: str, size: float, wide: float, bold: bool = False) -> list[str]:
    """The text broken between words into lines no wider than `wide`."""
    found = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width(longer, size, bold) > wide:
                found.append(line)
                longer = word
            line = longer
        found.append(line)
    return found


def fitting(
    text: str, sizes: tuple[float, ...], wide: float, most: int, bold: bool = False
) -> float:
    """The first of the sizes at which the text takes at most so many lines; else the
    last."""
    return next(
        (size for size in sizes if len(lines(text, size, wide, bold)) <= most),
        sizes[-1],
    )
