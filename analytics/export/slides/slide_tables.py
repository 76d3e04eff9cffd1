"""Tables on slides: native, and split where they are long."""

import pandas as pd
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches, Pt

from analytics.export.cells import is_number
from analytics.export.slides.deck import dress, rgb
from analytics.export.slides.text_fit import lines, shortened, width
from analytics.figures.theme import Look

SIZE = 14
PADDING = Inches(0.08)
MOST_SLIDES = 3
WIDEST = 0.45  # of the table, for one column
CELL_LINES = 6  # of a cell; the workbook holds the whole text


def table_parts(table: pd.DataFrame, wide: int, high: int) -> list[pd.DataFrame]:
    """The table in parts that fit a slide each, at most three; the rest is in the
    workbook."""
    columns = _widths(table, wide)
    parts, start, used = [], 0, _row_height(table.columns, columns)
    head = used
    for n, row in enumerate(table.itertuples(index=False)):
        needed = _row_height(row, columns)
        if used + needed > high and n > start:
            parts.append(table.iloc[start:n])
            start, used = n, head
        used += needed
    parts.append(table.iloc[start:])
    return parts[:MOST_SLIDES]


def write_table(
    shapes, table: pd.DataFrame, box: tuple[int, int, int, int], look: Look, alt: str
) -> None:
    """The table as one of PowerPoint's own, with a blue head."""
    left, top, wide, _ = box
    columns = _widths(table, wide)
    frame = shapes.add_table(len(table) + 1, len(columns), left, top, wide, Inches(0.4))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    frame.name = "Table"
    drawn = frame.table
    drawn.horz_banding = False
    for column, share in zip(drawn.columns, columns, strict=True):
        column.width = Emu(share)
    numbers = {
        c
        for c, name in enumerate(table)
        if c and all(is_number(v) for v in table[name])
    }
    rows = [tuple(table.columns), *table.itertuples(index=False)]
    for r, row in enumerate(rows):
        drawn.rows[r].height = Emu(_row_height(row, columns))
        for c, value in enumerate(_in_cells(row, columns)):
            cell = drawn.cell(r, c)
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(look.one if r == 0 else look.background)
            cell.margin_left = cell.margin_right = PADDING
            cell.margin_top = cell.margin_bottom = PADDING // 2
            words = cell.text_frame.paragraphs[0]
            dress(
                words.add_run(),
                value,
                SIZE,
                look.background if r == 0 else look.text,
                r == 0,
            )
            if c in numbers:
                words.alignment = PP_ALIGN.RIGHT


def _widths(table: pd.DataFrame, wide: int) -> list[int]:
    """Widths in EMU by what is in the columns; no column takes nearly all."""
    longest = [
        max(width(str(text), SIZE, bold=True) for text in (name, *table[name]))
        for name in table.columns
    ]
    if len(longest) > 1:
        most = WIDEST * sum(longest)
        longest = [min(one, most) for one in longest]
    total = sum(longest) or 1
    return [int(wide * one / total) for one in longest]


def _in_cells(row, columns: list[int]) -> list[str]:
    """The texts of a row, those cut that would fill a slide by themselves."""
    return [
        shortened(str(text), SIZE, Emu(share - 2 * PADDING).pt, CELL_LINES, bold=True)
        for text, share in zip(row, columns, strict=True)
    ]


def _row_height(row, columns: list[int]) -> int:
    most = max(
        len(lines(text, SIZE, Emu(share - 2 * PADDING).pt, bold=True))
        for text, share in zip(_in_cells(row, columns), columns, strict=True)
    )
    return int(Pt(most * SIZE * 1.2)) + PADDING
