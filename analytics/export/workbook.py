"""A workbook: a sheet a figure with real numbers and Excel's own chart, and where they
come from."""

import io
from collections.abc import Callable, Sequence

import pandas as pd
import xlsxwriter

from analytics.definitions.contract import TABLES
from analytics.definitions.tables import columns_table, rules_table
from analytics.export.cells import is_number, read_number
from analytics.export.charts import picture
from analytics.export.charts.native import native
from analytics.export.charts.sheet_charts import HIGH, WIDE, draw, write_numbers
from analytics.export.notes import definitions, without_marks
from analytics.export.pack import PROTECTION, About, Chosen
from analytics.export.slides.text_fit import lines
from analytics.figures.theme import FONT, LIGHT

CONTENTS, SOURCES, DICTIONARY = "Contents", "About these numbers", "Dictionary"
TABLE_AT = 5  # row, from 0, of a figure's table
PICTURE = 0.45  # of its own size, which is for projectors
LINE, TYPE = 15, 11  # points: a row of text, its type
WORDS_WIDE = 120  # characters of a column of words
TEXT_WIDTH, MOST_WIDTH = 12, 60  # characters of a column
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
    _sources(book.add_worksheet(SOURCES), figures, names, about, forms)
    _dictionary(book.add_worksheet(DICTIONARY), forms)
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
    opening = [about.made_in_words()]
    if about.synthetic:
        opening.insert(0, "Synthetic sample: nobody in these data exists.")
    for row, line in enumerate([*opening, PROTECTION], 1):
        sheet.write_string(row, 0, line, forms["quiet"])
    row = len(opening) + 3
    _heads(sheet, row, ("Sheet", "What it shows"), forms)
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
    for line in (fig.note, fig.source, f"Filters: {one.sentence}"):
        if line:
            sheet.write_string(below, 0, line, forms["quiet"])
            below += 1
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


def _sources(sheet, figures, names, about: About, forms) -> None:
    """Dataset, fingerprint, filters, when and by what version, the rule of
    protection."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, WORDS_WIDE)
    sheet.write_string(0, 0, SOURCES, forms["title"])
    rows = [
        ("Made on", about.made_in_words()),
        ("Made by", f"Frequent attenders {about.version}"),
        ("Protection", PROTECTION),
    ]
    for data in about.data:
        rows += [
            ("Dataset", data.name + (", synthetic" if data.synthetic else "")),
            ("Fingerprint", data.fingerprint),
            ("Holds", data.held),
            ("Loaded on", data.loaded),
        ]
    row = 2
    for head, text in rows:
        row = _said(sheet, row, head, text, forms)
    row = _heads(sheet, row + 1, ("Figure", "Filters and source"), forms)
    for name, one in zip(names, figures, strict=True):
        text = (
            one.figure.source
            if one.sentence in one.figure.source
            else (f"{one.sentence} {one.figure.source}")
        )
        row = _said(sheet, row, name, text, forms)
    row = _heads(sheet, row + 1, ("Page", "How it is worked out"), forms)
    for page, method in {one.page: one.method for one in figures}.items():
        for paragraph in filter(None, without_marks(method).split("\n\n")):
            row = _said(sheet, row, page, paragraph, forms)


def _heads(sheet, row: int, heads: Sequence[str], forms) -> int:
    for c, head in enumerate(heads):
        sheet.write_string(row, c, str(head), forms["head"])
    return row + 1


def _said(sheet, row: int, head: str, text: str, forms) -> int:
    """One line of a list: what it is about, and words in a cell as high as they
    need."""
    sheet.write_string(row, 0, head, forms["bold"])
    sheet.write_string(row, 1, text, forms["wrap"])
    sheet.set_row(row, LINE * len(lines(text, TYPE, WORDS_WIDE * TYPE / 2)))
    return row + 1


def _dictionary(sheet, forms) -> None:
    """What is counted, the rules in use, and the columns an extract may have."""
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, WORDS_WIDE)
    sheet.set_column(2, 3, 60)
    sheet.write_string(0, 0, DICTIONARY, forms["title"])
    row = 2
    for term, meaning in definitions():
        row = _said(sheet, row, term, meaning, forms)
    frames = [("Rules and whose they are", rules_table())]
    frames += [
        (f"Columns of an extract: {table.title}", columns_table(name))
        for name, table in TABLES.items()
    ]
    for title, frame in frames:
        row += 1
        sheet.write_string(row, 0, title, forms["bold"])
        _heads(sheet, row + 1, frame.columns, forms)
        for r, cells in enumerate(frame.itertuples(index=False), row + 2):
            for c, cell in enumerate(cells):
                sheet.write_string(r, c, str(cell), forms["wrap"])
        row += len(frame) + 2
