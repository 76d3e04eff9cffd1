"""An empty 16:9 deck in plain NHS-like design: NHS blue, Arial, no logo; and words on
its slides."""

import re
from dataclasses import dataclass

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from analytics.export.slides.text_fit import lines
from analytics.figures.theme import FONT, Look

WIDE, HIGH = Inches(13.333), Inches(7.5)
EDGE, BAND, FOOT = Inches(0.5), Inches(0.14), Inches(0.4)
INSIDE = WIDE - 2 * EDGE
KEPT = {"Title Slide": "opening", "Title Only": "figure"}
SPACING = 1.2  # of the type size, from line to line


@dataclass(frozen=True)
class Deck:
    """A presentation with its two layouts: `opening` on blue, `figure` with a title."""

    slides: Presentation
    opening: object
    figure: object
    look: Look


def deck(look: Look) -> Deck:
    """An empty deck in the colours of the figures."""
    made = Presentation()
    old = made.slide_width
    made.slide_width, made.slide_height = WIDE, HIGH
    master = made.slide_master
    for layout in list(made.slide_layouts):
        if layout.name not in KEPT:
            made.slide_layouts.remove(layout)
    for holder in (master, *made.slide_layouts):
        for shape in holder.placeholders:
            shape.left, shape.width = (
                int(n * WIDE / old) for n in (shape.left, shape.width)
            )
            shape.top, shape.height = shape.top, shape.height
    _theme(master, look)
    layouts = {KEPT[layout.name]: layout for layout in made.slide_layouts}
    _opening(layouts["opening"], look)
    _figure(layouts["figure"], look)
    return Deck(made, layouts["opening"], layouts["figure"], look)


def write(
    slide,
    text: str,
    box: tuple[int, int, int, int],
    size: float,
    colour: str,
    bold: bool = False,
    bottom: bool = False,
    name: str = "Words",
):
    """A box of words: left, top, width, height in EMU; size in points."""
    shape = slide.shapes.add_textbox(*(Emu(int(n)) for n in box))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if bottom else MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for i, paragraph in enumerate(text.split("\n")):
        line = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        dress(line.add_run(), paragraph, size, colour, bold)
    return shape


def dress(run, text: str, size: float, colour: str, bold: bool = False) -> None:
    """Text of a run with its type."""
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(colour)


def height_of(text: str, size: float, wide: int, bold: bool = False) -> int:
    """How high a box of words must be, in EMU."""
    return int(Pt(len(lines(text, size, Emu(wide).pt, bold)) * size * SPACING))


def number(slide, look: Look, words: str) -> None:
    """The foot of a slide: words, and the slide's own number as a field."""
    wide = Inches(7)
    shape = write(
        slide,
        words + "  ",
        (WIDE - EDGE - wide, HIGH - FOOT, wide, Inches(0.25)),
        12,
        look.quiet,
        name="Foot",
    )
    paragraph = shape.text_frame.paragraphs[0]
    paragraph._p.get_or_add_pPr().set("algn", "r")
    field = etree.SubElement(paragraph._p, qn("a:fld"))
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    field.append(_copy(paragraph.runs[0]._r.rPr))
    etree.SubElement(field, qn("a:t")).text = "‹#›"


def rgb(colour: str) -> RGBColor:
    """#RRGGBB as python-pptx wants it."""
    return RGBColor.from_string(colour.lstrip("#"))


def _copy(element):
    return etree.fromstring(etree.tostring(element))


def _theme(master, look: Look) -> None:
    """Arial and the figures' colours as the deck's own, for whatever is typed or drawn
    later."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    face = FONT.partition(",")[0]
    text = re.sub(
        r'(<a:(?:major|minor)Font><a:latin typeface=")[^"]*', rf"\g<1>{face}", text
    )
    accents = (look.one, look.expected, look.other, *look.series[1:4])
    for n, colour in enumerate(accents, 1):
        text = re.sub(
            rf'(<a:accent{n}><a:srgbClr val=")[^"]*', rf"\g<1>{colour[1:]}", text
        )
    part._blob = text.encode("utf-8")


def _opening(layout, look: Look) -> None:
    layout.background.fill.solid()
    layout.background.fill.fore_color.rgb = rgb(look.one)
    _drop(layout, ("Date", "Footer", "Slide Number"))
    title, words = layout.placeholders
    _place(title, (EDGE, Inches(1.5), INSIDE, Inches(1.3)), MSO_ANCHOR.BOTTOM)
    _place(words, (EDGE, Inches(3.0), INSIDE, Inches(3.9)), MSO_ANCHOR.TOP)
    _type(title, 48, look.background, True)
    _type(words, 18, look.background, False)


def _figure(layout, look: Look) -> None:
    _drop(layout, ("Date", "Footer", "Slide Number"))
    band = layout.shapes._spTree  # a layout takes no new shapes through python-pptx
    band.append(_band(look))
    title = layout.placeholders[0]
    _place(title, (EDGE, Inches(0.35), INSIDE, Inches(0.95)), MSO_ANCHOR.TOP)
    _type(title, 28, look.one, True)


def _drop(layout, names: tuple[str, ...]) -> None:
    for shape in list(layout.placeholders):
        if shape.name.startswith(names):
            shape._element.getparent().remove(shape._element)


def _place(shape, box, anchor) -> None:
    shape.left, shape.top, shape.width, shape.height = box
    frame = shape.text_frame
    frame.vertical_anchor, frame.word_wrap = anchor, True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _type(shape, size: float, colour: str, bold: bool) -> None:
    """The type of a layout's placeholder, taken on by every slide."""
    body = shape.text_frame._txBody
    style = body.find(qn("a:lstStyle"))
    for old in list(style):
        style.remove(old)
    level = etree.SubElement(style, qn("a:lvl1pPr"))
    level.set("algn", "l")
    level.set("marL", "0")
    level.set("indent", "0")
    etree.SubElement(level, qn("a:buNone"))
    font = etree.SubElement(level, qn("a:defRPr"))
    font.set("sz", str(int(size * 100)))
    font.set("b", "1" if bold else "0")
    fill = etree.SubElement(etree.SubElement(font, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", colour.lstrip("#"))


def _band(look: Look):
    """A band of blue along the top, as XML."""
    return etree.fromstring(
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<p:nvSpPr><p:cNvPr id="99" name="Band" descr=""/><p:cNvSpPr/><p:nvPr '
        'userDrawn="1"/>'
        '</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{int(WIDE)}" cy="{int(BAND)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "<a:solidFill><a:srgbClr "
        f'val="{look.one[1:]}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )
