"""One A4 page (PDF): of which place, what should be kept, headline numbers and up to
four figures, its words text that can be selected.

Drawn as one SVG and turned into a PDF on this machine (vl-convert).
"""

import re
from collections.abc import Callable, Sequence
from html import escape

import vl_convert

from analytics.export.charts import picture
from analytics.export.pack import PROTECTION, About, Chosen, Headline
from analytics.export.slides.text_fit import lines
from analytics.figures.theme import FONT, LIGHT

WIDE, HIGH, EDGE, GAP = 595, 842, 32, 14  # points; A4
INSIDE = WIDE - 2 * EDGE
MOST, COLUMNS = 4, 2
# Lines of filters, of a figure's finding, measure and note, and of the foot.
ASKED, FINDINGS, MEASURES, NOTES, FOOT = 4, 7, 3, 3, 12
KEPT, WHOM = 2, 1  # lines of a key message, and of place and period
ENLARGED = 1.55  # a chart is drawn so much larger than it is printed
TITLE, FINDING, MEASURE, SMALL = 20, 10, 7.5, 7
NUMBER = re.compile(r'\bid="([^"]+)"')
Progress = Callable[[str, float], None]


def as_page(
    figures: Sequence[Chosen],
    about: About,
    headline: Headline | None = None,
    progress: Progress = lambda step, done: None,
) -> bytes:
    """A PDF of one A4 page. Of the figures with a chart four are shown: those that sum
    up a part of the story, and others in their order where these are fewer.

    headline: numbers for a row of boxes at the top. progress(step, done).
    """
    shown = shown_on_paper(figures)
    parts, top = _head(shown, about, headline)
    foot, bottom = _foot(shown, about)
    rows = -(-len(shown) // COLUMNS)
    columns = COLUMNS if len(shown) > 1 else 1
    wide = (INSIDE - GAP * (columns - 1)) / columns
    high = (bottom - top - GAP * (rows - 1)) / max(rows, 1)
    for n, one in enumerate(shown):
        progress(one.figure.title, n / len(shown))
        left, y = (
            EDGE + (n % columns) * (wide + GAP),
            top + (n // columns) * (high + GAP),
        )
        parts += _figure(one, n, left, y, wide, min(high, wide * 1.1))
    page = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" height="{HIGH}" '
        f'viewBox="0 0 {WIDE} {HIGH}" font-family="{FONT}">'
        f'<rect width="{WIDE}" height="{HIGH}" fill="{LIGHT.background}"/>'
        + "".join([*parts, *foot])
        + "</svg>"
    )
    pdf = vl_convert.svg_to_pdf(page)
    progress("Done", 1.0)
    return pdf


def shown_on_paper(figures: Sequence[Chosen]) -> list[Chosen]:
    """The figures that there is room for, in their order: one of each that sums up a
    part of the story, then those that stand first."""
    drawn = [one for one in figures if one.on_paper and one.figure.chart is not None]
    first: dict[str, Chosen] = {}
    for one in drawn:
        if one.sums_up:
            first.setdefault(one.exhibit, one)
    wanted = list(first.values())
    wanted += [one for one in drawn if not any(one is other for other in wanted)]
    kept = wanted[:MOST]
    return [one for one in drawn if any(one is other for other in kept)]


def _head(shown, about: About, headline: Headline | None) -> tuple[list[str], float]:
    """Band, title, place, filters, boxes, messages; and where the figures begin."""
    parts = [f'<rect width="{WIDE}" height="9" fill="{LIGHT.one}"/>']
    top = 40.0
    room = INSIDE * (0.5 if about.synthetic else 1)
    title = lines(about.title, TITLE, room, bold=True, most=1)
    parts += _words(title, EDGE, top, TITLE, LIGHT.one, bold=True)
    if about.synthetic:
        parts += _words(
            ["Synthetic sample: nobody in these data exists"],
            WIDE - EDGE,
            top,
            9,
            LIGHT.quiet,
            bold=True,
            anchor="end",
        )
    if whom := lines(about.of_whom(), 12, INSIDE, bold=True, most=WHOM):
        parts += _words(whom, EDGE, top + 17, 12, LIGHT.text, bold=True)
        top += 16 if about.of_whom() else 0
    sentences = [headline.sentence] if headline else []
    sentences += [one.sentence for one in shown]
    said = lines(" ".join(dict.fromkeys(sentences)), 9, INSIDE, most=ASKED)
    parts += _words(said, EDGE, top + 16, 9, LIGHT.text)
    top += 16 + 11 * len(said) + 4
    if headline and headline.boxes:
        each = (INSIDE - GAP * (len(headline.boxes) - 1)) / len(headline.boxes)
        for n, (label, value, *more) in enumerate(headline.boxes):
            left = EDGE + n * (each + GAP)
            parts.append(
                f'<rect x="{left}" y="{top}" width="{each}" height="56" fill="none" '
                f'stroke="{LIGHT.hidden}" rx="3"/>'
            )
            parts += _words([label], left + 8, top + 14, 8, LIGHT.quiet)
            parts += _words([value], left + 8, top + 34, 17, LIGHT.text, bold=True)
            parts += _words(
                lines(" ".join(filter(None, more)), SMALL, each - 16)[:2],
                left + 8,
                top + 45,
                SMALL,
                LIGHT.quiet,
            )
        top += 56
    for n, message in enumerate(about.messages, 1):
        said = lines(f"{n}. {message}", FINDING, INSIDE, bold=True, most=KEPT)
        parts += _words(said, EDGE, top + 16, FINDING, LIGHT.one, bold=True)
        top += FINDING * 1.2 * len(said) + 3
    return parts, top + GAP + (4 if about.messages else 0)


def _figure(
    one: Chosen, n: int, left: float, top: float, wide: float, high: float
) -> list[str]:
    """Finding, measure, chart, what to beware of."""
    fig = one.figure
    finding = lines(fig.title, FINDING, wide, bold=True, most=FINDINGS)
    measure = lines(fig.subtitle, MEASURE, wide, most=MEASURES)
    beneath = " ".join(filter(None, (one.comment, fig.note)))
    most = NOTES + (1 if one.comment else 0)
    note = lines(beneath, MEASURE, wide, most=most) if beneath else []
    parts = _words(finding, left, top + FINDING, FINDING, LIGHT.text, bold=True)
    at = top + FINDING * 1.2 * len(finding)
    parts += _words(measure, left, at + MEASURE + 2, MEASURE, LIGHT.quiet)
    at += MEASURE * 1.2 * len(measure) + 6
    under = MEASURE * 1.2 * len(note) + 4
    room = top + high - at - under
    drawn = picture.bare_svg(fig, LIGHT, wide * ENLARGED, room * ENLARGED)
    parts.append(_placed(drawn, n, left, at, wide, room))
    return parts + _words(note, left, at + room + MEASURE + 2, MEASURE, LIGHT.text)


def _placed(svg: str, n: int, left: float, top: float, wide: float, high: float) -> str:
    """A chart within the page; names inside it are made its own, so that none are
    mistaken."""
    for name in set(NUMBER.findall(svg)):
        svg = svg.replace(f'"{name}"', f'"f{n}-{name}"').replace(
            f"#{name})", f"#f{n}-{name})"
        )
    size = picture.size_of(svg)
    inside = svg[svg.index(">") + 1 :]
    return (
        f'<svg x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" '
        f'viewBox="0 0 {size[0]} {size[1]}" preserveAspectRatio="xMinYMin '
        f'meet">{inside}'
    )


def _foot(shown, about: About) -> tuple[list[str], float]:
    """Where the numbers are from; and where the figures must end."""
    sources = list(dict.fromkeys(one.figure.source for one in shown))
    data = "; ".join(f"{d.name} ({d.fingerprint[:8]}): {d.held}" for d in about.data)
    text = " ".join(
        [
            *sources,
            PROTECTION,
            f"Data: {data}.",
            f"Made on {about.made_in_words()}, version {about.version}.",
        ]
    )
    said = lines(text, SMALL, INSIDE, most=FOOT)
    top = HIGH - 24 - SMALL * 1.2 * len(said)
    rule = (
        f'<line x1="{EDGE}" x2="{WIDE - EDGE}" y1="{top - 4}" y2="{top - 4}" '
        f'stroke="{LIGHT.hidden}"/>'
    )
    return [rule, *_words(said, EDGE, top + SMALL, SMALL, LIGHT.quiet)], top - GAP


def _words(
    said: Sequence[str],
    left: float,
    top: float,
    size: float,
    colour: str,
    bold: bool = False,
    anchor: str = "start",
) -> list[str]:
    """Lines of text; top is the baseline of the first."""
    weight = ' font-weight="bold"' if bold else ""
    return [
        f'<text x="{left:.1f}" y="{top + i * size * 1.2:.1f}" font-size="{size}" '
        f'fill="{colour}" text-anchor="{anchor}"{weight}>{escape(line)}</text>'
        for i, line in enumerate(said)
    ]
