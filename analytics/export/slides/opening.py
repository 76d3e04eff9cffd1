"""The slide that a deck opens with: of which place and period it is, what should be
kept of it; and small beneath, what the data are and how they are protected."""

from collections.abc import Sequence

from pptx.util import Emu, Inches, Pt

from analytics.export.pack import PROTECTION, About, Chosen
from analytics.export.slides.deck import (
    EDGE,
    FOOT,
    HIGH,
    INSIDE,
    SPACING,
    Deck,
    dress,
    height_of,
    write,
)
from analytics.export.slides.text_fit import lines, shortened
from analytics.figures.theme import LIGHT

SENTENCES = 3  # of filters
TITLE, TOP = 40, Inches(0.5)  # points
WHOM, SIZES, SMALL = 24, (26, 24, 22, 20, 18), 12
WHOM_LINES, MESSAGE_LINES, SMALL_LINES = 2, 4, 9
AFTER = 12  # a message, in points
GAP = Inches(0.25)


def opening_lines(figures: Sequence[Chosen], about: About) -> list[str]:
    """What stands small on the opening: that it is synthetic, the data, the filters,
    the protection, when it was made."""
    found = []
    if about.synthetic:
        found.append("Synthetic sample: nobody in these data exists.")
    found += [
        f"Data: {data.name} ({data.fingerprint[:8]}). {data.held}."
        if data.held
        else f"Data: {data.name} ({data.fingerprint[:8]})."
        for data in about.data
    ]
    sentences = list(dict.fromkeys(one.sentence for one in figures))
    found += sentences[:SENTENCES]
    if len(sentences) > SENTENCES:
        found.append(
            f"And {len(sentences) - SENTENCES} more sets of filters: each slide names "
            "its own in the notes."
        )
    return [*found, PROTECTION, f"Made on {about.made_in_words()}."]


def write_opening(made: Deck, figures: Sequence[Chosen], about: About) -> None:
    """The opening slide; its notes hold the whole of what is cut there."""
    wide = Emu(INSIDE).pt
    slide = made.slides.slides.add_slide(made.opening)
    holder = slide.shapes.title
    title = shortened(about.title, TITLE, wide, 2, bold=True)
    holder.left, holder.top, holder.width = EDGE, TOP, INSIDE
    holder.height = height_of(title, TITLE, INSIDE, bold=True)
    run = holder.text_frame.paragraphs[0].add_run()
    dress(run, title, TITLE, LIGHT.background, True)
    top = holder.top + holder.height
    if whom := shortened(about.of_whom(), WHOM, wide, WHOM_LINES):
        high = height_of(whom, WHOM, INSIDE)
        box = (EDGE, top, INSIDE, high)
        write(slide, whom, box, WHOM, LIGHT.background, name="Of whom")
        top += high
    said = opening_lines(figures, about)
    small = shortened(" ".join(said), SMALL, wide, SMALL_LINES)
    high = height_of(small, SMALL, INSIDE)
    bottom = HIGH - FOOT - high
    box = (EDGE, bottom, INSIDE, high)
    write(slide, small, box, SMALL, LIGHT.background, name="Data and protection")
    _messages(slide, about.messages, top + GAP, bottom - GAP)
    slide.notes_slide.notes_text_frame.text = "\n\n".join(
        filter(None, [about.title, about.of_whom(), *about.messages, *said])
    )


def _messages(slide, messages: Sequence[str], top: int, bottom: int) -> None:
    """The key messages, as large as there is room for."""
    holder = slide.placeholders[1]
    if not messages:
        holder._element.getparent().remove(holder._element)
        return
    holder.left, holder.top = EDGE, Emu(int(top))
    holder.width, holder.height = INSIDE, Emu(int(bottom - top))
    wide, room = Emu(INSIDE).pt, Emu(int(bottom - top)).pt
    numbered = [f"{n}. {said}" for n, said in enumerate(messages, 1)]
    fits = [(size, MESSAGE_LINES) for size in SIZES]
    fits += [(SIZES[-1], most) for most in range(MESSAGE_LINES - 1, 0, -1)]
    for size, most in fits:
        shown = [shortened(said, size, wide, most, bold=True) for said in numbered]
        if sum(_high(said, size, wide) for said in shown) <= room:
            break
    for i, said in enumerate(shown):
        frame = holder.text_frame
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        dress(paragraph.add_run(), said, size, LIGHT.background, True)
        paragraph.space_after = Pt(AFTER)


def _high(said: str, size: float, wide: float) -> float:
    """How high a message is, in points."""
    return len(lines(said, size, wide, bold=True)) * size * SPACING + AFTER
