"""The slide that a deck opens with: what the data are, what was asked, how it is
protected."""

from collections.abc import Sequence

from pptx.util import Emu, Pt

from analytics.export.pack import PROTECTION, About, Chosen
from analytics.export.slides.deck import INSIDE, SPACING, Deck, dress
from analytics.export.slides.text_fit import lines, shortened
from analytics.figures.theme import LIGHT

SENTENCES = 3  # of filters
TITLE, SIZES = 48, (18, 16, 14, 12)  # points; of these the first at which all fits
MOST = 5  # lines of one paragraph
AFTER = 8  # a paragraph, in points


def opening_lines(figures: Sequence[Chosen], about: About) -> list[str]:
    """What the opening says: the data, the filters, when it was made, that it is
    synthetic."""
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
    title = shortened(about.title, TITLE, wide, 2, bold=True)
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    said = opening_lines(figures, about)
    room = Emu(slide.placeholders[1].height).pt
    shown = [shortened(line, SIZES[-1], wide, MOST) for line in said]
    size = next(
        (one for one in SIZES if sum(_high(line, one, wide) for line in shown) <= room),
        SIZES[-1],
    )
    for i, line in enumerate(shown):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        bold = i == 0 and about.synthetic
        dress(paragraph.add_run(), line, size, LIGHT.background, bold)
        paragraph.space_after = Pt(AFTER)
    slide.notes_slide.notes_text_frame.text = "\n\n".join([about.title, *said])


def _high(line: str, size: float, wide: float) -> float:
    """How high a paragraph is, in points."""
    return len(lines(line, size, wide)) * size * SPACING + AFTER
