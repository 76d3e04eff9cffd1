"""Slides: a deck of the chosen figures, each with its finding, an editable chart and
its source."""

import io
from collections.abc import Callable, Sequence

from pptx.util import Emu, Inches

from analytics.export.charts import picture
from analytics.export.charts.native import native
from analytics.export.charts.slide_charts import draw
from analytics.export.notes import definitions, without_marks
from analytics.export.pack import PROTECTION, About, Chosen
from analytics.export.slides.deck import (
    EDGE,
    FOOT,
    HIGH,
    INSIDE,
    Deck,
    deck,
    dress,
    height_of,
    number,
    write,
)
from analytics.export.slides.opening import write_opening
from analytics.export.slides.slide_tables import table_parts, write_table
from analytics.export.slides.text_fit import fitting, shortened
from analytics.figures.figure import Figure
from analytics.figures.theme import LIGHT

TITLES = (28, 24, 20)  # points: the first that fits
SUBTITLE, NOTE, SOURCE, COMMENT = 16, 14, 12, 16
TERMS = (14, 13, 12)  # of definitions
GAP = Inches(0.12)
NAME_WIDE = 140  # points: title, and place, in the foot
# Lines there is room for; the speaker notes hold the whole of each text.
TITLE_LINES, SUBTITLE_LINES, NOTE_LINES, SOURCE_LINES = 5, 2, 4, 4
COMMENT_LINES = 4
Progress = Callable[[str, float], None]


def as_slides(
    figures: Sequence[Chosen],
    about: About,
    progress: Progress = lambda step, done: None,
) -> bytes:
    """A PowerPoint file: opening, a slide a figure (a long table: several),
    definitions.

    Speaker notes hold what to beware of, the rule and the method. progress(step, done).
    """
    made = deck(LIGHT)
    write_opening(made, figures, about)
    for n, one in enumerate(figures):
        progress(one.figure.title, n / len(figures))
        _figure(made, one, about)
    _definitions(made, about)
    made.slides.core_properties.title = about.title
    made.slides.core_properties.author = "Frequent attenders dashboard"
    made.slides.core_properties.created = made.slides.core_properties.modified = (
        about.made
    )
    out = io.BytesIO()
    made.slides.save(out)
    progress("Done", 1.0)
    return out.getvalue()


def speaker_notes(one: Chosen) -> str:
    """What a speaker should have at hand: what it shows, caveats, rule, source,
    method."""
    fig = one.figure
    parts = [
        ("", fig.title),
        ("Our comment", one.comment),
        ("What is shown", fig.alt),
        ("Measure", fig.subtitle),
        ("Beware", fig.note),
        ("Filters", one.sentence),
        ("Source", fig.source),
        ("How this is worked out", without_marks(one.method)),
    ]
    return "\n\n".join(
        f"{head}: {text}" if head else text for head, text in parts if text
    )


def _figure(made: Deck, one: Chosen, about: About) -> None:
    fig = one.figure
    charts = native(fig)
    if fig.chart is None:
        _tables(made, one, about)
        return
    slide, (left, top, wide, high) = _framed(made, one, about, fig.title)
    if charts is None:
        _picture(slide, fig, (left, top, wide, high))
        return
    each = wide // len(charts)
    for n, chart in enumerate(charts):
        alt = fig.alt if len(charts) == 1 else f"{fig.alt} {chart.title}."
        draw(slide.shapes, chart, (left + n * each, top, each, high), LIGHT, alt)


def _tables(made: Deck, one: Chosen, about: About) -> None:
    """The numbers as tables, on a few slides where they are long."""
    fig, start = one.figure, 0
    parts = table_parts(fig.table, int(INSIDE), int(HIGH - Inches(3.0)))
    shown = sum(map(len, parts))
    for part in parts:
        title, start = fig.title, start + len(part)
        if len(parts) > 1:
            title += f" (rows {start - len(part) + 1} to {start} of {len(fig.table)}"
            title += "; all in the workbook)" if shown < len(fig.table) else ")"
        slide, box = _framed(made, one, about, title)
        write_table(slide.shapes, part, box, LIGHT, f"Table. {title}.")


def _framed(made: Deck, one: Chosen, about: About, title: str):
    """A slide with title, subtitle, note, source, notes; and the box that is left for
    the chart."""
    fig, look = one.figure, made.look
    slide = made.slides.slides.add_slide(made.figure)
    wide = Emu(INSIDE).pt
    size = fitting(title, TITLES, wide, 2, bold=True)
    title = shortened(title, size, wide, TITLE_LINES, bold=True)
    holder = slide.shapes.title
    holder.left, holder.top, holder.width = EDGE, Inches(0.35), INSIDE
    holder.height = height_of(title, size, INSIDE, bold=True)
    dress(holder.text_frame.paragraphs[0].add_run(), title, size, look.one, True)
    top = holder.top + holder.height + GAP // 2
    subtitle = shortened(fig.subtitle, SUBTITLE, wide, SUBTITLE_LINES)
    high = height_of(subtitle, SUBTITLE, INSIDE)
    write(
        slide,
        subtitle,
        (EDGE, top, INSIDE, high),
        SUBTITLE,
        look.quiet,
        name="Subtitle",
    )
    top += high + GAP
    bottom = HIGH - FOOT - GAP // 2
    for text, size, most, colour, name in (
        (fig.source, SOURCE, SOURCE_LINES, look.quiet, "Source"),
        (fig.note, NOTE, NOTE_LINES, look.text, "Note"),
        (one.comment, COMMENT, COMMENT_LINES, look.one, "Comment"),
    ):
        if text:
            text = shortened(text, size, wide, most)
            high = height_of(text, size, INSIDE)
            write(
                slide,
                text,
                (EDGE, bottom - high, INSIDE, high),
                size,
                colour,
                name=name,
            )
            bottom -= high + GAP // 2
    number(slide, look, _foot(about))
    slide.notes_slide.notes_text_frame.text = speaker_notes(one)
    return slide, (int(EDGE), int(top), int(INSIDE), int(bottom - GAP - top))


def _foot(about: About) -> str:
    return " · ".join(
        part
        for part in (
            "Synthetic sample" if about.synthetic else "",
            shortened(about.title, SOURCE, NAME_WIDE, 1),
            shortened(about.place, SOURCE, NAME_WIDE, 1),
            about.made_in_words(),
        )
        if part
    )


def _picture(slide, fig: Figure, box: tuple[int, int, int, int]) -> None:
    """The chart as a picture in the middle of the box, at twice the size of a
    screen."""
    left, top, wide, high = box
    drawn = picture.bare_png(fig, LIGHT, Emu(wide).pt, Emu(high).pt)
    shape = slide.shapes.add_picture(io.BytesIO(drawn), left, top)
    scale = min(wide / shape.width, high / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape.left, shape.name = left + (wide - shape.width) // 2, "Picture of the chart"
    shape._element.nvPicPr.cNvPr.set("descr", fig.alt)


def _definitions(made: Deck, about: About) -> None:
    """What exactly is counted, in two columns, in the largest type at which it takes
    one slide; at the smallest on as many as it takes."""
    said = (*definitions(), ("Protection", PROTECTION))
    half = (INSIDE - Inches(0.5)) // 2
    places = next(
        (
            there
            for there in (_in_columns(said, size, half) for size in TERMS)
            if there[-1][0] == 0
        ),
        _in_columns(said, TERMS[-1], half),
    )
    slides: list = []
    for (page, size, box), (term, meaning) in zip(places, said, strict=True):
        if page == len(slides):
            slides.append(_of_definitions(made, about))
        look = made.look
        shape = write(slides[page], "", box, size, look.text, name="Definition")
        paragraph = shape.text_frame.paragraphs[0]
        dress(paragraph.runs[0], f"{term}. ", size, look.text, True)
        dress(paragraph.add_run(), meaning, size, look.text)


def _of_definitions(made: Deck, about: About):
    """A slide for definitions with its title alone."""
    slide = made.slides.slides.add_slide(made.figure)
    title = slide.shapes.title
    title.text = "What is counted"
    title.left, title.top, title.width = EDGE, Inches(0.35), INSIDE
    title.height = height_of(title.text, TITLES[0], INSIDE, bold=True)
    number(slide, made.look, _foot(about))
    notes = "Definitions as on the dashboard's page Definitions."
    slide.notes_slide.notes_text_frame.text = notes
    return slide


def _in_columns(said: Sequence[tuple[str, str]], size: float, wide: int) -> list[tuple]:
    """Where each definition stands: (page, type size, box), two columns a page."""
    top, bottom = Inches(1.0), HIGH - FOOT - GAP
    found, column, at = [], 0, top
    for term, meaning in said:
        high = height_of(f"{term}. {meaning}", size, wide)
        if at + high > bottom and at > top:
            column, at = column + 1, top
        left = EDGE + column % 2 * (wide + Inches(0.5))
        found.append((column // 2, size, (left, at, wide, high)))
        at += high + GAP
    return found
