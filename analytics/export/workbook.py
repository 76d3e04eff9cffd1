"""A workbook: a sheet a figure with real numbers and Excel's own chart, and where they
come from."""

import io
from collections.abc import Callable, Sequence

import pandas as pd
import xlsxwriter

from analytics.export.cells import is_number, read_number
from analytics.export.charts import picture
from analytics.export.charts.native import native
from analytics.export.charts.sheet_charts import HIGH, WIDE, draw, write_numbers
from analytics.export.pack import PROTECTION, About, Chosen
from analytics.export.workbook_notes import (
    DICTIONARY,
    LINE,
    SOURCES,
    for_print,
    write_dictionary,
    write_heads,
    write_lines,
    write_sources,
)
from analytics.figures.theme import FONT, LIGHT

CONTENTS = "Contents"
TABLE_AT = 5  # row, from 0, of a figure's table
PICTURE = 0.45  # of its own size, which is for projectors
TEXT_WIDTH, MOST_WIDTH = 12, 60  # characters of a column
CONTENTS_WIDE, FIGURE_WIDE = 700, 660  # points of a line of words
Progress = Callable[[str, float], None]


def as_workbook(
    figures: Sequence[Chosen],
    about: About,
    progress: Progress = lambda step, done: None,
) -> bytes:
    """An Excel file: contents with links, a sheet a figure, about these numbers, a
    dictionary.

    Text is never read as a formula; a hidden number stays `*`. progress(step, done).
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
            "default_format_properties": {
                "font_name": FONT.partition(",")[0],
                "font_size": 11,
            },
        },
    )
    book.set_properties(
        {
            "title": about.title,
            "author": "Frequent attenders dashboard",
            "created": about.made,
            "comments": PROTECTION,
        }
    )
    forms = _formats(book)
    names = [f"Figure {n}" for n in range(1, len(figures) + 1)]
    _contents(book.add_worksheet(CONTENTS), figures, names, about, forms)
    for n, (one, name) in enumerate(zip(figures, names, strict=True)):
        progress(one.figure.title, n / len(figures))
        _figure(book, book.add_worksheet(name), one, forms)
    write_sources(book.add_worksheet(SOURCES), figures, names, about, forms)
    write_dictionary(book.add_worksheet(DICTIONARY), forms)
    for sheet in book.worksheets():
        for_print(sheet)
    book.close()
    progress("Done", 1.0)
    return out.getvalue()


def _formats(book) -> dict:
    """The few formats in use; number formats are added as they are met."""
    blue, white = LIGHT.one, LIGHT.background
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "font_color": blue}),
        "quiet": book.add_format({"font_color": LIGHT.quiet}),
        "head": book.add_format(
            {
                "bold": True,
                "font_color": white,
                "bg_color": blue,
                "text_wrap": True,
                "valign": "top",
            }
        ),
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "right": book.add_format({"align": "right"}),
        "link": book.get_default_url_format(),
        "number": lambda form: book.add_format({"num_format": form, "align": "right"}),
    }


def _contents(sheet, figures, names, about: About, forms) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    sheet.write_string(0, 0, about.title, forms["title"])
    opening = list(filter(None, [about.of_whom(), about.made_in_words()]))
    if about.synthetic:
        opening.insert(0, "Synthetic sample: nobody in these data exists.")
    row = 1
    for line in (*opening, PROTECTION):
        row = write_lines(sheet, row, line, forms["quiet"], CONTENTS_WIDE)
    row += 1
    for n, said in enumerate(about.messages):
        head = "Key messages" if n == 0 else ""
        sheet.write_string(row, 0, head, forms["bold"])
        sheet.write_string(row, 1, said, forms["wrap"])
        sheet.set_row(row, LINE * (1 + len(said) // 115))
        row += 1
    row += bool(about.messages)
    write_heads(sheet, row, ("Sheet", "What it shows"), forms)
    rest = [
        (SOURCES, "Data, filters and protection behind each figure"),
        (
            DICTIONARY,
            "What is counted, the rules in use elsewhere, and columns of an extract",
        ),
    ]
    for name, words in [
        *((n, one.figure.title) for n, one in zip(names, figures, strict=True)),
        *rest,
    ]:
        row += 1
        sheet.write_url(row, 0, f"internal:'{name}'!A1", forms["link"], name)
        sheet.write_string(row, 1, words, forms["wrap"])
        sheet.set_row(row, LINE * (1 + len(words) // 115))


def _figure(book, sheet, one: Chosen, forms) -> None:
    fig = one.figure
    sheet.write_url(
        0, 0, f"internal:'{CONTENTS}'!A1", forms["link"], "Back to contents"
    )
    sheet.write_string(1, 0, fig.title, forms["title"])
    sheet.set_row(1, 24)
    sheet.write_string(2, 0, fig.subtitle, forms["quiet"])
    below = _table(sheet, fig.table, TABLE_AT, forms)
    comment = f"Our comment: {one.comment}" if one.comment else ""
    for line in (comment, fig.note, fig.source, f"Filters: {one.sentence}"):
        if line:
            below = write_lines(sheet, below, line, forms["quiet"], FIGURE_WIDE)
    charts = native(fig)
    right = len(fig.table.columns) + 1
    if charts is None and fig.chart is not None:
        sheet.insert_image(
            TABLE_AT,
            right,
            f"{fig.name}.png",
            {
                "image_data": io.BytesIO(picture.bare_png(fig, LIGHT, WIDE, HIGH)),
                "x_scale": PICTURE,
                "y_scale": PICTURE,
                "description": fig.alt,
            },
        )
    for n, chart in enumerate(charts or ()):
        at = write_numbers(sheet, chart, below + 1, forms)
        drawn = draw(book, sheet.get_name(), chart, at, LIGHT)
        sheet.insert_chart(
            TABLE_AT,
            right,
            drawn,
            {"description": fig.alt, "y_offset": n * (HIGH + 20), "object_position": 2},
        )
        below = at.below


def _table(sheet, table: pd.DataFrame, top: int, forms) -> int:
    """The figure's table; the row after it and one more. Labels stay text, numbers are
    numbers."""
    for c, name in enumerate(table.columns):
        cells = [str(value) for value in table[name]]
        sheet.write_string(top, c, str(name), forms["head"])
        numbers = c > 0 and all(map(is_number, cells))
        for r, text in enumerate(cells, top + 1):
            found = read_number(text) if c > 0 else None
            if found:
                sheet.write_number(r, c, found[0], forms["number"](found[1]))
            else:
                sheet.write_string(r, c, text, forms["right"] if numbers else None)
        longest = max(map(len, [str(name), *cells]), default=0)
        sheet.set_column(c, c, min(max(longest + 2, TEXT_WIDTH), MOST_WIDTH))
    sheet.freeze_panes(top + 1, 0)
    return top + len(table) + 2
